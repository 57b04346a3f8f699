/**
 * The slow layer: all edges of one frozen moment, and over them those of the neuron in focus.
 * A new moment begins when the one before has been swapped in, so that training never starves it.
 */

import { activationIndex, createShape, edgesInto, sameLayers } from "../state/shape.js";
import { addCanvas, fit } from "./canvas.js";
import { edgeColours } from "./colours.js";
import { createEdges2d } from "./edges-2d.js";
import { createEdgesGl } from "./edges-gl.js";
import { openGl } from "./gl.js";
import { heatScale } from "./heat.js";
import { carried, fullScale, orderEdges } from "./strength.js";

/** @import {NetworkPicture, Lens} from "../types.js" */
/** @import {Shape} from "../state/shape.js" */
/** @import {Extent} from "./canvas.js" */
/** @import {Colours} from "./colours.js" */
/** @import {EdgePainter} from "./edges-2d.js" */
/** @import {Layout, Pick} from "./geometry.js" */
/** @import {Edges} from "./strength.js" */

/**
 * One frozen moment: what every edge carried at a step.
 * @typedef {object} Moment
 * @property {Shape} shape
 * @property {Lens} lens
 * @property {number} step
 * @property {number} taken  when it was frozen, in the page's milliseconds
 * @property {Float32Array} sizes
 * @property {Edges} edges
 * @property {number} tintScale  the size of full hue where first-layer weights tint the plane
 */

/**
 * What a moment is made from; the same arrays mean the same picture.
 * @typedef {object} Source
 * @property {NetworkPicture} picture
 * @property {Float32Array} values
 * @property {Float32Array | null} activations
 */

/**
 * @typedef {object} EdgeLayer
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLCanvasElement} focusCanvas
 * @property {EdgePainter} painter
 * @property {EdgePainter} focusPainter
 * @property {Source | null} source       what the newest moment was made from
 * @property {Source | null} matched      the last picture whose activations and weights are of one step
 * @property {Moment | null} coming       under way
 * @property {Moment | null} shown
 * @property {number | null} behind       since when there has been something newer than what is shown
 * @property {boolean} late               the lines are old enough to step back
 * @property {Edges | null} focusEdges
 * @property {boolean} focusStale
 * @property {boolean} focusBusy
 */

/**
 * @param {HTMLElement} host @param {string | null} wish  "gl" or "2d" forces a painter
 * @param {() => void} onLost  the graphics processor is gone, all is to be painted anew
 * @param {AbortSignal} signal
 * @returns {EdgeLayer}
 */
export function createEdgeLayer(host, wish, onLost, signal) {
  const canvas = addCanvas(host);
  const focusCanvas = addCanvas(host);
  const gl = wish === "2d" ? null : openGl(document.createElement("canvas"), wish === "gl");
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
    canvas.style.transition = "opacity 120ms";
  }
  /** @type {EdgeLayer} */
  const layer = {
    canvas,
    focusCanvas,
    painter: gl === null ? createEdges2d(canvas) : createEdgesGl(canvas, reopen(canvas)),
    focusPainter: createEdges2d(focusCanvas),
    source: null,
    matched: null,
    coming: null,
    shown: null,
    behind: null,
    late: false,
    focusEdges: null,
    focusStale: false,
    focusBusy: false,
  };
  const lost = () => {
    withoutGl(layer);
    onLost();
  };
  canvas.addEventListener("webglcontextlost", lost, { once: true, signal });
  return layer;
}

/**
 * Go on without the graphics processor, on a canvas of the same place and look.
 * @param {EdgeLayer} layer
 */
function withoutGl(layer) {
  const canvas = /** @type {HTMLCanvasElement} */ (layer.canvas.cloneNode());
  layer.canvas.replaceWith(canvas);
  layer.canvas = canvas;
  layer.painter = createEdges2d(canvas);
}

/**
 * A canvas that once gave WebGL never gives 2D, so the question was put to another one.
 * @param {HTMLCanvasElement} canvas
 */
function reopen(canvas) {
  return /** @type {WebGL2RenderingContext} */ (openGl(canvas, true));
}

/**
 * Forget what is painted: the size, the theme or the network is another.
 * @param {EdgeLayer} layer @param {Extent} extent
 */
export function restart(layer, extent) {
  fit(layer.canvas, extent);
  fit(layer.focusCanvas, extent);
  layer.painter.clear();
  layer.focusPainter.clear();
  layer.focusBusy = false;
  layer.source = null;
  layer.coming = null;
  layer.shown = null;
  layer.behind = null;
  layer.late = false;
  layer.focusEdges = null;
  layer.focusStale = true;
}

/**
 * Paint until the deadline; says whether there is more, and whether something was swapped in.
 * @param {EdgeLayer} layer
 * @param {{picture: NetworkPicture, layout: Layout, colours: Colours, focus: Pick | null}} scene
 * @param {number} ratio @param {number} deadline
 */
export function advance(layer, scene, ratio, deadline) {
  // The neuron in focus comes first: somebody is waiting for it, and its edges are few.
  const before = layer.focusEdges;
  const focusBusy = advanceFocus(layer, scene, ratio, deadline);
  let swapped = before !== layer.focusEdges;
  if (layer.coming === null) begin(layer, scene, ratio);
  if (layer.coming !== null && !layer.painter.advance(deadline)) {
    swapIn(layer, scene);
    swapped = true;
  }
  if (judgeLag(layer, performance.now())) swapped = true;
  return { busy: layer.coming !== null || focusBusy || layer.focusStale, swapped };
}

