// The page of its own: what is wanted stands in its address, and narrows by what the index says
// of each entry.
prepbook.searchPage = (() => {
  "use strict";

  /** @type {readonly string[]} */
  const KEYS = ["kind", "topic", "level", "answered", "rubric"];

  /** @param {HTMLFormElement} form */
  return (form) => {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));

    /** @param {string} key @returns {HTMLSelectElement | null} */
    function field(key) {
      const found = form.elements.namedItem(key);
      return found instanceof HTMLSelectElement ? found : null;
    }

    /** @param {string} key */
    const value = (key) => field(key)?.value ?? "";

    function readAddress() {
      const address = new URLSearchParams(location.search);
      input.value = address.get("q") ?? "";
      for (const key of KEYS) {
        const select = field(key);
        const wanted = address.get(key) ?? "";
        if (!select) continue;
        if (![...select.options].some((option) => option.value === wanted)) {
          select.append(new Option(wanted, wanted));
        }
        select.value = wanted;
      }
    }

    function writeAddress() {
      const address = new URLSearchParams();
      if (input.value.trim()) address.set("q", input.value.trim());
      for (const key of KEYS) if (value(key)) address.set(key, value(key));
      history.replaceState(null, "", address.size > 0 ? `?${address}` : location.pathname);
    }

    /**
     * @param {Facts} facts
     * @param {string} key
     * @param {string} wanted
     * @param {number} entry
     */
    function fits(facts, key, wanted, entry) {
      if (key === "topic") return facts.topics.get(wanted)?.entries.has(entry) ?? false;
      if (key === "rubric") return facts.rubric(entry) === (wanted === "yes");
      if (key === "kind") return facts.kind(entry) === wanted;
      if (key === "level") return facts.level(entry) === wanted;
      return facts.answered(entry) === wanted;
    }

    /** The page came with the most common topics only. @param {Facts} facts */
    function offerTopics(facts) {
      const select = field("topic");
      if (!select || "complete" in select.dataset) return;
      select.dataset.complete = "";
      const wanted = select.value;
      const names = [...facts.topics].sort(([, one], [, other]) => one.name.localeCompare(other.name));
      const options = names.map(([slug, { name }]) => new Option(name, slug));
      select.replaceChildren(select.options[0], ...options);
      if (wanted && !facts.topics.has(wanted)) select.append(new Option(wanted, wanted));
      select.value = wanted;
    }

    /**
     * Says beside each choice how many results it would leave.
     *
     * @param {Facts} facts
     * @param {Match[]} found
     */
    function count(facts, found) {
      for (const key of KEYS) {
        const select = field(key);
        if (!select) continue;
        const others = KEYS.filter((other) => other !== key && value(other));
        const left = found.filter(({ entry }) =>
          others.every((other) => fits(facts, other, value(other), entry)),
        );
        for (const option of select.options) {
          option.dataset.name ??= option.text;
          if (!option.value) continue;
          const number = left.filter(({ entry }) => fits(facts, key, option.value, entry)).length;
          option.text = `${option.dataset.name} (${number})`;
        }
      }
    }

    const narrowed = () => KEYS.some((key) => value(key));

    const box = prepbook.searchBox(input, {
      id: "ui:found-here",
      first: false,
      narrowed,
      typed: writeAddress,
      async narrow(found) {
        // Without narrowing the counts may follow; a list of everything needs them to be narrowed.
        const facts = await prepbook.facts.load();
        offerTopics(facts);
        const full = found.filter((one) => one.full);
        count(facts, full.length > 0 ? full : found);
        const wanted = KEYS.filter((key) => value(key));
        return found.filter(({ entry }) => wanted.every((key) => fits(facts, key, value(key), entry)));
      },
    });

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      writeAddress();
      box.start();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) box.show();
    });

    const here = /** @type {HTMLElement} */ (document.querySelector(".find-results"));
    const foot = document.createElement("div");
    foot.className = "finder-foot";
    foot.append(prepbook.foldedSwitch(box.show));
    here.append(foot, box.body);
    readAddress();
    if (!location.hash) input.focus({ preventScroll: true });
    box.start();
  };
})();
