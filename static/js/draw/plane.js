/** The 28×28 input as one plane turned towards the network: its ink, or a neuron's weights. */

import { css, inkOf, signedRamp } from "./colours.js";
import { projection } from "./geometry.js";
import { rampAt } from "./heat.js";

/** @import {Colours} from "./colours.js" */
/** @import {Layout, Plane, Point} from "./geometry.js" */

/** Share of a cell that is left free, so that single pixels can be told apart. */
const GAP = 0.06;

/**
 * The pixels themselves.
 * @param {CanvasRenderingContext2D} pen @param {Layout} layout @param {Colours} colours
 * @param {Float32Array | null} activations
 */
export function paintPixels(pen, layout, colours, activations) {
  paintSheet(pen, layout, colours);
  if (activations === null) return;
  eachCell(layout.plane, (index, corners) => {
    const ink = activations[index] ?? 0;
    if (ink === 0) return;
    pen.fillStyle = css(inkOf(colours, ink));
    fillCell(pen, corners);
  });
}

/**
 * What one neuron gives each pixel, on the scale given.
 * @param {CanvasRenderingContext2D} pen @param {Layout} layout @param {Colours} colours
 * @param {(index: number) => number} sizeAt @param {number} scale
 */
export function paintTint(pen, layout, colours, sizeAt, scale) {
  paintSheet(pen, layout, colours);
  const ramp = signedRamp(colours);
  eachCell(layout.plane, (index, corners) => {
    const value = sizeAt(index);
    if (value === 0) return;
    const at = rampAt(value, scale);
    pen.fillStyle = css([ramp[at] ?? 0, ramp[at + 1] ?? 0, ramp[at + 2] ?? 0]);
    fillCell(pen, corners);
  });
}

/**
 * A frame about one pixel.
 * @param {CanvasRenderingContext2D} pen @param {Layout} layout @param {Colours} colours
 * @param {number} index
 */
export function paintPixelFocus(pen, layout, colours, index) {
  outline(pen, cellCorners(projection(layout.plane.corners), layout.plane.side, index, -0.25));
  pen.strokeStyle = css(colours.focus);
  pen.lineWidth = 2;
  pen.stroke();
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Layout} layout @param {Colours} colours
 */
function paintSheet(pen, { plane, font }, colours) {
  outline(pen, plane.corners);
  pen.fillStyle = css(colours.paper, 0.9);
  pen.fill();
  pen.strokeStyle = css(colours.muted, 0.75);
  pen.lineWidth = Math.max(1, font * 0.115);
  pen.lineJoin = "round";
  pen.stroke();
}

/**
 * @param {Plane} plane @param {(index: number, corners: Point[]) => void} visit
 */
function eachCell({ corners, side }, visit) {
  const project = projection(corners);
  for (let index = 0; index < side * side; index++) {
    visit(index, cellCorners(project, side, index, GAP));
  }
}

/**
 * @param {(u: number, v: number) => Point} project @param {number} side @param {number} index
 * @param {number} gap
 */
function cellCorners(project, side, index, gap) {
  const [column, row] = [index % side, Math.floor(index / side)];
  const [left, right] = [(column + gap) / side, (column + 1 - gap) / side];
  const [top, bottom] = [(row + gap) / side, (row + 1 - gap) / side];
  return [project(left, top), project(right, top), project(right, bottom), project(left, bottom)];
}

/** @param {CanvasRenderingContext2D} pen @param {Point[]} corners */
function fillCell(pen, corners) {
  outline(pen, corners);
  pen.fill();
}

/** @param {CanvasRenderingContext2D} pen @param {readonly Point[]} corners */
function outline(pen, corners) {
  pen.beginPath();
  for (const { x, y } of corners) pen.lineTo(x, y);
  pen.closePath();
}
