// The reader's own note for a question: text below it, and a field that saves by itself.
(() => {
  "use strict";

  /** A note is saved after a pause of this many milliseconds. */
  const PAUSE = 800;

  /** @param {HTMLElement} group */
  function begin(group) {
    const id = group.dataset.own ?? "";
    const button = /** @type {HTMLElement | null} */ (group.querySelector(".note-button"));
    if (!button) return;

    /** @type {HTMLElement | undefined} */
    let shown;
    /** @type {HTMLTextAreaElement | undefined} */
    let field;
    /** @type {HTMLElement | undefined} */
    let editor;
    /** @type {number | undefined} */
    let timer;

    function show() {
      const text = prepbook.notes.of(id);
      button?.classList.toggle("has-note", text !== "");
      if (text && !editor) {
        shown ??= group.appendChild(noteBox());
        /** @type {HTMLElement} */ (shown.lastElementChild).textContent = text;
      } else {
        shown?.remove();
        shown = undefined;
      }
      if (field && document.activeElement !== field && field.value !== text) field.value = text;
    }

    function save() {
      clearTimeout(timer);
      if (!field || prepbook.notes.of(id) === field.value.trim()) return;
      prepbook.notes.set(id, field.value.trim());
      prepbook.say(group, prepbook.word(prepbook.log.isKept() ? "noteSaved" : "notKept"));
    }

    function open() {
      editor = document.createElement("div");
      editor.className = "own-note is-open";
      field = document.createElement("textarea");
      field.id = `ui:note-${id}`;
      field.rows = 3;
      field.value = prepbook.notes.of(id);
      const label = document.createElement("label");
      label.htmlFor = field.id;
      label.textContent = prepbook.word("yourNote");
      const done = document.createElement("button");
      done.type = "button";
      done.className = "button";
      done.textContent = prepbook.word("noteDone");
      done.addEventListener("click", close);
      field.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(save, PAUSE);
      });
      field.addEventListener("blur", save);
      field.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !event.isComposing) close();
      });
      editor.replaceChildren(label, field, done);
      group.append(editor);
      button?.setAttribute("aria-expanded", "true");
      show();
      field.focus();
    }

    function close() {
      save();
      editor?.remove();
      editor = field = undefined;
      button?.setAttribute("aria-expanded", "false");
      prepbook.say(group, "");
      show();
      button?.focus();
    }

    button.addEventListener("click", () => (editor ? close() : open()));
    document.addEventListener("prepbook:marks", show);
    window.addEventListener("pagehide", save);
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
