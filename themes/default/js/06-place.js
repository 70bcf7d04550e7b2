// Which of the page's questions is being read.
prepbook.place = (() => {
  "use strict";

  const ITEMS = ".question, .exchange, .term, .phase";

  /** @returns {HTMLElement[]} what one goes through on this page, in its order */
  function items() {
    const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(ITEMS));
    return [...all].filter((item) => item.checkVisibility());
  }

  /** @returns {number} where text begins that no header covers */
  function line() {
    const header = document.querySelector(".site-header")?.getBoundingClientRect();
    return Math.max(0, header?.bottom ?? 0) + 24;
  }

  /** @returns {HTMLElement | undefined} the one that has the focus, if it can be seen */
  function focused() {
    const item = document.activeElement?.closest(ITEMS);
    if (!(item instanceof HTMLElement)) return undefined;
    const box = item.getBoundingClientRect();
    return box.bottom > line() && box.top < innerHeight ? item : undefined;
  }

  /** @returns {HTMLElement | undefined} the one that is being read */
  function current() {
    const before = line() + innerHeight / 4;
    const top = (/** @type {HTMLElement} */ item) => item.getBoundingClientRect().top;
    return (
      focused() ??
      items().findLast((item) => top(item) <= before) ??
      items().find((item) => top(item) < innerHeight)
    );
  }

  /**
   * @param {1 | -1} step
   * @returns {HTMLElement | undefined} the next or previous one
   */
  function beside(step) {
    const all = items();
    const from = focused();
    const away = (/** @type {HTMLElement} */ item) => item.getBoundingClientRect().top - line();
    if (step > 0) {
      return from ? all[all.indexOf(from) + 1] : all.find((item) => away(item) > 8);
    }
    // From the middle of a long question one first goes back to its beginning.
    if (from && away(from) > -innerHeight / 4) return all[all.indexOf(from) - 1];
    return all.findLast((item) => away(item) < -8);
  }

  return { current, beside };
})();
