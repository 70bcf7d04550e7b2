// The reader's log as a file, and what a file says.

/** @typedef {{ problem: string, site?: string }} Refusal the name of the words that say why */

prepbook.logFile = (() => {
  "use strict";

  const FORMAT = "prepbook-log";
  const VERSION = 1;

  /** @returns {string} */
  function write() {
    const events = prepbook.log.events();
    const file = { format: FORMAT, version: VERSION, site: prepbook.site, events };
    return `${JSON.stringify(file, undefined, 1)}\n`;
  }

  /** @returns {string} */
  function name() {
    const now = new Date();
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    return `prepbook-${prepbook.site}-${day}.json`;
  }

  /**
   * @param {string} text
   * @returns {Refusal | { events: any[], broken: number }} `broken` is the number left out
   */
  function read(text) {
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      // Half a download is still known by its first line.
      return { problem: text.includes(FORMAT) ? "importDamaged" : "importOtherFile" };
    }
    if (file?.format !== FORMAT) return { problem: "importOtherFile" };
    if (!Number.isInteger(file.version)) return { problem: "importDamaged" };
    if (file.version > VERSION) return { problem: "importNewer" };
    if (file.site !== prepbook.site) {
      return { problem: "importOtherSite", site: String(file.site) };
    }
    if (!Array.isArray(file.events)) return { problem: "importDamaged" };
    const events = file.events.filter(prepbook.log.isEvent);
    const broken = file.events.length - events.length;
    if (broken > 0 && events.length === 0) return { problem: "importDamaged" };
    return { events, broken };
  }

  return { write, name, read };
})();
