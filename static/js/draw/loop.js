/** The one requestAnimationFrame of the page, and the governor that keeps its frames short. */

const TARGET_MS = 8;
const LEAST_MS = 3;
/** Frames further apart than this are late: two of a screen's sixty a second, and a little. */
const LATE_MS = 35;

/**
 * @typedef {object} Loop
 * @property {() => void} request  something is to be drawn: wake up
 * @property {() => void} stop
 * @property {() => number} budget what a frame may take now, in milliseconds
 */

/**
 * Call `paint` once per animation frame while it says there is more to draw, and on request.
 * @param {(now: number, budgetMs: number) => boolean} paint
 * @returns {Loop}
 */
export function createLoop(paint) {
  let budget = TARGET_MS;
  let handle = 0;
  let before = 0;
  const frame = (/** @type {number} */ now) => {
    budget = nextBudget(budget, before === 0 ? 0 : now - before);
    handle = 0;
    const more = paint(now, budget);
    // After a sleep the gap says nothing about how long frames take.
    before = more ? now : 0;
    if (more) request();
  };
  const request = () => {
    if (handle === 0) handle = requestAnimationFrame(frame);
  };
  const stop = () => {
    cancelAnimationFrame(handle);
    handle = 0;
  };
  return { request, stop, budget: () => budget };
}

/**
 * Shrink the budget fast when frames come late, let it grow back slowly.
 * @param {number} budget @param {number} interval  milliseconds since the frame before, 0 if none
 */
export function nextBudget(budget, interval) {
  if (interval === 0) return budget;
  if (interval > LATE_MS) return Math.max(LEAST_MS, budget * 0.8);
  return Math.min(TARGET_MS, budget + 0.25);
}

const PAUSED_MS = 40;
/** Milliseconds granted for each second that the edges lag behind. */
const RAMP = 24;
const MOST_LAG = 1.4;
/** Where frames are slow for other reasons, late edges get as long as all the rest. */
const SHARE = 0.5;
const MOST_MS = 250;

/**
 * What the edges may take of a frame. They are allowed more the older they get: on a busy machine
 * the governor alone would leave them a minute behind. Paused, nothing else needs the time.
 * @param {number} budget  the governor's
 * @param {{lag: number, interval: number, running: boolean}} pace  in milliseconds: how old the
 *   edges are, and how long the frame before took
 */
export function edgeBudget(budget, { lag, interval, running }) {
  const late = lag / 1000;
  const ramp = Math.min(MOST_LAG, late) * RAMP;
  const share = Math.min(MOST_MS, interval * SHARE * Math.min(1, late));
  return Math.max(budget, ramp, share, running ? 0 : PAUSED_MS);
}
