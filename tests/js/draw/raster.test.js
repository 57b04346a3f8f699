import assert from "node:assert/strict";
import { test } from "node:test";
import { addEdge, createRaster, tone } from "../../../static/js/draw/raster.js";

/** @param {Float32Array} sheet */
function sum(sheet) {
  return sheet.reduce((total, value) => total + value, 0);
}

test("a level line covers its length times its width, however thin", () => {
  for (const width of [0.3, 0.75, 1, 2, 3.2]) {
    const raster = createRaster(120, 40);
    addEdge(raster, raster.plus, 10, 20.5, 110, 20.5, width, 1);
    assert.ok(Math.abs(sum(raster.plus) - 100 * width) < 100 * width * 0.03, `width ${width}`);
  }
});

test("a bent line is about as heavy as its length", () => {
  const raster = createRaster(300, 300);
  addEdge(raster, raster.plus, 20, 20, 280, 280, 1, 1);
  const length = Math.hypot(260, 260);
  assert.ok(sum(raster.plus) > length * 0.97 && sum(raster.plus) < length * 1.08);
});

test("a line ends where it should and never leaves the picture", () => {
  const raster = createRaster(50, 20);
  addEdge(raster, raster.minus, -30, -40, 90, 60, 3, 1);
  addEdge(raster, raster.plus, 10, 10.5, 30, 10.5, 1, 1);
  const row = raster.plus.subarray(10 * 50, 11 * 50);
  assert.deepEqual([row[9], row[10], row[29], row[30]], [0, 1, 1, 0]);
});

test("the order of edges does not matter", () => {
  const [one, other] = [createRaster(100, 100), createRaster(100, 100)];
  const edges = /** @type {const} */ ([
    [5, 5, 90, 80],
    [5, 90, 90, 10],
    [5, 50, 90, 50],
  ]);
  for (const [x0, y0, x1, y1] of edges) addEdge(one, one.plus, x0, y0, x1, y1, 2, 0.5);
  for (const [x0, y0, x1, y1] of edges.toReversed()) {
    addEdge(other, other.plus, x0, y0, x1, y1, 2, 0.5);
  }
  assert.ok(one.plus.every((depth, i) => Math.abs(depth - (other.plus[i] ?? 9)) < 1e-5));
});

test("depth becomes cover, and the deeper sign wins the hue", () => {
  const raster = createRaster(4, 1);
  raster.plus.set([0, 3, 1, 0.1]);
  raster.minus.set([0, 0, 1, 3]);
  const pixels = new Uint8ClampedArray(16);
  tone(raster, pixels, 0, 1, [0, 0, 255], [255, 0, 0]);
  assert.equal(pixels[3], 0);
  assert.deepEqual([...pixels.subarray(4, 8)], [0, 0, 255, Math.round(255 * (1 - Math.exp(-3)))]);
  assert.deepEqual([...pixels.subarray(8, 11)], [128, 0, 128]);
  assert.ok((pixels[12] ?? 0) > 250);
});
