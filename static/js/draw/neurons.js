/** The fast layer's neurons: discs and cells, their numbers, and the digits of the outputs. */

import { activationIndex } from "../state/shape.js";
import { css, inkOf, readable } from "./colours.js";
import { discFigure } from "./figures.js";
import { neuronPlace } from "./geometry.js";

/** @import {Column, Layout, Pick} from "./geometry.js" */
/** @import {Colours} from "./colours.js" */
/** @import {Shape} from "../state/shape.js" */
/** @import {NetworkPicture} from "../types.js" */

/**
 * What the fast layer is painted from.
 * @typedef {object} Scene
 * @property {Shape} shape
 * @property {Layout} layout
 * @property {Colours} colours
 * @property {NetworkPicture} picture
 * @property {Pick | null} focus
 */

/** A neuron whose slope is smaller hardly listens: no change of its input moves it. */
const LEAST_SLOPE = 0.02;
const FADED = 0.28;
const QUIET = 0.72;

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene
 */
export function paintNeurons(pen, scene) {
  for (const column of scene.layout.columns) {
    const full = fullActivation(scene, column);
    for (let index = 0; index < column.size; index++) {
      pen.globalAlpha = isFaded(scene.focus, column.layer, index) ? FADED : 1;
      if (column.kind === "discs") paintDisc(pen, scene, column, index, full);
      else paintCell(pen, scene, column, index, full);
    }
  }
  pen.globalAlpha = 1;
  paintDigits(pen, scene);
  paintFocus(pen, scene);
}

/**
 * The activation that fills a disc: 1, or with ReLU the largest of the layer, which is printed.
 * @param {Scene} scene @param {Column} column
 */
export function fullActivation({ picture, shape }, column) {
  if (picture.activation !== "relu" || isOutput(shape, column.layer)) return 1;
  const start = activationIndex(shape, column.layer, 0);
  let most = 0;
  for (let i = 0; i < column.size; i++)
    most = Math.max(most, picture.activations?.[start + i] ?? 0);
  return most || 1;
}

/**
 * Whether a neuron listens: how far its activation follows its input.
 * @param {NetworkPicture} picture @param {boolean} output @param {number} activation
 */
export function isSaturated(picture, output, activation) {
  if (output) return picture.cost === "squares" && activation * (1 - activation) < LEAST_SLOPE;
  if (picture.activation === "relu") return activation <= 0;
  if (picture.activation === "tanh") return 1 - activation * activation < LEAST_SLOPE;
  return activation * (1 - activation) < LEAST_SLOPE;
}

/** @param {Shape} shape @param {number} layer */
function isOutput(shape, layer) {
  return layer === shape.layers.length - 1;
}

/**
 * With a neuron in focus, those it has no edge to step back.
 * @param {Pick | null} focus @param {number} layer @param {number} index
 */
function isFaded(focus, layer, index) {
  if (focus === null || Math.abs(layer - focus.layer) === 1) return false;
  return layer !== focus.layer || index !== focus.index;
}

/** @param {Scene} scene @param {Column} column @param {number} index */
function activationOf({ picture, shape }, column, index) {
  return picture.activations?.[activationIndex(shape, column.layer, index)] ?? null;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Column} column
 * @param {number} index @param {number} full
 */
function paintDisc(pen, scene, column, index, full) {
  const { colours, layout } = scene;
  const { x, y } = neuronPlace(column, index);
  const activation = activationOf(scene, column, index);
  const fill = inkOf(colours, activation === null ? 0 : Math.abs(activation) / full);
  const quiet =
    activation === null ||
    isSaturated(scene.picture, isOutput(scene.shape, column.layer), activation);
  pen.beginPath();
  pen.arc(x, y, column.radius, 0, 2 * Math.PI);
  pen.fillStyle = css(fill);
  pen.fill();
  pen.lineWidth = Math.min(column.radius * 0.25, Math.max(1, layout.font * 0.115));
  // Dimmed, yet three to one against the ground of either theme.
  pen.strokeStyle = quiet ? css(colours.muted, QUIET) : css(colours.text, 0.95);
  pen.stroke();
  if (activation === null) return;
  const size = column.radius * 0.95;
  pen.fillStyle = css(readable(colours, fill));
  if (size >= layout.font * 0.78 && size >= 10) {
    write(pen, colours, discFigure(activation), x, y, `600 ${size}px`);
  } else if (scene.picture.activation === "tanh" && !isOutput(scene.shape, column.layer)) {
    write(pen, colours, activation < 0 ? "−" : "+", x, y, `700 ${column.radius * 1.5}px`);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Column} column
 * @param {number} index @param {number} full
 */
function paintCell(pen, scene, column, index, full) {
  const { x, y } = neuronPlace(column, index);
  const activation = activationOf(scene, column, index) ?? 0;
  const half = column.radius * 0.88;
  pen.fillStyle = css(inkOf(scene.colours, Math.abs(activation) / full));
  pen.fillRect(x - half, y - half, 2 * half, 2 * half);
  pen.strokeStyle = css(scene.colours.line);
  pen.lineWidth = 0.75;
  pen.strokeRect(x - half, y - half, 2 * half, 2 * half);
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function paintDigits(pen, scene) {
  const { colours, layout, picture } = scene;
  const outputs = layout.columns[layout.columns.length - 1];
  if (!outputs) return;
  const best = strongest(scene, outputs);
  const size = Math.min(layout.font * 1.35, outputs.pitch * 0.92);
  for (let digit = 0; digit < outputs.size; digit++) {
    const { y } = neuronPlace(outputs, digit);
    const wanted = picture.label === digit;
    pen.fillStyle = css(wanted ? colours.wanted : digit === best ? colours.text : colours.muted);
    const weight = wanted || digit === best ? 700 : 450;
    write(pen, colours, String(digit), layout.labelX, y, `${weight} ${size}px`);
    if (wanted) paintWanted(pen, colours, layout.labelX, y, size);
  }
}

/**
 * A box about the wanted digit, so that it does not rest on hue alone.
 * @param {CanvasRenderingContext2D} pen @param {Colours} colours
 * @param {number} x @param {number} y @param {number} size
 */
function paintWanted(pen, colours, x, y, size) {
  pen.strokeStyle = css(colours.wanted);
  pen.lineWidth = Math.max(1.25, size * 0.09);
  pen.beginPath();
  pen.roundRect(x - size * 0.5, y - size * 0.62, size, size * 1.24, size * 0.22);
  pen.stroke();
}

/** @param {Scene} scene @param {Column} column */
function strongest(scene, column) {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < column.size; i++) {
    const activation = activationOf(scene, column, i);
    if (activation !== null && activation > most) [best, most] = [i, activation];
  }
  return best;
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
function paintFocus(pen, { focus, layout, colours }) {
  const column = focus && layout.columns[focus.layer - 1];
  if (!focus || !column) return;
  const { x, y } = neuronPlace(column, focus.index);
  pen.beginPath();
  pen.arc(x, y, column.radius + Math.max(3, layout.font * 0.2), 0, 2 * Math.PI);
  pen.strokeStyle = css(colours.focus);
  pen.lineWidth = Math.max(2, layout.font * 0.12);
  pen.stroke();
}

/**
 * Text whose figures stand in the middle of a point.
 * @param {CanvasRenderingContext2D} pen @param {Colours} colours @param {string} text
 * @param {number} x @param {number} y @param {string} size
 */
function write(pen, colours, text, x, y, size) {
  pen.font = `${size} ${colours.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  // Figures have no descenders: "middle" would hang them too low.
  const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = pen.measureText(text);
  pen.fillText(text, x, y + (up - down) / 2);
}
