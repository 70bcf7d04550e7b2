// Prompts only: answers and all that hints at them stay away, for a shared screen or reading
// aloud. Remembered in the tab alone, and set before the first paint: no answer ever flashes.
prepbook.promptOnly = (() => {
  "use strict";

  const KEY = "prompt-only";
  const root = document.documentElement;

  /** @param {boolean} on */
  function show(on) {
    root.toggleAttribute("data-prompt-only", on);
    document.dispatchEvent(new CustomEvent("prepbook:settings"));
  }

  show(prepbook.session.get(KEY) === true);
  // A page out of the browser's cache may be older than the choice.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) show(prepbook.session.get(KEY) === true);
  });

  // The bar that ends it.
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-prompt-only="off"]')) return;
    prepbook.promptOnly.set(false);
    // The bar is gone, and the focus must not go with it.
    document.getElementById("ui:main")?.focus({ preventScroll: true });
  });

  return {
    isOn: () => root.hasAttribute("data-prompt-only"),

    /** @param {boolean} on */
    set(on) {
      prepbook.session.set(KEY, on ? true : undefined);
      show(on);
    },
  };
})();
