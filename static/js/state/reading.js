/** Whose ten activations the verdict shows now: of the drawing, or of the example on the stage. */

/** @import {Settings} from "../types.js" */
/** @import {Page} from "./store.js" */

/**
 * @typedef {object} Witness
 * @property {string} reader       "room", or a shipped model's name
 * @property {boolean} ofDrawing   of the drawing on this page's own pad
 * @property {ArrayLike<number>} outputs
 * @property {number | null} label
 * @property {Settings["cost"]} cost
 * @property {number} step         of the room's network
 */

/**
 * @param {Page} page
 * @returns {Witness | null}  null while there is no answer yet
 */
export function currentReading(page) {
  if (!page.drawing) return ofStage(page, false);
  if (page.reader === "room" && page.role === "presenter") return ofStage(page, true);
  if (page.reading?.model !== page.reader) return null;
  return {
    reader: page.reader,
    ofDrawing: true,
    outputs: page.reading.activations,
    label: page.label,
    // A shipped model's outputs are judged as the lecture does, whatever this room trains with.
    cost: page.reader === "room" ? costOf(page) : "squares",
    step: page.frame?.step ?? 0,
  };
}

/**
 * What in the picture of the network is not what the verdict speaks of: the drawing, or only the
 * network; null where both speak of the same.
 * @param {Page} page
 * @param {Witness} witness
 * @returns {"drawing" | "network" | null}
 */
export function asideOf(page, witness) {
  if (!page.frame || !witness.ofDrawing) return null;
  if (page.role === "viewer") return "drawing";
  return witness.reader === "room" ? null : "network";
}

/**
 * What the network in training says of the stage, once frame and example speak of the same thing.
 * @param {Page} page
 * @param {boolean} ofDrawing
 * @returns {Witness | null}
 */
function ofStage(page, ofDrawing) {
  const { frame, example } = page;
  if (!frame?.activations || !example) return null;
  if (frame.isDrawing !== (example.source === "drawing")) return null;
  if (frame.example !== example.index || (ofDrawing && !frame.isDrawing)) return null;
  return {
    reader: "room",
    ofDrawing,
    outputs: frame.activations.subarray(-10),
    label: example.label,
    cost: costOf(page),
    step: frame.step,
  };
}

/** @param {Page} page */
const costOf = (page) => page.room?.settings.cost ?? "squares";
