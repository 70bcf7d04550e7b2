// Choices can be tried before the key is shown. What was chosen is judged, one by one; what was
// not chosen stays open, so that one can try again.
prepbook.ready(() => {
  "use strict";

  const lists = /** @type {HTMLElement[]} */ (
    [...document.querySelectorAll("ol.options")].filter((list) => list.querySelector("input"))
  );

  /** @param {HTMLElement} list */
  const choices = (list) =>
    [...list.children].map((item) => ({
      item: /** @type {HTMLElement} */ (item),
      input: /** @type {HTMLInputElement} */ (item.querySelector("input")),
      correct: item instanceof HTMLElement && item.dataset.correct === "true",
    }));

  // Where one choice is right in every list of the page, one can choose one. Otherwise any number,
  // so that no list tells how many are right.
  const single = lists.every((list) => choices(list).filter((one) => one.correct).length === 1);

  /** @param {HTMLElement} list */
  function begin(list) {
    const all = choices(list);
    const box = list.nextElementSibling;
    const result = box?.querySelector(".try-result");
    if (!box || !result) return;
    const name = all[0].input.getAttribute("aria-labelledby") ?? "";

    function forget() {
      for (const { item } of all) {
        item.classList.remove("is-right", "is-wrong");
        item.querySelector(".judged")?.remove();
      }
      if (result) result.textContent = "";
    }

    function check() {
      forget();
      const chosen = all.filter(({ input }) => input.checked);
      for (const { item, correct } of chosen) {
        item.classList.add(correct ? "is-right" : "is-wrong");
        const word = document.createElement("span");
        word.className = "judged";
        word.textContent = prepbook.word(correct ? "right" : "wrong");
        item.append(word);
      }
      if (result) result.textContent = prepbook.word(verdict(chosen));
    }

    /** @param {{ correct: boolean }[]} chosen */
    function verdict(chosen) {
      if (chosen.length === 0) return "nothingChosen";
      if (chosen.some(({ correct }) => !correct)) return "notRight";
      const right = all.filter(({ correct }) => correct).length;
      return chosen.length === right ? "allRight" : "someRight";
    }

    for (const { item, input } of all) {
      if (single) {
        input.type = "radio";
        input.name = name;
      }
      input.addEventListener("change", forget);
      // The whole choice answers to the mouse, except for what is a control of its own.
      item.addEventListener("click", (event) => {
        const target = event.target instanceof Element ? event.target : null;
        if (target?.closest("a, button, input, summary") || getSelection()?.type === "Range") return;
        input.click();
        input.focus();
      });
    }
    box.querySelector(".check")?.addEventListener("click", check);
  }

  for (const list of lists) begin(list);
});
