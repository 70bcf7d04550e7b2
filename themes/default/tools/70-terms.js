// Links to terms of the glossary show what they mean: a card opens when the pointer rests on one
// or the keyboard reaches it, stays while the pointer is on it, and goes with Escape.
(() => {
  "use strict";

  /** Milliseconds: a pointer that only passes opens nothing, and has time to reach the card. */
  const REST = 300;
  const LEAVE = 250;

  /** Pixels between a card and its link, and between a card and the edge of the window. */
  const GAP = 4;
  const EDGE = 8;

  /** @type {{ link: HTMLAnchorElement, card: HTMLElement } | undefined} */
  let shown;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {EventTarget | null} target
   * @returns {HTMLAnchorElement | undefined}
   */
  function linkAt(target) {
    const link = target instanceof Element ? target.closest("a.term-link") : null;
    return link instanceof HTMLAnchorElement ? link : undefined;
  }

  /** @param {EventTarget | null} target */
  const isShown = (target) =>
    Boolean(shown && target instanceof Node && (shown.link.contains(target) || shown.card.contains(target)));

  function hide() {
    clearTimeout(timer);
    if (shown) shown.card.hidden = true;
    shown = undefined;
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {{ x: number, y: number }} [point] of the pointer: a link may go over two lines
   */
  function show(link, point) {
    clearTimeout(timer);
    if (shown?.link === link) return;
    hide();
    const card = document.getElementById(link.getAttribute("aria-describedby") ?? "");
    if (!card) return;
    card.hidden = false;
    shown = { link, card };
    place(link, card, point);
  }

  /**
   * Puts the card below the link, or above it where there is more room.
   *
   * @param {HTMLAnchorElement} link
   * @param {HTMLElement} card
   * @param {{ x: number, y: number }} [point]
   */
  function place(link, card, point) {
    const lines = [...link.getClientRects()];
    const line =
      lines.find((box) => point && box.top <= point.y && point.y <= box.bottom) ?? lines[0];
    if (!line) return hide();
    const width = document.documentElement.clientWidth;
    const height = document.documentElement.clientHeight;
    const isRtl = getComputedStyle(link).direction === "rtl";
    // Where it stood before may make it narrower.
    card.style.left = "0";
    card.style.top = "0";
    const size = card.getBoundingClientRect();
    const start = isRtl ? line.right - size.width : line.left;
    const left = Math.max(EDGE, Math.min(start, width - size.width - EDGE));
    const below = height - line.bottom;
    const isAbove = below < size.height + GAP + EDGE && line.top > below;
    const top = isAbove ? line.top - size.height - GAP : line.bottom + GAP;
    // Both are seen from the window, the card stands on the page.
    const origin = { left: size.left, top: size.top };
    card.style.left = `${left - origin.left}px`;
    card.style.top = `${top - origin.top}px`;
  }

  document.addEventListener("pointerover", (event) => {
    // A finger follows the link.
    if (event.pointerType === "touch") return;
    const link = linkAt(event.target);
    const point = { x: event.clientX, y: event.clientY };
    if (link && shown?.link !== link) {
      clearTimeout(timer);
      timer = setTimeout(() => show(link, point), REST);
    } else if (isShown(event.target)) {
      clearTimeout(timer);
    }
  });

  document.addEventListener("pointerout", (event) => {
    const link = linkAt(event.target);
    if (!link && !isShown(event.target)) return;
    if (event.relatedTarget instanceof Node && link?.contains(event.relatedTarget)) return;
    clearTimeout(timer);
    // What the keyboard has opened stays until the keyboard leaves.
    if (shown && !shown.link.matches(":focus-visible")) timer = setTimeout(hide, LEAVE);
  });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link?.matches(":focus-visible")) show(link);
    else if (!isShown(event.target)) hide();
  });

  document.addEventListener("focusout", (event) => {
    if (linkAt(event.target) && !shown?.card.matches(":hover")) hide();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    clearTimeout(timer);
    if (!shown) return;
    hide();
    // One press closes one thing.
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // Where the reader was when this arrived.
  const here = document.querySelector("a.term-link:is(:hover, :focus-visible)");
  const link = linkAt(here);
  if (link?.matches(":focus-visible")) show(link);
  else if (link) timer = setTimeout(() => show(link), REST);

  // A link that is folded away, or a page that is laid out anew, leaves a card without its place.
  document.addEventListener("toggle", () => shown && !shown.link.checkVisibility() && hide(), true);
  window.addEventListener("resize", hide);
})();
