/** The curves of one run: cost and accuracy of every step, and the test points; nothing is dropped. */

/** @import {Frame} from "../types.js" */

const FIRST_ROOM = 1024;
const BLOCK = 256;
/** A hole is fetched in parts no longer than this: 1,000 entries then cover 20 steps each … */
const LONGEST_REQUEST = 20_000;
/** … but the first steps, wide on a logarithmic axis, one by one. */
const FIRST_REQUEST = 1_000;
/** Pairs of more steps than this are too coarse to keep: their steps are fetched as a hole. */
const COARSEST = 8;

/**
 * Lowest and highest value of every step; they differ only where a span of steps came as one pair.
 * @typedef {object} Envelope
 * @property {Float32Array} low
 * @property {Float32Array} high
 * @property {Float32Array} blockLow   the same over blocks of 256 steps, so that thinning a
 * @property {Float32Array} blockHigh  million steps reads thousands of numbers, not millions
 */

/**
 * @typedef {object} Entries
 * @property {number} run
 * @property {number} first
 * @property {number} size
 * @property {ArrayLike<number>} costs
 * @property {ArrayLike<number>} accuracies
 * @property {ArrayLike<number>} tests
 */

/** @typedef {ReturnType<typeof createSeries>} Series */

export function createSeries() {
  const series = {
    run: -1,
    /** The newest step of the run. */
    last: 0,
    cost: envelope(FIRST_ROOM),
    accuracy: envelope(FIRST_ROOM),
    /** @type {Map<number, number>} step to share of the test digits read */
    tests: new Map(),
    /** Counts changes, so that a painter can tell whether it must paint. */
    version: 0,
    accept,
    hole,
    clear: () => begin(-1),
  };
  /** All steps below this one are known. */
  let known = 1;

  /** @param {number} run */
  function begin(run) {
    series.run = run;
    series.last = 0;
    series.cost = envelope(FIRST_ROOM);
    series.accuracy = envelope(FIRST_ROOM);
    series.tests = new Map();
    known = 1;
    series.version += 1;
  }

  /**
   * Take in the costs of a frame, or the reply to `curve`; a late reply of an older run is ignored.
   * @param {Frame | Entries} entries
   */
  function accept(entries) {
    if (entries.run < series.run) return;
    if (entries.run > series.run) begin(entries.run);
    const { first, size, costs, accuracies, tests } = entries;
    const per = size > 1 ? 2 : 1;
    const isFrame = "step" in entries;
    if (isFrame) series.last = Math.max(series.last, entries.step);
    const end = Math.min(first + (costs.length / per) * size, series.last + 1);
    reserve(series, end);
    if (!isFrame || size <= COARSEST) {
      write(series.cost, costs, first, size, end);
      write(series.accuracy, accuracies, first, size, end);
    }
    for (let i = 0; i + 1 < tests.length; i += 2) {
      series.tests.set(Number(tests[i]), Number(tests[i + 1]));
    }
    series.version += 1;
  }

  /**
   * The beginning of the first hole, to be asked for by `curve`; null when every step is known.
   * @returns {{run: number, first: number, last: number} | null}
   */
  function hole() {
    const { low } = series.cost;
    while (known <= series.last && !Number.isNaN(low[known])) known += 1;
    if (known > series.last) return null;
    const longest = known <= FIRST_REQUEST ? FIRST_REQUEST : LONGEST_REQUEST;
    const end = Math.min(series.last, known + longest - 1);
    let last = known;
    while (last < end && Number.isNaN(low[last + 1])) last += 1;
    return { run: series.run, first: known, last };
  }

  return series;
}

/**
 * Lowest and highest value over steps `from` … `to`, both included; null where none is known.
 * @param {Envelope} curve
 * @param {number} from
 * @param {number} to
 * @returns {[number, number] | null}
 */
export function extent(curve, from, to) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const end = Math.min(to, curve.low.length - 1);
  for (let step = from; step <= end; ) {
    const whole = step % BLOCK === 0 && step + BLOCK - 1 <= end;
    const i = whole ? step / BLOCK : step;
    const least = Number((whole ? curve.blockLow : curve.low)[i]);
    const most = Number((whole ? curve.blockHigh : curve.high)[i]);
    // Comparisons with NaN are false, so an unknown step changes nothing.
    if (least < low) low = least;
    if (most > high) high = most;
    step += whole ? BLOCK : 1;
  }
  return low <= high ? [low, high] : null;
}

