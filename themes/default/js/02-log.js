// The reader's log: marks and notes as events that are only ever added. What holds now is folded
// from it (03-marks.js), so two logs are joined by joining their events.
prepbook.log = (() => {
  "use strict";

  /**
   * @typedef {object} LogEvent
   * @property {number} v version of the event; those of a newer prepbook are kept and not read
   * @property {number} time milliseconds since 1970
   * @property {string} id of the question
   * @property {string} what `mark` or `note`
   * @property {string | null} value nothing takes the mark or note away
   */

  const KEY = "log";
  const VERSION = 1;

  /** Beyond these the log is compacted. */
  const MOST_EVENTS = 2000;
  const MOST_CHARACTERS = 400_000;

  /** @type {LogEvent[]} in the order of `compare` */
  let events = [];
  /** When the reader cleared the log; what another tab remembers from before is not added again. */
  let cleared = 0;
  let kept = true;

  /**
   * @param {any} event
   * @returns {event is LogEvent}
   */
  function isEvent(event) {
    return (
      Number.isInteger(event?.v) &&
      Number.isFinite(event.time) &&
      typeof event.id === "string" &&
      event.id !== "" &&
      typeof event.what === "string" &&
      (typeof event.value === "string" || event.value === null)
    );
  }

  /** @param {LogEvent} event */
  function name(event) {
    return JSON.stringify([event.time, event.id, event.what, event.value, event.v]);
  }

  /**
   * By time, and the same everywhere for events of one moment.
   *
   * @param {LogEvent} one
   * @param {LogEvent} other
   */
  function compare(one, other) {
    return one.time - other.time || (name(one) < name(other) ? -1 : 1);
  }

  /** @param {LogEvent[]} list */
  function joined(list) {
    return [...new Map(list.map((event) => [name(event), event])).values()].sort(compare);
  }

  /** @param {LogEvent} event */
  const subject = (event) => JSON.stringify([event.id, event.what]);

  /**
   * The newest event of each subject stays, also one that takes something away, so that an old
   * export does not bring it back. Of the others only the youngest `superseded` stay.
   *
   * @param {LogEvent[]} list
   * @param {number} superseded
   */
  function compacted(list, superseded) {
    const newest = new Set(new Map(list.map((event) => [subject(event), event])).values());
    const older = list.filter((event) => !newest.has(event));
    const young = new Set(older.slice(Math.max(0, older.length - superseded)));
    return list.filter((event) => newest.has(event) || young.has(event));
  }

  /** Takes what is stored together with what this page knows, should the browser have lost it. */
  function sync() {
    const stored = prepbook.storage.get(KEY);
    cleared = Math.max(cleared, Number(stored?.cleared) || 0);
    const known = events.filter((event) => event.time > cleared);
    const list = Array.isArray(stored?.events) ? stored.events.filter(isEvent) : [];
    events = joined([...list, ...known]);
  }

  function save() {
    if (events.length > MOST_EVENTS) events = compacted(events, MOST_EVENTS / 2);
    if (JSON.stringify(events).length > MOST_CHARACTERS) events = compacted(events, 0);
    kept = prepbook.storage.set(KEY, { cleared, events });
    if (!kept) {
      // Perhaps there is room for less.
      events = compacted(events, 0);
      kept = prepbook.storage.set(KEY, { cleared, events });
    }
    announce();
  }

  function announce() {
    document.dispatchEvent(new CustomEvent("prepbook:marks"));
  }

  sync();
  prepbook.storage.follow(KEY, () => {
    sync();
    announce();
  });

  return {
    VERSION,
    isEvent,

    /** @returns {readonly LogEvent[]} oldest first */
    events: () => events,

    /** @returns {boolean} whether the browser keeps the log */
    isKept: () => kept,

    /**
     * @param {string} id
     * @param {string} what
     * @param {string | null} value
     */
    add(id, what, value) {
      sync();
      // Later than what it replaces, even if that came from a computer whose clock is ahead.
      const before = events.findLast((event) => event.id === id && event.what === what);
      const time = Math.max(Date.now(), (before?.time ?? 0) + 1);
      events = joined([...events, { v: VERSION, time, id, what, value }]);
      save();
    },

    /**
     * @param {LogEvent[]} list
     * @returns {number} how many of them were new
     */
    merge(list) {
      sync();
      const before = new Set(events.map(name));
      const added = joined(list).filter((event) => !before.has(name(event))).length;
      events = joined([...events, ...list]);
      save();
      return added;
    },

    clear() {
      cleared = Math.max(Date.now(), events.at(-1)?.time ?? 0);
      events = [];
      save();
    },
  };
})();
