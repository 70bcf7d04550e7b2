// What only some readers use, and only now and then, is loaded when somebody reaches for it:
// dialogs, lists that narrow, cards of terms, the way to other languages, the log as a file (tools/*).

/**
 * Loads a script or a style sheet of the site, once.
 *
 * @type {(path: string) => Promise<void>}
 */
prepbook.load = (() => {
  /** @type {Map<string, Promise<void>>} */
  const asked = new Map();

  return (path) => {
    const known = asked.get(path);
    if (known) return known;
    /** @type {Promise<void>} */
    const loaded = new Promise((resolve, reject) => {
      const isStyle = path.endsWith(".css");
      const element = document.createElement(isStyle ? "link" : "script");
      const url = prepbook.root + path;
      // The page that searches has its sheet from the beginning.
      if (isStyle && document.querySelector(`link[href="${url}"]`)) return resolve();
      if (element instanceof HTMLLinkElement) {
        element.rel = "stylesheet";
        element.href = url;
      } else {
        element.src = url;
      }
      element.onload = () => resolve();
      element.onerror = () => {
        asked.delete(path);
        reject(new Error(url));
      };
      const first = document.querySelector("link[rel=stylesheet]");
      // Sheets of a site's own go over these, too.
      if (isStyle && first) first.after(element);
      else document.head.append(element);
    });
    asked.set(path, loaded);
    return loaded;
  };
})();

/** Whether the tools are there. */
prepbook.hasTools = false;

/** @returns {Promise<void>} when the tools are there */
prepbook.tools = async () => {
  await Promise.all([prepbook.load("assets/tools.css"), prepbook.load("assets/tools.js")]);
  prepbook.hasTools = true;
};

(() => {
  "use strict";

  // What the tools do when somebody clicks on it.
  const CLICKED = ".narrow-random, [data-log]";
  // What they do more with than a click, so that they should be there before.
  const REACHED = "form.narrow:not(.find), [data-opens], .languages, .term-link, .random, .note-button";

  /** What somebody wanted from the form before the tools were there. */
  const wanted = new Set();

  function load() {
    prepbook.tools().then(
      () => {
        for (const field of wanted) {
          field.element.value = field.value;
          field.element.dispatchEvent(new Event("input", { bubbles: true }));
        }
        wanted.clear();
      },
      () => {},
    );
  }

  /** @param {Event} event */
  function reach(event) {
    if (prepbook.hasTools) return;
    if (event.target instanceof Element && event.target.closest(REACHED)) load();
  }

  document.addEventListener("pointerover", reach);
  document.addEventListener("focusin", reach);

  document.addEventListener("input", (event) => {
    const element = event.target;
    if (prepbook.hasTools || !(element instanceof HTMLInputElement || element instanceof HTMLSelectElement)) return;
    if (!element.closest("form.narrow:not(.find)")) return;
    for (const known of wanted) if (known.element === element) wanted.delete(known);
    wanted.add({ element, value: element.value });
    load();
  });

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest(CLICKED) : null;
    if (prepbook.hasTools || !(target instanceof HTMLElement)) return;
    event.preventDefault();
    event.stopPropagation();
    prepbook.tools().then(() => target.click(), () => {});
  }, true);

  // An address that says which question of a page it means (tools/75-languages.js).
  if (prepbook.fragment().startsWith("ui:question-")) load();

  // An address that says what a list is to show.
  prepbook.early("form.narrow:not(.find)", () => location.search && load());
})();

// What the browser's own menu prints is the screen; tools/60-print.js prints otherwise.
document.documentElement.dataset.print = "screen";
