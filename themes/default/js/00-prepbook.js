// The one global, `prepbook`, to which the files below add what they are for. The script runs at
// the end of the head: what must not flash happens at once, all else waits for `ready`.
var prepbook = {};

/** Name of the guide that this page belongs to, for what the browser keeps. */
prepbook.site = document.documentElement.dataset.site ?? "";

/** The way from this page to the root of the site: empty, or `../` repeated. */
prepbook.root = document.documentElement.dataset.root ?? "";

/** Address of this page, seen from the root of the site. */
prepbook.page = document.documentElement.dataset.page ?? "";

/**
 * Runs `act` when the whole page is there, in the order of the files.
 *
 * @param {() => void} act
 */
prepbook.ready = (act) => {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => act(), { once: true });
  } else {
    act();
  }
};

/**
 * Runs `act` for each element as soon as the browser has read it, which is before it is painted:
 * what `act` adds moves nothing.
 *
 * @param {string} selector
 * @param {(element: HTMLElement) => void} act
 */
prepbook.early = (selector, act) => {
  const seen = new WeakSet();

  /** @param {Element} element */
  function isWhole(element) {
    if (document.readyState !== "loading") return true;
    // Something comes after it, so nothing more comes into it.
    /** @type {Node | null} */
    let node = element;
    while (node && !node.nextSibling) node = node.parentNode;
    return node !== null;
  }

  function look() {
    for (const element of document.querySelectorAll(selector)) {
      if (seen.has(element) || !isWhole(element)) continue;
      seen.add(element);
      if (element instanceof HTMLElement) act(element);
    }
  }

  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  prepbook.ready(() => {
    observer.disconnect();
    look();
  });
};

/**
 * @param {string} [hash] of the page's address by default
 * @returns {string} the fragment without `#`, decoded where that can be done
 */
prepbook.fragment = (hash = location.hash) => {
  const raw = hash.slice(1);
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
};

/**
 * Puts values into words: `fill("Question {n}", { n: 3 })`.
 *
 * @param {string} words
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
prepbook.fill = (words, values) =>
  words.replace(/\{(\w+)\}/g, (slot, name) => String(values[name] ?? slot));

/**
 * What scripts say, by the keys of `scripts` in strings/LANGUAGE.yml: the build writes them behind
 * the last script.
 *
 * @type {Record<string, string>}
 */
prepbook.words = {};

/**
 * @param {string} name of words for scripts: `scripts` in strings/LANGUAGE.yml, as `allRight`
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
prepbook.word = (name, values = {}) => {
  const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return prepbook.fill(prepbook.words[key] ?? "", values);
};

// From here on the page shows what does nothing without scripts (`.scripted`): before the first
// paint, so that nothing moves later.
document.documentElement.dataset.scripts = "";
