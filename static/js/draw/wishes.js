/** Wishes of the Wishes lens, beside the neurons: hollow dashed arrows, for nobody can set these. */

import { wishIndex } from "../state/shape.js";
import { css } from "./colours.js";
import { neuronPlace } from "./geometry.js";
import { ladder } from "./strength.js";

/** @import {Column, Layout} from "./geometry.js" */
/** @import {Scene} from "./neurons.js" */

/**
 * How wishes are drawn: one scale for all layers, and how often each layer is magnified on it.
 * @typedef {object} WishScale
 * @property {number} full     the wish that the tallest arrow stands for
 * @property {number} tallest  in CSS pixels
 * @property {number} least    smaller arrows are dots
 * @property {number[]} times  for each column
 */

const TIMES = [1, 10, 100, 1000].flatMap((power) => [1, 2, 3, 5, 7].map((n) => n * power));

/**
 * @param {Scene} scene
 * @returns {WishScale | null}  null in other lenses, and when no wanted output is known
 */
export function wishScale({ picture, shape, layout }) {
  const { wishes, label } = picture;
  if (picture.lens !== "wishes" || wishes === null || label === null) return null;
  const largest = layout.columns.map((column) =>
    largestOf(wishes, wishIndex(shape, column.layer, 0), column.size),
  );
  const most = Math.max(...largest);
  if (!(most > 0 && most < Number.POSITIVE_INFINITY)) return null;
  const full = ladder(most);
  const discs = layout.columns.filter((column) => hasRoom(column, layout.font));
  const tallest = Math.min(...discs.map((column) => rowFor(layout, column)), layout.font * 2.2);
  const least = Math.min(layout.font * 0.55, tallest * 0.45);
  const times = largest.map((most) => TIMES.findLast((n) => most * n <= full) ?? 1);
  return { full, tallest, least, times };
}

/**
 * How tall an arrow may be: hidden layers have two lanes, so that arrows are as tall as two rows.
 * @param {Layout} layout @param {Column} column
 */
function rowFor(layout, column) {
  return column.pitch * (isLast(layout, column) ? 0.94 : 1.8);
}

/** @param {Layout} layout @param {Column} column */
function isLast(layout, column) {
  return column === layout.columns[layout.columns.length - 1];
}

/**
 * Arrows need rows of a height to be told apart.
 * @param {Column} column @param {number} font
 */
export function hasRoom(column, font) {
  return column.kind === "discs" && column.pitch >= font * 0.8;
}

/** @param {Float32Array} wishes @param {number} start @param {number} count */
function largestOf(wishes, start, count) {
  return wishes
    .subarray(start, start + count)
    .reduce((most, wish) => Math.max(most, Math.abs(wish)), 0);
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {WishScale} scale
 */
export function paintWishes(pen, scene, scale) {
  const { layout, picture, shape } = scene;
  layout.columns.forEach((column, i) => {
    if (!hasRoom(column, layout.font)) return;
    const start = wishIndex(shape, column.layer, 0);
    for (let index = 0; index < column.size; index++) {
      const wish = picture.wishes?.[start + index] ?? 0;
      const height = (wish / scale.full) * (scale.times[i] ?? 1) * scale.tallest;
      paintWish(pen, scene, scale, column, index, height);
    }
  });
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {WishScale} scale
 * @param {Column} column @param {number} index @param {number} height
 */
function paintWish(pen, { layout, colours, focus }, scale, column, index, height) {
  const place = neuronPlace(column, index);
  const half = layout.gutter * 0.42;
  const twoLanes = !isLast(layout, column) && column.pitch < scale.tallest * 1.06;
  const lane = twoLanes ? (index % 2) * layout.gutter : 0;
  const x = place.x + column.radius + layout.gutter * 0.6 + lane;
  pen.globalAlpha = focus !== null && focus.layer !== column.layer ? 0.3 : 1;
  if (!(Math.abs(height) >= scale.least)) {
    paintDot(pen, x, place.y, layout.font * 0.16, css(colours.muted), css(colours.ground, HALO));
    pen.globalAlpha = 1;
    return;
  }
  paintArrow(pen, {
    x,
    y: place.y,
    half,
    height,
    hue: css(height > 0 ? colours.plus : colours.minus),
    ground: css(colours.ground, HALO),
    line: wishLine(layout.font),
  });
  pen.globalAlpha = 1;
}

/** How much of the edges behind an arrow is hidden. */
const HALO = 0.86;

/**
 * Two pixels when text has 18.
 * @param {number} font
 */
export function wishLine(font) {
  return Math.max(1.25, font * 0.115);
}

/**
 * Hardly anything is wished: an arrow of that size could not be told from a smudge.
 * @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} radius
 * @param {string} fill @param {string} ground
 */
export function paintDot(pen, x, y, radius, fill, ground) {
  pen.lineWidth = radius * 2;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.strokeStyle = ground;
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
}

/**
 * One hollow arrow, its middle at (x, y), pointing up when its height is positive.
 * @param {CanvasRenderingContext2D} pen
 * @param {{x: number, y: number, half: number, height: number, hue: string, ground: string, line: number}} arrow
 */
export function paintArrow(pen, { x, y, half, height, hue, ground, line }) {
  const tip = y - height / 2;
  const foot = y + height / 2;
  // The head keeps its shape on tall arrows, and is all there is of short ones.
  const head = tip + Math.sign(height) * Math.min(Math.abs(height) * 0.7, half * 1.15);
  const stem = half * 0.48;
  pen.beginPath();
  pen.moveTo(x, tip);
  pen.lineTo(x + half, head);
  pen.lineTo(x + stem, head);
  pen.lineTo(x + stem, foot);
  pen.lineTo(x - stem, foot);
  pen.lineTo(x - stem, head);
  pen.lineTo(x - half, head);
  pen.closePath();
  // A halo of ground keeps the dashes apart from the edges behind.
  pen.lineJoin = "round";
  pen.lineWidth = line * 3.4;
  pen.strokeStyle = ground;
  pen.stroke();
  pen.fillStyle = ground;
  pen.fill();
  pen.setLineDash([line * 1.9, line * 0.9]);
  pen.lineWidth = line;
  pen.strokeStyle = hue;
  pen.stroke();
  pen.setLineDash([]);
}
