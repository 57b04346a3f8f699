import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { rasterise } from "../../../static/js/pad/raster.js";

/** @typedef {{name: string, centre: boolean, size: number, strokes: [number, number][][], pixels: string}} Golden */

/** @type {Golden[]} */
const golden = JSON.parse(
  readFileSync(new URL("../../fixtures/strokes.json", import.meta.url), "utf8"),
);

test("there are golden drawings of every kind", () => {
  assert.ok(golden.length >= 30);
});

for (const { name, strokes, centre, size, pixels } of golden) {
  test(`${name} gives its golden pixels`, () => {
    const drawn = rasterise(strokes, { centre, size });
    const expected = Buffer.from(pixels, "base64");
    assert.equal(drawn.length, 784);
    drawn.forEach((value, k) => {
      assert.ok(Math.abs(value - (expected[k] ?? NaN)) <= 2, `pixel ${k}: ${value}`);
    });
  });
}

test("a drawing of 1,500 points takes less than two milliseconds", () => {
  const long = golden.find(({ strokes }) => strokes.some((stroke) => stroke.length >= 1500));
  assert.ok(long);
  const times = Array.from({ length: 200 }, () => {
    const start = performance.now();
    rasterise(long.strokes, long);
    return performance.now() - start;
  });
  // The best of many: other work on the machine is not the rasteriser's.
  assert.ok(Math.min(...times) < 2, `${Math.min(...times)} ms`);
});

test("the strokes are left as they were", () => {
  const strokes = /** @type {[number, number][][]} */ ([
    [
      [0.1, 0.2],
      [0.8, 0.4],
    ],
  ]);
  const before = structuredClone(strokes);
  rasterise(strokes, { centre: true, size: 1 });
  assert.deepEqual(strokes, before);
});
