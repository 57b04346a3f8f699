/** Make the text of each command; twin of app/wire/messages.py. */

/** @import {Settings} from "../types.js" */

/** @typedef {{do: string, [field: string]: unknown}} Command */

/** @param {string | null} token */
export const join = (token) => (token ? { do: "join", token } : { do: "join" });
export const play = () => ({ do: "play" });
export const pause = () => ({ do: "pause" });
export const step = () => ({ do: "step" });
/** @param {number | null} stepsPerSecond  null is flat out */
export const speed = (stepsPerSecond) => ({ do: "speed", steps_per_second: stepsPerSecond });
/** @param {number} learningRate */
export const rate = (learningRate) => ({ do: "rate", learning_rate: learningRate });
export const reset = () => ({ do: "reset" });
export const newWeights = () => ({ do: "new_weights" });
/** @param {Partial<Settings>} settings */
export const configure = (settings) => ({ do: "configure", settings });
export const undo = () => ({ do: "undo" });
/** @param {number} index */
export const trainingExample = (index) => ({ do: "example", index });
/**
 * @param {Uint8Array} pixels
 * @param {number | null} label
 */
export const drawing = (pixels, label) => ({ do: "example", pixels: toBase64(pixels), label });
/** @param {Uint8Array} pixels */
export const read = (pixels) => ({ do: "read", pixels: toBase64(pixels) });
/**
 * @param {number} run
 * @param {number} first
 * @param {number} last
 */
export const curve = (run, first, last) => ({ do: "curve", run, first, last });
export const look = () => ({ do: "look" });
/** @param {Settings["dataset"]} dataset */
export const fetchDataset = (dataset) => ({ do: "fetch", dataset });

/**
 * The message of a command.
 * @param {number} id
 * @param {Command} command
 */
export const encode = (id, command) => JSON.stringify({ id, ...command });

/**
 * The message that gives back credit for one frame.
 * @param {number} step
 * @param {number} run
 */
export const acknowledge = (step, run) => JSON.stringify({ ack: step, run });

/** @param {Uint8Array} pixels */
export function toBase64(pixels) {
  return btoa(String.fromCharCode(...pixels));
}

/** @param {string} text */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
