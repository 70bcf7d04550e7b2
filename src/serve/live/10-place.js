// Keeps the page as new as its source. Put into pages by the development server alone, together
// with the files beside this one, in the order of their names.

// The reader's place on the page: what is in view, unfolded, focused and typed. It is kept while
// the page is loaded anew, by names that outlive edits elsewhere.
var prepbookLive = {};

prepbookLive.place = (() => {
  "use strict";

  const KEY = `prepbook-live:${location.pathname}`;

  /** What is looked at while it is in view; all of it has text of its own. */
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, pre, tr, dt, dd, summary";

  /**
   * @typedef {object} Place
   * @property {number} x
   * @property {number} y
   * @property {[string, number][]} blocks texts in view, and how far they are from the top
   * @property {[string, number][]} ids of what begins above, the nearest first, and the same
   */

  /**
   * What matches in the text itself: contents that stay in view while the text moves say nothing.
   *
   * @param {string} selector
   */
  function inText(selector) {
    const all = (document.querySelector("main") ?? document.body).querySelectorAll(selector);
    return [...all].filter((element) => !element.closest("nav, aside, dialog"));
  }

  /** @param {Element} element */
  const top = (element) => element.getBoundingClientRect().top;

  /** @param {Element} element */
  const text = (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 300);

  /** @returns {number} where text begins that no header covers */
  const line = () => Math.max(0, document.querySelector(".site-header")?.getBoundingClientRect().bottom ?? 0);

  /** @returns {Place} */
  function take() {
    const from = line();
    /** @type {[string, number][]} */
    const blocks = [];
    for (const block of inText(BLOCKS)) {
      if (blocks.length >= 12) break;
      if (!block.checkVisibility() || top(block) < from || top(block) > innerHeight) continue;
      const words = text(block);
      if (words) blocks.push([words, top(block)]);
    }
    /** @type {[string, number][]} */
    const ids = [];
    for (const element of inText("[id]")) {
      if (element.checkVisibility() && top(element) <= from + 1) ids.unshift([element.id, top(element)]);
    }
    return { x: scrollX, y: scrollY, blocks, ids: ids.slice(0, 8) };
  }

  /** @param {Place} place */
  function show(place) {
    // Who is at the beginning stays there.
    if (place.y === 0) return void move(place.x, 0);
    /** @type {Map<string, Element | null>} */
    const found = new Map();
    for (const block of inText(BLOCKS)) {
      const words = text(block);
      // What is there twice says nothing.
      if (words) found.set(words, found.has(words) || !block.checkVisibility() ? null : block);
    }
    for (const [words, before] of place.blocks) {
      const block = found.get(words);
      if (block) return void move(place.x, scrollY + top(block) - before);
    }
    for (const [id, before] of place.ids) {
      const element = document.getElementById(id);
      if (element?.checkVisibility()) return void move(place.x, scrollY + top(element) - before);
    }
    move(place.x, place.y);
  }

  /** @param {number} left @param {number} y */
  const move = (left, y) => scrollTo({ left, top: y, behavior: "instant" });

  /**
   * Elements by the nearest id and a number below it.
   *
   * @param {string} selector
   * @returns {Map<string, HTMLElement>}
   */
  function named(selector) {
    const names = new Map();
    const counts = new Map();
    for (const element of document.querySelectorAll(selector)) {
      const holder = element.closest("[id]");
      const id = holder === element ? `#${element.id}` : (holder?.id ?? "");
      const number = counts.get(id) ?? 0;
      counts.set(id, number + 1);
      names.set(`${id} ${number}`, element);
    }
    return names;
  }

  /**
   * @param {string} selector
   * @param {Element} wanted
   * @returns {string | undefined}
   */
  function nameOf(selector, wanted) {
    for (const [name, element] of named(selector)) if (element === wanted) return name;
    return undefined;
  }

  /** Keeps all of it, and loads the page anew. */
  function reload() {
    try {
      const kept = { place: take(), folds: folds(), use: prepbookLive.use.take() };
      sessionStorage.setItem(KEY, JSON.stringify(kept));
      // The browser would scroll as well, after this.
      history.scrollRestoration = "manual";
    } catch {
      // Storage may be refused; then the reader scrolls.
    }
    location.reload();
  }

  /** @returns {[string, boolean][]} */
  function folds() {
    const all = /** @type {Map<string, HTMLDetailsElement>} */ (named("details"));
    return [...all].map(([name, fold]) => [name, fold.open]);
  }

  /** Gives back what was kept before the page was loaded. */
  function restore() {
    /** @type {{ place: Place, folds: [string, boolean][], use: any } | null} */
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      sessionStorage.removeItem(KEY);
    } catch {
      return;
    }
    if (!kept) return;
    const { place, folds, use } = kept;
    let moved = false;

    function settle() {
      if (moved) return;
      const all = /** @type {Map<string, HTMLDetailsElement>} */ (named("details"));
      for (const [name, open] of folds) {
        const fold = all.get(name);
        if (fold && fold.open !== open) fold.open = open;
      }
      show(place);
    }

    settle();
    // Scripts and pictures may still move what is here, until the reader does.
    const watch = new ResizeObserver(settle);
    const end = () => {
      moved = true;
      watch.disconnect();
      for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) removeEventListener(name, end);
    };
    for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(name, end);
    const whole = () => {
      settle();
      history.scrollRestoration = "auto";
      setTimeout(end, 2000);
    };
    document.addEventListener("DOMContentLoaded", async () => {
      await prepbookLive.use.restore(use);
      settle();
      watch.observe(document.body);
    });
    if (document.readyState === "complete") whole();
    else addEventListener("load", whole, { once: true });
  }

  return { named, nameOf, reload, restore };
})();
