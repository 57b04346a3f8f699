/** Where a step or a value stands on its axis, and which ticks are written there. */

/** @typedef {"log" | "linear"} Scale */

/**
 * @typedef {object} Axis
 * @property {(value: number) => number} at      0 to 1 along the axis
 * @property {(share: number) => number} valueAt  the reverse
 * @property {number[]} ticks
 */

/**
 * Steps 1 … last.
 * @param {number} last
 * @param {Scale} scale
 * @param {number} most  ticks there is room for
 * @returns {Axis}
 */
export function stepAxis(last, scale, most) {
  const end = Math.max(2, last);
  return scale === "log" ? logAxis(1, end, most) : linearAxis(1, end, most);
}

const LEAST_RATIO = 4;

/**
 * The cost on a logarithmic axis, so that the first steps do not crush the rest.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function costAxis(low, high, most) {
  const floor = Math.max(low, 1e-6);
  const ceiling = Math.max(high, floor);
  // One step, or steps all alike, get a factor of four to stand in.
  const spare = Math.max(1, Math.sqrt((LEAST_RATIO * floor) / ceiling));
  return logAxis(floor / (1.15 * spare), ceiling * 1.15 * spare, Math.max(2, most));
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} most
 * @returns {Axis}
 */
export function linearAxis(low, high, most) {
  const span = high - low;
  const step = niceStep(span / most);
  /** @type {number[]} */
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-9); i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return {
    at: (value) => (value - low) / span,
    valueAt: (share) => low + share * span,
    ticks,
  };
}

/**
 * @param {number} low  above 0
 * @param {number} high
 * @param {number} most
 * @returns {Axis}
 */
function logAxis(low, high, most) {
  const start = Math.log(low);
  const span = Math.log(high) - start;
  return {
    at: (value) => (Math.log(Math.max(value, low)) - start) / span,
    valueAt: (share) => Math.exp(start + share * span),
    ticks: logTicks(low, high, most),
  };
}

/**
 * 1-2-5 in every decade where there is room, else 1-3, else whole decades, else some of them with
 * both ends. Never fewer than two ticks: one alone is no scale.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
function logTicks(low, high, most) {
  /** @type {number[]} */
  let finer = linearAxis(low, high, most).ticks;
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const inside = ticksWithin(low, high, digits);
    // Too coarse already: the ticks before, though too many, are thinned to what there is room for.
    if (inside.length < 2)
      return finer.length < 2 ? [rounded(low), rounded(high)] : some(finer, most);
    if (inside.length <= most) return inside;
    finer = inside;
  }
  return some(finer, most);
}

/**
 * Every so many of the ticks from the first on, and the last.
 * @param {number[]} ticks
 * @param {number} most
 */
function some(ticks, most) {
  const end = ticks.length - 1;
  const stride = Math.max(1, Math.ceil(end / (Math.max(2, most) - 1)));
  const kept = ticks.filter((_, i) => i % stride === 0);
  if (end % stride !== 0) kept.push(Number(ticks[end]));
  return kept;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number[]} digits
 */
function ticksWithin(low, high, digits) {
  /** @type {number[]} */
  const found = [];
  const last = Math.ceil(Math.log10(high));
  for (let exponent = Math.floor(Math.log10(low)); exponent <= last; exponent += 1) {
    found.push(...digits.map((digit) => rounded(digit * 10 ** exponent)));
  }
  return found.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(3));

/** @param {number} rough */
function niceStep(rough) {
  const decade = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 5, 10].find((d) => d * decade >= rough) ?? 10;
  return digit * decade;
}

/**
 * The first step of each of `columns` pixel columns, and one past the last.
 * @param {Axis} axis
 * @param {number} columns
 * @param {number} last
 */
export function columnEdges(axis, columns, last) {
  return Array.from({ length: columns + 1 }, (_, i) =>
    i === columns
      ? last + 1
      : Math.min(last + 1, Math.max(1, Math.ceil(axis.valueAt(i / columns) - 1e-9))),
  );
}
