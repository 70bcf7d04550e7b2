// The dialog for reading settings, the list of keys, and the bar of the prompt-only view.
prepbook.ready(() => {
  "use strict";

  /**
   * @param {string} name
   * @returns {HTMLInputElement[]}
   */
  const inputs = (name) => [
    .../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`[name="${name}"]`)),
  ];

  function showWhatHolds() {
    for (const input of inputs("ui-theme")) {
      input.checked = input.value === prepbook.settings.get("theme");
    }
    for (const input of inputs("ui-size")) {
      input.checked = input.value === prepbook.settings.get("size");
    }
    for (const input of inputs("ui-keys")) input.checked = prepbook.settings.get("keys");
    for (const input of inputs("ui-prompt-only")) input.checked = prepbook.promptOnly.isOn();
  }

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    if (input.name === "ui-theme") prepbook.settings.set("theme", /** @type {any} */ (input.value));
    if (input.name === "ui-size") prepbook.settings.set("size", /** @type {any} */ (input.value));
    if (input.name === "ui-keys") prepbook.settings.set("keys", input.checked);
    if (input.name === "ui-prompt-only") prepbook.promptOnly.set(input.checked);
  });

  const end = document.querySelector('[data-prompt-only="off"]');
  end?.addEventListener("click", () => {
    prepbook.promptOnly.set(false);
    // The bar is gone, and the focus must not go with it.
    document.getElementById("ui:main")?.focus({ preventScroll: true });
  });

  document.addEventListener("prepbook:settings", showWhatHolds);
  showWhatHolds();
});