/**
 * The steps that came as one pair together with this one; a step of its own is alone. Two pairs
 * side by side with the very same numbers do not happen by chance.
 * @param {Envelope} curve
 * @param {number} step
 * @returns {[number, number]}
 */
export function foldOf({ low, high }, step) {
  const least = low[step];
  const most = high[step];
  const isSame = (/** @type {number} */ i) => low[i] === least && high[i] === most;
  let [first, last] = [step, step];
  if (least === most) return [first, last];
  while (isSame(first - 1)) first -= 1;
  while (isSame(last + 1)) last += 1;
  return [first, last];
}

/**
 * The mean over steps `from` … `to`; NaN where one of them is unknown.
 * @param {Envelope} curve
 * @param {number} from
 * @param {number} to
 */
export function meanOf({ low, high }, from, to) {
  let sum = 0;
  for (let step = from; step <= to; step++) sum += (Number(low[step]) + Number(high[step])) / 2;
  return sum / (to - from + 1);
}

/**
 * Thin a curve to one (low, high) pair a column, losing no spike. `edges[i]` … `edges[i + 1] - 1`
 * are the steps of column i; a column without a step of its own gives null.
 * @param {Envelope} curve
 * @param {ArrayLike<number>} edges
 */
export function thin(curve, edges) {
  /** @type {([number, number] | null)[]} */
  const columns = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = Number(edges[i]);
    const to = Number(edges[i + 1]) - 1;
    columns.push(to < from ? null : extent(curve, from, to));
  }
  return columns;
}

/**
 * @param {number} room  steps
 * @returns {Envelope}
 */
function envelope(room) {
  const blank = (/** @type {number} */ length) => new Float32Array(length).fill(Number.NaN);
  const blocks = Math.ceil(room / BLOCK);
  return {
    low: blank(room),
    high: blank(room),
    blockLow: blank(blocks),
    blockHigh: blank(blocks),
  };
}

/**
 * Double the room until step `end` fits.
 * @param {{cost: Envelope, accuracy: Envelope}} series
 * @param {number} end
 */
function reserve(series, end) {
  let room = series.cost.low.length;
  if (end < room) return;
  while (room <= end) room *= 2;
  series.cost = grown(series.cost, room);
  series.accuracy = grown(series.accuracy, room);
}

/**
 * @param {Envelope} old
 * @param {number} room
 */
function grown(old, room) {
  const fresh = envelope(room);
  fresh.low.set(old.low);
  fresh.high.set(old.high);
  fresh.blockLow.set(old.blockLow);
  fresh.blockHigh.set(old.blockHigh);
  return fresh;
}

/**
 * Write entries at their steps. What is known stays: a single value is better than the pair of a
 * span, and a value that comes twice is the same value.
 * @param {Envelope} curve
 * @param {ArrayLike<number>} values
 * @param {number} first
 * @param {number} size
 * @param {number} end  the step after the last one covered
 */
function write(curve, values, first, size, end) {
  for (let step = first; step < end; step++) {
    const i = size > 1 ? 2 * Math.floor((step - first) / size) : step - first;
    if (size > 1 && !Number.isNaN(curve.low[step])) continue;
    curve.low[step] = Number(values[i]);
    curve.high[step] = Number(values[size > 1 ? i + 1 : i]);
  }
  for (let block = Math.floor(first / BLOCK); block * BLOCK < end; block++) {
    const [low, high] = extentOfSteps(curve, block * BLOCK);
    curve.blockLow[block] = low;
    curve.blockHigh[block] = high;
  }
}

/**
 * @param {Envelope} curve
 * @param {number} from  first step of a block
 * @returns {[number, number]}
 */
function extentOfSteps(curve, from) {
  let low = Number.NaN;
  let high = Number.NaN;
  for (let step = from; step < from + BLOCK; step++) {
    const least = Number(curve.low[step]);
    const most = Number(curve.high[step]);
    if (!(least >= low)) low = Number.isNaN(least) ? low : least;
    if (!(most <= high)) high = Number.isNaN(most) ? high : most;
  }
  return [low, high];
}
