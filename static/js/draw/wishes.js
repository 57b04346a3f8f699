/** Wishes beside the neurons: hollow dashed arrows, because nobody can set an activation. */

import { wishIndex } from "../state/shape.js";
import { css } from "./colours.js";
import { neuronPlace } from "./geometry.js";
import { ladder } from "./strength.js";

/** @import {Column} from "./geometry.js" */
/** @import {Scene} from "./neurons.js" */

/**
 * How wishes are drawn: one scale for all layers, and how often each layer is magnified on it.
 * @typedef {object} WishScale
 * @property {number} full     the wish that the tallest arrow of the outputs stands for
 * @property {number} tallest  in CSS pixels
 * @property {number[]} times  for each column
 */

const TIMES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * @param {Scene} scene
 * @returns {WishScale | null}  null when no wanted output is known
 */
export function wishScale({ picture, shape, layout }) {
  const { wishes, label } = picture;
  if (wishes === null || label === null) return null;
  const largest = layout.columns.map((column) =>
    largestOf(wishes, wishIndex(shape, column.layer, 0), column.size),
  );
  const outputs = largest[largest.length - 1] ?? 0;
  if (outputs === 0) return null;
  const full = ladder(outputs);
  const discs = layout.columns.filter((column) => hasRoom(column, layout.font));
  const tallest = Math.min(...discs.map((column) => column.pitch * 0.9), layout.font * 2);
  const times = largest.map((most) => TIMES.findLast((n) => most * n <= full) ?? 1);
  return { full, tallest, times };
}

/**
 * Arrows need rows of a height to be told apart.
 * @param {Column} column @param {number} font
 */
export function hasRoom(column, font) {
  return column.kind === "discs" && column.pitch >= font * 1.2;
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
      paintWish(
        pen,
        scene,
        column,
        index,
        Math.max(-scale.tallest, Math.min(scale.tallest, height)),
      );
    }
  });
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Column} column
 * @param {number} index @param {number} height
 */
function paintWish(pen, { layout, colours, focus }, column, index, height) {
  // Smaller ones are smudges; the numbers are in the verdict and the tag.
  if (Math.abs(height) < 4) return;
  const place = neuronPlace(column, index);
  const half = Math.min(layout.gutter * 0.4, column.pitch * 0.3);
  const x = place.x + column.radius + layout.gutter * 0.56;
  pen.globalAlpha = focus !== null && focus.layer !== column.layer ? 0.3 : 1;
  paintArrow(pen, {
    x,
    y: place.y,
    half,
    height,
    hue: css(height > 0 ? colours.plus : colours.minus),
    ground: css(colours.ground, 0.82),
    line: Math.max(1.1, layout.font * 0.085),
  });
  pen.globalAlpha = 1;
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
  const head = tip + Math.sign(height) * Math.min(Math.abs(height), half * 1.15);
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
  pen.lineWidth = line * 4;
  pen.strokeStyle = ground;
  pen.stroke();
  pen.fillStyle = ground;
  pen.fill();
  pen.setLineDash([line * 2.2, line * 1.1]);
  pen.lineWidth = line;
  pen.strokeStyle = hue;
  pen.stroke();
  pen.setLineDash([]);
}
