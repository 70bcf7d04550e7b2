// Pieces of text with the words that were found in them.
prepbook.snippet = (() => {
  "use strict";

  const LENGTH = 160;
  /** Characters before the first word, so that one sees where it stands. */
  const BEFORE = 40;

  /**
   * @param {Element} element gets the text
   * @param {string} text
   * @param {Hit[]} hits
   * @param {number} [from]
   * @param {number} [to]
   */
  function mark(element, text, hits, from = 0, to = text.length) {
    let at = from;
    for (const { start, end } of hits) {
      // The words of a run stand inside it.
      if (start < at || end > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      element.append(text.slice(at, start), mark);
      at = end;
    }
    element.append(text.slice(at, to));
  }

  /**
   * The stretch that has the most different words.
   *
   * @param {Element} element gets it
   * @param {string} text
   * @param {Hit[]} hits
   */
  function cut(element, text, hits) {
    let best = 0;
    let most = 0;
    for (const { start } of hits) {
      const inside = hits.filter((hit) => hit.start >= start && hit.end <= start + LENGTH - BEFORE);
      const words = prepbook.wanted.count(inside);
      if (words > most) [best, most] = [start, words];
    }
    let from = Math.max(0, Math.min(best - BEFORE, text.length - LENGTH));
    if (from > 0) from = edge(text, from, best);
    let to = Math.min(text.length, from + LENGTH);
    if (to < text.length) to = text.lastIndexOf(" ", to) > best ? text.lastIndexOf(" ", to) : to;
    if (from > 0) element.append("… ");
    mark(element, text, hits.filter((hit) => hit.start >= from), from, to);
    if (to < text.length) element.append(" …");
  }

  /**
   * @param {string} text
   * @param {number} from
   * @param {number} to
   * @returns {number} where a word begins between them; letters that are two units stay whole
   */
  function edge(text, from, to) {
    const space = text.indexOf(" ", from);
    if (space >= 0 && space < to) return space + 1;
    return /[\udc00-\udfff]/.test(text[from]) ? from + 1 : from;
  }

  return { mark, cut };
})();
