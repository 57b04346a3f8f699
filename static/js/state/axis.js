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

/**
 * The cost on a logarithmic axis, so that the first steps do not crush the rest.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function costAxis(low, high, most) {
  const floor = Math.max(low, 1e-6);
  return logAxis(floor / 1.15, Math.max(high, floor * 2) * 1.15, most);
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
  const ticks = logTicks(low, high, most);
  return {
    at: (value) => (Math.log(Math.max(value, low)) - start) / span,
    valueAt: (share) => Math.exp(start + share * span),
    ticks: ticks.length < 2 ? linearAxis(low, high, most).ticks : ticks,
  };
}

/**
 * 1-2-5 in every decade where there is room, else whole decades, else every other.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
function logTicks(low, high, most) {
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = decades(low, high, 1).flatMap((decade) => digits.map((d) => d * decade));
    const inside = ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
    if (inside.length <= most) return inside.map((tick) => Number(tick.toPrecision(3)));
  }
  const all = decades(low, high, 1).length;
  const stride = Math.ceil(all / most);
  return decades(low, high, stride).filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} stride
 */
function decades(low, high, stride) {
  /** @type {number[]} */
  const found = [];
  const last = Math.ceil(Math.log10(high));
  for (let exponent = Math.floor(Math.log10(low)); exponent <= last; exponent += stride) {
    found.push(Number((10 ** exponent).toPrecision(12)));
  }
  return found;
}

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
