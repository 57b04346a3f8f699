/** Numbers as people read them: a true minus sign, commas between thousands, fixed places. */

const MINUS = "\u2212";
const NARROW_SPACE = "\u202f";

/**
 * @param {number} value
 * @param {number} places
 */
export function fixed(value, places) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value < 0 ? `${MINUS}∞` : "∞";
  const text = Math.abs(value).toFixed(places);
  // What rounds to zero has no sign.
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** @param {number} value  a whole number */
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * A share as a percentage.
 * @param {number} share
 * @param {number} [places]
 */
export const percent = (share, places = 1) => `${fixed(100 * share, places)}${NARROW_SPACE}%`;

/**
 * As many places as two significant digits need: 0.0012, 0.35, 4.5, 120.
 * @param {number} value
 */
export function short(value) {
  if (value === 0) return "0";
  const places = Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value)))));
  const text = fixed(value, places);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
