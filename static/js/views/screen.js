/** The whole screen: full, or blank as a clicker's button asks for. */

import { findAny } from "./find.js";

/**
 * @param {HTMLButtonElement} button
 * @param {AbortSignal} signal
 */
export function createScreen(button, signal) {
  const blank = findAny("blank");
  button.hidden = !document.fullscreenEnabled;

  function toggleFull() {
    if (!document.fullscreenEnabled) return;
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    done.catch(() => {}); // a browser may refuse; the page then stays as it is
  }

  function toggleBlank() {
    blank.hidden = !blank.hidden;
  }

  button.addEventListener("click", toggleFull, { signal });
  blank.addEventListener("click", toggleBlank, { signal });
  const show = (/** @type {KeyboardEvent} */ { key }) => {
    if (key === "Escape") blank.hidden = true;
  };
  document.addEventListener("keydown", show, { signal });
  return { toggleFull, toggleBlank };
}
