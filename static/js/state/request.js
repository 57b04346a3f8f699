/** What is wrong with asked-for settings, before a server hears of them. */

/** @import {Settings} from "../types.js" */

const WIDEST = 512;
const LOWEST_RATE = 1e-6;
const HIGHEST_RATE = 100;

/** @typedef {"learning_rate" | "batch" | "size" | "seed" | "digits"} Field */

/**
 * The first fault: a hidden layer, counted from 1, or a field; null where there is none.
 * @param {Partial<Settings>} asked  numbers that were not written are null or NaN
 * @returns {{layer: number, isEmpty: boolean} | {field: Field} | null}
 */
export function faultIn(asked) {
  const hidden = (asked.layers ?? []).slice(1, -1);
  const at = hidden.findIndex((width) => !isCount(width, 1) || width > WIDEST);
  if (at >= 0) return { layer: at + 1, isEmpty: Number.isNaN(hidden[at]) };
  const { learning_rate: rate, batch, size, seed, digits } = asked;
  /** @type {[Field, boolean][]} */
  const checks = [
    ["learning_rate", Number(rate) >= LOWEST_RATE && Number(rate) <= HIGHEST_RATE],
    ["batch", isCount(batch, 1)],
    ["digits", (digits ?? []).length > 0],
    ["size", size === null || isCount(size, 1)],
    ["seed", isCount(seed, 0)],
  ];
  const failed = checks.find(([, isSound]) => !isSound);
  return failed ? { field: failed[0] } : null;
}

/**
 * @param {number | null | undefined} value
 * @param {number} least
 */
const isCount = (value, least) => Number.isInteger(value) && Number(value) >= least;
