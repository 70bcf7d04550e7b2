// The menu of small screens. Without this script its link jumps to the sidebar, which shows
// itself as the target; with it, a button opens and closes the sidebar.
prepbook.ready(() => {
  "use strict";

  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(".menu-button"));
  const sidebar = document.querySelector(".sidebar");
  if (!button || !sidebar) return;

  /** @param {boolean} open */
  function show(open) {
    sidebar?.classList.toggle("is-open", open);
    document.documentElement.classList.toggle("menu-is-open", open);
    button?.setAttribute("aria-expanded", String(open));
  }

  button.addEventListener("click", () => {
    show(button.getAttribute("aria-expanded") !== "true");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      show(false);
      button.focus();
    }
  });
  // A link of the sidebar may lead to a place on this very page.
  sidebar.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) show(false);
  });
  // The width at which css/20-layout.css shows the sidebar beside the text.
  window.matchMedia("(min-width: 60rem)").addEventListener("change", () => show(false));
});
