// A random question, from the start page.
prepbook.ready(() => {
  "use strict";

  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.random"));
  if (!button) return;

  button.addEventListener("click", async () => {
    try {
      await prepbook.tools();
      const row = await prepbook.data.any(Number(button.dataset.count));
      location.assign(row.url);
    } catch {
      // The data is gone; the link beside the button leads to all questions.
      button.disabled = true;
    }
  });
});
