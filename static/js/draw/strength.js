/** What each edge carries, how strong it looks, and which edges come first: pure numbers. */

import { keepStrongest, startsOf } from "./shares.js";

/** @import {Shape} from "../state/shape.js" */
/** @import {Layout} from "./geometry.js" */
/** @import {Lens} from "../types.js" */

/**
 * What a lens shows, frozen: copies, so that a repaint shows one moment.
 * @typedef {object} Moment
 * @property {Lens} lens
 * @property {Float32Array} values            the parameters or the mean nudge
 * @property {Float32Array | null} activations  for the signal
 */

/**
 * The edges to paint, strongest first.
 * @typedef {object} Edges
 * @property {number} count      how many are in the list
 * @property {number} total      how many the network has, or the neuron in focus
 * @property {number} zero       how many carry exactly 0
 * @property {number} scale      the size that a line of full strength means
 * @property {number} exponent   depth = FULL_DEPTH · strengthᵉˣᵖᵒⁿᵉⁿᵗ
 * @property {Uint16Array} from  neuron of the layer before, in the order of the activations
 * @property {Uint16Array} to
 * @property {Float32Array} strength  -1 to 1, the sign being the hue
 */

/** More than this is neither seen nor paid for, all gaps together; the view prints how many. */
export const MOST_EDGES = 16_384;
/** Optical depth of a line of full strength: 1 − e⁻³ of the ground is covered. */
export const FULL_DEPTH = 3;
/** How full a gap may be, as mean cover of its lines: dense, yet never a block. */
const FILL = 0.55;
/** A few hundred lines stay apart where ten thousand would close up. */
const FEW_LINES = 1000;
const FEW_FILL = 0.85;
const LEVELS = 2048;
/** So many edges may be stronger than full strength: one outlier is not to pale all others. */
const SPARE = 5;

/**
 * What every edge carries, in the order of the layers, without the biases.
 * @param {Shape} shape @param {Moment} moment
 */
export function carried(shape, { lens, values, activations }) {
  const sizes = new Float32Array(shape.edgeCount);
  let next = 0;
  for (let layer = 1; layer < shape.layers.length; layer++) {
    const [before, size] = [shape.layers[layer - 1] ?? 0, shape.layers[layer] ?? 0];
    const first = shape.activationOffsets[layer - 1] ?? 0;
    let source = shape.weightOffsets[layer] ?? 0;
    for (let from = 0; from < before; from++) {
      const factor = lens === "signal" ? (activations?.[first + from] ?? 0) : 1;
      for (let to = 0; to < size; to++) sizes[next++] = (values[source++] ?? 0) * factor;
    }
  }
  return sizes;
}

/**
 * The size a line of full strength means: close to the largest, on a coarse ladder so that the
 * key does not flicker. The few edges above it are drawn at full strength too.
 * @param {Float32Array} sizes
 */
export function fullScale(sizes) {
  const most = largest(sizes);
  return most === 0 ? 1 : ladder(ranked(sizes, most, SPARE));
}

/**
 * The largest size that is a number at all: training may overflow, and the picture is to survive.
 * @param {Float32Array} sizes
 */
export function largest(sizes) {
  let most = 0;
  for (const size of sizes) {
    const value = Math.abs(size);
    if (value > most && value < Number.POSITIVE_INFINITY) most = value;
  }
  return most;
}

/**
 * Roughly the size of the edge of this rank, from a histogram.
 * @param {Float32Array} sizes @param {number} most @param {number} rank
 */
export function ranked(sizes, most, rank) {
  const bins = new Uint32Array(LEVELS + 1);
  for (const size of sizes) bump(bins, Math.floor((Math.abs(size) / most) * LEVELS));
  let above = 0;
  let bin = LEVELS;
  while (bin > 0 && above + (bins[bin] ?? 0) < rank) above += bins[bin--] ?? 0;
  return (Math.min(LEVELS, bin + 1) / LEVELS) * most;
}

const RUNGS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * The next round number up.
 * @param {number} value
 */
export function ladder(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const rung = RUNGS.find((step) => step * power >= value * 0.9999) ?? 10;
  return Number((rung * power).toPrecision(3));
}

/**
 * How wide a line is, in units of the text's scale.
 * @param {number} strength  0 to 1
 */
export function widthOf(strength) {
  return 0.75 + 2.25 * strength ** 0.8;
}

/**
 * How much of what lies behind a line hides, as optical depth: depths add up where lines cross.
 * @param {number} strength @param {number} exponent
 */
export function depthOf(strength, exponent) {
  return FULL_DEPTH * strength ** exponent;
}

/**
 * The share of what lies behind a line that it hides.
 * @param {number} strength @param {number} exponent
 */
export function coverOf(strength, exponent) {
  return 1 - Math.exp(-depthOf(strength, exponent));
}

/**
 * One CSS pixel of line when text has 18.
 * @param {number} font
 */
export function lineUnit(font) {
  return Math.max(0.62, font / 18);
}

/**
 * The edges a lens shows, strongest first; with a neuron in focus only those that touch it. Where
 * they are too many each gap keeps its own strongest: ranked together, the few large weights
 * before the outputs would leave the pixels of a wide network without a line.
 * @param {Shape} shape @param {Layout} layout @param {Float32Array} sizes
 * @param {number} scale @param {number | null} focus  in the order of the activations
 * @returns {Edges}
 */
