/** The keys of the stage; a clicker's keys are among them. */

import { findInput } from "./find.js";

/**
 * @typedef {object} Acts
 * @property {() => void} play
 * @property {() => void} step
 * @property {(label: number) => void} label
 * @property {(step: number) => void} browse
 * @property {() => void} clear
 * @property {() => void} undo
 * @property {() => void} theme
 * @property {() => void} full
 * @property {() => void} blank
 * @property {() => void} help
 */

/**
 * @param {Acts} acts
 * @param {AbortSignal} signal
 */
export function createKeys(acts, signal) {
  const letters = findInput("letter-keys");
  /** @type {Record<string, () => void>} */
  const named = {
    " ": acts.play,
    ArrowRight: () => acts.browse(1),
    ArrowLeft: () => acts.browse(-1),
    PageDown: () => acts.browse(1),
    PageUp: () => acts.browse(-1),
    Backspace: acts.clear,
    Delete: acts.clear,
  };
  /** @type {Record<string, () => void>} */
  const typed = {
    s: acts.step,
    t: acts.theme,
    f: acts.full,
    ".": acts.blank,
    b: acts.blank,
    "?": acts.help,
  };

  /**
   * @param {KeyboardEvent} event
   * @returns {(() => void) | undefined}
   */
  function meant({ key, ctrlKey, metaKey, altKey }) {
    const letter = key.toLowerCase();
    if ((ctrlKey || metaKey) && letter === "z") return acts.undo;
    if (ctrlKey || metaKey || altKey) return undefined;
    if (named[key]) return named[key];
    if (!letters.checked) return undefined;
    return /^\d$/.test(key) ? () => acts.label(Number(key)) : typed[letter];
  }

  /** @param {KeyboardEvent} event */
  function act(event) {
    const doIt = !event.defaultPrevented && isForStage(event) && meant(event);
    if (!doIt) return;
    event.preventDefault();
    doIt();
  }

  document.addEventListener("keydown", act, { signal });
}

/**
 * Keys belong to a focused field, to an open panel, and Space to a focused button.
 * @param {KeyboardEvent} event
 */
function isForStage({ target, key }) {
  if (!(target instanceof Element)) return true;
  // What opened the help closes it, wherever in it the focus is.
  if (key === "?" && target.closest("#help")) return true;
  if (target.closest("dialog, select, textarea, [contenteditable], #chart")) return false;
  if (target instanceof HTMLInputElement) return target.type === "checkbox" && key !== " ";
  return !(target instanceof HTMLButtonElement && key === " ");
}
