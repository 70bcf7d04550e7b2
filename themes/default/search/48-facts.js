// What the index says of each entry besides its words: kind, level, topics and so on.

/**
 * @typedef {object} Facts
 * @property {(entry: number) => string} kind
 * @property {(entry: number) => string} level empty when it has none
 * @property {(entry: number) => "" | "no" | "yes"} answered empty for what cannot have an answer
 * @property {(entry: number) => boolean} rubric
 * @property {Map<string, { name: string, entries: Set<number> }>} topics by their names in addresses
 */

prepbook.facts = (() => {
  "use strict";

  const LEVELS = ["", "junior", "mid", "senior", "staff"];
  const ANSWERED = /** @type {const} */ (["", "no", "yes"]);

  /** @type {Facts | undefined} */
  let known;

  /**
   * @param {string} list numbers, each as far from the one before as there are others between them
   * @returns {Set<number>}
   */
  function numbers(list) {
    const found = new Set();
    let next = 0;
    for (let at = 0; at < list.length; ) {
      let shift = 0;
      let six;
      do {
        six = prepbook.search.value(list[at]);
        next += (six & 31) << shift;
        shift += 5;
        at += 1;
      } while (six >= 32);
      found.add(next);
      next += 1;
    }
    return found;
  }

  return {
    /** @returns {Facts | undefined} if they are there */
    now: () => known,

    /** @returns {Promise<Facts>} */
    async load() {
      if (known) return known;
      const { value, manifest, facets } = prepbook.search;
      const { kinds: names } = await manifest();
      const [kinds, levels, marks, topics] = await facets();
      known = {
        kind: (entry) => names[value(kinds[entry])],
        level: (entry) => LEVELS[value(levels[entry])],
        answered: (entry) => ANSWERED[value(marks[entry]) & 3],
        rubric: (entry) => value(marks[entry]) >= 4,
        topics: new Map(
          Object.entries(/** @type {Record<string, [string, string]>} */ (topics)).map(
            ([slug, [name, list]]) => [slug, { name, entries: numbers(list) }],
          ),
        ),
      };
      return known;
    },
  };
})();
