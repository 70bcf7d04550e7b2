// Rows of questions, made of the page's templates.
prepbook.rows = (() => {
  "use strict";

  /** @param {Element} element @param {string} selector @returns {HTMLElement} */
  function part(element, selector) {
    return /** @type {HTMLElement} */ (element.querySelector(selector));
  }

  /** @param {string} name @returns {HTMLTemplateElement} */
  function template(name) {
    return /** @type {HTMLTemplateElement} */ (document.querySelector(`template.${name}`));
  }

  /** @param {string} name @returns {HTMLElement} what is in the template */
  function copy(name) {
    const inside = /** @type {Element} */ (template(name).content.firstElementChild);
    return /** @type {HTMLElement} */ (inside.cloneNode(true));
  }

  /**
   * Shows words, or nothing.
   *
   * @param {HTMLElement} element
   * @param {string | undefined} words
   */
  function say(element, words) {
    element.textContent = words ?? "";
    element.hidden = !words;
  }

  /** @param {Row} row @returns {Element} */
  function make(row) {
    const from = template("row-template");
    const element = copy("row-template");
    part(element, ".row-mark").dataset.question = row.id;
    const link = /** @type {HTMLAnchorElement} */ (part(element, ".row-title"));
    link.href = row.url;
    link.replaceChildren(
      ...row.title.map((piece, index) => {
        if (index % 2 === 0) return piece;
        const code = document.createElement("code");
        code.textContent = piece;
        return code;
      }),
    );
    const level = part(element, ".level");
    say(level, from.getAttribute(`data-level-${row.level}`) ?? row.level);
    if (row.level) level.classList.add(`level-${row.level}`);
    const kind = row.kind === "question" ? "" : from.getAttribute(`data-kind-${row.kind}`);
    say(part(element, ".row-kind"), kind ?? row.kind);
    const minutes = from.dataset.minutes ?? "{n}";
    say(part(element, ".row-minutes"), row.minutes ? prepbook.fill(minutes, { n: row.minutes }) : "");
    part(element, ".row-unanswered").hidden = row.answered !== "no";
    const tags = part(element, ".row-tags");
    tags.hidden = row.topics.length === 0;
    for (const topic of row.topics) {
      const tag = document.createElement("a");
      tag.href = `${prepbook.root}topics/${encodeURIComponent(topic.slug)}.html`;
      tag.textContent = topic.name;
      tags.append(tag, " ");
    }
    return element;
  }

  /**
   * Puts rows behind those that are there, below a heading for each document.
   *
   * @param {Element} container
   * @param {Row[]} rows
   */
  function append(container, rows) {
    let list = container.querySelector(".row-group:last-child .rows");
    let url = container.querySelector(".row-group:last-child h2 a")?.getAttribute("href");
    for (const row of rows) {
      if (!list || row.document.url !== url) {
        const group = copy("group-template");
        const link = /** @type {HTMLAnchorElement} */ (part(group, "h2 a"));
        url = row.document.url;
        link.href = url;
        link.textContent = row.document.title;
        say(part(group, ".row-folder"), row.document.folder);
        list = part(group, ".rows");
        container.append(group);
      }
      list.append(make(row));
    }
    // mark-badges.js shows the reader's marks on them.
    document.dispatchEvent(new CustomEvent("prepbook:rows"));
  }

  return { append };
})();
