/** Pointing at neurons: with a mouse, a finger, or the arrow keys. */

/** @import {Pick} from "./geometry.js" */

/**
 * @typedef {object} Picking
 * @property {Pick | null} hover   under the pointer or the keyboard's cursor
 * @property {Pick | null} pinned  clicked, tapped or entered
 * @property {() => void} release  forget both
 */

/**
 * @typedef {object} Pointing
 * @property {AbortSignal} signal
 * @property {(x: number, y: number) => Pick | null} find
 * @property {() => readonly number[]} sizes  neurons of each layer
 * @property {(spoken: boolean) => void} changed
 * @property {(pinned: Pick | null) => void} onPick
 */

/**
 * @param {HTMLElement} surface @param {Pointing} pointing
 * @returns {Picking}
 */
export function createPicking(surface, pointing) {
  /** @type {Picking} */
  const picking = {
    hover: null,
    pinned: null,
    release() {
      picking.hover = null;
      picking.pinned = null;
    },
  };
  surface.tabIndex = 0;
  surface.style.touchAction = "manipulation";
  listenPointer(surface, picking, pointing);
  listenKeys(surface, picking, pointing);
  return picking;
}

/**
 * @param {HTMLElement} surface @param {Picking} picking @param {Pointing} pointing
 */
function listenPointer(surface, picking, pointing) {
  const { signal, find } = pointing;
  const at = (/** @type {MouseEvent} */ event) => {
    const box = surface.getBoundingClientRect();
    return find(event.clientX - box.left, event.clientY - box.top);
  };
  surface.addEventListener(
    "pointermove",
    (event) => {
      // A finger that scrolls past points at nothing.
      if (event.pointerType !== "touch") hover(surface, picking, pointing, at(event), false);
    },
    { signal },
  );
  surface.addEventListener("pointerleave", () => hover(surface, picking, pointing, null, false), {
    signal,
  });
  surface.addEventListener("click", (event) => pin(picking, pointing, at(event)), { signal });
}

/**
 * @param {HTMLElement} surface @param {Picking} picking @param {Pointing} pointing
 */
function listenKeys(surface, picking, pointing) {
  const { signal } = pointing;
  surface.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!press(surface, picking, pointing, event.key)) return;
      // These keys mean something else to the page when the network has not the focus.
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  surface.addEventListener("blur", () => hover(surface, picking, pointing, null, false), {
    signal,
  });
}

/**
 * @param {HTMLElement} surface @param {Picking} picking @param {Pointing} pointing
 * @param {string} key
 * @returns {boolean} whether the key was meant for the network
 */
function press(surface, picking, pointing, key) {
  if (key === "Escape") {
    const held = picking.pinned !== null || picking.hover !== null;
    picking.hover = null;
    if (held) pin(picking, pointing, null);
    return held;
  }
  if (key === "Enter" || key === " ") {
    if (picking.hover !== null) pin(picking, pointing, picking.hover);
    return picking.hover !== null;
  }
  if (!key.startsWith("Arrow")) return false;
  const next = moved(pointing.sizes(), picking.hover ?? picking.pinned, key);
  hover(surface, picking, pointing, next, true);
  return true;
}

/**
 * The neuron an arrow key leads to; the pixels are for pointers.
 * @param {readonly number[]} sizes @param {Pick | null} from @param {string} key
 * @returns {Pick}
 */
export function moved(sizes, from, key) {
  if (from === null || from.layer === 0) return { layer: 1, index: 0 };
  const size = (/** @type {number} */ layer) => sizes[layer] ?? 1;
  const { layer, index } = from;
  if (key === "ArrowUp") return { layer, index: (index + size(layer) - 1) % size(layer) };
  if (key === "ArrowDown") return { layer, index: (index + 1) % size(layer) };
  const next =
    key === "ArrowRight" ? Math.min(sizes.length - 1, layer + 1) : Math.max(1, layer - 1);
  // Sideways to the neuron at about the same height.
  const height = (index + 0.5) / size(layer);
  return { layer: next, index: Math.min(size(next) - 1, Math.floor(height * size(next))) };
}

/**
 * @param {HTMLElement} surface @param {Picking} picking @param {Pointing} pointing
 * @param {Pick | null} pick @param {boolean} spoken
 */
function hover(surface, picking, pointing, pick, spoken) {
  if (same(pick, picking.hover)) return;
  picking.hover = pick;
  surface.style.cursor = pick === null ? "" : "pointer";
  pointing.changed(spoken);
}

/** @param {Picking} picking @param {Pointing} pointing @param {Pick | null} pick */
function pin(picking, pointing, pick) {
  const next = same(pick, picking.pinned) ? null : pick;
  if (next === null && picking.pinned === null) return pointing.changed(false);
  picking.pinned = next;
  pointing.changed(false);
  pointing.onPick(next);
}

/** @param {Pick | null} one @param {Pick | null} other */
export function same(one, other) {
  return one?.layer === other?.layer && one?.index === other?.index;
}
