// One button that reveals all answers of the page, or folds them again.
prepbook.ready(() => {
  "use strict";

  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(".reveal-all"));
  const answers = /** @type {HTMLDetailsElement[]} */ (
    Array.from(document.querySelectorAll("details.answer, details.replies"))
  );
  if (!button || answers.length === 0) return;

  const reveal = button.dataset.reveal ?? "";
  const fold = button.dataset.fold ?? reveal;

  /** @returns {boolean} whether any answer is folded */
  function anyFolded() {
    return answers.some((answer) => !answer.open);
  }

  function name() {
    /** @type {HTMLButtonElement} */ (button).textContent = anyFolded() ? reveal : fold;
  }

  button.addEventListener("click", () => {
    const open = anyFolded();
    for (const answer of answers) answer.open = open;
    name();
  });
  for (const answer of answers) answer.addEventListener("toggle", name);

  name();
});
