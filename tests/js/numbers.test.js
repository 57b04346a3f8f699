/** Numbers read well and never lie about their sign. */

import assert from "node:assert/strict";
import test from "node:test";
import { fixed, grouped, percent, short } from "../../static/js/numbers.js";

test("a minus is a minus sign, and nothing that rounds to zero has one", () => {
  assert.equal(fixed(-0.5, 2), "\u22120.50");
  assert.equal(fixed(-0.001, 2), "0.00");
});

test("a cost without end is written as such, and no number as a dash", () => {
  assert.equal(fixed(Number.POSITIVE_INFINITY, 3), "∞");
  assert.equal(fixed(Number.NaN, 3), "–");
});

test("thousands are grouped", () => {
  assert.equal(grouped(13_002), "13,002");
  assert.equal(grouped(999), "999");
});

test("a share is a percentage", () => {
  assert.equal(percent(0.9712), "97.1\u202f%");
});

test("a short number has two significant digits at least", () => {
  assert.deepEqual([0.0012, 0.35, 4.5, 5, 120, 0.5, 0].map(short), ["0.0012", "0.35", "4.5", "5", "120", "0.5", "0"]); // biome-ignore format: one row
});
