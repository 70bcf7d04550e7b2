// The panel with what is wrong in the sources. It lives in a shadow tree, so that it and the
// theme leave each other alone, and keeps room below the text, which it never covers for good.
prepbookLive.panel = (() => {
  "use strict";

  const KEY = "prepbook-live-hidden";

  /** @type {HTMLElement | undefined} */
  let panel;
  let shown = "";

  // What was hidden stays hidden on the next page, until it is something else.
  function hidden() {
    try {
      return sessionStorage.getItem(KEY) ?? "";
    } catch {
      return "";
    }
  }

  /** @param {string} text */
  function setHidden(text) {
    try {
      if (text) sessionStorage.setItem(KEY, text);
      else sessionStorage.removeItem(KEY);
    } catch {
      // Storage may be refused; then it is hidden on this page.
    }
  }

  /**
   * @param {string} text of the report
   * @param {"error" | "warning"} kind
   */
  function count(text, kind) {
    const number = text.match(new RegExp(`^${kind}\\b`, "gm"))?.length ?? 0;
    return number === 0 ? [] : [`${number} ${kind}${number === 1 ? "" : "s"}`];
  }

  /** @param {string} text */
  function show(text) {
    if (panel && text === shown) return;
    shown = text;
    close();
    if (!text) return setHidden("");
    if (text === hidden()) return;
    setHidden("");
    open(text);
  }

  function close() {
    panel?.remove();
    panel = undefined;
    document.documentElement.style.removeProperty("padding-block-end");
  }

  /** @param {string} text */
  function open(text) {
    // A name of its own, because what the theme says of known elements goes before `:host`.
    panel = document.createElement("prepbook-live");
    panel.lang = "en";
    panel.dir = "ltr";
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", "prepbook: trouble in the sources");
    const root = panel.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/__prepbook/live.css";
    // Read aloud when it comes, without the whole report.
    const title = document.createElement("p");
    title.setAttribute("role", "status");
    const [first] = text.split("\n", 1);
    const kept = /^(error|warning)\b/.test(first) ? [] : [first];
    const numbers = [...count(text, "error"), ...count(text, "warning")].join(", ");
    const words = [...kept, ...(numbers ? [numbers] : [])].join(": ");
    const hide = document.createElement("button");
    hide.type = "button";
    hide.textContent = "Hide";
    hide.addEventListener("click", () => {
      setHidden(text);
      close();
    });
    const report = document.createElement("pre");
    report.textContent = kept.length > 0 ? text.slice(first.length).trimStart() : text;
    report.tabIndex = 0;
    report.setAttribute("role", "group");
    report.setAttribute("aria-label", "Diagnostics");
    root.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== "Escape") return;
      event.stopPropagation();
      hide.click();
    });
    root.append(style, title, hide, report);
    document.body.append(panel);
    // A status is read when its words come after it.
    title.textContent = words || "Trouble in the sources";
    style.addEventListener("load", makeRoom, { once: true });
  }

  // The end of the page can be scrolled out from under the panel.
  function makeRoom() {
    const height = panel?.getBoundingClientRect().height ?? 0;
    if (height > 0) document.documentElement.style.paddingBlockEnd = `${Math.ceil(height)}px`;
  }

  addEventListener("resize", makeRoom);

  return { show };
})();
