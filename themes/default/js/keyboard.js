// Single keys, which the reader can switch off (WCAG 2.1.4). They never act while something is
// typed or a dialog is open, and leave Space, Enter and everything with a modifier alone.
(() => {
  "use strict";

  /** @type {Record<string, () => void>} */
  const ACTS = {
    j: () => go(1),
    k: () => go(-1),
    a: () => toggle(answer()),
    h: () => toggle(current()?.querySelector("details.hint:not([open])")),
    r: () => press(document.querySelector(".reveal-all")),
    1: () => press(current()?.querySelector(".mark.knew")),
    2: () => press(current()?.querySelector(".mark.not-yet")),
    3: () => press(current()?.querySelector(".mark.later")),
    "/": () => prepbook.finder.open(),
    "?": () => prepbook.dialogs.open("ui:keys"),
  };

  const current = () => prepbook.place.current();

  /** @param {1 | -1} step */
  function go(step) {
    const item = prepbook.place.beside(step);
    if (!item) return;
    // Focus moves along, so that Tab goes on from there and screen readers say where one is.
    if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ behavior: "instant", block: "start" });
  }

  /** The answer of the current question, or else its key. */
  function answer() {
    const item = current();
    return (
      item?.querySelector(":scope > details.answer, :scope > details.replies") ??
      item?.querySelector("details.answer, details.key")
    );
  }

  /** @param {Element | null | undefined} fold */
  function toggle(fold) {
    if (fold instanceof HTMLDetailsElement && fold.checkVisibility()) fold.open = !fold.open;
  }

  /** @param {Element | null | undefined} button */
  function press(button) {
    if (button instanceof HTMLElement && button.checkVisibility()) button.click();
  }

  /** @param {EventTarget | null} target */
  function isTyping(target) {
    if (!(target instanceof HTMLElement)) return false;
    if (target instanceof HTMLInputElement) return !/^(radio|checkbox|button|file)$/.test(target.type);
    return target.isContentEditable || target.matches("textarea, select");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.defaultPrevented || !Object.hasOwn(ACTS, event.key)) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (!prepbook.settings.get("keys")) return;
    // Going on is for holding the key down; the rest would flicker.
    if (event.repeat && !/^[jk]$/.test(event.key)) return;
    event.preventDefault();
    ACTS[event.key]();
  });
})();
