/** One 28×28 tile for each neuron of the first hidden layer: what it looks for, or is asked to. */

import { addCanvas, clean, extentOf, fit, watchSize } from "../draw/canvas.js";
import { css, readColours, signedRamp, watchTheme } from "../draw/colours.js";
import { counted, shortFigure } from "../draw/figures.js";
import { heatScale, paintHeat } from "../draw/heat.js";
import { createPicking } from "../draw/picking.js";

/** @import {Lens, NetworkPicture} from "../types.js" */
/** @import {Extent} from "../draw/canvas.js" */
/** @import {Colours} from "../draw/colours.js" */
/** @import {Pick} from "../draw/geometry.js" */
/** @import {Picking} from "../draw/picking.js" */

/**
 * @typedef {object} Tiling
 * @property {number} columns
 * @property {number} rows
 * @property {number} size   of a tile in CSS pixels
 * @property {number} pitch
 * @property {number} shown  how many tiles there is room for
 * @property {number} total
 * @property {number} font
 */

/**
 * @typedef {object} View
 * @property {HTMLElement} host
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLCanvasElement} stamp  28×28, one tile at a time
 * @property {Extent} extent
 * @property {Colours} colours
 * @property {NetworkPicture | null} picture
 * @property {Tiling | null} tiling
 * @property {Picking | null} picking
 * @property {boolean} stale
 */

/** @type {Record<Lens, string>} */
const CARRIES = {
  weights: "weight",
  signal: "weight × pixel",
  wishes: "weight",
  mean_nudge: "mean nudge",
};
const SIDE = 28;
const LEAST_TILE = 28;

/**
 * Fill a host with the tiles. `onPick` hears of clicks, `onChange` when there is something to draw.
 * @param {HTMLElement} host
 * @param {{signal: AbortSignal, onPick: (pick: Pick | null) => void, onChange?: () => void}} options
 */
export function createTiles(host, { signal, onPick, onChange = () => {} }) {
  const view = createView(host);
  const stale = () => {
    view.stale = true;
    onChange();
  };
  const repaintAll = () => {
    view.extent = extentOf(host);
    view.colours = readColours(host);
    fit(view.canvas, view.extent);
    stale();
  };
  view.picking = createPicking(host, {
    signal,
    onPick,
    find: (x, y) => find(view, x, y),
    sizes: () => [0, view.tiling?.shown ?? 0],
    changed: stale,
  });
  watchSize(host, repaintAll, signal);
  watchTheme(repaintAll, signal);
  return {
    /** @param {NetworkPicture} picture */
    setPicture(picture) {
      if (!changes(view.picture, picture)) return;
      view.picture = picture;
      view.stale = true;
    },
    /** @param {number} _now @param {number} _budgetMs */
    paint(_now, _budgetMs) {
      if (view.stale) paint(view);
      return false;
    },
    repaintAll,
  };
}

/**
 * @param {HTMLElement} host
 * @returns {View}
 */
function createView(host) {
  const stamp = document.createElement("canvas");
  stamp.width = stamp.height = SIDE;
  const canvas = addCanvas(host);
  const extent = extentOf(host);
  fit(canvas, extent);
  host.setAttribute("role", "application");
  host.setAttribute(
    "aria-label",
    "One tile for each neuron of the first layer. Up and down arrows go from tile to tile, Enter pins one.",
  );
  const colours = readColours(host);
  return {
    host,
    canvas,
    stamp,
    extent,
    colours,
    picture: null,
    tiling: null,
    picking: null,
    stale: true,
  };
}

/**
 * Light frames come thirty times a second; tiles of weights need none of them.
 * @param {NetworkPicture | null} before @param {NetworkPicture} after
 */
function changes(before, after) {
  if (before === null || before.lens !== after.lens || before.layers !== after.layers) return true;
  if (valuesOf(before) !== valuesOf(after)) return true;
  return after.lens === "signal" && !samePixels(before.activations, after.activations);
}