/**
 * @param {EdgeLayer} layer @param {{picture: NetworkPicture, focus: Pick | null}} scene
 */
function swapIn(layer, { picture, focus }) {
  const { coming } = layer;
  if (coming === null) return;
  const source = sourceOf(layer, picture);
  // What came meanwhile came soon after this moment was frozen.
  layer.behind = source === null || isSame(source, layer.source) ? null : coming.taken;
  layer.shown = coming;
  layer.coming = null;
  layer.focusStale = focus !== null;
}

/** Lines older than this step back and say so. */
const LATE_MS = 1000;

/**
 * How long the lines have been older than the numbers, in milliseconds.
 * @param {EdgeLayer} layer @param {number} now
 */
export function lagOf({ behind, shown }, now) {
  return behind === null || shown === null ? 0 : now - behind;
}

/**
 * Whether lines became late, or are so no more.
 * @param {EdgeLayer} layer @param {number} now
 */
function judgeLag(layer, now) {
  const late = lagOf(layer, now) > LATE_MS;
  if (late === layer.late) return false;
  layer.late = late;
  showThrough(layer);
  return true;
}

/** @param {EdgeLayer} layer */
function showThrough({ canvas, focusEdges, late }) {
  canvas.style.opacity = focusEdges !== null ? "0.16" : late ? "0.6" : "1";
}

/**
 * What the key is to explain: the edges of the neuron in focus, else all.
 * @param {EdgeLayer} layer
 */
export function onScreen({ shown, focusEdges, late }) {
  return shown && { lens: shown.lens, step: shown.step, late, edges: focusEdges ?? shown.edges };
}

/**
 * @param {EdgeLayer} layer
 * @param {{picture: NetworkPicture, layout: Layout, colours: Colours}} scene @param {number} ratio
 */
function begin(layer, { picture, layout, colours }, ratio) {
  const source = sourceOf(layer, picture);
  if (source === null || isSame(source, layer.source)) return;
  layer.source = source;
  const taken = performance.now();
  if (layer.shown !== null) layer.behind ??= taken;
  const { lens, layers, heavyStep } = source.picture;
  const last = layer.shown?.shape;
  const shape = last && sameLayers(last.layers, layers) ? last : createShape(layers);
  const sizes = carried(shape, { lens, values: source.values, activations: source.activations });
  const edges = orderEdges(shape, layout, sizes, fullScale(sizes));
  const tintScale = heatScale(sizes.subarray(0, edgesInto(shape, 1)));
  layer.coming = { shape, lens, step: heavyStep, taken, sizes, edges, tintScale };
  layer.painter.begin(edges, layout, edgeColours(colours, lens), ratio);
}

/**
 * @param {EdgeLayer} layer @param {NetworkPicture} picture
 * @returns {Source | null}
 */
function sourceOf(layer, picture) {
  const values = picture.lens === "mean_nudge" ? picture.meanNudge : picture.parameters;
  if (values === null) return null;
  if (picture.lens !== "signal") return { picture, values, activations: null };
  // Weight × activation is true only for activations of the weights' own step.
  if (picture.step !== picture.heavyStep && layer.matched !== null) {
    return { ...layer.matched, picture: { ...layer.matched.picture, lens: "signal" } };
  }
  return picture.activations && { picture, values, activations: picture.activations };
}

/**
 * Remember a picture whose light and heavy arrays are of one step; called for every picture.
 * @param {EdgeLayer} layer @param {NetworkPicture} picture
 */
export function remember(layer, picture) {
  const { parameters, activations } = picture;
  if (layer.matched && !sameLayers(layer.matched.picture.layers, picture.layers))
    layer.matched = null;
  if (parameters === null || activations === null || picture.step !== picture.heavyStep) return;
  layer.matched = { picture, values: parameters, activations };
}

/** @param {Source} source @param {Source | null} other */
function isSame(source, other) {
  return (
    other !== null &&
    source.picture.lens === other.picture.lens &&
    source.values === other.values &&
    source.activations === other.activations
  );
}

/**
 * @param {EdgeLayer} layer @param {{layout: Layout, colours: Colours, focus: Pick | null}} scene
 * @param {number} ratio @param {number} deadline
 */
function advanceFocus(layer, { layout, colours, focus }, ratio, deadline) {
  if (layer.focusStale && !layer.focusBusy) {
    layer.focusStale = false;
    beginFocus(layer, focus, layout, colours, ratio);
  }
  if (layer.focusBusy) layer.focusBusy = layer.focusPainter.advance(deadline);
  return layer.focusBusy;
}

/**
 * @param {EdgeLayer} layer @param {Pick | null} focus @param {Layout} layout
 * @param {Colours} colours @param {number} ratio
 */
function beginFocus(layer, focus, layout, colours, ratio) {
  const { shown } = layer;
  if (focus === null || shown === null) {
    layer.focusPainter.clear();
    layer.focusEdges = null;
    showThrough(layer);
    return;
  }
  const { shape, sizes, edges } = shown;
  const place = activationIndex(shape, focus.layer, focus.index);
  layer.focusEdges = orderEdges(shape, layout, sizes, edges.scale, place);
  layer.focusPainter.begin(layer.focusEdges, layout, edgeColours(colours, shown.lens), ratio);
  layer.focusBusy = true;
  showThrough(layer);
}
