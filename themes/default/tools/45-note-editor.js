// The field in which a reader writes a note; it saves by itself.

/**
 * Opens the field for the note of a question, or closes it.
 *
 * @type {(group: HTMLElement) => void}
 */
prepbook.editNote = (() => {
  "use strict";

  /** A note is saved after a pause of this many milliseconds. */
  const PAUSE = 800;

  /** @type {WeakMap<HTMLElement, () => void>} what closes the field that is open */
  const closing = new WeakMap();

  /** @param {HTMLElement} group */
  function open(group) {
    const id = group.dataset.own ?? "";
    const button = /** @type {HTMLElement | null} */ (group.querySelector(".note-button"));
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const editor = document.createElement("div");
    editor.className = "own-note is-open";
    const field = document.createElement("textarea");
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

    function save() {
      clearTimeout(timer);
      if (prepbook.notes.of(id) === field.value.trim()) return;
      prepbook.notes.set(id, field.value.trim());
      prepbook.say(group, prepbook.word(prepbook.log.isKept() ? "noteSaved" : "notKept"));
    }

    // Another tab, or a file that was read, may know a newer one.
    function refresh() {
      const text = prepbook.notes.of(id);
      if (document.activeElement !== field && field.value !== text) field.value = text;
    }

    function close() {
      save();
      editor.remove();
      closing.delete(group);
      document.removeEventListener("prepbook:marks", refresh);
      window.removeEventListener("pagehide", save);
      button?.setAttribute("aria-expanded", "false");
      prepbook.say(group, "");
      group.dispatchEvent(new Event("prepbook:note"));
      button?.focus();
    }

    done.addEventListener("click", close);
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    });
    field.addEventListener("blur", save);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) close();
    });
    document.addEventListener("prepbook:marks", refresh);
    window.addEventListener("pagehide", save);
    closing.set(group, close);
    editor.replaceChildren(label, field, done);
    group.append(editor);
    button?.setAttribute("aria-expanded", "true");
    group.dispatchEvent(new Event("prepbook:note"));
    field.focus();
  }

  return (group) => (closing.get(group) ?? (() => open(group)))();
})();
