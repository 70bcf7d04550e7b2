// A button on every block of code that copies it: without line numbers, which are no text, and
// without the last line feed, so that a command pasted into a shell waits to be read.
(() => {
  "use strict";

  /** How long a button says that it has copied, in milliseconds. */
  const SAID = 2000;

  /**
   * The way for pages that are neither local nor encrypted: there is no clipboard then.
   * @param {string} text
   * @returns {boolean} whether it worked
   */
  function copySelected(text) {
    const box = document.createElement("textarea");
    box.value = text;
    box.readOnly = true;
    box.className = "copy-source";
    const focused = document.activeElement;
    document.body.append(box);
    box.select();
    let copied = false;
    try {
      copied = document.execCommand("copy");
    } catch {
      // Told by the result.
    }
    box.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    return copied;
  }

  /**
   * @param {string} text
   * @returns {Promise<boolean>} whether it worked
   */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelected(text);
    }
  }

  function start() {
    const template = document.getElementById("ui:copy");
    const status = document.getElementById("ui:copy-status");
    if (!(template instanceof HTMLTemplateElement) || !status) return;

    for (const block of document.querySelectorAll("figure.code")) {
      const code = block.querySelector("pre");
      const button = template.content.firstElementChild?.cloneNode(true);
      if (!code || !(button instanceof HTMLButtonElement)) continue;
      const named = button.dataset.named ?? "{name}";
      button.setAttribute("aria-label", prepbook.fill(named, { name: code.dataset.name ?? "" }));

      /** @type {number | undefined} */
      let timer;
      button.addEventListener("click", async () => {
        const copied = await copy((code.textContent ?? "").replace(/\n$/, ""));
        // The same words twice would not be read out a second time.
        status.textContent = "";
        window.setTimeout(() => {
          status.textContent = (copied ? status.dataset.copied : status.dataset.failed) ?? "";
        }, 50);
        button.classList.toggle("is-done", copied);
        window.clearTimeout(timer);
        timer = window.setTimeout(() => {
          button.classList.remove("is-done");
          status.textContent = "";
        }, SAID);
      });
      block.append(button);
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