export function orderEdges(shape, layout, sizes, scale, focus = null) {
  const gaps = shape.layers.slice(1).map(() => new Uint32Array(LEVELS + 1));
  let [total, zero] = [0, 0];
  eachEdge(shape, sizes, focus, (gap, _from, _to, size) => {
    total++;
    if (size === 0) zero++;
    else bump(/** @type {Uint32Array} */ (gaps[gap]), level(size, scale));
  });
  keepStrongest(gaps, MOST_EDGES);
  const { starts, count } = startsOf(gaps);
  const from = new Uint16Array(count);
  const to = new Uint16Array(count);
  const strength = new Float32Array(count);
  eachEdge(shape, sizes, focus, (gap, start, end, size) => {
    const bin = level(size, scale);
    const kept = /** @type {Uint32Array} */ (gaps[gap]);
    if (size === 0 || kept[bin] === 0) return;
    kept[bin] = (kept[bin] ?? 0) - 1;
    const place = starts[bin] ?? 0;
    starts[bin] = place + 1;
    from[place] = start;
    to[place] = end;
    strength[place] = Math.max(-1, Math.min(1, size / scale)) || 0;
  });
  const exponent = exposure(shape, layout, { from, to, strength });
  return { count, total, zero, scale, exponent, from, to, strength };
}

/**
 * Strong edges get low levels; what is no number counts as weak.
 * @param {number} size @param {number} scale
 */
function level(size, scale) {
  return Math.round((1 - (Math.min(1, Math.abs(size) / scale) || 0)) * LEVELS);
}

/**
 * @param {Shape} shape @param {Float32Array} sizes @param {number | null} focus
 * @param {(gap: number, from: number, to: number, size: number) => void} visit
 */
function eachEdge(shape, sizes, focus, visit) {
  let next = 0;
  for (let layer = 1; layer < shape.layers.length; layer++) {
    const start = shape.activationOffsets[layer - 1] ?? 0;
    const end = shape.activationOffsets[layer] ?? 0;
    const stop = end + (shape.layers[layer] ?? 0);
    for (let from = start; from < end; from++) {
      for (let to = end; to < stop; to++, next++) {
        if (focus === null || from === focus || to === focus)
          visit(layer - 1, from, to, sizes[next] ?? 0);
      }
    }
  }
}

/**
 * The exponent at which the busiest gap is filled as far as it may be: lines of full strength
 * keep their look, weaker ones step back together as the picture grows dense.
 * @param {Shape} shape @param {Layout} layout
 * @param {{from: Uint16Array, to: Uint16Array, strength: Float32Array}} edges
 */
function exposure(shape, layout, edges) {
  const gaps = weigh(shape, layout, edges);
  let [low, high] = [0.9, 6];
  if (fullness(gaps, low) <= 1) return low;
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (fullness(gaps, middle) > 1) low = middle;
    else high = middle;
  }
  return Number(high.toFixed(2));
}

const TONES = 64;

/** @typedef {{lines: number, tones: Float32Array}} Gap */

/**
 * For each gap, how much of its area the lines of each of 64 strengths would cover at depth 1.
 * @param {Shape} shape @param {Layout} layout
 * @param {{from: Uint16Array, to: Uint16Array, strength: Float32Array}} edges
 * @returns {Gap[]}
 */
function weigh(shape, layout, { from, to, strength }) {
  const gaps = layout.columns.map(() => ({ lines: 0, tones: new Float32Array(TONES) }));
  const unit = lineUnit(layout.font);
  const heights = layout.columns.map((column) => column.bottom - column.top);
  const layerOf = new Uint8Array(shape.activationCount);
  shape.activationOffsets.forEach((offset, layer) => {
    layerOf.fill(layer, offset);
  });
  for (let i = 0; i < strength.length; i++) {
    const [start, end] = [from[i] ?? 0, to[i] ?? 0];
    const place = (layerOf[end] ?? 1) - 1;
    const gap = gaps[place];
    const wide = (layout.x[end] ?? 0) - (layout.x[start] ?? 0);
    const size = Math.abs(strength[i] ?? 0);
    const length = Math.hypot(wide, (layout.y[end] ?? 0) - (layout.y[start] ?? 0));
    const area = wide * (heights[place] ?? 1);
    const tone = Math.min(TONES - 1, Math.floor(Math.sqrt(size) * TONES));
    if (!gap) continue;
    gap.lines++;
    gap.tones[tone] = (gap.tones[tone] ?? 0) + (length * widthOf(size) * unit) / area;
  }
  return gaps;
}

/**
 * How full the busiest gap is: 1 is as full as it may be.
 * @param {Gap[]} gaps @param {number} exponent
 */
function fullness(gaps, exponent) {
  return Math.max(
    ...gaps.map(({ lines, tones }) => {
      const cover = tones.reduce(
        (sum, share, i) => sum + share * coverOf(((i + 0.5) / TONES) ** 2, exponent),
        0,
      );
      return cover / (lines > FEW_LINES ? FILL : FEW_FILL);
    }),
  );
}

/** @param {Uint32Array} bins @param {number} index */
function bump(bins, index) {
  bins[index] = (bins[index] ?? 0) + 1;
}
