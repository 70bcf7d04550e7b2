// Small signs for marks and notes where questions are listed: the page's contents, and rows
// with `data-question="ID"`.
prepbook.ready(() => {
  "use strict";

  /** @type {{ place: Element, id: string }[]} */
  const rows = [];
  for (const link of document.querySelectorAll('.contents a[href^="#"]')) {
    const id = prepbook.fragment(link.getAttribute("href") ?? "");
    if (document.getElementById(id)?.matches(".question, .exchange")) rows.push({ place: link, id });
  }
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

  /** Rows that narrow-rows.js makes come and go. */
  function listed() {
    return Array.from(document.querySelectorAll("[data-question]"), (place) => ({
      place,
      id: place.getAttribute("data-question") ?? "",
    }));
  }

  function showWhatHolds() {
    for (const { place, id } of [...rows, ...listed()]) {
      for (const old of place.querySelectorAll(":scope > .mark-badge")) old.remove();
      const mark = prepbook.marks.of(id);
      if (mark) place.append(sign(mark, prepbook.word(WORDS[mark])));
      if (prepbook.notes.of(id)) place.append(sign("has-note", prepbook.word("hasNote")));
    }
  }

  document.addEventListener("prepbook:marks", showWhatHolds);
  document.addEventListener("prepbook:rows", showWhatHolds);
  showWhatHolds();
});
