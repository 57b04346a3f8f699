/**
 * The edges painted by the processor, in slices: into arrays, then as one picture onto the canvas.
 * Twin of edges-gl.js. Rasterising here takes half the time of stroking each edge on a Canvas2D
 * (170 against 360 ms at 1000×600, benchmarks/edges.html), the cost of a slice is known while it
 * runs, and faint lines add up without being rounded to eight bits.
 */

import { addEdge, createRaster, tone } from "./raster.js";
import { depthOf, lineUnit, widthOf } from "./strength.js";

/** @import {Colours} from "./colours.js" */
/** @import {Layout} from "./geometry.js" */
/** @import {Edges} from "./strength.js" */
/** @import {Raster} from "./raster.js" */

/**
 * @typedef {object} EdgePainter
 * @property {(edges: Edges, layout: Layout, colours: Colours, ratio: number) => void} begin
 * @property {(deadline: number) => boolean} advance  false when the canvas shows what was begun
 * @property {() => number} painted  how many edges of the one under way are done
 * @property {() => void} clear
 */

/** Edges, or rows of the picture, between two looks at the clock. */
const CHUNK = 64;

/**
 * @typedef {object} Work
 * @property {Edges} edges
 * @property {Layout} layout
 * @property {Colours} colours
 * @property {number} ratio
 * @property {number} edge  the next edge
 * @property {number} row   the next row to tone
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {EdgePainter}
 */
export function createEdges2d(canvas) {
  const pen = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d", { willReadFrequently: true })
  );
  let raster = createRaster(1, 1);
  let image = new ImageData(1, 1);
  /** @type {Work | null} */
  let work = null;
  return {
    begin(edges, layout, colours, ratio) {
      work = { edges, layout, colours, ratio, edge: 0, row: 0 };
      if (raster.width !== canvas.width || raster.height !== canvas.height) {
        raster = createRaster(canvas.width, canvas.height);
        image = new ImageData(canvas.width, canvas.height);
      }
      raster.plus.fill(0);
      raster.minus.fill(0);
    },
    advance(deadline) {
      if (work === null) return false;
      while (work.edge < work.edges.count || work.row < raster.height) {
        if (work.edge < work.edges.count) addChunk(work, raster);
        else toneChunk(work, raster, image);
        if (performance.now() >= deadline) return true;
      }
      // Swapped in whole: until here the canvas showed the picture before.
      pen.putImageData(image, 0, 0);
      work = null;
      return false;
    },
    painted: () => work?.edge ?? 0,
    clear() {
      work = null;
      pen.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}

/** @param {Work} work @param {Raster} raster */
function addChunk(work, raster) {
  const { edges, layout, ratio } = work;
  const { x, y, radii } = layout;
  const unit = lineUnit(layout.font) * ratio;
  const end = Math.min(edges.count, work.edge + CHUNK);
  for (let i = work.edge; i < end; i++) {
    const from = /** @type {number} */ (edges.from[i]);
    const to = /** @type {number} */ (edges.to[i]);
    const strength = /** @type {number} */ (edges.strength[i]);
    const size = Math.abs(strength);
    addEdge(
      raster,
      strength < 0 ? raster.minus : raster.plus,
      /** @type {number} */ (x[from] + /** @type {number} */ (radii[from])) * ratio,
      /** @type {number} */ (y[from]) * ratio,
      /** @type {number} */ (x[to] - /** @type {number} */ (radii[to])) * ratio,
      /** @type {number} */ (y[to]) * ratio,
      widthOf(size) * unit,
      depthOf(size, edges.exponent),
    );
  }
  work.edge = end;
}

/** @param {Work} work @param {Raster} raster @param {ImageData} image */
function toneChunk(work, raster, image) {
  const end = Math.min(raster.height, work.row + CHUNK);
  tone(raster, image.data, work.row, end, work.colours.plus, work.colours.minus);
  work.row = end;
}
