// Words that somebody may have meant: those of nearly the same letters.
prepbook.similar = (() => {
  "use strict";

  const SHORTEST = 3;
  /** From this length on a word may have two errors. */
  const LONG = 8;

  /**
   * @typedef {object} List words of one length
   * @property {string[]} words
   * @property {Int32Array} letters which letters each word has, a bit for each
   */

  /** @type {Map<string, List>} */
  const lists = new Map();

  /** @param {string} word */
  function bits(word) {
    let set = 0;
    for (let at = 0; at < word.length; at += 1) set |= 1 << (word.charCodeAt(at) & 31);
    return set;
  }

  /** @param {number} set how many bits are in it */
  function count(set) {
    let left = set;
    let found = 0;
    for (; left !== 0; left &= left - 1) found += 1;
    return found;
  }

  /** @param {number} length @returns {Promise<List>} */
  async function list(length) {
    const name = `w${length}`;
    let known = lists.get(name);
    if (!known) {
      const words = (await prepbook.search.words(length)).split(" ");
      known = { words, letters: Int32Array.from(words, bits) };
      lists.set(name, known);
    }
    return known;
  }

  const ROW = 48;
  /** Three rows of the table of distances, used again for each word. */
  const rows = [0, 1, 2].map(() => new Uint8Array(ROW));

  /**
   * Letters to change, leave out, add or swap with their neighbour (optimal string alignment).
   *
   * @param {string} a
   * @param {string} b
   * @param {number} most more need not be told apart
   */
  function distance(a, b, most) {
    if (a.length >= ROW || b.length >= ROW || Math.abs(a.length - b.length) > most) return most + 1;
    let [before, row, next] = rows;
    for (let j = 0; j <= b.length; j += 1) row[j] = j;
    for (let i = 1; i <= a.length; i += 1) {
      next[0] = i;
      let best = i;
      const letter = a.charCodeAt(i - 1);
      const previous = i > 1 ? a.charCodeAt(i - 2) : -1;
      for (let j = 1; j <= b.length; j += 1) {
        const other = b.charCodeAt(j - 1);
        let value = row[j - 1] + (letter === other ? 0 : 1);
        if (row[j] + 1 < value) value = row[j] + 1;
        if (next[j - 1] + 1 < value) value = next[j - 1] + 1;
        if (j > 1 && letter === b.charCodeAt(j - 2) && previous === other && before[j - 2] + 1 < value) {
          value = before[j - 2] + 1;
        }
        next[j] = value;
        if (value < best) best = value;
      }
      if (best > most) return most + 1;
      [before, row, next] = [row, next, before];
    }
    return row[b.length];
  }

  /**
   * @param {string} token
   * @param {number} errors 1 or 2
   * @returns {Promise<string[]>} the words with exactly so many errors; none where a word is too
   *   short to tell
   */
  return async function similar(token, errors) {
    const length = Array.from(token).length;
    if (length < (errors > 1 ? LONG : SHORTEST)) return [];
    const own = bits(token);
    const found = [];
    const wanted = [];
    for (let other = length - errors; other <= length + errors; other += 1) {
      if (await prepbook.search.hasWords(other)) wanted.push(list(other));
    }
    for (const { words, letters } of await Promise.all(wanted)) {
      for (let at = 0; at < words.length; at += 1) {
        // An error changes two letters of the set at most.
        if (count(letters[at] ^ own) > 2 * errors) continue;
        if (distance(token, words[at], errors) === errors) found.push(words[at]);
      }
    }
    return found;
  };
})();
