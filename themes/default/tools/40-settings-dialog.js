// The dialog for reading settings, and the list of keys.
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

  document.addEventListener("prepbook:settings", showWhatHolds);
  showWhatHolds();
});
