// Printing with answers as they are on the screen, all, or none. css/90-print.css follows
// `data-print`; what the browser's own menu prints is the screen.
prepbook.ready(() => {
  "use strict";

  const root = document.documentElement;

  function choice() {
    const chosen = document.querySelector('[name="ui-print"]:checked');
    return chosen instanceof HTMLInputElement ? chosen.value : "screen";
  }

  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];

  /** For browsers whose style sheets cannot unfold. */
  function unfold() {
    if (CSS.supports("selector(::details-content)") || root.dataset.print !== "all") return;
    unfolded = [...document.querySelectorAll("details")].filter((fold) => !fold.open);
    for (const fold of unfolded) fold.open = true;
  }

  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
    unfolded = [];
    root.dataset.print = "screen";
  });

  for (const button of document.querySelectorAll(".print-button")) {
    button.addEventListener("click", () => {
      root.dataset.print = choice();
      button.closest("dialog")?.close();
      window.print();
    });
  }
});
