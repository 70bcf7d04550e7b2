// Small signs for marks and notes where questions are listed: the page's contents, and rows
// with `data-question="ID"`.
(() => {
  "use strict";

  const ROWS = '[data-question], .contents a[href^="#"]';
  const WORDS = { knew: "markKnew", "not-yet": "markNotYet", later: "markLater" };

  /** @param {HTMLElement} row */
  function show(row) {
    for (const old of row.querySelectorAll(":scope > .mark-badge")) old.remove();
    const id = row.dataset.question ?? prepbook.fragment(row.getAttribute("href") ?? "");
    const mark = prepbook.marks.of(id);
    if (mark) row.append(sign(mark, prepbook.word(WORDS[mark])));
    if (prepbook.notes.of(id)) row.append(sign("has-note", prepbook.word("hasNote")));
  }

  /**
   * @param {string} name
   * @param {string} words
   */
  function sign(name, words) {
    const badge = document.createElement("span");
    badge.className = `mark-badge ${name}`;
    const text = document.createElement("span");
    text.className = "visually-hidden";
    text.textContent = ` (${words})`;
    badge.append(text);
    return badge;
  }

  // Looked for each time: rows that narrow-rows.js makes come and go.
  function showAll() {
    for (const row of document.querySelectorAll(ROWS)) if (row instanceof HTMLElement) show(row);
  }

  document.addEventListener("prepbook:marks", showAll);
  document.addEventListener("prepbook:rows", showAll);
  prepbook.early(ROWS, show);
})();
