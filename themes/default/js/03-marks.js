// What the reader's log says now: a mark and a note for each question.

/** @typedef {"knew" | "not-yet" | "later"} Mark */

/**
 * Folds the log once for each state of it.
 *
 * @param {string} what `mark` or `note`
 * @returns {() => ReadonlyMap<string, string>} the latest value of each question, in the order
 *   in which they were given
 */
prepbook.folded = (what) => {
  /** @type {Map<string, string>} */
  let values = new Map();

  function fold() {
    values = new Map();
    for (const event of prepbook.log.events()) {
      if (event.what !== what || event.v > prepbook.log.VERSION) continue;
      values.delete(event.id);
      if (event.value) values.set(event.id, event.value);
    }
  }

  document.addEventListener("prepbook:marks", fold);
  fold();
  return () => values;
};

prepbook.marks = (() => {
  "use strict";

  /** @type {readonly Mark[]} */
  const KINDS = ["knew", "not-yet", "later"];
  const marks = prepbook.folded("mark");

  /**
   * @param {string | undefined} value
   * @returns {value is Mark}
   */
  const isMark = (value) => KINDS.some((kind) => kind === value);

  return {
    KINDS,

    /**
     * @param {string} id of a question
     * @returns {Mark | undefined}
     */
    of(id) {
      const value = marks().get(id);
      return isMark(value) ? value : undefined;
    },

    /** @returns {Map<string, Mark>} by question, the latest last */
    all() {
      const all = new Map();
      for (const [id, value] of marks()) if (isMark(value)) all.set(id, value);
      return all;
    },

    /**
     * @param {string} id of a question
     * @param {Mark | null} mark nothing takes it away
     */
    set(id, mark) {
      if ((marks().get(id) ?? null) !== mark) prepbook.log.add(id, "mark", mark);
    },
  };
})();

prepbook.notes = (() => {
  "use strict";

  const notes = prepbook.folded("note");

  return {
    /**
     * @param {string} id of a question
     * @returns {string} empty when there is none
     */
    of: (id) => notes().get(id) ?? "",

    /** @returns {ReadonlyMap<string, string>} by question, the latest last */
    all: () => notes(),

    /**
     * @param {string} id of a question
     * @param {string} text nothing takes it away
     */
    set(id, text) {
      if ((notes().get(id) ?? "") !== text) prepbook.log.add(id, "note", text || null);
    },
  };
})();
