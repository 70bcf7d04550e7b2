// What the reader is doing: the focus, what is typed and chosen, open dialogs, the menu, the
// search. Kept with the place; and as long as somebody types, the page is not loaded anew.
prepbookLive.use = (() => {
  "use strict";

  const FIELDS = "input, textarea, select";
  const FOCUSABLE = `${FIELDS}, a[href], button, summary, [tabindex]`;
  /** So long after the last key somebody still types. */
  const PAUSE = 1000;

  /**
   * @typedef {object} Field
   * @property {string} name
   * @property {string} value
   * @property {boolean} checked
   * @property {[number | null, number | null]} [selected]
   *
   * @typedef {object} Use
   * @property {string[]} notes open editors of notes, by the question
   * @property {boolean} menu whether the menu of small screens is open
   * @property {string} [dialog]
   * @property {number} [results] how far the results of the search are scrolled
   * @property {Field[]} fields
   * @property {string} [focus]
   */

  let typed = -Infinity;
  let composing = false;
  addEventListener("input", () => (typed = performance.now()), true);
  addEventListener("compositionstart", () => (composing = true), true);
  addEventListener("compositionend", () => (composing = false), true);

  /** @returns {boolean} whether somebody types at this moment */
  function isTyping() {
    return composing || performance.now() - typed < PAUSE;
  }

  const menu = () => /** @type {HTMLElement | null} */ (document.querySelector(".menu-button"));

  /** @param {Element} field @returns {field is HTMLInputElement | HTMLTextAreaElement} */
  const isText = (field) =>
    field instanceof HTMLTextAreaElement ||
    (field instanceof HTMLInputElement && ["text", "search"].includes(field.type));

  /** @param {Element} field */
  const isKept = (field) =>
    !(field instanceof HTMLInputElement && ["password", "file", "hidden"].includes(field.type));

  /** @returns {Use} */
  function take() {
    const active = document.activeElement;
    const dialog = document.querySelector("dialog[open]");
    const notes = document.querySelectorAll(".note-button[aria-expanded=true]");
    const fields = prepbookLive.place.named(FIELDS);
    return {
      notes: [...notes].flatMap((note) => note.closest("[data-own]")?.getAttribute("data-own") ?? []),
      menu: menu()?.getAttribute("aria-expanded") === "true",
      dialog: dialog?.id,
      results: dialog?.querySelector(".finder-body")?.scrollTop,
      fields: [...fields].filter(([, field]) => isKept(field)).map(([name, field]) => {
        const { value, checked } = /** @type {HTMLInputElement} */ (field);
        /** @type {Field} */
        const kept = { name, value, checked };
        if (field === active && isText(field)) kept.selected = [field.selectionStart, field.selectionEnd];
        return kept;
      }),
      focus: active && active !== document.body ? prepbookLive.place.nameOf(FOCUSABLE, active) : undefined,
    };
  }

  /** @param {Use} use */
  async function restore(use) {
    const theme = /** @type {any} */ (window).prepbook;
    // What opens only with the theme's tools has to be there before what was typed into it.
    if (use.notes.length > 0 || (use.dialog && use.dialog !== "ui:finder")) {
      await theme?.tools?.().catch(() => {});
    }
    for (const id of use.notes) {
      const group = document.querySelector(`[data-own="${CSS.escape(id)}"]`);
      const button = group?.querySelector(".note-button[aria-expanded=false]");
      if (button instanceof HTMLElement) button.click();
    }
    if (use.menu && menu()?.getAttribute("aria-expanded") !== "true") menu()?.click();
    if (use.dialog) await openDialog(use.dialog);
    // Who asks for the tools a second time gets them at once, but not before this line.
    await new Promise((done) => setTimeout(done));
    const fields = prepbookLive.place.named(FIELDS);
    for (const kept of use.fields) {
      const field = /** @type {HTMLInputElement | undefined} */ (fields.get(kept.name));
      if (!field) continue;
      if (field.value !== kept.value || field.checked !== kept.checked) {
        field.value = kept.value;
        field.checked = kept.checked;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      if (kept.selected && isText(field)) field.setSelectionRange(...kept.selected);
    }
    typed = -Infinity;
    if (use.focus) prepbookLive.place.named(FOCUSABLE).get(use.focus)?.focus({ preventScroll: true });
    if (use.results) scrollResults(use.results);
  }

  /** @param {string} id */
  async function openDialog(id) {
    const theme = /** @type {any} */ (window).prepbook;
    if (id === "ui:finder") await theme?.finder?.open?.();
    else if (theme?.dialogs) theme.dialogs.open(id);
    else {
      const dialog = document.getElementById(id);
      if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
    }
  }

  /**
   * The results come one after the other.
   *
   * @param {number} top
   */
  function scrollResults(top) {
    const body = document.querySelector("dialog[open] .finder-body");
    if (!body) return;
    const scroll = () => (body.scrollTop = top);
    const watch = new MutationObserver(scroll);
    watch.observe(body, { childList: true, subtree: true });
    body.addEventListener("wheel", () => watch.disconnect(), { once: true, passive: true });
    setTimeout(() => watch.disconnect(), 2000);
    scroll();
  }

  return { isTyping, take, restore };
})();
