// Says where a reader arrives: the element that the address's fragment names gets the event
// `prepbook:arrive` when the page is ready, whenever the fragment changes, and when a link to
// the same fragment is followed once more.
(() => {
  "use strict";

  function announce() {
    const target = document.getElementById(prepbook.fragment());
    target?.dispatchEvent(new CustomEvent("prepbook:arrive", { bubbles: true }));
  }

  window.addEventListener("hashchange", announce);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    // The browser scrolls, but says nothing: the fragment stays what it was.
    if (link.hash && link.href === location.href) setTimeout(announce);
  });
  // The window hears of it after the document, so every feature is listening by then.
  window.addEventListener("DOMContentLoaded", announce);
})();
