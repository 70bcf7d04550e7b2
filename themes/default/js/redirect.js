// An old address sends on to where the page is now, with its fragment. Fragments that moved
// elsewhere have anchors of their own here, and elsewhere.js follows them.
(() => {
  "use strict";

  window.addEventListener("DOMContentLoaded", () => {
    const link = document.querySelector("a[data-redirect]");
    if (!(link instanceof HTMLAnchorElement)) return;
    const moved = document.getElementById(prepbook.fragment());
    if (moved?.closest("[data-elsewhere]")) return;
    location.replace(link.hash ? link.href : link.href + location.hash);
  });
})();
