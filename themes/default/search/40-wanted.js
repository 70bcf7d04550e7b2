// Which words of a text a query means: what snippets and pages mark.
/**
 * @typedef {object} Wanted a word of a query
 * @property {string} text
 * @property {boolean} begins whether it may be the beginning of a word
 * @property {Set<string>} others what else it may be
 * @property {() => Promise<Set<string>[]>} meant what may have been meant, the likeliest first
 */

/**
 * @typedef {object} Hit
 * @property {number} start
 * @property {number} end
 * @property {Wanted} word
 * @property {string} token
 */

/**
 * @typedef {object} Match an entry that a query found
 * @property {number} entry
 * @property {number} score
 * @property {boolean} full whether it has every word
 */

prepbook.wanted = (() => {
  "use strict";

  /** A shorter word is only a beginning while it is the last one, as in 30-rank.js. */
  const SHORTEST_BEGINNING = 3;

  /**
   * @param {string} query
   * @returns {Promise<Wanted[]>}
   */
  function wanted(query) {
    const tokens = prepbook.text.tokens(query).filter((token) => !token.part);
    const open = !/\s$/.test(query);
    return Promise.all(
      tokens.map(async ({ text, words }, at) => {
        const last = open && at === tokens.length - 1;
        /** @type {Promise<Set<string>[]> | undefined} */
        let guessed;
        return {
          text,
          begins: last || text.length >= SHORTEST_BEGINNING,
          others: new Set(await prepbook.search.forms(text)),
          meant: () => (guessed ??= guesses(text, words)),
        };
      }),
    );
  }

  /**
   * @param {string} text
   * @param {string[]} words
   */
  async function guesses(text, words) {
    const sets = [new Set(words)];
    for (const errors of [1, 2]) {
      const list = await prepbook.similar(text, errors);
      const forms = await Promise.all(list.map((one) => prepbook.search.forms(one)));
      sets.push(new Set([...list, ...forms.flat()]));
    }
    return sets;
  }

  /**
   * @param {string} text
   * @param {Wanted[]} words
   * @returns {Hit[]} in the order of the text
   */
  function hits(text, words) {
    /** @type {Hit[]} */
    const found = [];
    for (const { text: token, start, end } of prepbook.text.tokens(text)) {
      const word = words.find(
        (one) =>
          one.text === token || one.others.has(token) || (one.begins && token.startsWith(one.text)),
      );
      if (word) found.push({ start, end, word, token });
    }
    return found.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /**
   * Words that stand nowhere in the texts of a result were found in another way.
   *
   * @param {string[]} texts
   * @param {Wanted[]} words
   * @returns {Promise<Wanted[]>} the words as these texts have them
   */
  async function fitting(texts, words) {
    const known = new Set(texts.flatMap((text) => hits(text, words)).map((hit) => hit.word));
    if (known.size === words.length) return words;
    const tokens = new Set(texts.flatMap((text) => prepbook.text.tokens(text)).map((one) => one.text));
    return Promise.all(
      words.map(async (word) => {
        if (known.has(word)) return word;
        const sets = await word.meant();
        const others = sets.find((set) => [...set].some((one) => tokens.has(one)));
        return others ? { ...word, others } : word;
      }),
    );
  }

  /** @param {Hit[]} found @returns {number} how many words of the query */
  const count = (found) => new Set(found.map((hit) => hit.word)).size;

  return { of: wanted, hits, fitting, count };
})();
