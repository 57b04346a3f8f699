/** The digit, the doubt and the cost of ten activations. */

import assert from "node:assert/strict";
import test from "node:test";
import { furthest, isHardlyAnything, isLevel, judge } from "../../../static/js/state/verdict.js";

const OUTPUTS = [0.05, 0, 0.11, 0.14, 0.01, 0.1, 0, 0.65, 0.09, 0.12];

test("the largest activation is the digit", () => {
  const verdict = judge(OUTPUTS, null, "squares");
  assert.equal(verdict.digit, 7);
  assert.equal(verdict.unsure, false);
  assert.equal(verdict.cost, null);
});

test("two best closer than 0.2 are unsure", () => {
  assert.equal(judge([0.5, 0.31, 0, 0, 0, 0, 0, 0, 0, 0], null, "squares").unsure, true);
  assert.equal(judge([0.5, 0.29, 0, 0, 0, 0, 0, 0, 0, 0], null, "squares").unsure, false);
});

test("the cost is the sum of ten squares, without a half", () => {
  const { terms, cost } = judge(OUTPUTS, 2, "squares");
  assert.ok(Math.abs(Number(terms?.[2]) - 0.89 ** 2) < 1e-12);
  const sum = OUTPUTS.reduce((total, a, i) => total + (a - (i === 2 ? 1 : 0)) ** 2, 0);
  assert.ok(Math.abs(Number(cost) - sum) < 1e-12);
});

test("cross-entropy has one term, that of the wanted digit", () => {
  const { terms, cost } = judge(OUTPUTS, 7, "cross_entropy");
  assert.ok(Math.abs(Number(cost) + Math.log(0.65)) < 1e-12);
  assert.equal(terms?.filter((t) => t !== 0).length, 1);
});

test("the furthest output is the one with the largest gap", () => {
  assert.equal(furthest(OUTPUTS, [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]), 2);
});

test("ten outputs at 0.00 that read no better than by chance are level", () => {
  const flat = Array(10).fill(0.003);
  assert.equal(isLevel(flat, 0.1, 10), true);
  assert.equal(isLevel(Array(10).fill(0.995), 0.1, 10), true);
  assert.equal(isLevel(flat, 0.9, 10), false, "the rest is read well");
  assert.equal(isLevel(Array(10).fill(0.1), 0.1, 10), false, "the first steps go through 0.1");
  assert.equal(isLevel([1, ...flat.slice(1)], 0.1, 10), false);
  assert.equal(isLevel(flat, Number.NaN, 10), false, "not all of the last steps are known");
});

test("a dot is hardly anything, a stroke is something", () => {
  const pixels = new Uint8Array(784).fill(255, 0, 9);
  assert.equal(isHardlyAnything(pixels), true);
  assert.equal(isHardlyAnything(pixels.fill(255, 0, 30)), false);
});
