// What the browser keeps. `prepbook.storage` outlives the tab, `prepbook.session` does not. Both
// may be refused, full, or written by a newer prepbook; then values last as long as the page.
prepbook.area = (() => {
  "use strict";

  /** Of the envelope around each value; a newer one is left alone. */
  const VERSION = 1;

  // Pages that are opened from a folder share one storage with every other local file.
  const prefix = `prepbook:${prepbook.site}:`;

  /** @param {() => Storage} storage asking for it throws where it is refused */
  function area(storage) {
    /** @type {Map<string, unknown>} values that could not be written */
    const unwritten = new Map();

    /**
     * @param {string} key
     * @returns {{ v: number, value?: any } | undefined}
     */
    function read(key) {
      try {
        const kept = JSON.parse(storage().getItem(prefix + key) ?? "null");
        if (typeof kept?.v === "number") return kept;
      } catch {
        // Refused, or not written by prepbook.
      }
      return undefined;
    }

    return {
      /**
       * @param {string} key
       * @returns {any} what was kept, which somebody may have changed by hand; else `undefined`
       */
      get(key) {
        if (unwritten.has(key)) return unwritten.get(key);
        const kept = read(key);
        return kept?.v === VERSION ? kept.value : undefined;
      },

      /**
       * @param {string} key
       * @param {unknown} value that JSON can say; `undefined` removes what was kept
       * @returns {boolean} whether it outlives the page
       */
      set(key, value) {
        try {
          if ((read(key)?.v ?? VERSION) > VERSION) throw new RangeError("a newer version");
          if (value === undefined) storage().removeItem(prefix + key);
          else storage().setItem(prefix + key, JSON.stringify({ v: VERSION, value }));
          unwritten.delete(key);
          return true;
        } catch {
          unwritten.set(key, value);
          return false;
        }
      },
    };
  }

  return area;
})();

prepbook.session = prepbook.area(() => sessionStorage);

prepbook.storage = {
  ...prepbook.area(() => localStorage),

  /**
   * Calls `act` when another tab changes what is kept, or this one comes back from the browser's
   * cache of pages and may have missed it.
   *
   * @param {string} key
   * @param {() => void} act
   */
  follow(key, act) {
    window.addEventListener("storage", (event) => {
      // No key: everything was cleared.
      if (event.key === null || event.key === `prepbook:${prepbook.site}:${key}`) act();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) act();
    });
  },
};
