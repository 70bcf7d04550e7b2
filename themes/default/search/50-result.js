// One result: a link that is an option of the list, and the passage that it leads to.

/**
 * @typedef {object} Result
 * @property {HTMLAnchorElement} element
 * @property {Promise<void>} ready when it leads to its passage and shows it
 * @property {() => void} show shows its passage again, when what may be shown has changed
 */

prepbook.result = (() => {
  "use strict";

  const ROLES = [
    "",
    "",
    "",
    "choice",
    "hint",
    "answer",
    "follow_up",
    "follow_up_answer",
    "rubric",
    "notes",
    "",
  ];
  const TAGS = 1;
  const PROMPT = 2;
  const TEXT = 10;
  /** Words that a page marks. */
  const MOST_WORDS = 24;

  /** @param {string} tag @param {string} name @returns {HTMLElement} */
  function make(tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    return element;
  }

  /**
   * @param {string} place address with fragment, relative to the root
   * @param {Iterable<string>} words that are marked there
   */
  function address(place, words) {
    const [path, fragment] = prepbook.data.fromHere(place).split("#");
    const list = [...new Set(words)].slice(0, MOST_WORDS).join(" ");
    const query = list ? `?words=${encodeURIComponent(list)}` : "";
    return path + query + (fragment ? `#${fragment}` : "");
  }

  /** @returns {boolean} whether what a page folds away may be shown */
  function mayShow() {
    if (prepbook.promptOnly.isOn()) return false;
    return (
      document.documentElement.dataset.reveal === "open" ||
      prepbook.storage.get("search")?.folded === true
    );
  }

  /**
   * The passage that has most of the words that the title lacks; of several the first.
   *
   * @param {Hit[]} titled
   * @param {{ role: number, anchor: string, text: string, hits: Hit[] }[]} passages
   */
  function best(titled, passages) {
    const score = (/** @type {{ role: number, hits: Hit[] }} */ { role, hits }) =>
      prepbook.wanted.count([...titled, ...hits]) * 100 +
      prepbook.wanted.count(hits) * 2 -
      Number(role === TAGS);
    let found = passages[0];
    for (const passage of passages) if (score(passage) > score(found)) found = passage;
    return found;
  }

  /**
   * @param {number} entry
   * @param {Wanted[]} words
   * @returns {Promise<Result>}
   */
  async function result(entry, words) {
    const { display, passages, manifest } = prepbook.search;
    const { title, url, document: name } = await display(entry);
    const element = /** @type {HTMLAnchorElement} */ (make("a", "result"));
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    element.tabIndex = -1;
    element.href = address(url, words.map((word) => word.text));
    const head = make("span", "result-title");
    const level = make("span", "badge level");
    const piece = make("span", "result-text");
    const kind = make("span", "result-kind");
    const from = make("span", "result-document");
    from.textContent = name === title ? "" : name;
    const foot = make("span", "result-foot");
    const language = (await prepbook.search.languages())(entry);
    if (language.tag) for (const words of [head, piece, from]) words.lang = language.tag;
    const other = make("span", "result-language");
    other.textContent = language.own ? "" : language.name;
    if (!language.own) other.lang = language.tag;
    foot.append(kind, from, other);
    prepbook.snippet.mark(head, title, prepbook.wanted.hits(title, words));
    element.append(head, level, piece, foot);

    /** @param {Facts} facts */
    function describe(facts) {
      const known = facts.level(entry);
      level.textContent = prepbook.words[`level_${known}`] ?? "";
      if (known) level.classList.add(`level-${known}`);
      kind.textContent = prepbook.words[`kind_${facts.kind(entry)}`] ?? "";
    }

    const facts = prepbook.facts.now();
    if (facts) describe(facts);
    else prepbook.facts.load().then(describe, () => {});

    let show = () => {};
    const ready = passages(entry).then(async (all) => {
      const fitting = await prepbook.wanted.fitting([title, ...all.map(({ text }) => text)], words);
      const { folded } = await manifest();
      const titled = prepbook.wanted.hits(title, fitting);
      const found = all.map((one) => ({ ...one, hits: prepbook.wanted.hits(one.text, fitting) }));
      const whole = prepbook.wanted.count(titled) === words.length;
      // A title that has every word is the place itself; what is open below it tells more.
      const open = found.find(({ role }) => role === PROMPT || role === TEXT);
      const shown = whole ? open : found.length > 0 ? best(titled, found) : undefined;
      const target = whole || !shown || shown.hits.length === 0 ? url : shown.anchor;
      const marked = [titled, ...found.map(({ hits }) => hits)].flat().map((hit) => hit.token);
      const [page] = url.split("#");
      const place = target === url || target.includes("#") ? target : target && `${page}#${target}`;
      element.href = address(place || page, marked);
      if (fitting !== words) {
        head.replaceChildren();
        prepbook.snippet.mark(head, title, titled);
      }
      show = () => {
        piece.replaceChildren();
        if (!shown) return;
        const role = ROLES[shown.role];
        const away = Boolean(folded[shown.role]) && !mayShow();
        if (role) {
          const where = make("span", "result-where");
          where.textContent = prepbook.words[`found_in_${role}`] ?? "";
          piece.append(where, away ? "" : " · ");
        }
        piece.classList.toggle("is-away", away);
        if (!away) prepbook.snippet.cut(piece, shown.text, shown.hits);
      };
      show();
    });
    return { element, ready, show: () => show() };
  }

  return result;
})();
