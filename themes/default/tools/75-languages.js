// From a document to the same one in another language: the switch leads to the question that
// somebody is reading. Questions correspond by their numbers, so pages carry no list of ids: the
// switch goes to `#ui:question-3`, and the page there finds its third question.
(() => {
  "use strict";

  const FRAGMENT = "ui:question-";
  const QUESTIONS = ".question[id], .exchange[id]";

  /** @returns {Element[]} the questions of this page */
  const questions = () => [...document.querySelectorAll(`.body :is(${QUESTIONS})`)];

  /** @returns {number} place of the question that the address names, or that is being read; -1 */
  function reading() {
    const all = questions();
    const named = document.getElementById(prepbook.fragment())?.closest(QUESTIONS);
    if (named) {
      const { top, bottom } = named.getBoundingClientRect();
      if (top < innerHeight && bottom > 0) return all.indexOf(named);
    }
    // None, as long as the first of them is below the middle: somebody reads the page.
    return all.findLastIndex((question) => question.getBoundingClientRect().top < innerHeight / 2);
  }

  /**
   * @param {string} pages numbers of the first questions, each with the address of its page
   * @param {number} number of a question in its document
   */
  function target(pages, number) {
    const words = pages.split(" ");
    let found = "";
    for (let at = 0; at + 1 < words.length; at += 2) {
      const first = Number(words[at]);
      if (first <= number) found = `${words[at + 1]}#${FRAGMENT}${number - first + 1}`;
    }
    return found;
  }

  /** @param {EventTarget | null} [inside] where it stays open */
  function close(inside) {
    const list = document.querySelector(".languages > details[open]");
    if (list && !(inside instanceof Node && list.contains(inside))) list.removeAttribute("open");
    return list;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()?.querySelector("summary")?.focus();
  });

  document.addEventListener("click", (event) => {
    close(event.target);
    const link = event.target instanceof Element ? event.target.closest(".languages a") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const first = Number(link.closest("nav")?.dataset.first);
    const place = reading();
    if (place < 0 || !link.dataset.questions || Number.isNaN(first)) return;
    link.href = target(link.dataset.questions, first + place) || link.href;
  });

  prepbook.ready(() => {
    const fragment = prepbook.fragment();
    if (!fragment.startsWith(FRAGMENT)) return;
    const found = questions()[Number(fragment.slice(FRAGMENT.length)) - 1];
    if (found) location.replace(`#${encodeURIComponent(found.id)}`);
  });
})();
