// Narrows a list of questions: what is wanted stands in the form and in the address, and is looked
// for in the whole guide. Without scripts chips lead to plain pages instead.
prepbook.ready(() => {
  "use strict";

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.narrow:not(.find)"));
  if (!form) return;
  const find = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (document.querySelector(selector));
  const status = find(".narrow-status");
  const listed = find(".listed");
  const narrowed = find(".narrowed");
  const empty = find(".narrow-empty");
  const more = find(".narrow-more");
  const clear = find(".narrow-clear");

  /** Rows that are shown at once. */
  const AT_ONCE = 100;
  const KEYS = ["words", "level", "kind", "topic", "answered", "mark"];

  // What this page is about by itself: the page of a level shows that level.
  /** @type {Record<string, string>} */
  const own = Object.fromEntries(KEYS.map((key) => [key, ""]));
  if (form.dataset.facet) own[form.dataset.facet] = form.dataset.value ?? "";
  const total = Number(form.dataset.count);
  const untouched = status.textContent ?? "";

  let wanted = { ...own };
  /** @type {Row[]} */
  let found = [];
  let shown = 0;
  let run = 0;

  /** @param {string} key */
  function control(key) {
    return /** @type {HTMLInputElement | HTMLSelectElement | null} */ (form?.elements.namedItem(key));
  }

  /** @param {Record<string, string>} state */
  const isNarrowed = (state) => KEYS.some((key) => state[key] !== own[key]);

  function readAddress() {
    const address = new URLSearchParams(location.search);
    for (const key of KEYS) wanted[key] = address.get(key) ?? own[key];
    fillForm();
  }

  /** @param {boolean} step whether the way back leads to what was wanted before */
  function writeAddress(step) {
    const address = new URLSearchParams();
    for (const key of KEYS) if (wanted[key] !== own[key]) address.set(key, wanted[key]);
    const url = address.size > 0 ? `?${address}` : location.pathname;
    if (step) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  }

  function fillForm() {
    for (const key of KEYS) {
      const field = control(key);
      if (!field) continue;
      if (field instanceof HTMLSelectElement && !hasOption(field, wanted[key])) {
        field.append(new Option(wanted[key], wanted[key]));
      }
      field.value = wanted[key];
    }
  }

  /** @param {HTMLSelectElement} field @param {string} value */
  function hasOption(field, value) {
    return Array.from(field.options).some((option) => option.value === value);
  }

  /**
   * The page came with the most common topics only.
   *
   * @param {Row[]} rows
   */
  function offerTopics(rows) {
    const field = control("topic");
    // Only once: a list that somebody has opened is not made anew.
    if (!(field instanceof HTMLSelectElement) || "complete" in field.dataset) return;
    const topics = new Map(rows.flatMap((row) => row.topics).map((topic) => [topic.slug, topic.name]));
    const names = [...topics].sort(([, one], [, other]) => one.localeCompare(other));
    const any = field.options[0];
    field.replaceChildren(any, ...names.map(([slug, name]) => new Option(name, slug)));
    field.dataset.complete = "";
    fillForm();
  }

  /** @param {Record<string, string>} state @returns {(row: Row) => boolean} */
  function fits(state) {
    const words = prepbook.data.plain(state.words).split(/\s+/).filter(Boolean);
    return (row) =>
      (!state.level || row.level === state.level) &&
      (!state.kind || row.kind === state.kind) &&
      (!state.answered || row.answered === state.answered) &&
      (!state.topic || row.topics.some((topic) => topic.slug === state.topic)) &&
      (!state.mark || (prepbook.marks.of(row.id) ?? "none") === state.mark) &&
      words.every((word) => row.words.includes(word));
  }

  const load = () => prepbook.data.all(Number(form.dataset.shards));

  /** @param {boolean} on */
  function show(on) {
    listed.hidden = on;
    narrowed.hidden = !on;
    clear.hidden = !isNarrowed(wanted);
    if (!on) {
      empty.hidden = true;
      more.hidden = true;
    }
  }

  function showMore() {
    const next = found.slice(shown, shown + AT_ONCE);
    prepbook.rows.append(narrowed, next);
    shown += next.length;
    more.hidden = shown >= found.length;
  }

  async function apply() {
    const mine = ++run;
    if (!isNarrowed(wanted)) {
      status.textContent = untouched;
      show(false);
      return;
    }
    try {
      if (found.length === 0) status.textContent = status.dataset.loading ?? "";
      const rows = await load();
      // Somebody may want something else by now.
      if (mine !== run) return;
      offerTopics(rows);
      found = rows.filter(fits(wanted));
    } catch {
      if (mine !== run) return;
      status.textContent = status.dataset.failed ?? "";
      show(false);
      return;
    }
    narrowed.replaceChildren();
    shown = 0;
    showMore();
    show(true);
    empty.hidden = found.length > 0;
    const words = status.dataset.found ?? "{n}";
    status.textContent = prepbook.fill(words, { n: found.length, of: total });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target);
    // Typing on is one step for the way back, not one for each letter.
    const typing = field.name === "words" && wanted.words !== own.words && field.value !== "";
    wanted[field.name] = field.value;
    writeAddress(!typing);
    apply();
  });
  clear.addEventListener("click", () => {
    wanted = { ...own };
    fillForm();
    writeAddress(true);
    apply();
    control("words")?.focus();
  });
  more.addEventListener("click", () => {
    const first = shown;
    showMore();
    /** @type {HTMLElement | undefined} */ (narrowed.querySelectorAll(".row-title")[first])?.focus();
  });
  find(".narrow-random").addEventListener("click", async () => {
    try {
      const rows = (await load()).filter(fits(wanted));
      if (rows.length > 0) location.assign(prepbook.data.of(rows).url);
    } catch {
      status.textContent = status.dataset.failed ?? "";
    }
  });
  // The topics that the page did not come with are there when somebody is about to choose.
  control("topic")?.addEventListener("pointerenter", () => void load().then(offerTopics, () => {}), { once: true });
  control("topic")?.addEventListener("focus", () => void load().then(offerTopics, () => {}), { once: true });
  if (document.activeElement?.matches("form.narrow [name=topic]")) load().then(offerTopics, () => {});
  window.addEventListener("popstate", () => {
    readAddress();
    apply();
  });
  document.addEventListener("prepbook:marks", () => {
    if (wanted.mark) apply();
  });

  readAddress();
  apply();
});
