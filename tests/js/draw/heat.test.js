import assert from "node:assert/strict";
import { test } from "node:test";
import { heatScale, paintHeat, rampAt } from "../../../static/js/draw/heat.js";

test("zero is the middle of the ramp, and beyond the scale it stays at its ends", () => {
  assert.equal(rampAt(0, 2), 255 * 3);
  assert.equal(rampAt(2, 2), 510 * 3);
  assert.equal(rampAt(9, 2), 510 * 3);
  assert.equal(rampAt(-9, 2), 0);
});

test("each value becomes one opaque pixel of the ramp's colour", () => {
  const ramp = new Uint8ClampedArray(511 * 3);
  ramp.set([1, 2, 3], 0);
  ramp.set([7, 8, 9], 510 * 3);
  const pixels = new Uint8ClampedArray(8);
  const values = [-1, 1];
  paintHeat(pixels, 2, (i) => values[i] ?? 0, 1, ramp);
  assert.deepEqual([...pixels], [1, 2, 3, 255, 7, 8, 9, 255]);
});

test("the scale is near the largest value and does not heed one outlier", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i === 0 ? -80 : (i % 10) / 10));
  assert.ok(heatScale(values) >= 0.9 && heatScale(values) <= 1.2);
  assert.equal(heatScale(new Float32Array(5)), 1);
});
