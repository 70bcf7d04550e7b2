// The reader's own note for a question: text below it, and a button for the field that changes it
// (tools/45-note-editor.js).
(() => {
  "use strict";

  /** @param {HTMLElement} group */
  function begin(group) {
    const id = group.dataset.own ?? "";
    const button = /** @type {HTMLElement | null} */ (group.querySelector(".note-button"));
    if (!button) return;

    /** @type {HTMLElement | undefined} */
    let shown;

    function show() {
      const text = prepbook.notes.of(id);
      button?.classList.toggle("has-note", text !== "");
      if (text && !group.querySelector(".own-note.is-open")) {
        shown ??= group.appendChild(noteBox());
        /** @type {HTMLElement} */ (shown.lastElementChild).textContent = text;
      } else {
        shown?.remove();
        shown = undefined;
      }
    }

    button.addEventListener("click", () => prepbook.tools().then(() => prepbook.editNote(group), () => {}));
    document.addEventListener("prepbook:marks", show);
    group.addEventListener("prepbook:note", show);
    show();
  }

  function noteBox() {
    const box = document.createElement("div");
    box.className = "own-note";
    const label = document.createElement("p");
    label.className = "own-note-label";
    label.textContent = prepbook.word("yourNote");
    const text = document.createElement("p");
    text.className = "own-note-text";
    box.append(label, text);
    return box;
  }

  prepbook.early("[data-own]", begin);
})();
