// The page's contents stand open beside the text and folded above it.
prepbook.ready(() => {
  "use strict";

  const fold = /** @type {HTMLDetailsElement | null} */ (
    document.querySelector(".contents details")
  );
  if (!fold) return;

  // The width at which css/20-layout.css moves the contents beside the text.
  const beside = window.matchMedia("(min-width: 75rem)");

  function settle() {
    /** @type {HTMLDetailsElement} */ (fold).open = beside.matches;
  }

  beside.addEventListener("change", settle);
  settle();
});
