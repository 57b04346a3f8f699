/**
 * Edges as optical depth in plain arrays, one for each sign: depths add up where lines cross, so
 * the order does not matter and thousands of faint lines keep their shades. Pure; the fragment
 * shader in edges-gl.js computes the same.
 */

import { BEND } from "./geometry.js";

/** @import {Rgb} from "./colours.js" */

/**
 * @typedef {object} Raster
 * @property {number} width
 * @property {number} height
 * @property {Float32Array} plus
 * @property {Float32Array} minus
 */

/**
 * @param {number} width @param {number} height
 * @returns {Raster}
 */
export function createRaster(width, height) {
  const cells = width * height;
  return { width, height, plus: new Float32Array(cells), minus: new Float32Array(cells) };
}

const STEPS = 256;
/** Columns that share one slope. */
const STRIDE = 8;
/** The bend and its slope at 256 places along an edge: it is looked up millions of times. */
const RISE = Float32Array.from({ length: STEPS + 1 }, (_, i) => rise(i / STEPS));
const SLOPE = Float32Array.from({ length: STEPS + 1 }, (_, i) => slope(i / STEPS));

/** @param {number} u */
function rise(u) {
  return (1 - BEND) * u + BEND * u * u * (3 - 2 * u);
}

/** @param {number} u */
function slope(u) {
  return 1 - BEND + BEND * 6 * u * (1 - u);
}

/**
 * Add one edge, column by column; places and width in device pixels.
 * @param {Raster} raster @param {Float32Array} sheet  the plus or minus of that raster
 * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1
 * @param {number} thickness @param {number} depth
 */
export function addEdge(raster, sheet, x0, y0, x1, y1, thickness, depth) {
  const run = x1 - x0;
  const fall = y1 - y0;
  const last = Math.min(raster.width, Math.round(x1));
  const reach = thickness / 2 + 0.5;
  // A line thinner than a pixel covers that share of it.
  const most = Math.min(1, thickness) * depth;
  const scale = STEPS / run;
  let x = Math.max(0, Math.round(x0));
  while (x < last) {
    // The slope hardly changes within a few columns: one square root for each would cost as much
    // as all the rest.
    const stop = Math.min(last, x + STRIDE);
    const steep = (fall / run) * /** @type {number} */ (SLOPE[(((x + stop) / 2 - x0) * scale) | 0]);
    const lean = Math.sqrt(1 + steep * steep);
    for (; x < stop; x++) {
      const k = ((x + 0.5 - x0) * scale + 0.5) | 0;
      const middle = y0 + fall * /** @type {number} */ (RISE[k]) - 0.5;
      addColumn(raster, sheet, x, middle, reach * lean, depth / lean, most);
    }
  }
}

/**
 * Depth falls off evenly from the middle of a line, where it is at most that of the line.
 * @param {Raster} raster @param {Float32Array} sheet @param {number} x @param {number} middle
 * @param {number} half  rows from the middle to where nothing is left
 * @param {number} fade  depth lost from row to row
 * @param {number} most
 */
function addColumn({ width, height }, sheet, x, middle, half, fade, most) {
  const top = middle > half ? ((middle - half) | 0) + 1 : 0;
  const bottom = Math.min(height - 1, middle + half);
  const full = half * fade;
  let at = top * width + x;
  for (let y = top; y <= bottom; y++, at += width) {
    const depth = full - Math.abs(y - middle) * fade;
    sheet[at] = /** @type {number} */ (sheet[at]) + (depth < most ? depth : most);
  }
}

/** Depths up to 8 in steps of 1/64; beyond that nothing shows through. */
const COVER = Uint8Array.from({ length: 513 }, (_, i) => Math.round(255 * (1 - Math.exp(-i / 64))));

/**
 * Turn some rows of depth into colours with alpha: cover = 1 − e^−depth, and the deeper sign wins
 * the hue.
 * @param {Raster} raster @param {Uint8ClampedArray} pixels  RGBA of the whole raster
 * @param {number} top @param {number} bottom @param {Rgb} plusHue @param {Rgb} minusHue
 */
export function tone({ width, plus, minus }, pixels, top, bottom, plusHue, minusHue) {
  const end = bottom * width;
  for (let i = top * width, at = i * 4; i < end; i++, at += 4) {
    const up = /** @type {number} */ (plus[i]);
    const down = /** @type {number} */ (minus[i]);
    const depth = up + down;
    if (depth === 0) {
      pixels[at + 3] = 0;
      continue;
    }
    const share = (up * up) / (up * up + down * down);
    pixels[at] = minusHue[0] + (plusHue[0] - minusHue[0]) * share;
    pixels[at + 1] = minusHue[1] + (plusHue[1] - minusHue[1]) * share;
    pixels[at + 2] = minusHue[2] + (plusHue[2] - minusHue[2]) * share;
    pixels[at + 3] = COVER[depth < 8 ? (depth * 64 + 0.5) | 0 : 512] ?? 255;
  }
}