/** @param {Float32Array | null} one @param {Float32Array | null} other */
function samePixels(one, other) {
  if (one === null || other === null) return one === other;
  for (let i = 0; i < SIDE * SIDE; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** @param {NetworkPicture} picture */
function valuesOf({ lens, meanNudge, parameters }) {
  return lens === "mean_nudge" ? meanNudge : parameters;
}

/**
 * The most columns and the largest tiles that fit, below one line of text.
 * @param {number} width @param {number} height @param {number} total
 * @returns {Tiling}
 */
export function tile(width, height, total) {
  const font = Math.min(24, Math.max(11, Math.min(width * 0.03, height * 0.15, 18)));
  const free = Math.max(LEAST_TILE, height - font * 1.7);
  let best = { columns: 1, rows: 1, pitch: 0 };
  for (let rows = 1; rows <= total; rows++) {
    const columns = Math.ceil(total / rows);
    const pitch = Math.min(width / columns, free / rows);
    if (pitch > best.pitch) best = { columns, rows, pitch };
  }
  const least = LEAST_TILE * 1.08;
  if (best.pitch < least) {
    const [columns, rows] = [Math.floor(width / least), Math.floor(free / least)];
    best = { columns: Math.max(1, columns), rows: Math.max(1, rows), pitch: least };
  }
  const shown = Math.min(total, best.columns * best.rows);
  return { ...best, size: Math.floor(best.pitch * 0.93), shown, total, font };
}

/**
 * @param {View} view @param {number} x @param {number} y
 * @returns {Pick | null}
 */
function find({ tiling }, x, y) {
  if (tiling === null) return null;
  const [column, row] = [Math.floor(x / tiling.pitch), Math.floor(y / tiling.pitch)];
  const index = row * tiling.columns + column;
  return x < 0 || y < 0 || column >= tiling.columns || index >= tiling.shown
    ? null
    : { layer: 1, index };
}

/** @param {View} view */
function paint(view) {
  view.stale = false;
  const pen = clean(view.canvas, view.extent.ratio);
  const values = view.picture && valuesOf(view.picture);
  if (view.picture === null || values === null) return;
  const size = view.picture.layers[1] ?? 0;
  const tiling = tile(view.extent.width, view.extent.height, size);
  view.tiling = tiling;
  const carried = firstLayer(view.picture, values, size);
  const scale = heatScale(carried);
  paintTiles(pen, view, tiling, carried, scale);
  paintCaption(pen, view, tiling, scale);
}

/**
 * What each edge of the first layer carries, a row a pixel.
 * @param {NetworkPicture} picture @param {Float32Array} values @param {number} size
 */
function firstLayer({ lens, activations }, values, size) {
  const weights = values.subarray(0, SIDE * SIDE * size);
  if (lens !== "signal") return weights;
  return weights.map((weight, i) => weight * (activations?.[Math.floor(i / size)] ?? 0));
}

/**
 * @param {CanvasRenderingContext2D} pen @param {View} view @param {Tiling} tiling
 * @param {Float32Array} carried @param {number} scale
 */
function paintTiles(pen, { stamp, colours, picking, picture }, tiling, carried, scale) {
  const ramp = signedRamp(colours);
  const image = new ImageData(SIDE, SIDE);
  const ink = /** @type {CanvasRenderingContext2D} */ (stamp.getContext("2d"));
  const size = picture?.layers[1] ?? 0;
  pen.imageSmoothingEnabled = false;
  for (let index = 0; index < tiling.shown; index++) {
    paintHeat(image.data, SIDE * SIDE, (i) => carried[i * size + index] ?? 0, scale, ramp);
    ink.putImageData(image, 0, 0);
    const x = Math.round((index % tiling.columns) * tiling.pitch) + 1;
    const y = Math.round(Math.floor(index / tiling.columns) * tiling.pitch) + 1;
    const chosen = index === (picking?.pinned ?? picking?.hover)?.index;
    pen.drawImage(stamp, x, y, tiling.size - 2, tiling.size - 2);
    pen.strokeStyle = css(chosen ? colours.focus : colours.line);
    pen.lineWidth = chosen ? 3 : 1;
    pen.strokeRect(x - 0.5, y - 0.5, tiling.size - 1, tiling.size - 1);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen @param {View} view @param {Tiling} tiling
 * @param {number} scale
 */
function paintCaption(pen, { colours, extent, picture }, tiling, scale) {
  if (picture === null) return;
  const { font, rows, pitch } = tiling;
  pen.font = `450 ${font}px ${colours.font}`;
  pen.textBaseline = "alphabetic";
  const y = rows * pitch + font * 1.15;
  const texts = captions(picture, tiling, scale);
  const wide = (/** @type {readonly string[]} */ parts) => pen.measureText(parts.join("")).width;
  const parts = texts.find((text) => wide(text) <= extent.width) ?? texts[texts.length - 1] ?? [];
  const hues = [colours.muted, colours.plus, colours.minus, colours.muted];
  let x = 0;
  parts.forEach((part, i) => {
    pen.fillStyle = css(hues[i] ?? colours.muted);
    pen.fillText(part, x, y);
    x += pen.measureText(part).width;
  });
}

/**
 * What the tiles show, longest first: a number cut off at the edge would be another number.
 * Each text in four parts, for their colours.
 * @param {NetworkPicture} picture @param {{shown: number, total: number}} tiling
 * @param {number} scale
 */
export function captions({ lens, heavyStep }, { shown, total }, scale) {
  const some = shown < total;
  const neurons = some ? `${counted(shown)} of ${counted(total)}` : counted(total);
  const step = `step ${counted(heavyStep)}`;
  const hue = `full hue ${shortFigure(scale)}`;
  const fronts = [`first layer, ${neurons} neurons: ${CARRIES[lens]}  `];
  if (some) fronts.push(`${neurons} neurons: ${CARRIES[lens]}  `, `${neurons}: ${CARRIES[lens]}  `);
  else fronts.push(`${CARRIES[lens]}  `);
  const brief = some ? `${neurons}  ` : "";
  return [
    ...fronts.map((front) => [front, "+ ", "− ", ` ${hue}, ${step}`]),
    [brief, "+ ", "− ", ` ${hue}, ${step}`],
    [brief, "", "", step],
  ];
}
