// The marks of a question: three buttons, of which one or none is pressed.
prepbook.ready(() => {
  "use strict";

  const groups = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-own]"));
  if (groups.length === 0) return;

  function showWhatHolds() {
    for (const group of groups) {
      const mark = prepbook.marks.of(group.dataset.own ?? "");
      for (const button of group.querySelectorAll("button.mark")) {
        const pressed = button.getAttribute("value") === mark;
        button.setAttribute("aria-pressed", String(pressed));
      }
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

  document.addEventListener("prepbook:marks", showWhatHolds);
  showWhatHolds();
});

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
