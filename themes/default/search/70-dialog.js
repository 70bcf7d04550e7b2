// The dialog that searches from every page.
prepbook.searchDialog = (() => {
  "use strict";

  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  /** @type {HTMLInputElement} */
  let input;
  /** @type {{ start: () => void, show: () => void }} */
  let box;
  /** @type {HTMLAnchorElement} */
  let all;

  /** @param {string} tag @param {string} name @returns {any} */
  function make(tag, name) {
    const element = document.createElement(tag);
    element.className = name;
    return element;
  }

  function lead() {
    const words = input.value.trim();
    all.href = `${prepbook.root}search.html${words ? `?q=${encodeURIComponent(words)}` : ""}`;
  }

  function build() {
    dialog = /** @type {HTMLDialogElement} */ (make("dialog", "panel finder"));
    dialog.id = "ui:finder";
    dialog.setAttribute("aria-label", prepbook.word("searchTitle"));
    input = make("input", "finder-input");
    input.type = "text";
    input.id = "ui:finder-words";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.enterKeyHint = "search";
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("aria-label", prepbook.word("searchWords"));
    input.placeholder = prepbook.word("searchWords");
    const close = make("button", "panel-close");
    close.type = "button";
    close.dataset.closes = "";
    close.setAttribute("aria-label", prepbook.word("searchClose"));
    const head = make("div", "finder-head");
    head.append(input, close);
    all = make("a", "finder-all");
    all.textContent = prepbook.word("searchAll");
    const made = prepbook.searchBox(input, { id: "ui:found", first: true, typed: lead });
    box = made;
    const foot = make("div", "finder-foot");
    foot.append(prepbook.foldedSwitch(made.show), all);
    dialog.append(head, made.body, foot);
    document.body.append(dialog);
  }

  return {
    /** @param {string} typed while this was on its way */
    open(typed) {
      if (!dialog) build();
      if (dialog?.open) {
        input.select();
        input.focus();
        return;
      }
      prepbook.dialogs.open("ui:finder");
      if (typed) input.value = typed;
      else input.select();
      input.focus();
      lead();
      box.start();
      box.show();
    },
  };
})();

/**
 * The switch that shows in results what pages fold away, remembered for this guide.
 *
 * @param {() => void} act when it was switched
 * @returns {HTMLElement}
 */
prepbook.foldedSwitch = (act) => {
  const label = document.createElement("label");
  label.className = "switch";
  const input = document.createElement("input");
  input.type = "checkbox";
  input.setAttribute("role", "switch");
  const name = document.createElement("span");
  name.textContent = prepbook.word("searchFolded");
  label.append(input, name);

  function settle() {
    input.checked = prepbook.storage.get("search")?.folded === true;
    // Nothing to choose: one way round shows all, the other nothing.
    const open = document.documentElement.dataset.reveal === "open";
    label.hidden = open || prepbook.promptOnly.isOn();
    act();
  }

  input.addEventListener("change", () => {
    prepbook.storage.set("search", { ...prepbook.storage.get("search"), folded: input.checked });
    act();
  });
  document.addEventListener("prepbook:settings", settle);
  prepbook.storage.follow("search", settle);
  settle();
  return label;
};
