/** Where everything of the network stands: pure places in CSS pixels, no canvas. */

/** @import {Shape} from "../state/shape.js" */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{layer: number, index: number}} Pick */

/**
 * @typedef {object} Column
 * @property {number} layer
 * @property {"discs" | "cells"} kind
 * @property {number} x       middle of the column
 * @property {number} top     of its first neuron
 * @property {number} bottom  of its last neuron
 * @property {number} radius  of a disc, or half a cell
 * @property {number} pitch   from one row to the next
 * @property {number} rows
 * @property {number} across  neurons in a row: 1 for discs
 * @property {number} size    how many neurons
 */

/**
 * @typedef {object} Plane
 * @property {Point[]} corners  top left, top right, bottom right, bottom left
 * @property {number} side      pixels along an edge of the picture
 */

/**
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {number} font      size of ordinary text
 * @property {Plane} plane
 * @property {Column[]} columns layers 1 and up
 * @property {number} noteTop   where the lines of text under the columns start
 * @property {number} keyTop    where the key starts
 * @property {number} gutter    room beside a disc for its wish
 * @property {number} labelX    middle of the digits beside the outputs
 * @property {Float32Array} x   of each neuron, in the order of the activations
 * @property {Float32Array} y
 * @property {Float32Array} radii of each neuron: edges end there
 */

const LEAST_RADIUS = 4;

/**
 * Place a network in a box.
 * @param {Shape} shape @param {number} width @param {number} height
 * @returns {Layout}
 */
export function createLayout(shape, width, height) {
  const font = clamp(Math.min(height * 0.032, width * 0.033), 11, 34);
  const keyTop = height - font * 3.15;
  const noteTop = keyTop - font * 2.9;
  const middle = { top: font * 0.7, bottom: noteTop - font * 0.35 };
  const plane = placePlane(shape, width, font, middle);
  const gutter = font * 1.3;
  const columns = placeColumns(shape, width, font, middle, plane);
  const outputs = columns[columns.length - 1];
  const labelX = (outputs?.x ?? 0) + (outputs?.radius ?? 0) + gutter + font * 0.95;
  const layout = { width, height, font, plane, columns, noteTop, keyTop, gutter, labelX };
  return { ...layout, ...placeNeurons(shape, plane, columns) };
}

/**
 * @param {Shape} shape @param {number} width @param {number} font
 * @param {{top: number, bottom: number}} middle
 * @returns {Plane}
 */
function placePlane(shape, width, font, { top, bottom }) {
  const side = Math.ceil(Math.sqrt(shape.layers[0] ?? 1));
  const across = Math.min(width * 0.185, (bottom - top) * 0.62);
  const tall = Math.min(across * 1.36, (bottom - top) * 0.74);
  const left = font * 0.35;
  // A little low: above the plane stand the heading and what the neuron in focus says.
  const centre = (top + bottom) / 2 + font * 0.8;
  // Turned a little towards the network: its far side is shorter and stands lower.
  const corners = [
    { x: left, y: centre - tall * 0.54 },
    { x: left + across, y: centre - tall * 0.36 },
    { x: left + across, y: centre + tall * 0.5 },
    { x: left, y: centre + tall * 0.46 },
  ];
  return { corners, side };
}

/**
 * @param {Shape} shape @param {number} width @param {number} font
 * @param {{top: number, bottom: number}} middle @param {Plane} plane
 */
function placeColumns(shape, width, font, middle, plane) {
  const count = shape.layers.length - 1;
  const start = plane.corners[1]?.x ?? 0;
  const end = width - font * 4.4;
  // The first gap is wider by a half: it carries most of the edges.
  const gap = (end - start) / (count + 0.5);
  return shape.layers.slice(1).map((size, i) => {
    const x = start + gap * (i + 1.5);
    const column = { layer: i + 1, x, size };
    return arrange(column, middle, { font, widest: gap * 0.46 });
  });
}

/**
 * Discs in one column while they are big enough to read, else small cells in a block.
 * @param {{layer: number, x: number, size: number}} column
 * @param {{top: number, bottom: number}} middle
 * @param {{font: number, widest: number}} limits
 * @returns {Column}
 */
function arrange(column, { top, bottom }, { font, widest }) {
  const tall = bottom - top;
  const pitch = Math.min(tall / column.size, font * 3);
  // Where there is room for a number, the disc takes a little more of it.
  const share = pitch > font * 2 ? 0.46 : 0.43;
  const radius = Math.min(pitch * share, font * 1.2, widest / 2.2);
  if (radius >= LEAST_RADIUS) {
    const used = pitch * column.size;
    const box = { top: (top + bottom - used) / 2, bottom: (top + bottom + used) / 2 };
    return { ...column, ...box, kind: "discs", radius, pitch, rows: column.size, across: 1 };
  }
  const cell = cellSize(column.size, tall, widest, font * 0.8);
  const most = Math.floor(tall / cell);
  const across = Math.ceil(column.size / most);
  const rows = Math.ceil(column.size / across);
  const box = { top: (top + bottom - rows * cell) / 2, bottom: (top + bottom + rows * cell) / 2 };
  return { ...column, ...box, kind: "cells", radius: cell / 2, pitch: cell, rows, across };
}

