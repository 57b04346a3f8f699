/** What ten activations say: the digit, whether it is unsure, and the cost term by term. */

/** @import {Settings} from "../types.js" */

/** Two best closer than this: *unsure*. */
const UNSURE = 0.2;

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

/**
 * The output furthest from what it should be.
 * @param {ArrayLike<number>} activations
 * @param {number[]} wanted
 */
export function furthest(activations, wanted) {
  const gaps = wanted.map((y, i) => Math.abs(y - Number(activations[i])));
  return gaps.indexOf(Math.max(...gaps));
}
