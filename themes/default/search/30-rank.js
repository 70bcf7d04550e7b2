// A query answered: which entries, in which order. The weights were tuned on the odd queries of
// tests/fixtures/search/queries.yml.
prepbook.query = (() => {
  "use strict";

  const FORM = 0.8;
  const PREFIX = 0.6;
  const SIMILAR = 0.45;
  /** A shorter word is only a beginning while it is the last one. */
  const SHORTEST_BEGINNING = 3;

  /**
   * @typedef {object} Word
   * @property {Map<number, {weight: number, title: number}>} entries
   * @property {number} rarity
   */

  /**
   * @typedef {object} Found
   * @property {number} entry
   * @property {number} score
   * @property {boolean} full whether every word was found
   */

  /**
   * @param {Map<number, {weight: number, title: number}>} entries
   * @param {string} postings
   * @param {number} factor
   */
  function add(entries, postings, factor) {
    prepbook.search.decode(postings, (entry, weight, title) => {
      const value = weight * factor;
      const known = entries.get(entry);
      if (!known) entries.set(entry, { weight: value, title });
      else {
        known.weight = Math.max(known.weight, value);
        known.title = known.title || title;
      }
    });
  }

  /**
   * @param {Word["entries"]} entries
   * @param {string} token
   * @param {number} factor
   */
  async function addForms(entries, token, factor) {
    for (const form of await prepbook.search.forms(token)) {
      const postings = await prepbook.search.exact(form);
      if (postings) add(entries, postings, factor);
    }
  }

  /**
   * @param {Token} token
   * @param {boolean} last
   * @param {boolean} exactly
   * @param {number} all number of entries
   * @returns {Promise<Word>}
   */
  async function word(token, last, exactly, all) {
    const { search } = prepbook;
    /** @type {Word["entries"]} */
    const entries = new Map();
    const own = await search.exact(token.text);
    if (own) add(entries, own, 1);
    if (exactly) return { entries, rarity: rarity(entries.size, all) };
    if (own) await addForms(entries, token.text, FORM);
    // How rare a word is, is told by itself and its forms: beginnings are guesses.
    const known = entries.size;
    if (last || token.text.length >= SHORTEST_BEGINNING) {
      for (const { term, postings } of await search.prefixed(token.text)) {
        const share = Math.min(1, token.text.length / term.length);
        add(entries, postings, PREFIX * (0.5 + share / 2));
      }
    }
    if (entries.size === 0 && token.words.length > 0) await addTogether(entries, token.words, all);
    if (entries.size === 0) {
      const [near, far] = await search.similar(token.text);
      await addCorrected(entries, near);
      // What ends in another way than any form is no typing error; two errors are a last resort.
      if (entries.size === 0) await addForms(entries, token.text, FORM);
      if (entries.size === 0) await addCorrected(entries, far);
    }
    return { entries, rarity: rarity(known || entries.size, all) };
  }

  /**
   * @param {Word["entries"]} entries
   * @param {string[]} tokens that somebody may have meant
   */
  async function addCorrected(entries, tokens) {
    for (const token of tokens) {
      const postings = await prepbook.search.exact(token);
      if (postings) add(entries, postings, SIMILAR);
      await addForms(entries, token, SIMILAR * FORM);
    }
  }

  /**
   * The words of `node-js` where nobody writes it so: entries that have all of them.
   *
   * @param {Word["entries"]} entries
   * @param {string[]} texts
   * @param {number} all
   */
  async function addTogether(entries, texts, all) {
    const words = [];
    for (const text of texts) {
      words.push(await word({ text, start: 0, end: 0, words: [], part: false }, false, false, all));
    }
    const [first, ...others] = words;
    for (const [entry, { weight, title }] of first.entries) {
      const found = others.map((other) => other.entries.get(entry));
      if (!found.every((one) => one)) continue;
      const weights = found.map((one) => one?.weight ?? 0);
      const titled = title > 0 && found.every((one) => one?.title);
      entries.set(entry, { weight: Math.min(weight, ...weights), title: titled ? title : 0 });
    }
  }

  /** @param {number} found @param {number} all */
  function rarity(found, all) {
    return Math.log(1 + (all - found + 0.5) / (found + 0.5));
  }

  /**
   * @param {string} text
   * @param {{exactly?: boolean, keep?: (entry: number) => boolean}} [options]
   * @returns {Promise<Found[]>} full matches first, the best first
   */
  async function query(text, { exactly = false, keep } = {}) {
    const { entries: all } = await prepbook.search.manifest();
    const tokens = prepbook.text.tokens(text).filter((token) => !token.part);
    const open = !/\s$/.test(text);
    /** @type {Word[]} */
    const words = [];
    for (const [at, token] of tokens.entries()) {
      words.push(await word(token, open && at === tokens.length - 1, exactly, all));
    }
    /** @type {Map<number, {score: number, matched: number, titled: number, note: number}>} */
    const sums = new Map();
    for (const { entries, rarity } of words) {
      for (const [entry, { weight, title }] of entries) {
        if (keep && !keep(entry)) continue;
        const sum = sums.get(entry) ?? { score: 0, matched: 0, titled: 0, note: 0 };
        sum.score += weight * rarity;
        sum.matched += 1;
        if (title > 0) {
          sum.titled += 1;
          sum.note = title;
        }
        sums.set(entry, sum);
      }
    }
    /** @type {Found[]} */
    const found = [];
    for (const [entry, { score, matched, titled, note }] of sums) {
      const full = matched === words.length;
      const inTitle = titled === words.length;
      const whole = inTitle && note === Math.min(words.length, 4);
      found.push({ entry, full, score: score * (inTitle ? 1.5 : 1) + (whole ? 2 : 0) });
    }
    found.sort((a, b) => Number(b.full) - Number(a.full) || b.score - a.score || a.entry - b.entry);
    return found;
  }

  return query;
})();
