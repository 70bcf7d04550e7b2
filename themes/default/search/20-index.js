// The index of src/search/, read in the pieces that a query needs. A piece is a script that calls
// `prepbook.search.take`: `fetch` does not work on `file://`.
prepbook.search = (() => {
  "use strict";

  const DIGEST = 5;
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const LEVELS = 12;
  const TITLE_NOTES = 5;
  /** What a token that stands nearly everywhere is taken to weigh. */
  const COMMON = 4;
  /** Letters that follow a stem at most, and those that follow a word that is its own stem. */
  const LONGEST_ENDING = 5;
  const SHORT_ENDING = 3;
  const SHORTEST_STEM = 3;

  /** @type {Uint8Array} */
  const VALUES = new Uint8Array(128);
  for (let value = 0; value < 64; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

  /**
   * @typedef {object} Manifest
   * @property {number} entries
   * @property {string[]} kinds
   * @property {number[]} folded
   * @property {number} displayed
   * @property {string} terms
   * @property {Record<string, string>} digests
   * @property {[number, string, string][]} [languages] first entry, tag and name of each, where
   *   there are several
   */

  /** @type {Map<string, any>} */
  const taken = new Map();
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** @type {string[]} */
  let starts = [];

  /**
   * @param {string} name
   * @param {any} value
   */
  function take(name, value) {
    taken.set(name, value);
    if (name === "manifest") starts = value.terms.split(" ");
  }

  /** @param {string} name @returns {string} */
  function path(name) {
    if (name === "manifest") return "search/manifest.js";
    const [letter] = name;
    const isText = letter === "x" && name.length > 1;
    const { digests } = isText ? taken.get("x") : taken.get("manifest");
    const all = isText ? digests : digests[letter === "w" ? name : letter];
    const number = letter === "w" ? 0 : Number(name.slice(1));
    return `search/${name}-${all.slice(number * DIGEST, (number + 1) * DIGEST)}.js`;
  }

  /**
   * @param {string} name
   * @returns {Promise<any>} what the piece holds; fails when it cannot be loaded
   */
  function load(name) {
    if (taken.has(name)) return Promise.resolve(taken.get(name));
    let promise = asked.get(name);
    if (!promise) {
      promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = prepbook.root + path(name);
        const fail = () => {
          // The next one who asks tries again.
          asked.delete(name);
          reject(new Error(name));
        };
        script.onload = () => {
          if (taken.has(name)) resolve(taken.get(name));
          else fail();
        };
        script.onerror = fail;
        document.head.append(script);
      });
      asked.set(name, promise);
    }
    return promise;
  }

  /** @returns {Promise<Manifest>} */
  const manifest = () => load("manifest");

  /**
   * @param {string} token
   * @returns {number} the shard of tokens that holds it, if any does
   */
  function shardOf(token) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(starts[middle], token) <= 0) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /**
   * Rust sorts by UTF-8, which is the order of code points; strings here are UTF-16.
   *
   * @param {string} a
   * @param {string} b
   */
  function compare(a, b) {
    if (a === b) return 0;
    const [left, right] = [a, b].map((text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0));
    for (let at = 0; at < left.length && at < right.length; at += 1) {
      if (left[at] !== right[at]) return left[at] - right[at];
    }
    return left.length - right.length;
  }

  /**
   * @typedef {object} Shard
   * @property {string[]} terms
   * @property {string[]} postings
   * @property {Record<string, string>} stems
   */

  /** @type {Map<number, Shard>} */
  const shards = new Map();

  /** @param {number} number @returns {Promise<Shard>} */
  async function shard(number) {
    let known = shards.get(number);
    if (!known) {
      const [terms, postings, stems] = await load(`t${number}`);
      known = { terms: terms.split(" "), postings: postings.split(" "), stems };
      shards.set(number, known);
    }
    return known;
  }

  /**
   * @callback Visit
   * @param {number} entry
   * @param {number} weight 0 to 1
   * @param {number} title what the title is noted as; 0 when the token is not in it
   */

  /**
   * @param {string} text
   * @param {Visit} visit
   */
  function decode(text, visit) {
    let list = text;
    /** @type {Set<number> | undefined} */
    let titled;
    if (text.startsWith("!")) {
      const end = text.indexOf("!", 1);
      list = text.slice(end + 1);
      titled = new Set();
      decode(list, (entry) => titled?.add(entry));
      for (let six = 1; six < end; six += 1) {
        const bits = VALUES[text.charCodeAt(six)];
        for (let bit = 0; bit < 6; bit += 1) {
          const entry = (six - 1) * 6 + bit;
          if ((bits >> bit) & 1 && !titled.has(entry)) visit(entry, COMMON / LEVELS, 0);
        }
      }
    }
    let entry = 0;
    for (let at = 0; at < list.length; ) {
      let shift = 0;
      let value;
      do {
        value = VALUES[list.charCodeAt(at)];
        entry += (value & 31) << shift;
        shift += 5;
        at += 1;
      } while (value >= 32);
      const noted = VALUES[list.charCodeAt(at)];
      at += 1;
      visit(entry, (Math.floor(noted / TITLE_NOTES) + 1) / LEVELS, noted % TITLE_NOTES);
      entry += 1;
    }
  }

  /**
   * @param {string} token
   * @returns {Promise<string | undefined>} its postings
   */
  async function exact(token) {
    if (starts.length === 0) return undefined;
    const { terms, postings } = await shard(shardOf(token));
    const at = terms.indexOf(token);
    return at < 0 ? undefined : postings[at];
  }

  /**
   * @param {string} token
   * @returns {Promise<string[]>} other forms of its word. A form that stands nowhere is told by
   *   its beginning: `mentoring` finds `mentored` by the stem `mentor`.
   */
  async function forms(token) {
    if (starts.length === 0) return [];
    const { terms, stems } = await shard(shardOf(token));
    const known = terms.includes(token);
    const letters = Array.from(token);
    for (let cut = 0; cut <= LONGEST_ENDING && letters.length - cut >= SHORTEST_STEM; cut += 1) {
      const beginning = letters.slice(0, letters.length - cut).join("");
      const stem = stems[beginning]?.startsWith(">") ? stems[beginning].slice(1) : beginning;
      if (Object.hasOwn(stems, stem)) {
        const all = stems[stem]
          .split(" ")
          .map((ending) => (ending.startsWith("=") ? ending.slice(1) : stem + ending));
        if (!known || all.includes(token)) return all.filter((form) => form !== token);
      } else if (!known && cut <= SHORT_ENDING && letters.length - cut > SHORTEST_STEM) {
        if (terms.includes(beginning)) return [beginning];
      }
    }
    return [];
  }

  /**
   * @param {string} beginning
   * @param {boolean} complete whether all are wanted even where they are very many
   * @returns {Promise<Array<{term: string, postings: string}>>} all tokens that start with it, or
   *   a list of the best entries when they are too many
   */
  async function prefixed(beginning, complete) {
    const heavy = complete ? undefined : await exact(`${beginning}*`);
    if (heavy) return [{ term: `${beginning}*`, postings: heavy }];
    /** @type {Array<{term: string, postings: string}>} */
    const found = [];
    for (let number = shardOf(beginning); number < starts.length; number += 1) {
      if (compare(starts[number], beginning) > 0 && !starts[number].startsWith(beginning)) break;
      const { terms, postings } = await shard(number);
      terms.forEach((term, at) => {
        if (term.startsWith(beginning) && term !== beginning && !term.endsWith("*")) {
          found.push({ term, postings: postings[at] });
        }
      });
    }
    return found;
  }

  /**
   * @param {number} length
   * @returns {Promise<boolean>} whether there are words of so many letters
   */
  async function hasWords(length) {
    const { digests } = await manifest();
    return taken.has(`w${length}`) || Object.hasOwn(digests, `w${length}`);
  }

  /** @param {number} length @returns {Promise<string>} all words of so many letters */
  const words = (length) => load(`w${length}`);

  /**
   * @param {number} entry
   * @returns {Promise<{title: string, url: string, document: string}>}
   */
  async function display(entry) {
    const { displayed } = await manifest();
    const [pages, rows] = await load(`d${Math.floor(entry / displayed)}`);
    const [title, page, anchor] = rows[entry % displayed];
    const [url, document] = pages[page];
    return { title, url: anchor ? `${url}#${anchor}` : url, document };
  }

  /**
   * @param {number} entry
   * @returns {Promise<Array<{role: number, anchor: string, text: string}>>} what stands in it
   */
  async function passages(entry) {
    await manifest();
    const { starts } = /** @type {{starts: number[]}} */ (await load("x"));
    let number = starts.length - 1;
    while (starts[number] > entry) number -= 1;
    const [rows, { url }] = await Promise.all([load(`x${number}`), display(entry)]);
    const own = url.split("#")[1] ?? "";
    return rows[entry - starts[number]].map((/** @type {[number, string, string]} */ [role, anchor, text]) => ({
      role,
      anchor: anchor.startsWith("+") ? own + anchor.slice(1) : anchor,
      text,
    }));
  }

  const facets = () => load("f");

  /** @returns {Promise<(entry: number) => { tag: string, name: string, own: boolean }>} */
  async function languages() {
    const { languages = [] } = await manifest();
    const primary = (/** @type {string} */ tag) => tag.split("-")[0].toLowerCase();
    const page = primary(document.documentElement.lang);
    const all = languages.map(([first, tag, name]) => ({ first, tag, name, own: primary(tag) === page }));
    const only = { first: 0, tag: "", name: "", own: true };
    return (entry) => all.findLast(({ first }) => first <= entry) ?? only;
  }

  /** @param {string} character @returns {number} what a character of the index stands for */
  const value = (character) => VALUES[character.charCodeAt(0)];

  return { value, take, manifest, exact, forms, prefixed, hasWords, words, decode, display, passages, facets, languages };
})();