/**
 * The largest cell with which all fit.
 * @param {number} count @param {number} tall @param {number} wide @param {number} largest
 */
function cellSize(count, tall, wide, largest) {
  let cell = largest;
  while (cell > 1.5 && Math.ceil(count / Math.floor(tall / cell)) * cell > wide) cell -= 0.25;
  return cell;
}

/**
 * @param {Shape} shape @param {Plane} plane @param {Column[]} columns
 */
function placeNeurons(shape, plane, columns) {
  const x = new Float32Array(shape.activationCount);
  const y = new Float32Array(shape.activationCount);
  const radii = new Float32Array(shape.activationCount);
  const pixels = shape.layers[0] ?? 0;
  const project = projection(plane.corners);
  for (let i = 0; i < pixels; i++) {
    const [column, row] = [i % plane.side, Math.floor(i / plane.side)];
    const place = project((column + 0.5) / plane.side, (row + 0.5) / plane.side);
    x[i] = place.x;
    y[i] = place.y;
  }
  let next = pixels;
  for (const column of columns) {
    for (let i = 0; i < column.size; i++, next++) {
      const place = neuronPlace(column, i);
      x[next] = place.x;
      y[next] = place.y;
      radii[next] = column.radius;
    }
  }
  return { x, y, radii };
}

/**
 * The middle of a disc or cell.
 * @param {Column} column @param {number} index
 * @returns {Point}
 */
export function neuronPlace(column, index) {
  const row = Math.floor(index / column.across);
  const offset = (index % column.across) - (column.across - 1) / 2;
  return { x: column.x + offset * column.pitch, y: column.top + (row + 0.5) * column.pitch };
}

/**
 * The map from the unit square to four corners, straight lines staying straight.
 * @param {readonly Point[]} corners  top left, top right, bottom right, bottom left
 * @returns {(u: number, v: number) => Point}
 */
export function projection(corners) {
  const [a, b, c, d] = /** @type {[Point, Point, Point, Point]} */ (corners);
  const [dx1, dy1, dx2, dy2] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y];
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  return (u, v) => {
    const depth = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / depth,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / depth,
    };
  };
}

/**
 * How bent edges are: 0 is straight, 1 leaves and arrives level.
 * An edge is y = y0 + dy·((1 − bend)·u + bend·(3u² − 2u³)) with u running from x0 to x1.
 */
export const BEND = 0.55;

/**
 * What stands at a point: a neuron, a pixel (layer 0), or nothing.
 * @param {Layout} layout @param {number} x @param {number} y
 * @returns {Pick | null}
 */
export function hit(layout, x, y) {
  for (const column of layout.columns) {
    const index = hitColumn(column, x, y);
    if (index !== null) return { layer: column.layer, index };
  }
  return hitPlane(layout, x, y);
}

/**
 * @param {Column} column @param {number} x @param {number} y
 */
function hitColumn(column, x, y) {
  // Small discs get a target of 14 pixels about their column, for fingers.
  const half = Math.max(14, column.radius * 1.3, (column.across * column.pitch) / 2);
  if (Math.abs(x - column.x) > half || y < column.top || y > column.bottom) return null;
  const row = Math.min(column.rows - 1, Math.floor((y - column.top) / column.pitch));
  const place = Math.floor((x - column.x) / column.pitch + column.across / 2);
  const across = clamp(place, 0, column.across - 1);
  const index = row * column.across + across;
  return index < column.size ? index : null;
}

/**
 * @param {Layout} layout @param {number} x @param {number} y
 * @returns {Pick | null}
 */
function hitPlane({ plane, x: xs, y: ys }, x, y) {
  const [a, b, c, d] = /** @type {[Point, Point, Point, Point]} */ (plane.corners);
  const share = (x - a.x) / (b.x - a.x);
  const top = a.y + (b.y - a.y) * share;
  const bottom = d.y + (c.y - d.y) * share;
  if (share < 0 || share > 1 || y < top || y > bottom) return null;
  let best = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < plane.side ** 2; i++) {
    const distance = ((xs[i] ?? 0) - x) ** 2 + ((ys[i] ?? 0) - y) ** 2;
    if (distance < nearest) [best, nearest] = [i, distance];
  }
  return { layer: 0, index: best };
}

/** @param {number} value @param {number} least @param {number} most */
function clamp(value, least, most) {
  return Math.min(most, Math.max(least, value));
}
