// What pages share: a changed style sheet takes the place of the old one without a flash; other
// scripts and pictures need the page anew.
prepbookLive.assets = (() => {
  "use strict";

  // Taken now, because scripts that load later (the search index) are no reason to reload.
  const scripts = [...document.scripts].map((script) => script.src);
  const replaced = new WeakSet();

  /**
   * @param {string[]} changed paths of files
   * @returns {boolean} whether the page has to be loaded anew for their sake
   */
  function take(changed) {
    const names = new Set(changed);
    const pictures = [...document.images].map((picture) => picture.currentSrc || picture.src);
    if ([...scripts, ...pictures].some((url) => names.has(siteName(url)))) return true;
    if (changed.some((name) => name.endsWith(".css"))) swapStyles(names);
    return false;
  }

  /** @param {Set<string>} names */
  function swapStyles(names) {
    const links = [...document.querySelectorAll("link")].filter(
      (link) => link.relList.contains("stylesheet") && siteName(link.href) && !replaced.has(link),
    );
    const named = links.filter((link) => names.has(siteName(link.href)));
    // A sheet that no link names may be imported by any of them.
    for (const link of named.length > 0 ? named : links) {
      const fresh = /** @type {HTMLLinkElement} */ (link.cloneNode());
      const url = new URL(link.href);
      url.searchParams.set("live", String(Date.now()));
      fresh.href = url.href;
      replaced.add(link);
      // The old one stays until the new one is there, so nothing is ever shown without style.
      fresh.addEventListener("load", () => link.remove(), { once: true });
      fresh.addEventListener("error", () => link.remove(), { once: true });
      link.after(fresh);
    }
  }

  /**
   * The path of a file in the site, or nothing for another server's.
   * @param {string} address
   */
  function siteName(address) {
    if (!address) return "";
    const url = new URL(address, location.href);
    return url.origin === location.origin ? decodeURIComponent(url.pathname.slice(1)) : "";
  }

  return { take };
})();
