/** The pad: strokes become an input as MNIST was made; twin of app/data/drawing.py. */

/** @typedef {readonly [number, number]} Point */
/** @typedef {readonly Point[]} Stroke */

const SIDE = 28;
const MIDDLE = 14.5; // where MNIST has the ink's centre of mass
const PEN = 1.2; // half the pen's width, in pixels
const EDGE = 1.4; // the width of its soft edge
const PATH = 17; // the pen's path keeps within this box, so that the ink's is 20 × 20
const TREMBLE = 0.01; // a hand that trembles within this part of the pad made a dot
const REACH = PEN + EDGE / 2;

/**
 * Return the 784 bytes, ink = 255, of strokes on a square pad whose side is `size`. Without
 * `centre` the drawing stays as large as it is and where it is on the pad.
 * @param {readonly Stroke[]} strokes
 * @param {{centre: boolean, size: number}} options
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function rasterise(strokes, { centre, size }) {
  if (!centre) return toBytes(ink(strokes, SIDE / size, 0, 0));
  const { left, top, right, bottom } = boundsOf(strokes);
  const extent = Math.max(right - left, bottom - top);
  const scale = extent > TREMBLE * size ? PATH / extent : 0;
  const x = SIDE / 2 - ((left + right) / 2) * scale;
  const y = SIDE / 2 - ((top + bottom) / 2) * scale;
  // Drawn once to weigh the ink, and again at the shifted place: nothing is resampled.
  const [massX, massY] = centreOfMass(ink(strokes, scale, x, y));
  return toBytes(ink(strokes, scale, x + MIDDLE - massX, y + MIDDLE - massY));
}

/** @param {readonly Stroke[]} strokes */
function boundsOf(strokes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (const [x, y] of stroke) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return left > right ? { left: 0, top: 0, right: 0, bottom: 0 } : { left, top, right, bottom };
}

/**
 * How much ink, 0 to 1, a round pen along the strokes leaves on each pixel.
 * @param {readonly Stroke[]} strokes
 * @param {number} scale
 * @param {number} x0
 * @param {number} y0
 */
function ink(strokes, scale, x0, y0) {
  const nearest = new Float64Array(SIDE * SIDE).fill(Infinity);
  for (const stroke of strokes) {
    const pieces = Math.max(1, stroke.length - 1);
    for (let k = 0; k < pieces && stroke.length; k++) {
      const a = /** @type {Point} */ (stroke[k]);
      const b = stroke[k + 1] ?? a;
      pass(nearest, a[0] * scale + x0, a[1] * scale + y0, b[0] * scale + x0, b[1] * scale + y0);
    }
  }
  return nearest.map((squared) =>
    Math.min(1, Math.max(0, (PEN - Math.sqrt(squared)) / EDGE + 0.5)),
  );
}

/**
 * Lower the squared distances of the pixels that a pen going from a to b reaches.
 * @param {Float64Array} nearest
 * @param {number} ax
 * @param {number} ay
 * @param {number} bx
 * @param {number} by
 */
function pass(nearest, ax, ay, bx, by) {
  const x = bx - ax;
  const y = by - ay;
  const length = Math.max(x * x + y * y, 1e-12);
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - REACH));
  const right = Math.min(SIDE, Math.ceil(Math.max(ax, bx) + REACH));
  const top = Math.max(0, Math.floor(Math.min(ay, by) - REACH));
  const bottom = Math.min(SIDE, Math.ceil(Math.max(ay, by) + REACH));
  for (let row = top; row < bottom; row++) {
    const dy = row + 0.5 - ay;
    for (let column = left; column < right; column++) {
      const dx = column + 0.5 - ax;
      // The nearest point of the segment is a + t (b - a).
      const t = Math.min(1, Math.max(0, (dx * x + dy * y) / length));
      const squared = (dx - t * x) ** 2 + (dy - t * y) ** 2;
      const pixel = row * SIDE + column;
      if (squared < /** @type {number} */ (nearest[pixel])) nearest[pixel] = squared;
    }
  }
}

/**
 * @param {Float64Array} inked
 * @returns {[number, number]}
 */
function centreOfMass(inked) {
  let [mass, x, y] = [0, 0, 0];
  inked.forEach((value, pixel) => {
    mass += value;
    x += value * ((pixel % SIDE) + 0.5);
    y += value * (Math.floor(pixel / SIDE) + 0.5);
  });
  return mass ? [x / mass, y / mass] : [MIDDLE, MIDDLE];
}

/** @param {Float64Array} inked */
function toBytes(inked) {
  return Uint8Array.from(inked, (value) => Math.floor(value * 255 + 0.5));
}
