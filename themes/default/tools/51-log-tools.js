// The buttons that save, join and clear the reader's log.
prepbook.ready(() => {
  "use strict";

  /**
   * @param {Element} tools
   * @param {string} words
   */
  function say(tools, words) {
    const status = tools.querySelector(".log-status");
    if (status) status.textContent = words;
  }

  /** @param {Element} tools */
  function save(tools) {
    const file = prepbook.logFile.name();
    const url = URL.createObjectURL(
      new Blob([prepbook.logFile.write()], { type: "application/json" }),
    );
    const link = document.createElement("a");
    link.href = url;
    link.download = file;
    link.click();
    // The browser reads it when it gets to it.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    say(tools, prepbook.word("exported", { events: prepbook.log.events().length, file }));
  }

  /**
   * @param {Element} tools
   * @param {File} chosen
   */
  async function take(tools, chosen) {
    const file = chosen.name;
    let read;
    try {
      read = prepbook.logFile.read(await chosen.text());
    } catch {
      read = { problem: "importDamaged" };
    }
    if ("problem" in read) {
      say(tools, prepbook.word(read.problem, { file, site: read.site ?? "" }));
      return;
    }
    const added = prepbook.log.merge(read.events);
    const words = [prepbook.word("imported", { added, known: read.events.length - added })];
    if (read.broken > 0) words.push(prepbook.word("importPartly", { broken: read.broken }));
    if (!prepbook.log.isKept()) words.push(prepbook.word("notKept"));
    say(tools, words.join(" "));
  }

  /** @param {Element} tools */
  function clear(tools) {
    const numbers = { marks: prepbook.marks.all().size, notes: prepbook.notes.all().size };
    if (!confirm(prepbook.word("clearQuestion", numbers))) return;
    prepbook.log.clear();
    prepbook.storage.set("last", undefined);
    say(tools, prepbook.word("cleared"));
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-log]") : null;
    const tools = button?.closest(".log-tools");
    if (!button || !tools) return;
    const input = /** @type {HTMLInputElement | null} */ (tools.querySelector("[type=file]"));
    const act = button.getAttribute("data-log");
    if (act === "export") save(tools);
    if (act === "import") input?.click();
    if (act === "clear") clear(tools);
  });

  document.addEventListener("change", (event) => {
    const input = event.target;
    const tools = input instanceof Element ? input.closest(".log-tools") : null;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !tools) return;
    const file = input.files?.[0];
    if (file) take(tools, file);
    // So that choosing the same file again is a change.
    input.value = "";
  });
});
