// What is too wide scrolls by itself. Only then is it a stop for the keyboard, with a name: a
// stop for every short block would make reading by keyboard a walk through all of them.
(() => {
  "use strict";

  const SCROLLERS = "figure.code > pre, .table, div.math, .long-math";

  /** @param {HTMLElement} box */
  function settle(box) {
    const scrolls = box.scrollWidth > box.clientWidth;
    if (scrolls === box.hasAttribute("tabindex")) return;
    if (scrolls) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", box.dataset.name ?? "");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }

  function start() {
    const boxes = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(SCROLLERS)));
    // Also called when a fold shows its content for the first time.
    const observer = new ResizeObserver((entries) => {
      for (const entry of entries) settle(/** @type {HTMLElement} */ (entry.target));
    });
    for (const box of boxes) observer.observe(box);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
