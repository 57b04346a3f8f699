/** The lens: what the lines and the tiles show, and the words that say so. */

import { WORDS } from "../text.js";
import { buttonsIn, findAny, press, put } from "./find.js";

/** @import {Lens} from "../types.js" */
/** @import {Page} from "../state/store.js" */

/** @param {{signal: AbortSignal, onLens: (lens: Lens) => void}} options */
export function createLens({ signal, onLens }) {
  const buttons = buttonsIn("lenses");
  for (const button of buttons) {
    const lens = /** @type {Lens} */ (button.dataset.lens);
    button.addEventListener("click", () => onLens(lens), { signal });
  }
  return {
    /** @param {Page} page */
    paint(page) {
      press(buttons, (button) => button.dataset.lens === page.lens);
      put(findAny("lens-text"), WORDS[sentence(page)]);
      put(findAny("tiles-title"), WORDS[`${page.lens}_tiles`]);
    },
  };
}

/**
 * What one sees, or what to do so that there is something to see.
 * @param {Page} page
 */
export function sentence({ lens, frame, heavy }) {
  if (lens === "wishes" && frame && !frame.wishes) return "wishes_none";
  if (lens === "mean_nudge" && heavy?.step === 0) return "mean_nudge_none";
  return /** @type {const} */ (`${lens}_text`);
}
