// The first page of a document has an anchor for each question of its other pages, so that
// `document.html#id` always arrives: whoever arrives at such an anchor is sent on.
(() => {
  "use strict";

  document.addEventListener("prepbook:arrive", (event) => {
    const target = event.target;
    if (target instanceof HTMLAnchorElement && target.closest("[data-elsewhere]")) {
      location.replace(target.href);
    }
  });
})();
