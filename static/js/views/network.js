/** The network on the stage: the input plane, neurons, edges and wishes, and pointing at them. */

import { addCanvas, clean, extentOf, fit, watchSize } from "../draw/canvas.js";
import { readColours, watchTheme } from "../draw/colours.js";
import {
  advance,
  createEdgeLayer,
  lagOf,
  onScreen,
  remember,
  restart,
} from "../draw/edge-layer.js";
import { figure, neuronName, shortFigure } from "../draw/figures.js";
import { createLayout, hit } from "../draw/geometry.js";
import { paintHeading, paintKey, paintNotes } from "../draw/key.js";
import { edgeBudget } from "../draw/loop.js";
import { paintNeurons } from "../draw/neurons.js";
import { createPicking, same } from "../draw/picking.js";
import { paintPixelFocus, paintPixels, paintTint } from "../draw/plane.js";
import { createTag } from "../draw/tag.js";
import { paintWishes, wishScale } from "../draw/wishes.js";
import { activationIndex, biasIndex, createShape, sameLayers, wishIndex } from "../state/shape.js";

/** @import {NetworkPicture} from "../types.js" */
/** @import {Extent} from "../draw/canvas.js" */
/** @import {Colours} from "../draw/colours.js" */
/** @import {EdgeLayer} from "../draw/edge-layer.js" */
/** @import {Layout, Pick} from "../draw/geometry.js" */
/** @import {Scene} from "../draw/neurons.js" */
/** @import {Picking} from "../draw/picking.js" */
/** @import {Tag} from "../draw/tag.js" */
/** @import {Shape} from "../state/shape.js" */

/**
 * @typedef {object} Stats
 * @property {number} painted      edges of the repaint under way
 * @property {number} shown        edges on the screen
 * @property {number} total        edges of the network
 * @property {number} paintedStep  the step they are of, -1 before the first
 */

/**
 * @typedef {object} NetworkView
 * @property {(picture: NetworkPicture) => void} setPicture
 * @property {(now: number, budgetMs: number) => boolean} paint  true while there is more to draw
 * @property {() => void} repaintAll  the theme or the size changed
 * @property {() => Stats} stats
 */

/**
 * @typedef {object} View
 * @property {HTMLElement} host
 * @property {HTMLCanvasElement} canvas  the fast layer
 * @property {EdgeLayer} layer
 * @property {Tag} tag
 * @property {Extent} extent
 * @property {Colours} colours
 * @property {NetworkPicture | null} picture
 * @property {Shape | null} shape
 * @property {Layout | null} layout
 * @property {Pick | null} focus
 * @property {number} before  when the frame before was painted
 * @property {boolean} stale  the fast layer is to be painted
 */

/**
 * Fill a host with the network. `onPick` hears of pins, not of every hover; `onChange` when the
 * view itself has something to draw.
 * @param {HTMLElement} host
 * @param {{signal: AbortSignal, onPick: (pick: Pick | null) => void, onChange?: () => void}} options
 * @returns {NetworkView}
 */
export function createNetworkView(host, { signal, onPick, onChange = () => {} }) {
  const repaintAll = () => {
    relayout(view);
    onChange();
  };
  const view = createView(host, repaintAll, signal);
  const picking = createPicking(host, {
    signal,
    onPick,
    find: (x, y) => (view.layout === null ? null : hit(view.layout, x, y)),
    sizes: () => view.shape?.layers ?? [],
    changed(spoken) {
      focusOn(view, picking, spoken);
      onChange();
    },
  });
  watchSize(host, repaintAll, signal);
  watchTheme(repaintAll, signal);
  return {
    setPicture(picture) {
      accept(view, picking, picture);
    },
    paint: (_now, budgetMs) => paint(view, performance.now(), budgetMs),
    repaintAll,
    stats: () => ({
      painted: view.layer.painter.painted(),
      shown: view.layer.shown?.edges.count ?? 0,
      total: view.shape?.edgeCount ?? 0,
      paintedStep: view.layer.shown?.step ?? -1,
    }),
  };
}

/**
 * @param {HTMLElement} host @param {() => void} onLost @param {AbortSignal} signal
 * @returns {View}
 */
function createView(host, onLost, signal) {
  const forced = new URLSearchParams(location.search).get("painter");
  host.setAttribute("role", "application");
  host.setAttribute(
    "aria-label",
    "The network. Arrow keys go from neuron to neuron, Enter pins one, Escape lets go.",
  );
  return {
    host,
    layer: createEdgeLayer(host, forced, onLost, signal),
    canvas: addCanvas(host),
    tag: createTag(host),
    extent: extentOf(host),
    colours: readColours(host),
    picture: null,
    shape: null,
    layout: null,
    focus: null,
    before: 0,
    stale: true,
  };
}

