// The way to a result: its words are marked on the page, what folds them away is opened, and the
// first of them is in sight. They come in the address, `page.html?words=…#id`, as the text has
// them, so that the page needs no index; the address is clean again at once.
prepbook.found = (() => {
  "use strict";

  const NAME = "prepbook-found";
  const ENTRIES = ".question, .exchange, .term, .phase";
  const HEADINGS = "h1, h2, h3, h4, h5, h6";

  /** @type {HTMLElement | undefined} the button that takes the marks away */
  let button;

  /**
   * What belongs to a place: its question, or everything up to the next heading.
   *
   * @param {Element | null} target
   * @returns {Text[]}
   */
  function texts(target) {
    const main = document.getElementById("ui:main") ?? document.body;
    const entry = target?.closest(ENTRIES);
    const walker = document.createTreeWalker(entry ?? main, NodeFilter.SHOW_TEXT);
    const start = target?.closest(HEADINGS) ?? target;
    /** @type {Text[]} */
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest(".anchor, .own, .edit, .copy, .breadcrumbs, script, style")) continue;
      if (!entry && start) {
        const before = start.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
        if (before) continue;
        const heading = parent.closest(HEADINGS);
        if (heading && heading !== start && !start.contains(heading)) break;
      }
      found.push(/** @type {Text} */ (node));
    }
    return found;
  }

  /**
   * @param {Text[]} nodes
   * @param {Set<string>} words
   * @returns {Range[]}
   */
  function ranges(nodes, words) {
    /** @type {Range[]} */
    const found = [];
    for (const node of nodes) {
      let at = 0;
      for (const { text, start, end } of prepbook.text.tokens(node.data)) {
        if (start < at || !words.has(text)) continue;
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        found.push(range);
        at = end;
      }
    }
    return found;
  }

  /** @param {Range[]} found */
  function paint(found) {
    if (CSS.highlights) {
      CSS.highlights.set(NAME, new Highlight(...found));
      return;
    }
    // From the end, so that the ranges before stay where they are.
    for (const range of [...found].reverse()) {
      const mark = document.createElement("mark");
      mark.className = "found-word";
      range.surroundContents(mark);
    }
  }

  function clear() {
    CSS.highlights?.delete(NAME);
    for (const mark of document.querySelectorAll("mark.found-word")) {
      mark.replaceWith(...mark.childNodes);
    }
    button?.remove();
    button = undefined;
  }

  function offerClearing() {
    if (button) return;
    const made = document.createElement("button");
    made.type = "button";
    made.className = "found-clear button";
    made.textContent = prepbook.word("foundClear");
    made.addEventListener("click", () => {
      clear();
      document.getElementById("ui:main")?.focus({ preventScroll: true });
    });
    document.getElementById("ui:main")?.after(made);
    button = made;
  }

  /**
   * @param {Element | null} target
   * @param {Range[]} found
   */
  function bring(target, found) {
    const range = found.find((one) => !target || target.contains(one.startContainer)) ?? found[0];
    const parent = range?.startContainer.parentElement;
    if (!parent) return;
    for (let fold = parent.closest("details"); fold; ) {
      // What is folded beside the place one was led to stays so.
      if (!target || target.contains(range.startContainer)) fold.open = true;
      fold = fold.parentElement?.closest("details") ?? null;
    }
    const box = range.getBoundingClientRect();
    const header = document.querySelector(".site-header")?.getBoundingClientRect().bottom ?? 0;
    if (box.height === 0 || (box.top > header && box.bottom < innerHeight - 40)) return;
    window.scrollBy({ top: box.top - innerHeight / 3, behavior: "instant" });
  }

  /** @param {string[]} words as texts have them */
  function mark(words) {
    clear();
    const id = prepbook.fragment();
    const target = document.getElementById(id);
    const found = ranges(texts(target), new Set(words));
    if (found.length === 0) return;
    bring(target, found);
    paint(found);
    offerClearing();
  }

  document.addEventListener("keydown", (event) => {
    const busy = event.defaultPrevented || document.querySelector("dialog[open]");
    if (event.key === "Escape" && !busy) clear();
  });

  return {
    /** Marks the words that the address has, once. */
    arrive() {
      const address = new URL(location.href);
      const words = (address.searchParams.get("words") ?? "").split(" ").filter(Boolean);
      address.searchParams.delete("words");
      history.replaceState(history.state, "", address);
      if (words.length > 0) mark(words);
    },

    /**
     * Goes to a result. On the same page nothing is loaded again.
     *
     * @param {HTMLAnchorElement} link
     * @param {Event} event
     */
    follow(link, event) {
      const to = new URL(link.href);
      const here = new URL(location.href);
      if (to.origin !== here.origin || to.pathname !== here.pathname || link.closest(".found-page")) return;
      event.preventDefault();
      link.closest("dialog")?.close();
      const words = (to.searchParams.get("words") ?? "").split(" ").filter(Boolean);
      if (!to.hash) history.pushState(null, "", to.pathname);
      else if (to.hash !== here.hash) location.hash = to.hash;
      const target = document.getElementById(prepbook.fragment(to.hash)) ?? document.getElementById("ui:main");
      if (!to.hash) window.scrollTo({ top: 0, behavior: "instant" });
      target?.scrollIntoView({ behavior: "instant" });
      target?.dispatchEvent(new CustomEvent("prepbook:arrive", { bubbles: true }));
      if (target && !target.hasAttribute("tabindex")) target.tabIndex = -1;
      target?.focus({ preventScroll: true });
      mark(words);
    },
  };
})();
