// Listens to the server, and acts. Only while the page can be seen, because a browser opens six
// connections to one server. Whoever comes back says what it shows, and hears whether that is
// still so.
(() => {
  "use strict";

  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const path = tag.dataset.path ?? "";
  const digest = tag.dataset.digest ?? "";
  /** How often a server that refused is asked again, in milliseconds. */
  const AGAIN = 3000;

  /** @type {EventSource | undefined} */
  let stream;
  /** @type {number | undefined} */
  let retry;
  /** @type {number | undefined} */
  let waiting;
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
    on("assets", (changed) => prepbookLive.assets.take(changed) && reload());
    on("diagnostics", (text) => prepbookLive.panel.show(text));
    stream.addEventListener("error", () => {
      // The browser tries again by itself, unless the server refused.
      if (stream?.readyState !== EventSource.CLOSED) return;
      hush();
      retry = setTimeout(listen, AGAIN);
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

  /** As soon as nobody types: no letter shall fall between two pages. */
  function reload() {
    clearTimeout(waiting);
    if (prepbookLive.use.isTyping()) {
      waiting = setTimeout(reload, 100);
      return;
    }
    hush();
    prepbookLive.place.reload();
  }

  prepbookLive.place.restore();
  listen();
  document.addEventListener("visibilitychange", () =>
    document.visibilityState === "visible" ? listen() : hush(),
  );
  // An open stream would keep the page out of the browser's back-and-forward cache.
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
})();
