/** The little of WebGL2 that the edges need: is there a real one, programs, buffers. */

/**
 * A WebGL2 context whose work a graphics processor does, with float targets that blend; else null.
 * @param {HTMLCanvasElement} canvas @param {boolean} software  accept a software renderer too
 */
export function openGl(canvas, software) {
  const gl = canvas.getContext("webgl2", {
    alpha: true,
    antialias: false,
    depth: false,
    premultipliedAlpha: true,
    preserveDrawingBuffer: true,
  });
  if (gl === null || gl.getExtension("EXT_color_buffer_float") === null) return null;
  return software || !isSoftware(gl) ? gl : null;
}

/**
 * Software WebGL is three to six times slower than painting without it.
 * @param {WebGL2RenderingContext} gl
 */
function isSoftware(gl) {
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = names === null ? "" : String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL));
  return /swiftshader|llvmpipe|software/i.test(renderer);
}

/**
 * @param {WebGL2RenderingContext} gl @param {string} vertex @param {string} fragment
 */
export function createProgram(gl, vertex, fragment) {
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, vertex));
  gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, fragment));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(`the shaders do not link: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}

/**
 * @param {WebGL2RenderingContext} gl @param {number} type @param {string} source
 */
function compile(gl, type, source) {
  const shader = /** @type {WebGLShader} */ (gl.createShader(type));
  gl.shaderSource(shader, `#version 300 es\nprecision highp float;\n${source}`);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) {
    throw new Error(`a shader does not compile: ${gl.getShaderInfoLog(shader)}`);
  }
  return shader;
}

/**
 * A vertex array with one buffer of floats, one record an instance.
 * @param {WebGL2RenderingContext} gl @param {readonly number[]} parts  floats of each attribute
 */
export function createInstances(gl, parts) {
  const array = gl.createVertexArray();
  const buffer = gl.createBuffer();
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  const stride = parts.reduce((sum, part) => sum + part, 0) * 4;
  let offset = 0;
  parts.forEach((part, place) => {
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, part, gl.FLOAT, false, stride, offset);
    gl.vertexAttribDivisor(place, 1);
    offset += part * 4;
  });
  return { array, buffer };
}

/**
 * A texture of two half floats a pixel, and the frame buffer that paints into it.
 * @param {WebGL2RenderingContext} gl @param {number} width @param {number} height
 */
export function createDepthTarget(gl, width, height) {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RG16F, width, height);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  const frame = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return { texture, frame, width, height };
}
