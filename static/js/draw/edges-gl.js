/**
 * The edges painted by the graphics processor, all at once: optical depths are added into a float
 * texture, then toned. Twin of edges-2d.js and raster.js, with the same curves and colours.
 */

import { BEND } from "./geometry.js";
import { createDepthTarget, createInstances, createProgram } from "./gl.js";
import { depthOf, lineUnit, widthOf } from "./strength.js";

/** @import {Colours, Rgb} from "./colours.js" */
/** @import {EdgePainter} from "./edges-2d.js" */
/** @import {Layout} from "./geometry.js" */
/** @import {Edges} from "./strength.js" */

const PIECES = 32;
const FLOATS = 6;

const EDGE_VERTEX = `
layout(location = 0) in vec4 ends;
layout(location = 1) in vec2 line; // thickness, depth with its sign
uniform vec2 size;
out float across;
flat out vec2 look;
void main() {
  float u = float(gl_VertexID / 2) / ${PIECES}.0;
  vec2 run = ends.zw - ends.xy;
  float rise = ${1 - BEND} * u + ${BEND} * u * u * (3.0 - 2.0 * u);
  float slope = ${1 - BEND} + ${BEND} * 6.0 * u * (1.0 - u);
  vec2 normal = normalize(vec2(-run.y * slope, run.x));
  across = (gl_VertexID % 2 == 0 ? -1.0 : 1.0) * (line.x * 0.5 + 1.0);
  look = line;
  vec2 place = ends.xy + vec2(run.x * u, run.y * rise) + normal * across;
  gl_Position = vec4((place / size * 2.0 - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}`;

const EDGE_FRAGMENT = `
in float across;
flat in vec2 look;
out vec4 depth;
void main() {
  float cover = clamp(look.x * 0.5 + 0.5 - abs(across), 0.0, min(1.0, look.x));
  depth = vec4(max(look.y, 0.0), max(-look.y, 0.0), 0.0, 0.0) * cover;
}`;

const TONE_VERTEX = `
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

const TONE_FRAGMENT = `
uniform sampler2D depths;
uniform vec3 plusHue;
uniform vec3 minusHue;
out vec4 colour;
void main() {
  vec2 depth = texelFetch(depths, ivec2(gl_FragCoord.xy), 0).rg;
  vec2 square = depth * depth;
  float share = square.x / max(square.x + square.y, 1e-12);
  float cover = 1.0 - exp(-depth.x - depth.y);
  colour = vec4(mix(minusHue, plusHue, share) * cover, cover);
}`;

/**
 * @typedef {object} Gear
 * @property {WebGL2RenderingContext} gl
 * @property {WebGLProgram} edge
 * @property {WebGLProgram} tone
 * @property {ReturnType<typeof createInstances>} instances
 * @property {WebGLVertexArrayObject} nothing
 * @property {ReturnType<typeof createDepthTarget>} target
 */

/**
 * @param {HTMLCanvasElement} canvas @param {WebGL2RenderingContext} gl
 * @returns {EdgePainter}
 */
export function createEdgesGl(canvas, gl) {
  /** @type {Gear} */
  const gear = {
    gl,
    edge: createProgram(gl, EDGE_VERTEX, EDGE_FRAGMENT),
    tone: createProgram(gl, TONE_VERTEX, TONE_FRAGMENT),
    instances: createInstances(gl, [4, 2]),
    nothing: gl.createVertexArray(),
    target: createDepthTarget(gl, canvas.width, canvas.height),
  };
  return {
    begin(edges, layout, colours, ratio) {
      if (gear.target.width !== canvas.width || gear.target.height !== canvas.height) {
        gl.deleteTexture(gear.target.texture);
        gl.deleteFramebuffer(gear.target.frame);
        gear.target = createDepthTarget(gl, canvas.width, canvas.height);
      }
      addDepths(gear, instancesOf(edges, layout, ratio), edges.count);
      toneDepths(gear, colours);
    },
    advance: () => false,
    painted: () => 0,
    clear() {
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
    },
  };
}

/**
 * @param {Edges} edges @param {Layout} layout @param {number} ratio
 */
function instancesOf(edges, { x, y, radii, ...rest }, ratio) {
  const unit = lineUnit(rest.font) * ratio;
  const records = new Float32Array(edges.count * FLOATS);
  for (let i = 0, at = 0; i < edges.count; i++, at += FLOATS) {
    const [from, to] = [edges.from[i] ?? 0, edges.to[i] ?? 0];
    const strength = edges.strength[i] ?? 0;
    const size = Math.abs(strength);
    records[at] = ((x[from] ?? 0) + (radii[from] ?? 0)) * ratio;
    records[at + 1] = (y[from] ?? 0) * ratio;
    records[at + 2] = ((x[to] ?? 0) - (radii[to] ?? 0)) * ratio;
    records[at + 3] = (y[to] ?? 0) * ratio;
    records[at + 4] = widthOf(size) * unit;
    records[at + 5] = Math.sign(strength) * depthOf(size, edges.exponent);
  }
  return records;
}

/** @param {Gear} gear @param {Float32Array} records @param {number} count */
function addDepths({ gl, edge, instances, target }, records, count) {
  gl.bindFramebuffer(gl.FRAMEBUFFER, target.frame);
  gl.viewport(0, 0, target.width, target.height);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE);
  gl.useProgram(edge);
  gl.uniform2f(gl.getUniformLocation(edge, "size"), target.width, target.height);
  gl.bindVertexArray(instances.array);
  gl.bindBuffer(gl.ARRAY_BUFFER, instances.buffer);
  gl.bufferData(gl.ARRAY_BUFFER, records, gl.DYNAMIC_DRAW);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, (PIECES + 1) * 2, count);
}

/** @param {Gear} gear @param {Colours} colours */
function toneDepths({ gl, tone, nothing, target }, colours) {
  const hue = (/** @type {string} */ name, /** @type {Rgb} */ [red, green, blue]) =>
    gl.uniform3f(gl.getUniformLocation(tone, name), red / 255, green / 255, blue / 255);
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  gl.disable(gl.BLEND);
  gl.useProgram(tone);
  gl.bindTexture(gl.TEXTURE_2D, target.texture);
  hue("plusHue", colours.plus);
  hue("minusHue", colours.minus);
  gl.bindVertexArray(nothing);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}
