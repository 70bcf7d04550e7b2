// Keeps the page as new as its source. Put into pages by the development server alone.
//
// It listens only while the page can be seen, because a browser opens six connections to one
// server. Whoever comes back says what it shows, and hears whether that is still so.

(() => {
  "use strict";

  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const path = tag.dataset.path ?? "";
  const digest = tag.dataset.digest ?? "";
  const storageKey = `prepbook-live:${location.pathname}`;
  // Taken now, because scripts that load later (the search index) are no reason to reload.
  const scripts = [...document.scripts].map((script) => script.src);

  /** @type {EventSource | undefined} */
  let stream;
  /** @type {number | undefined} */
  let retry;
  let seen = "";

  function listen() {
    clearTimeout(retry);
    if (stream || document.visibilityState !== "visible") return;
    const query = new Map([["path", path], ["digest", digest]]);
    if (seen) query.set("seen", seen);
    const fields = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    stream = new EventSource(`/__prepbook/events?${fields.join("&")}`);
    on("hello", () => {});
    on("reload", reload);
    on("assets", takeAssets);
    on("diagnostics", showDiagnostics);
    stream.addEventListener("error", () => {
      // The browser tries again by itself, unless the server refused.
      if (stream?.readyState !== EventSource.CLOSED) return;
      hush();
      retry = setTimeout(listen, 5000);
    });
  }

  /**
   * @param {string} name
   * @param {(data: any) => void} act
   */
  function on(name, act) {
    stream?.addEventListener(name, (event) => {
      seen = event.lastEventId;
      act(JSON.parse(event.data));
    });
  }

  function hush() {
    clearTimeout(retry);
    stream?.close();
    stream = undefined;
  }

  // Reloading, with the reader's place kept.

  function reload() {
    hush();
    const open = [...folds()].map(([name, fold]) => [name, fold.open]);
    try {
      sessionStorage.setItem(storageKey, JSON.stringify({ x: scrollX, y: scrollY, open }));
    } catch {
      // Storage may be refused; then the reader scrolls.
    }
    location.reload();
  }

  function restore() {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
      sessionStorage.removeItem(storageKey);
    } catch {
      return;
    }
    if (!kept) return;
    const all = folds();
    for (const [name, open] of kept.open) {
      const fold = all.get(name);
      if (fold && fold.open !== open) fold.open = open;
    }
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    scroll();
    // Pictures may have moved what is below them.
    if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  }

  /** Every fold by a name that outlives edits elsewhere: the nearest id and a number below it. */
  function folds() {
    /** @type {Map<string, HTMLDetailsElement>} */
    const named = new Map();
    const counts = new Map();
    for (const fold of document.querySelectorAll("details")) {
      const id = fold.closest("[id]")?.id ?? "";
      const number = counts.get(id) ?? 0;
      counts.set(id, number + 1);
      named.set(`${id} ${number}`, fold);
    }
    return named;
  }

  // Style sheets, scripts and pictures.

  /** @param {string[]} changed */
  function takeAssets(changed) {
    const names = new Set(changed);
    const pictures = [...document.images].map((picture) => picture.currentSrc || picture.src);
    if ([...scripts, ...pictures].some((url) => names.has(siteName(url)))) {
      reload();
    } else if (changed.some((name) => name.endsWith(".css"))) {
      swapStyles(names);
    }
  }

  const replaced = new WeakSet();

  /** @param {Set<string>} names */
  function swapStyles(names) {
    const links = [...document.querySelectorAll("link")].filter(
      (link) => link.relList.contains("stylesheet") && siteName(link.href) && !replaced.has(link),
    );
    const named = links.filter((link) => names.has(siteName(link.href)));
    // A sheet that no link names may be imported by any of them.
    for (const link of named.length > 0 ? named : links) {
      const fresh = /** @type {HTMLLinkElement} */ (link.cloneNode());
      const url = new URL(link.href);
      url.searchParams.set("live", String(Date.now()));
      fresh.href = url.href;
      replaced.add(link);
      // The old one stays until the new one is there, so nothing is ever shown without style.
      fresh.addEventListener("load", () => link.remove(), { once: true });
      fresh.addEventListener("error", () => link.remove(), { once: true });
      link.after(fresh);
    }
  }

  /**
   * The path of a file in the site, or nothing for another server's.
   * @param {string} address
   */
  function siteName(address) {
    if (!address) return "";
    const url = new URL(address, location.href);
    return url.origin === location.origin ? decodeURIComponent(url.pathname.slice(1)) : "";
  }

  // The panel. It lives in a shadow tree, so that it and the theme leave each other alone.

  /** @type {HTMLElement | undefined} */
  let panel;
  let dismissed = "";

  /** @param {string} text */
  function showDiagnostics(text) {
    panel?.remove();
    panel = undefined;
    if (text && text === dismissed) return;
    dismissed = "";
    if (!text) return;
    // A name of its own, because what the theme says of known elements goes before `:host`.
    panel = document.createElement("prepbook-live");
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", "prepbook");
    const root = panel.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/__prepbook/live.css";
    const report = document.createElement("pre");
    report.textContent = text;
    report.tabIndex = 0;
    report.setAttribute("role", "status");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide";
    close.addEventListener("click", () => {
      dismissed = text;
      panel?.remove();
      panel = undefined;
    });
    root.append(style, report, close);
    document.body.append(panel);
  }

  restore();
  listen();
  document.addEventListener("visibilitychange", () =>
    document.visibilityState === "visible" ? listen() : hush(),
  );
  // An open stream would keep the page out of the browser's back-and-forward cache.
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
})();
