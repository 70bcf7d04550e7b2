// Search on every page: its button, its keys, and the loading of what searches (search/*.js) when
// somebody does.
prepbook.finder = (() => {
  "use strict";

  /** @type {Promise<void> | undefined} */
  let asked;

  /** @returns {Promise<void>} when what searches is there */
  function load() {
    asked ??= Promise.all([prepbook.tools(), prepbook.load("assets/search.css")])
      .then(() => prepbook.load("assets/search.js"))
      .catch((error) => {
        asked = undefined;
        throw error;
      });
    return asked;
  }

  /** Keeps what somebody types while search is on its way. */
  function listen() {
    let text = "";
    /** @param {KeyboardEvent} event */
    function note(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      event.preventDefault();
      event.stopPropagation();
      text += event.key;
    }
    document.addEventListener("keydown", note, true);
    return () => {
      document.removeEventListener("keydown", note, true);
      return text;
    };
  }

  let opening = false;

  async function open() {
    if (opening) return;
    // The page of its own has its box in sight.
    const own = /** @type {HTMLElement | null} */ (document.querySelector(".find [role=combobox]"));
    if (own) {
      for (const dialog of document.querySelectorAll("dialog")) if (dialog.open) dialog.close();
      own.focus();
      return;
    }
    opening = true;
    const typed = listen();
    try {
      await load();
      prepbook.searchDialog.open(typed());
    } catch {
      typed();
      prepbook.dialogs.open("ui:search-failed");
    }
    opening = false;
  }

  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
    if (!command || event.key.toLowerCase() !== "k" || event.isComposing) return;
    if (!document.querySelector(".search-button")) return;
    event.preventDefault();
    open();
  });

  prepbook.ready(() => {
    const button = document.querySelector("button.search-button");
    const preload = () => void load().catch(() => {});
    button?.addEventListener("pointerenter", preload, { once: true });
    button?.addEventListener("focus", preload, { once: true });
    for (const opener of document.querySelectorAll("[data-searches]")) {
      opener.addEventListener("click", open);
    }

    const form = document.querySelector("form.find");
    if (form instanceof HTMLFormElement) {
      load().then(
        () => prepbook.searchPage(form),
        () => document.querySelector(".find-failed")?.removeAttribute("hidden"),
      );
    }

    // A result leads here with the words that it was found by.
    if (new URLSearchParams(location.search).has("words") && !document.querySelector("form.narrow")) {
      load().then(() => prepbook.found.arrive(), () => {});
    }
  });

  return { load, open };
})();
