/** What ten activations say: the digit, whether it is unsure, and the cost term by term. */

/** @import {Settings} from "../types.js" */

/** Two best closer than this: *unsure*. */
const UNSURE = 0.2;
/** The slope of a sigmoid below which it hardly listens. */
const FLAT = 0.02;
/** Less ink than this, in whole pixels, is a dot. */
const HARDLY_INK = 15;

/**
 * Whether a drawing is no more than a dot.
 * @param {Uint8Array} pixels  ink = 255
 */
export const isHardlyAnything = (pixels) =>
  pixels.reduce((sum, ink) => sum + ink, 0) < 255 * HARDLY_INK;

/**
 * @typedef {object} Verdict
 * @property {number} digit
 * @property {boolean} unsure
 * @property {number[] | null} wanted  null when nobody said what it should be
 * @property {number[] | null} terms   their sum is the cost of this example
 * @property {number | null} cost
 */

/**
 * @param {ArrayLike<number>} activations  the ten outputs
 * @param {number | null} label
 * @param {Settings["cost"]} cost
 * @returns {Verdict}
 */
export function judge(activations, label, cost) {
  const outputs = Array.from(activations);
  const best = Math.max(...outputs);
  const digit = outputs.indexOf(best);
  const second = Math.max(...outputs.filter((_, i) => i !== digit));
  const verdict = { digit, unsure: best - second < UNSURE };
  if (label === null) return { ...verdict, wanted: null, terms: null, cost: null };
  const wanted = outputs.map((_, i) => (i === label ? 1 : 0));
  const terms = outputs.map((a, i) => term(a, Number(wanted[i]), cost));
  return { ...verdict, wanted, terms, cost: terms.reduce((sum, t) => sum + t, 0) };
}

/**
 * @param {number} a
 * @param {number} y
 * @param {Settings["cost"]} cost
 */
function term(a, y, cost) {
  if (cost === "squares") return (a - y) ** 2;
  return y === 0 ? 0 : -y * Math.log(a);
}

/** Steps over which mini-batches must have been read no better than by chance. */
export const LONG = 20;

/**
 * Whether learning has ended in a plain: all ten outputs nearly the same, each where a sigmoid is
 * flat, and the last mini-batches read hardly better than by chance.
 * @param {ArrayLike<number>} activations  the ten outputs
 * @param {number} accuracy  mean share of the last 20 mini-batches read
 * @param {number} digits    how many digits there are to tell apart
 */
export function isLevel(activations, accuracy, digits) {
  const outputs = Array.from(activations);
  const spread = Math.max(...outputs) - Math.min(...outputs);
  const isFlat = outputs.every((a) => Math.abs(a * (1 - a)) < FLAT);
  return spread < 0.05 && isFlat && accuracy < 1.5 / digits;
}

/**
 * The output furthest from what it should be.
 * @param {ArrayLike<number>} activations
 * @param {number[]} wanted
 */
export function furthest(activations, wanted) {
  const gaps = wanted.map((y, i) => Math.abs(y - Number(activations[i])));
  return gaps.indexOf(Math.max(...gaps));
}
