// How the reader wants to read: theme, size of the text, single keys. Set before the first paint.

/**
 * @typedef {object} Settings
 * @property {"system" | "light" | "dark"} theme
 * @property {"small" | "normal" | "large" | "larger" | "largest"} size
 * @property {boolean} keys whether single keys act
 */

prepbook.settings = (() => {
  "use strict";

  const KEY = "settings";
  const root = document.documentElement;

  /** @type {{ [K in keyof Settings]: readonly Settings[K][] }} the first is the default */
  const CHOICES = {
    theme: ["system", "light", "dark"],
    size: ["normal", "small", "large", "larger", "largest"],
    keys: [true, false],
  };

  /**
   * @template {keyof Settings} K
   * @param {K} name
   * @returns {Settings[K]}
   */
  function get(name) {
    const value = prepbook.storage.get(KEY)?.[name];
    return CHOICES[name].find((choice) => choice === value) ?? CHOICES[name][0];
  }

  /**
   * @template {keyof Settings} K
   * @param {K} name
   * @param {Settings[K]} value
   */
  function set(name, value) {
    prepbook.storage.set(KEY, { ...prepbook.storage.get(KEY), [name]: value });
    apply();
  }

  function apply() {
    const theme = get("theme");
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    // The colour of the window before the style sheet is there.
    const scheme = document.querySelector('meta[name="color-scheme"]');
    scheme?.setAttribute("content", theme === "system" ? "light dark" : theme);
    root.dataset.textSize = get("size");
    document.dispatchEvent(new CustomEvent("prepbook:settings"));
  }

  apply();
  prepbook.storage.follow(KEY, apply);
  return { get, set };
})();
