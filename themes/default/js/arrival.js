// Says where a reader arrives: the element that the address's fragment names gets the event
// `prepbook:arrive`, when the page is ready and whenever the fragment changes.
(() => {
  "use strict";

  /** @returns {string} the fragment without `#`, decoded where that can be done */
  function fragment() {
    const raw = location.hash.slice(1);
    try {
      return decodeURIComponent(raw);
    } catch {
      return raw;
    }
  }

  function announce() {
    const target = document.getElementById(fragment());
    target?.dispatchEvent(new CustomEvent("prepbook:arrive", { bubbles: true }));
  }

  window.addEventListener("hashchange", announce);
  // Deferred scripts run before this event, so every feature is listening by then.
  document.addEventListener("DOMContentLoaded", announce);
})();
