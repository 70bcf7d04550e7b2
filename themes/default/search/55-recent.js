// What was searched for lately, kept in this browser alone.
prepbook.recent = (() => {
  "use strict";

  const KEY = "searches";
  const MOST = 8;
  const LONGEST = 100;

  /** @returns {string[]} the latest first */
  function all() {
    const kept = prepbook.storage.get(KEY);
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  }

  return {
    all,

    /** @param {string} text */
    add(text) {
      const words = text.trim().replace(/\s+/g, " ");
      if (!words || words.length > LONGEST) return;
      const others = all().filter((one) => one.toLowerCase() !== words.toLowerCase());
      prepbook.storage.set(KEY, [words, ...others].slice(0, MOST));
    },

    clear: () => void prepbook.storage.set(KEY, undefined),
  };
})();
