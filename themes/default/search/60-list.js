// The list below a box: results, or what was searched for lately. Options stand in groups.

/**
 * @typedef {object} Option
 * @property {HTMLElement} element
 * @property {Promise<void>} ready
 * @property {() => void} show
 */

prepbook.searchList = (() => {
  "use strict";

  /** @param {HTMLElement} list the listbox */
  return (list) => {
    /** @type {Option[]} */
    let options = [];
    let active = -1;

    /** @param {string} [name] heading of the group */
    function group(name) {
      const last = list.lastElementChild;
      if (last instanceof HTMLElement && last.dataset.name === (name ?? "")) return last;
      const element = document.createElement("div");
      element.dataset.name = name ?? "";
      element.setAttribute("role", name ? "group" : "presentation");
      if (name) {
        element.setAttribute("aria-label", name);
        const heading = document.createElement("div");
        heading.className = "found-heading";
        heading.setAttribute("aria-hidden", "true");
        heading.textContent = name;
        element.append(heading);
      }
      list.append(element);
      return element;
    }

    return {
      /** @returns {Option[]} */
      all: () => options,

      clear() {
        options = [];
        active = -1;
        list.replaceChildren();
        list.hidden = true;
      },

      /**
       * @param {Option} option
       * @param {number} total how many there are with those that are not in the list yet
       * @param {string} [name] of its group
       */
      add(option, total, name) {
        const { element } = option;
        options.push(option);
        element.id = `${list.id}-${options.length}`;
        element.setAttribute("aria-posinset", String(options.length));
        element.setAttribute("aria-setsize", String(total));
        group(name).append(element);
        list.hidden = false;
      },

      active: () => options[active],
      place: () => active,

      /** @param {number} place of an option; -1 for none */
      choose(place) {
        options[active]?.element.setAttribute("aria-selected", "false");
        active = place < options.length ? place : -1;
        const option = options[active]?.element;
        option?.setAttribute("aria-selected", "true");
        option?.scrollIntoView({ block: "nearest" });
        return option?.id ?? "";
      },
    };
  };
})();
