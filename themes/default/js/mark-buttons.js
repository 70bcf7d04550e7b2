// The marks of a question: three buttons, of which one or none is pressed.
(() => {
  "use strict";

  /** @type {HTMLElement[]} */
  const groups = [];

  /** @param {HTMLElement} group */
  function show(group) {
    const mark = prepbook.marks.of(group.dataset.own ?? "");
    for (const button of group.querySelectorAll("button.mark")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("value") === mark));
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button.mark") : null;
    const group = button?.closest("[data-own]");
    if (!(button instanceof HTMLButtonElement) || !(group instanceof HTMLElement)) return;
    const kind = prepbook.marks.KINDS.find((known) => known === button.value);
    const id = group.dataset.own ?? "";
    if (!kind) return;
    prepbook.marks.set(id, prepbook.marks.of(id) === kind ? null : kind);
    prepbook.say(group, prepbook.log.isKept() ? "" : prepbook.word("notKept"));
  });

  document.addEventListener("prepbook:marks", () => groups.forEach(show));
  prepbook.early("[data-own]", (group) => {
    groups.push(group);
    show(group);
  });
})();

/**
 * Says something below the marks of a question, aloud too.
 *
 * @param {HTMLElement} group
 * @param {string} words
 */
prepbook.say = (group, words) => {
  let status = group.querySelector(":scope > .own-status");
  if (!status) {
    if (!words) return;
    status = document.createElement("p");
    status.className = "own-status";
    status.setAttribute("role", "status");
    group.append(status);
  }
  // A status that is filled as it appears is often not read out.
  const place = status;
  requestAnimationFrame(() => {
    place.textContent = words;
  });
};
