/** The slider runs from one step in two seconds to flat out, and finds its place again. */

import assert from "node:assert/strict";
import test from "node:test";
import { positionOf, rateAt, speedAt } from "../../../static/js/state/speed.js";

test("the ends are half a step a second and flat out", () => {
  assert.equal(speedAt(0), 0.5);
  assert.equal(speedAt(99), 1000);
  assert.equal(speedAt(100), null);
});

test("every position is found again from its speed", () => {
  for (let position = 0; position <= 100; position++) {
    assert.ok(Math.abs(positionOf(speedAt(position)) - position) <= 1);
  }
});

test("speeds beyond the slider rest at its ends", () => {
  assert.equal(positionOf(0.1), 0);
  assert.equal(positionOf(10_000), 99);
});

test("a learning rate has two significant digits", () => {
  assert.equal(rateAt(Math.log10(5)), 5);
  assert.equal(rateAt(-2.5), 0.0032);
});
