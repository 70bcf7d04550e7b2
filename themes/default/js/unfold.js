// Whoever arrives at a fragment sees it: everything that folds it away is opened.
(() => {
  "use strict";

  document.addEventListener("prepbook:arrive", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    let opened = false;
    // The target itself counts: the fragment of an answer names its fold.
    for (
      let fold = target.closest("details");
      fold;
      fold = fold.parentElement?.closest("details") ?? null
    ) {
      opened = opened || !fold.open;
      fold.open = true;
    }
    // The prompt-only view keeps answers away, from links as well: then the question is shown.
    const shown = target.checkVisibility() ? target : target.closest(".question, .exchange");
    if (opened || shown !== target) shown?.scrollIntoView({ behavior: "instant" });
  });
})();
