// Small signs for marks and notes where questions are listed: the page's contents, and rows
// with `data-question="ID"`.
prepbook.ready(() => {
  "use strict";

  /** @type {{ place: Element, id: string }[]} */
  const rows = [];
  for (const row of document.querySelectorAll("[data-question]")) {
    rows.push({ place: row, id: row.getAttribute("data-question") ?? "" });
  }
  for (const link of document.querySelectorAll('.contents a[href^="#"]')) {
    const id = prepbook.fragment(link.getAttribute("href") ?? "");
    if (document.getElementById(id)?.matches(".question, .exchange")) rows.push({ place: link, id });
  }
  if (rows.length === 0) return;

  const WORDS = { knew: "markKnew", "not-yet": "markNotYet", later: "markLater" };

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

  function showWhatHolds() {
    for (const { place, id } of rows) {
      for (const old of place.querySelectorAll(":scope > .mark-badge")) old.remove();
      const mark = prepbook.marks.of(id);
      if (mark) place.append(sign(mark, prepbook.word(WORDS[mark])));
      if (prepbook.notes.of(id)) place.append(sign("has-note", prepbook.word("hasNote")));
    }
  }

  document.addEventListener("prepbook:marks", showWhatHolds);
  showWhatHolds();
});
