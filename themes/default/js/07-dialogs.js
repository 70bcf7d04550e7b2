// Dialogs: `data-opens="ID"` opens one, `data-closes` and a click beside it close it. Escape, the
// trapped focus and its return are the browser's own.
prepbook.dialogs = (() => {
  "use strict";

  /** @param {string} id */
  function open(id) {
    if (prepbook.hasTools) return show(id);
    // What fails to load must not keep a dialog from saying so.
    prepbook.tools().then(
      () => show(id),
      () => show(id),
    );
  }

  /** @param {string} id */
  function show(id) {
    const dialog = document.getElementById(id);
    if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
    for (const other of document.querySelectorAll("dialog")) if (other.open) other.close();
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const opener = target.closest("[data-opens]");
    if (opener instanceof HTMLElement) open(opener.dataset.opens ?? "");
    if (target.closest("[data-closes]")) target.closest("dialog")?.close();
    // What is beside a dialog belongs to its backdrop, and clicks on that name the dialog.
    if (target instanceof HTMLDialogElement) {
      const box = target.getBoundingClientRect();
      const beside =
        event.clientX < box.left ||
        event.clientX > box.right ||
        event.clientY < box.top ||
        event.clientY > box.bottom;
      if (beside) target.close();
    }
  });

  return { open };
})();
