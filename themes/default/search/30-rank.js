// A query answered: which entries, in which order. The weights were tuned on the odd queries of
// tests/fixtures/search/queries.tsv.
prepbook.query = (() => {
  "use strict";

  const FORM = 0.8;
  const PREFIX = 0.6;
  const SIMILAR = 0.45;
  /** A shorter word is only a beginning while it is the last one. */
  const SHORTEST_BEGINNING = 3;
  /** Better than an entry that has all words somewhere: one that has them in its title. */
  const ALL_IN_TITLE = 1.5;
  /** What comes on top where the title is nothing but the words. */
  const WHOLE_TITLE = 2;

  /**
   * @typedef {object} Found
   * @property {number} entry
   * @property {number} score
   * @property {boolean} full whether every word was found
   */

  /** Where one word of a query was found, and how much it says there. */
  class Places {
    /** @param {number} all number of entries */
    constructor(all) {
      this.weights = new Float32Array(all);
      this.titles = new Uint8Array(all);
      /** @type {number[]} */
      this.entries = [];
    }

    /**
     * @param {number} entry
     * @param {number} weight
     * @param {number} title
     */
    put(entry, weight, title) {
      if (this.weights[entry] === 0) this.entries.push(entry);
      if (weight > this.weights[entry]) this.weights[entry] = weight;
      if (this.titles[entry] === 0) this.titles[entry] = title;
    }

    /**
     * @param {string | undefined} postings
     * @param {number} factor
     */
    add(postings, factor) {
      if (!postings) return;
      prepbook.search.decode(postings, (entry, weight, title) => {
        this.put(entry, weight * factor, title);
      });
    }

    /**
     * @param {string} token
     * @param {number} factor
     */
    async addForms(token, factor) {
      for (const form of await prepbook.search.forms(token)) {
        this.add(await prepbook.search.exact(form), factor);
      }
    }

    /** @param {string[]} tokens that somebody may have meant */
    async addCorrected(tokens) {
      for (const token of tokens) {
        this.add(await prepbook.search.exact(token), SIMILAR);
        await this.addForms(token, SIMILAR * FORM);
      }
    }

    /**
     * Entries that have all words of `node-js`, where nobody writes it so.
     *
     * @param {string[]} words
     */
    async addTogether(words) {
      /** @type {Places[]} */
      const parts = [];
      for (const word of words) {
        parts.push((await find({ word, parts: [] }, false, true, this.weights.length)).places);
      }
      for (const entry of parts[0].entries) {
        const weights = parts.map((part) => part.weights[entry]);
        const titles = parts.map((part) => part.titles[entry]);
        if (weights.every(Boolean)) {
          this.put(entry, Math.min(...weights), titles.every(Boolean) ? titles[0] : 0);
        }
      }
    }

    get isEmpty() {
      return this.entries.length === 0;
    }
  }

  /**
   * @param {{word: string, parts: string[]}} wanted a word, and its own words where it has some
   * @param {boolean} last whether it may still be typed
   * @param {boolean} alone whether it is the only word
   * @param {number} all number of entries
   * @returns {Promise<{places: Places, rarity: number}>}
   */
  async function find({ word, parts }, last, alone, all) {
    const { search, similar } = prepbook;
    const places = new Places(all);
    const own = await search.exact(word);
    places.add(own, 1);
    if (own) await places.addForms(word, FORM);
    // How rare a word is, is told by itself and its forms: beginnings are guesses.
    const known = places.entries.length;
    const long = word.length >= SHORTEST_BEGINNING;
    if (last || long) {
      // Beside other words the best entries of a beginning are not enough.
      const complete = !alone && long && !own;
      for (const { term, postings } of await search.prefixed(word, complete)) {
        const share = Math.min(1, word.length / term.length);
        places.add(postings, PREFIX * (0.5 + share / 2));
      }
    }
    if (places.isEmpty && parts.length > 0) await places.addTogether(parts);
    if (places.isEmpty) await places.addCorrected(await similar(word, 1));
    // What ends in another way than any form is no typing error; two errors are a last resort.
    if (places.isEmpty) await places.addForms(word, FORM);
    if (places.isEmpty) await places.addCorrected(await similar(word, 2));
    return { places, rarity: rarity(known || places.entries.length, all) };
  }

  /**
   * Robertson and Spärck Jones: the fewer entries have a word, the more it says.
   *
   * @param {number} found
   * @param {number} all
   */
  function rarity(found, all) {
    return Math.log(1 + (all - found + 0.5) / (found + 0.5));
  }

  /**
   * @param {string} word
   * @param {number} all
   */
  async function findExactly(word, all) {
    const places = new Places(all);
    places.add(await prepbook.search.exact(word), 1);
    return { places, rarity: rarity(places.entries.length, all) };
  }

  /**
   * @param {string} text
   * @param {{exactly?: boolean, keep?: (entry: number) => boolean}} [options]
   * @returns {Promise<Found[]>} full matches first, those in the page's language, the best first
   */
  return async function query(text, { exactly = false, keep } = {}) {
    const { entries: all } = await prepbook.search.manifest();
    const language = await prepbook.search.languages();
    const tokens = prepbook.text.tokens(text).filter((token) => !token.part);
    const open = !/\s$/.test(text);
    const words = [];
    for (const [at, token] of tokens.entries()) {
      const last = open && at === tokens.length - 1;
      const wanted = { word: token.text, parts: token.words };
      words.push(
        await (exactly ? findExactly(token.text, all) : find(wanted, last, tokens.length === 1, all)),
      );
    }
    const scores = new Float64Array(all);
    const matched = new Uint16Array(all);
    const titled = new Uint16Array(all);
    const notes = new Uint8Array(all);
    for (const { places, rarity } of words) {
      for (const entry of places.entries) {
        scores[entry] += places.weights[entry] * rarity;
        matched[entry] += 1;
        if (places.titles[entry] === 0) continue;
        titled[entry] += 1;
        notes[entry] = places.titles[entry];
      }
    }
    /** @type {Found[]} */
    const found = [];
    for (let entry = 0; entry < all; entry += 1) {
      if (matched[entry] === 0 || (keep && !keep(entry))) continue;
      const inTitle = titled[entry] === words.length;
      const whole = inTitle && notes[entry] === Math.min(words.length, 4);
      const score = scores[entry] * (inTitle ? ALL_IN_TITLE : 1) + (whole ? WHOLE_TITLE : 0);
      found.push({ entry, full: matched[entry] === words.length, score });
    }
    /** @param {Found} a @param {Found} b */
    const first = (a, b) => Number(language(b.entry).own) - Number(language(a.entry).own);
    found.sort(
      (a, b) =>
        Number(b.full) - Number(a.full) || first(a, b) || b.score - a.score || a.entry - b.entry,
    );
    return found;
  };
})();
