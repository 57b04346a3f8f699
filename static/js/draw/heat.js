/** Grids of signed values as small pictures: one pixel a value, hue for the sign. */

import { ladder, largest, ranked } from "./strength.js";

const MIDDLE = 255;

/**
 * Where in a signed ramp a value's colour starts.
 * @param {number} value @param {number} scale  the size of full colour
 */
export function rampAt(value, scale) {
  const share = Math.max(-1, Math.min(1, value / scale)) || 0;
  return (MIDDLE + Math.round(share * MIDDLE)) * 3;
}

/**
 * Fill RGBA pixels with `count` values.
 * @param {Uint8ClampedArray} pixels @param {number} count @param {(index: number) => number} sizeAt
 * @param {number} scale @param {Uint8ClampedArray} ramp  of colours.signedRamp
 */
export function paintHeat(pixels, count, sizeAt, scale, ramp) {
  for (let i = 0, at = 0; i < count; i++, at += 4) {
    const colour = rampAt(sizeAt(i), scale);
    pixels[at] = /** @type {number} */ (ramp[colour]);
    pixels[at + 1] = /** @type {number} */ (ramp[colour + 1]);
    pixels[at + 2] = /** @type {number} */ (ramp[colour + 2]);
    pixels[at + 3] = 255;
  }
}

/**
 * The size of full colour for some values: near the largest, so that one outlier does not pale
 * all others, and round.
 * @param {Float32Array} values
 */
export function heatScale(values) {
  const most = largest(values);
  return most === 0 ? 1 : ladder(ranked(values, most, Math.ceil(values.length / 200)));
}
