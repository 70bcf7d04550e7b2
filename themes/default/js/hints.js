// Hints come one by one: css/81-own.css shows a hint only after the one before was open, which
// is remembered here, so that folding it again takes nothing away.
prepbook.ready(() => {
  "use strict";

  for (const hint of document.querySelectorAll("details.hint")) {
    hint.addEventListener("toggle", () => hint.classList.add("was-open"));
  }
});
