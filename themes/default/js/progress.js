// The start page's account of the reader's progress.
prepbook.early(".progress", (section) => {
  "use strict";

  const go = section.querySelector(".continue");
  const bar = /** @type {HTMLElement | null} */ (section.querySelector(".tally-bar"));

  function showLast() {
    const last = prepbook.storage.get("last");
    const link = go?.querySelector("a");
    const page = go?.querySelector(".continue-page");
    // Any local file may have written it, so only what stays in the site is a link.
    const known = typeof last?.page === "string" && /^[^:/\\\s][^:\\]*$/.test(last.page);
    go?.toggleAttribute("hidden", !known);
    if (!known || !link || !page) return;
    link.href = prepbook.root + last.page + (last.id ? `#${encodeURIComponent(last.id)}` : "");
    link.textContent = last.question || last.title;
    page.textContent = last.question ? last.title : "";
  }

  function showMarks() {
    const all = [...prepbook.marks.all().values()];
    let rest = Number(bar?.dataset.questions ?? 0);
    for (const kind of prepbook.marks.KINDS) {
      const number = all.filter((mark) => mark === kind).length;
      rest -= number;
      const link = /** @type {HTMLAnchorElement | null} */ (
        section.querySelector(`[data-mark="${kind}"]`)
      );
      if (link) link.href = `${prepbook.root}all-questions.html?mark=${kind}`;
      const count = link?.querySelector("strong");
      if (count) count.textContent = String(number);
      part(kind, number);
    }
    part("rest", Math.max(0, rest));
    section.classList.toggle("has-no-marks", all.length === 0);
  }

  /**
   * @param {string} name
   * @param {number} number
   */
  function part(name, number) {
    const piece = /** @type {HTMLElement | null | undefined} */ (bar?.querySelector(`.${name}`));
    if (!piece) return;
    piece.style.flexGrow = String(number);
    piece.hidden = number === 0;
  }

  function show() {
    const something = prepbook.storage.get("last") || prepbook.log.events().length > 0;
    document.documentElement.toggleAttribute("data-progress", Boolean(something));
    showLast();
    showMarks();
  }

  document.addEventListener("prepbook:marks", show);
  prepbook.storage.follow("last", show);
  show();
});
