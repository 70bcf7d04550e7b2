// A box in which one types, and the list of results that follows it: the combobox pattern of the
// ARIA Authoring Practices. The dialog and the page of its own share it.
prepbook.searchBox = (() => {
  "use strict";

  /** Milliseconds between the last letter and the search. */
  const PAUSE = 20;
  const AT_ONCE = 10;

  /** @param {string} tag @param {string} name @returns {any} */
  function make(tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    return element;
  }

  /** @param {string} name @param {string} word @returns {HTMLButtonElement} */
  function button(name, word) {
    const element = make("button", `${name} button`);
    element.type = "button";
    element.textContent = prepbook.word(word);
    element.hidden = true;
    return element;
  }

  /**
   * @param {HTMLInputElement} input
   * @param {object} options
   * @param {string} options.id of the list
   * @param {boolean} options.first whether Enter opens the first result
   * @param {() => boolean} [options.narrowed] whether something but words narrows the results
   * @param {(found: Match[]) => Promise<Match[]>} [options.narrow]
   * @param {() => void} [options.typed]
   */
  return (input, { id, first, narrowed = () => false, narrow = async (found) => found, typed }) => {
    const status = make("p", "finder-status");
    status.setAttribute("role", "status");
    const problem = make("p", "finder-problem");
    problem.setAttribute("role", "alert");
    problem.hidden = true;
    const element = make("div", "found");
    element.id = id;
    element.hidden = true;
    element.setAttribute("role", "listbox");
    element.setAttribute("aria-label", prepbook.word("searchResults"));
    const more = button("finder-more", "searchMore");
    const forget = button("finder-forget", "searchForget");
    const body = make("div", "finder-body");
    body.append(status, problem, element, more, forget);

    const attributes = { role: "combobox", "aria-controls": id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

    const list = prepbook.searchList(element);
    /** @type {Match[]} */
    let found = [];
    /** @type {Wanted[]} */
    let words = [];
    let run = 0;
    let moved = false;
    /** @type {Promise<void>} */
    let running = Promise.resolve();
    /** @type {number | undefined} */
    let timer;

    /** @param {number} place */
    function choose(place) {
      const id = list.choose(place);
      if (id) input.setAttribute("aria-activedescendant", id);
      else input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", String(!element.hidden));
    }

    /** @type {Promise<void> | undefined} */
    let adding;

    /** @param {number} mine the run that asks; who asks twice gets ten results once */
    function showMore(mine) {
      adding ??= addMore(mine).finally(() => (adding = undefined));
      return adding;
    }

    /** @param {number} mine */
    async function addMore(mine) {
      const from = list.all().length;
      const next = found.slice(from, from + AT_ONCE);
      const results = await Promise.all(next.map(({ entry }) => prepbook.result(entry, words)));
      if (mine !== run) return;
      results.forEach((result, at) => {
        const partial = words.length > 0 && !next[at].full;
        list.add(result, found.length, partial ? prepbook.word("searchPartial") : undefined);
        result.ready.catch(() => mine === run && fail());
      });
      more.hidden = list.all().length >= found.length;
    }

    function showRecent() {
      const recent = prepbook.recent.all();
      for (const text of recent) {
        const option = make("div", "result recent");
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = text;
        option.addEventListener("click", () => {
          input.value = text;
          input.focus();
          start();
          typed?.();
        });
        const show = () => {};
        list.add({ element: option, ready: running, show }, recent.length, prepbook.word("searchRecent"));
      }
      forget.hidden = recent.length === 0;
    }

    function say() {
      const full = found.filter((one) => one.full).length;
      const rest = found.length - full;
      const values = { n: full, rest };
      if (full && rest) return prepbook.word("searchFoundRest", values);
      if (full) return prepbook.word("searchFound", values);
      return prepbook.word(rest ? "searchFoundPartial" : "searchNone", values);
    }

    function fail() {
      const again = button("finder-again", "searchAgain");
      again.hidden = false;
      again.addEventListener("click", () => {
        input.focus();
        start();
      });
      problem.replaceChildren(prepbook.word("searchPieceFailed"), " ", again);
      problem.hidden = false;
    }

    async function search() {
      const mine = ++run;
      const text = input.value.trimStart();
      try {
        const asked = text !== "" || narrowed();
        const all = !asked ? [] : await narrow(await everything(text));
        const meant = await prepbook.wanted.of(text);
        if (mine !== run) return;
        [found, words] = [all, meant];
        list.clear();
        moved = false;
        problem.hidden = true;
        more.hidden = true;
        forget.hidden = true;
        if (!asked) showRecent();
        else await showMore(mine);
        if (mine !== run) return;
        status.textContent = asked ? say() : "";
        choose(first && asked ? 0 : -1);
      } catch {
        if (mine !== run) return;
        list.clear();
        choose(-1);
        more.hidden = true;
        status.textContent = "";
        fail();
      }
    }

    /** @param {string} text @returns {Promise<Match[]>} */
    async function everything(text) {
      if (text) return prepbook.query(text);
      const { entries } = await prepbook.search.manifest();
      return Array.from({ length: entries }, (_, entry) => ({ entry, score: 0, full: true }));
    }

    function start() {
      clearTimeout(timer);
      timer = undefined;
      running = search();
    }

    /** @param {number} step */
    async function move(step) {
      const last = list.all().length - 1;
      const place = list.place();
      moved = true;
      if (step > 0 && place === last && !more.hidden) await showMore(run);
      choose(step < 0 && place < 0 ? last : place + step);
    }

    async function open() {
      if (timer !== undefined) start();
      await running;
      const option = list.active();
      // A passage that cannot be loaded leaves the way to its question.
      await option?.ready.catch(() => {});
      option?.element.click();
    }

    input.addEventListener("input", (event) => {
      if (event instanceof InputEvent && event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(start, PAUSE);
      typed?.();
    });
    input.addEventListener("compositionend", () => {
      start();
      typed?.();
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter") open();
      // In the words they go to the words' ends.
      else if (event.key === "Home" && moved && !event.shiftKey) choose(0);
      else if (event.key === "End" && moved && !event.shiftKey) choose(list.all().length - 1);
      else {
        if (event.key.startsWith("Arrow")) moved = false;
        return;
      }
      event.preventDefault();
    });
    element.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const link = event.target instanceof Element ? event.target.closest("a.result") : null;
      if (!(link instanceof HTMLAnchorElement)) return;
      prepbook.recent.add(input.value);
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      prepbook.found.follow(link, event);
    });
    more.addEventListener("click", async () => {
      const from = list.all().length;
      await showMore(run);
      moved = true;
      choose(from);
      input.focus();
    });
    forget.addEventListener("click", () => {
      prepbook.recent.clear();
      input.focus();
      start();
    });
    // Those at the end of the list are followed by the next ones.
    const watch = new IntersectionObserver(async ([entry]) => {
      if (!entry.isIntersecting || more.hidden) return;
      await showMore(run).catch(() => {});
      // Where there is still room, it says so once more.
      watch.unobserve(more);
      watch.observe(more);
    });
    watch.observe(more);

    return {
      body,
      start,
      show: () => list.all().forEach((option) => option.show()),
    };
  };
})();
