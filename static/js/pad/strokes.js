/** The pad: what a pointer leaves behind, as geometry in pad units (the pad is 0 to 1 both ways). */

/** @typedef {[number, number]} Point */
/** @typedef {Point[]} Stroke  one press of the pen; it may go beyond the pad and come back */

/**
 * A quadratic piece of a smooth line: from where the last one ended, bent by (cx, cy), to (x, y).
 * @typedef {{cx: number, cy: number, x: number, y: number}} Bend
 */

/** Nearer than this to the last point a new one tells more of the hand's tremble than of its way. */
const STEP = 0.004;

/**
 * Add a point to a stroke, unless it is as good as the last; tell whether it was added.
 * @param {Stroke} stroke
 * @param {Point} point
 * @param {number} [step]
 */
export function extend(stroke, point, step = STEP) {
  const last = stroke.at(-1);
  if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < step) return false;
  stroke.push(point);
  return true;
}

/**
 * The pieces of a stroke that lie on the pad.
 * @param {readonly Point[]} stroke
 * @returns {Point[][]}
 */
export function onPad(stroke) {
  const [first] = stroke;
  if (!first) return [];
  if (stroke.length === 1) return inside(first) ? [[first]] : [];
  /** @type {Point[][]} */
  const pieces = [];
  let goesOn = false;
  for (let k = 1; k < stroke.length; k++) {
    const from = /** @type {Point} */ (stroke[k - 1]);
    const to = /** @type {Point} */ (stroke[k]);
    const span = spanOnPad(from, to);
    if (span) {
      const end = between(from, to, span[1]);
      if (goesOn) pieces.at(-1)?.push(end);
      else pieces.push([between(from, to, span[0]), end]);
    }
    goesOn = span?.[1] === 1;
  }
  return pieces;
}

/**
 * A smooth line through the middles of a stroke's pieces, from its first point to its last.
 * @param {readonly Point[]} stroke
 * @returns {Bend[]}
 */
export function smooth(stroke) {
  // Each point bends the line on its way to the next middle; the last bend ends where the hand did.
  return stroke.slice(1).flatMap((end, k) => {
    const [cx, cy] = /** @type {Point} */ (stroke[k]);
    const isLast = k === stroke.length - 2;
    const middle = { cx, cy, x: (cx + end[0]) / 2, y: (cy + end[1]) / 2 };
    const tail = { cx: middle.x, cy: middle.y, x: end[0], y: end[1] };
    return isLast ? [middle, tail] : [middle];
  });
}

/** @param {Point} point */
function inside([x, y]) {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}

/**
 * The part of a line that lies on the pad, as shares of its way, or null (Liang and Barsky).
 * @param {Point} from
 * @param {Point} to
 * @returns {[number, number] | null}
 */
function spanOnPad(from, to) {
  let [enter, leave] = [0, 1];
  for (const axis of /** @type {const} */ ([0, 1])) {
    const way = to[axis] - from[axis];
    if (way === 0) {
      if (from[axis] < 0 || from[axis] > 1) return null;
    } else {
      const sides = [-from[axis] / way, (1 - from[axis]) / way];
      enter = Math.max(enter, Math.min(...sides));
      leave = Math.min(leave, Math.max(...sides));
    }
  }
  return enter <= leave ? [enter, leave] : null;
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} share
 * @returns {Point}
 */
function between(from, to, share) {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}
