// Remembers the page and the question that were read last, for the start page.

/** @typedef {{ page: string, title: string, id: string, question: string }} LastRead */

(() => {
  "use strict";

  const KEY = "last";

  // Before the first paint, so that the start page has its account from the beginning.
  if (prepbook.storage.get(KEY) || prepbook.log.events().length > 0) {
    document.documentElement.dataset.progress = "";
  }

  function note() {
    const heading = document.querySelector("h1");
    const item = prepbook.place.current();
    /** @type {LastRead} */
    const last = {
      page: prepbook.page,
      title: heading?.textContent?.trim() ?? "",
      id: item?.id ?? "",
      question: item ? title(item) : "",
    };
    const before = prepbook.storage.get(KEY);
    if (JSON.stringify(before) !== JSON.stringify(last)) prepbook.storage.set(KEY, last);
  }

  /** @param {HTMLElement} item */
  function title(item) {
    const heading = item.querySelector("h2, h3, dfn, .words");
    const copy = /** @type {HTMLElement | undefined} */ (heading?.cloneNode(true));
    for (const extra of copy?.querySelectorAll(".anchor, .badge") ?? []) extra.remove();
    const text = copy?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return text.length > 120 ? `${text.slice(0, 119)}…` : text;
  }

  prepbook.ready(() => {
    const kinds = ["questions", "scenario", "playbook", "transcript", "glossary", "page"];
    if (!kinds.some((kind) => document.body.classList.contains(`kind-${kind}`))) return;

    /** @type {number | undefined} */
    let timer;
    document.addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(note, 1000);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") note();
    });
    window.addEventListener("pagehide", note);
  });
})();
