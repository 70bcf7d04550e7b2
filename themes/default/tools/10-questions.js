// The guide's questions as data. They stand in files of five hundred (src/view/shards.rs describes
// the format) that are loaded as classic scripts when somebody needs them: that works from a
// folder, too. Which files there are, with the digests in their names, is loaded first.

/**
 * @typedef {object} Row a question in a list
 * @property {string} id
 * @property {string[]} title every second piece is code
 * @property {string} words the title in one, ready to be searched
 * @property {string} url
 * @property {{ title: string, url: string, folder: string }} document
 * @property {"question" | "scenario" | "exchange" | "prompt"} kind
 * @property {string} level or empty
 * @property {number} minutes 0 for unknown
 * @property {"yes" | "no" | ""} answered nothing for a prompt, which needs no answer
 * @property {{ slug: string, name: string }[]} topics
 */

prepbook.data = (() => {
  "use strict";

  const PER_SHARD = 500;
  const KINDS = /** @type {const} */ (["question", "scenario", "exchange", "prompt"]);
  const LEVELS = ["", "junior", "mid", "senior", "staff"];
  const ANSWERED = /** @type {const} */ (["no", "yes", ""]);

  /** Characters of a digest. */
  const DIGEST = 5;

  /** Digests of all files, one behind the other. */
  let digests = "";
  /** @type {Promise<void> | null} */
  let listed = null;
  /** @type {Map<number, Promise<Row[]>>} by number */
  const asked = new Map();
  /** @type {Map<number, Row[]>} by number */
  const arrived = new Map();

  /** @param {string} url relative to the root */
  function fromHere(url) {
    const [path, fragment] = url.split("#");
    const way = path.split("/").map(encodeURIComponent).join("/");
    return prepbook.root + way + (fragment ? `#${encodeURIComponent(fragment)}` : "");
  }

  /**
   * Words as they are compared: without case and accents.
   *
   * @param {string} text
   */
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /**
   * @typedef {object} Shard what is in a file
   * @property {[string, string, string][]} documents
   * @property {[string, string][]} topics
   * @property {any[][]} rows
   */

  /**
   * @param {number} number
   * @param {Shard} data
   */
  function take(number, data) {
    const documents = data.documents.map(([title, url, folder]) => ({
      title,
      url: fromHere(url),
      folder,
    }));
    const topics = data.topics.map(([slug, name]) => ({ slug, name }));
    arrived.set(
      number,
      data.rows.map(([id, title, document, place, kind, level, minutes, state, tags]) => {
        const pieces = Array.isArray(title) ? title : [title];
        const [, url] = data.documents[document];
        const there = place.startsWith("/") ? place.slice(1) : place && `${url}#${place}`;
        return {
          id,
          title: pieces,
          words: plain(pieces.join("")),
          url: fromHere(there || url),
          document: documents[document],
          kind: KINDS[kind],
          level: LEVELS[level],
          minutes,
          answered: ANSWERED[state],
          topics: tags.map((/** @type {number} */ tag) => topics[tag]),
        };
      }),
    );
  }

  /**
   * @param {string} file in the folder of data
   * @returns {Promise<void>} when it has run
   */
  function script(file) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${prepbook.root}data/${file}.js`;
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(script.src));
      document.head.append(script);
    });
  }

  /**
   * @param {number} number of a file, from 1
   * @returns {Promise<Row[]>}
   */
  async function fetched(number) {
    listed ??= script("questions");
    await listed;
    const digest = digests.slice((number - 1) * DIGEST, number * DIGEST);
    await script(`questions-${number}-${digest}`);
    const found = arrived.get(number);
    if (!found) throw new Error(`no questions ${number}`);
    return found;
  }

  /**
   * @param {number} number of a file, from 1
   * @returns {Promise<Row[]>}
   */
  function load(number) {
    const known = asked.get(number);
    if (known) return known;
    const rows = fetched(number);
    rows.catch(() => {
      // The next one who asks tries again, from the start: the site may be a newer one.
      asked.delete(number);
      listed = null;
    });
    asked.set(number, rows);
    return rows;
  }

  return {
    plain,
    take,

    /** @param {string} all digests of the files, one behind the other */
    list(all) {
      digests = all;
    },

    fromHere,

    /**
     * @param {number} shards number of files
     * @returns {Promise<Row[]>} all questions in reading order
     */
    async all(shards) {
      /** @type {Row[]} */
      const rows = [];
      // One after the other: a small server takes few connections at a time.
      for (let number = 1; number <= shards; number++) rows.push(...(await load(number)));
      return rows;
    },

    /**
     * One question of all; only its file is loaded.
     *
     * @param {number} count number of questions
     * @returns {Promise<Row>}
     */
    async any(count) {
      const shard = Math.floor(Math.floor(Math.random() * count) / PER_SHARD) + 1;
      return prepbook.data.of(await load(shard));
    },

    /**
     * One of these; rather something with an answer than what a playbook proposes.
     *
     * @param {Row[]} rows
     * @returns {Row}
     */
    of(rows) {
      const asked = rows.filter((row) => row.kind !== "prompt");
      const among = asked.length > 0 ? asked : rows;
      return among[Math.floor(Math.random() * among.length)];
    },
  };
})();

// What the files call.
prepbook.questions = prepbook.data.take;
prepbook.questionFiles = prepbook.data.list;