/** @param {View} view @param {Picking} picking @param {NetworkPicture} picture */
function accept(view, picking, picture) {
  const fresh = view.shape === null || !sameLayers(view.shape.layers, picture.layers);
  const otherRun = view.picture !== null && view.picture.heavyRun !== picture.heavyRun;
  view.picture = picture;
  view.stale = true;
  remember(view.layer, picture);
  if (fresh) {
    picking.release();
    view.focus = null;
    view.shape = createShape(picture.layers);
  }
  if (fresh || otherRun) relayout(view);
}

/** @param {View} view */
function relayout(view) {
  view.extent = extentOf(view.host);
  view.colours = readColours(view.host);
  view.stale = true;
  fit(view.canvas, view.extent);
  restart(view.layer, view.extent);
  const { width, height } = view.extent;
  if (view.shape !== null) view.layout = createLayout(view.shape, width, height);
}

/** @param {View} view @param {Picking} picking @param {boolean} spoken */
function focusOn(view, picking, spoken) {
  const focus = spoken ? picking.hover : (picking.pinned ?? picking.hover);
  if (same(focus, view.focus)) return;
  view.focus = focus;
  view.stale = true;
  view.layer.focusStale = true;
  const scene = sceneOf(view);
  if (spoken && focus !== null && scene !== null) view.tag.speak(words(scene, focus).join(", "));
}

/**
 * @param {View} view
 * @returns {Scene | null}
 */
function sceneOf({ shape, layout, colours, picture, focus }) {
  if (shape === null || layout === null || picture === null) return null;
  return { shape, layout, colours, picture, focus };
}

/** @param {View} view @param {number} now @param {number} budgetMs */
function paint(view, now, budgetMs) {
  const scene = sceneOf(view);
  if (scene === null || view.extent.width === 0) return false;
  if (view.stale) paintFast(view, scene);
  const lag = lagOf(view.layer, now);
  const pace = { lag, interval: now - view.before, running: scene.picture.running ?? false };
  const deadline = now + edgeBudget(budgetMs, pace);
  view.before = now;
  const { busy, swapped } = advance(view.layer, scene, view.extent.ratio, deadline);
  // The key tells what is on the screen, so it changes in the frame of a swap.
  if (swapped) paintFast(view, scene);
  return busy;
}

/** @param {View} view @param {Scene} scene */
function paintFast(view, scene) {
  view.stale = false;
  const pen = clean(view.canvas, view.extent.ratio);
  const shown = onScreen(view.layer);
  // Arrows wait until the lines are grey: hue is to mean one thing at a time.
  const scale = shown?.lens === "wishes" ? wishScale(scene) : null;
  const tint = paintPlane(pen, view, scene);
  paintNeurons(pen, scene);
  if (scale !== null) paintWishes(pen, scene, scale);
  paintNotes(pen, scene, scale, tint);
  paintHeading(pen, scene);
  paintKey(pen, scene, shown, scale);
  writeTag(view, scene);
}

/**
 * The pixels, or for a first-layer neuron what it gives each of them.
 * @param {CanvasRenderingContext2D} pen @param {View} view @param {Scene} scene
 * @returns {number | null} the size of full hue when the plane is tinted
 */
function paintPlane(pen, { layer }, { layout, colours, picture, shape, focus }) {
  const { shown } = layer;
  if (focus?.layer !== 1 || shown === null || shown.lens === "wishes") {
    paintPixels(pen, layout, colours, picture.activations);
    if (focus?.layer === 0) paintPixelFocus(pen, layout, colours, focus.index);
    return null;
  }
  const size = shape.layers[1] ?? 0;
  const carried = (/** @type {number} */ pixel) => shown.sizes[pixel * size + focus.index] ?? 0;
  paintTint(pen, layout, colours, carried, shown.tintScale);
  return shown.tintScale;
}

/** @param {View} view @param {Scene} scene */
function writeTag({ tag }, scene) {
  if (scene.focus === null) tag.hide();
  else tag.show(words(scene, scene.focus), scene.layout);
}

/**
 * A neuron's name and its numbers, a line each.
 * @param {Scene} scene @param {Pick} focus
 */
function words({ picture, shape }, { layer, index }) {
  const activation = picture.activations?.[activationIndex(shape, layer, index)];
  const lines = [neuronName(shape.layers, layer, index)];
  if (activation !== undefined) {
    lines.push(`${layer === 0 ? "ink" : "activation"} ${figure(activation)}`);
  }
  if (layer === 0) return lines;
  const bias = picture.parameters?.[biasIndex(shape, layer, index)];
  const wish = picture.wishes?.[wishIndex(shape, layer, index)];
  if (bias !== undefined) lines.push(`${lines.pop()}, bias ${figure(bias)}`);
  // With softmax an output's wish is that of its pre-activation.
  const ofZ = picture.cost === "cross_entropy" && layer === shape.layers.length - 1;
  if (wish === undefined) return lines;
  if (ofZ) lines.push("wish of the pre-activation", `y − a = ${signedFigure(wish)}`);
  else lines.push(`wish −∂C/∂a = ${signedFigure(wish)}`);
  return lines;
}

/** @param {number} value */
function signedFigure(value) {
  return value > 0 ? `+${shortFigure(value)}` : shortFigure(value);
}
