// Words as search knows them: src/tokens/mod.rs in another language, held to it by
// tests/fixtures/search/tokens.txt.
/**
 * @typedef {object} Token
 * @property {string} text
 * @property {number} start offset in the text that was cut
 * @property {number} end
 * @property {string[]} words of a run of several words: its words
 * @property {boolean} part whether it is a word of a run that is a token itself
 */

prepbook.text = (() => {
  "use strict";

  const MOST_WORDS = 4;
  const LONGEST_TOKEN = 40;

  /** Scripts without spaces between words. */
  const PAIRING =
    /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\u{20000}-\u{323af}]/u;
  const WORD = /[\p{Alphabetic}\p{N}\p{M}]/u;
  const JOINER = /[+#./\-_@&]/;
  const APOSTROPHE = /['\u2019\u02bc]/;
  const LEFT_OUT =
    /[ \u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652\u0670'\u2019\u02bc]/g;
  /** @type {Record<string, string>} */
  const SPELT = {
    ß: "ss",
    æ: "ae",
    œ: "oe",
    ø: "o",
    ł: "l",
    đ: "d",
    ð: "d",
    ı: "i",
    ς: "σ",
    ё: "е",
  };

  /**
   * @param {string} text
   * @returns {string} without case, diacritics and compatibility forms
   */
  function fold(text) {
    return text
      .toLowerCase()
      .normalize("NFKD")
      .replace(LEFT_OUT, "")
      .normalize("NFC")
      .replace(/[ßæœøłđðıςё]/g, (letter) => SPELT[letter]);
  }

  /**
   * @param {string} text
   * @returns {Token[]} the tokens in order, the words of a run behind the run
   */
  function tokens(text) {
    /** @type {Token[]} */
    const found = [];
    const characters = Array.from(text);
    let at = 0;
    let offset = 0;
    while (at < characters.length) {
      const start = offset;
      const first = characters[at];
      offset += first.length;
      at += 1;
      if (PAIRING.test(first)) {
        let previous = first;
        let from = start;
        while (at < characters.length && PAIRING.test(characters[at])) {
          const next = characters[at];
          push(found, fold(previous + next), from, offset + next.length, []);
          from = offset;
          previous = next;
          offset += next.length;
          at += 1;
        }
        push(found, fold(previous), from, offset, []);
        found[found.length - 1].part = from > start;
      } else if (WORD.test(first) || JOINER.test(first)) {
        let run = first;
        while (at < characters.length && inRun(characters[at])) {
          run += characters[at];
          offset += characters[at].length;
          at += 1;
        }
        cut(found, run, start);
      }
    }
    // Of a lonely accent nothing is left.
    return found.filter((token) => token.text);
  }

  /** @param {string} character */
  function inRun(character) {
    return (
      !PAIRING.test(character) &&
      (WORD.test(character) || JOINER.test(character) || APOSTROPHE.test(character))
    );
  }

  /**
   * @param {Token[]} found
   * @param {string} whole
   * @param {number} start
   */
  function cut(found, whole, start) {
    // A full stop right before a letter belongs to the word, and so do `+` and `#` behind it.
    const [signs] = /^['\u2019\u02bc+#./\-_@&]*/.exec(whole) ?? [""];
    const word = whole.slice(signs.length);
    const [bare] = /^.*[^'\u2019\u02bc+#./\-_@&]/su.exec(word) ?? [""];
    const [kept] = /^[+#]*/.exec(word.slice(bare.length)) ?? [""];
    const dot = signs.endsWith(".") && /^[A-Za-z]/.test(word) ? "." : "";
    const run = dot + bare + kept;
    start += signs.length - dot.length;
    const words = run.split(/[+#./\-_@&]/).filter(Boolean);
    const joined = words.length > 1 || words[0] !== run;
    if (words.length === 0) return;
    if (joined && words.length <= MOST_WORDS) {
      push(found, short(fold(run)), start, start + run.length, words.map((one) => short(fold(one))));
    }
    const part = joined && words.length <= MOST_WORDS;
    let from = 0;
    for (const one of words) {
      from = run.indexOf(one, from);
      humps(found, one, start + from, part);
      from += one.length;
    }
  }

  /**
   * @param {Token[]} found
   * @param {string} word
   * @param {number} start
   * @param {boolean} part
   */
  function humps(found, word, start, part) {
    const pieces = word.split(/(?<=[a-z])(?=[A-Z])/);
    push(found, short(fold(word)), start, start + word.length, pieces.length > 1 ? pieces.map((piece) => short(fold(piece))) : []);
    found[found.length - 1].part = part;
    if (pieces.length < 2) return;
    let from = start;
    for (const piece of pieces) {
      push(found, short(fold(piece)), from, from + piece.length, []);
      found[found.length - 1].part = true;
      from += piece.length;
    }
  }

  /**
   * @param {Token[]} found
   * @param {string} text
   * @param {number} start
   * @param {number} end
   * @param {string[]} words
   */
  function push(found, text, start, end, words) {
    found.push({ text, start, end, words, part: false });
  }

  /** @param {string} token */
  function short(token) {
    return token.length > LONGEST_TOKEN
      ? Array.from(token).slice(0, LONGEST_TOKEN).join("")
      : token;
  }

  return { tokens, fold };
})();
