/** The widths of the hidden layers, as a row of fields that can grow and shrink. */

import { say } from "../text.js";
import { findAny, findButton } from "./find.js";

const MOST = 6;
const USUAL = 16;

/**
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
export function createLayers(changed, signal) {
  const list = findAny("layer-list");
  const add = findButton("layer-add");
  const remove = findButton("layer-remove");
  const fields = () => [...list.querySelectorAll("input")];

  /** @param {number} width */
  function append(width) {
    const input = document.createElement("input");
    Object.assign(input, { type: "number", min: "1", max: "512", step: "1", value: String(width) });
    input.setAttribute("aria-label", say.layerName(fields().length + 1));
    list.insertBefore(input, remove);
  }

  function settle() {
    add.disabled = fields().length >= MOST;
    remove.disabled = fields().length === 0;
    changed();
  }

  function grow() {
    append(fields().at(-1)?.valueAsNumber || USUAL);
    settle();
  }

  function shrink() {
    fields().at(-1)?.remove();
    settle();
  }

  add.addEventListener("click", grow, { signal });
  remove.addEventListener("click", shrink, { signal });
  list.addEventListener("input", changed, { signal });

  return {
    /** @param {number[]} widths */
    fill(widths) {
      for (const input of fields()) input.remove();
      for (const width of widths) append(width);
      settle();
    },
    read: () => fields().map((input) => input.valueAsNumber),
    /** @param {number} n  counted from 1 */
    field: (n) => fields()[n - 1],
  };
}
