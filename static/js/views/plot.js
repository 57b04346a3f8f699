/** One curve in its box: axes, ticks, the thinned curve, test points and the cursor. */

import { css } from "../draw/colours.js";
import { grouped } from "../numbers.js";
import { columnEdges } from "../state/axis.js";
import { thin } from "../state/series.js";

/** @import {Colours} from "../draw/colours.js" */
/** @import {Axis} from "../state/axis.js" */
/** @import {Envelope} from "../state/series.js" */

/**
 * @typedef {object} Look
 * @property {{left: number, top: number, width: number, height: number}} box  CSS pixels
 * @property {Axis} across
 * @property {Axis} up
 * @property {Envelope} curve
 * @property {number} last
 * @property {Map<number, number>} dots  step to value
 * @property {string} name
 * @property {(value: number) => string} tick
 */

/** From so many steps a pixel on, a curve is a band from lowest to highest. */
const DENSE = 4;

/** What the name above and the steps below take, in text sizes. */
const HEAD = 1.7;
const FOOT = 1.6;

function textSize() {
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.max(11, unit * 0.9);
}

/**
 * How high the axis stands in a box of this height.
 * @param {number} height
 */
export const innerHeight = (height) => Math.max(0, height - (HEAD + FOOT) * textSize());

/** @typedef {ReturnType<typeof createPlot>} Plot */

/** @param {Look} look */
export function createPlot(look) {
  const frame = measure(look);
  const { left, right } = frame;

  return {
    /**
     * @param {number} px
     * @param {number} py
     */
    holds: (px, py) =>
      px >= look.box.left && px <= right + 4 && py >= look.box.top && py <= frame.foot,
    /** @param {number} px */
    stepAt: (px) => look.across.valueAt(Math.min(1, Math.max(0, (px - left) / (right - left)))),
    /**
     * @param {CanvasRenderingContext2D} pen
     * @param {Colours} colours
     * @param {number | null} cursor
     */
    paint(pen, colours, cursor) {
      pen.font = `${frame.size}px ${colours.font}`;
      paintName(pen, colours, look, frame);
      paintAxes(pen, colours, look, frame);
      if (look.last === 0) return;
      paintCurve(pen, colours, look, frame);
      paintDots(pen, colours, look, frame);
      if (cursor !== null) paintCursor(pen, colours, frame, cursor);
    },
  };
}

/** @typedef {ReturnType<typeof measure>} Frame */

/**
 * Where the axes stand inside the box, and the way from a step or a value to a pixel.
 * @param {Look} look
 */
function measure({ box, across, up, tick }) {
  const size = textSize();
  // A tabular figure is a little over half as wide as it is tall.
  const longest = Math.max(2, ...up.ticks.map((value) => tick(value).length));
  const left = box.left + size * (0.6 + 0.6 * longest);
  const right = box.left + box.width - 4;
  const top = box.top + size * HEAD;
  const bottom = box.top + box.height - size * FOOT;
  return {
    size,
    hair: Math.max(1, size / 9), // 2 px at 1920×1080
    left,
    right,
    top,
    bottom,
    foot: box.top + box.height,
    head: box.top,
    x: (/** @type {number} */ step) => left + across.at(Math.max(1, step)) * (right - left),
    y: (/** @type {number} */ value) => bottom - up.at(value) * (bottom - top),
  };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Colours} colours
 * @param {Look} look
 * @param {Frame} frame
 */
function paintName(pen, colours, look, { left, right, bottom, head, hair }) {
  pen.fillStyle = css(colours.text);
  pen.textAlign = "left";
  pen.textBaseline = "top";
  pen.fillText(look.name, left, head);
  pen.strokeStyle = css(colours.muted);
  pen.lineWidth = hair;
  line(pen, left, bottom, right, bottom);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Colours} colours
 * @param {Look} look
 * @param {Frame} frame
 */
function paintAxes(pen, colours, look, { left, right, bottom, foot, hair, x, y }) {
  pen.fillStyle = css(colours.muted);
  pen.strokeStyle = css(colours.line);
  pen.lineWidth = hair;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const tick of look.up.ticks) {
    line(pen, left, y(tick), right, y(tick));
    pen.fillText(look.tick(tick), left - 6, y(tick));
  }
  pen.textBaseline = "bottom";
  pen.textAlign = "center";
  for (const tick of look.last > 1 ? look.across.ticks : [1]) {
    const words = grouped(tick);
    const half = pen.measureText(words).width / 2;
    pen.fillText(words, Math.min(x(tick), right + 4 - half), foot);
    line(pen, x(tick), bottom, x(tick), bottom + 4);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Colours} colours
 * @param {Look} look
 * @param {Frame} frame
 */
function paintCurve(pen, colours, look, { size, left, right, x, y }) {
  const columns = Math.max(1, Math.floor(right - left));
  const edges = columnEdges(look.across, columns, look.last);
  // Many steps a column make a band, and points need to stand out from what lies under them.
  const quiet = look.last > DENSE * columns || look.dots.size > 0;
  pen.strokeStyle = css(colours.text, quiet ? 0.6 : 1);
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  pen.beginPath();
  for (const [i, pair] of thin(look.curve, edges).entries()) {
    if (!pair) continue;
    const step = Number(edges[i]);
    // A step that has its own column stands where it belongs, others at their column.
    const px = Number(edges[i + 1]) - step === 1 ? x(step) : left + i + 0.5;
    pen.lineTo(px, y(pair[0]));
    pen.lineTo(px, y(pair[1]));
  }
  pen.stroke();
  if (look.last > 1) return;
  // A line from one step to nowhere is a dot.
  pen.fillStyle = pen.strokeStyle;
  pen.beginPath();
  pen.arc(x(1), y(Number(look.curve.low[1])), Math.max(4, size * 0.28), 0, 7);
  pen.fill();
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Colours} colours
 * @param {Look} look
 * @param {Frame} frame
 */
function paintDots(pen, colours, look, { x, y }) {
  pen.fillStyle = css(colours.text);
  pen.strokeStyle = css(colours.ground);
  pen.lineWidth = 2;
  let before = Number.NEGATIVE_INFINITY;
  for (const [step, value] of look.dots) {
    // Points closer than a dot's width would hide the curve.
    if (x(step) - before < 9) continue;
    before = x(step);
    pen.beginPath();
    pen.arc(before, y(value), 4, 0, 7);
    pen.stroke();
    pen.fill();
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Colours} colours
 * @param {Frame} frame
 * @param {number} cursor
 */
function paintCursor(pen, colours, { x, top, bottom, hair }, cursor) {
  pen.strokeStyle = css(colours.text);
  pen.lineWidth = hair;
  line(pen, x(cursor), top, x(cursor), bottom);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
function line(pen, x0, y0, x1, y1) {
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}
