// Runs before anything is drawn, so that a dark page does not flash white.
"use strict";
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("theme") || "auto";
  } catch {
    // No storage: as the system has it.
  }
  document.documentElement.dataset.theme = chosen;
})();
