/** The speed slider's even positions and the steps a second they stand for. */

const SLOWEST = 0.5;
const FASTEST = 1000;
/** The last position is flat out. */
export const FLAT_OUT = 100;

/**
 * @param {number} position  0 to 100
 * @returns {number | null}  steps a second; null is flat out
 */
export function speedAt(position) {
  if (position >= FLAT_OUT) return null;
  const speed = SLOWEST * (FASTEST / SLOWEST) ** (position / (FLAT_OUT - 1));
  return Number(speed.toPrecision(2));
}

/** @param {number | null} speed */
export function positionOf(speed) {
  if (speed === null) return FLAT_OUT;
  const share = Math.log(speed / SLOWEST) / Math.log(FASTEST / SLOWEST);
  return Math.round(Math.min(1, Math.max(0, share)) * (FLAT_OUT - 1));
}

/**
 * A learning rate from the exponent its slider holds.
 * @param {number} exponent
 */
export const rateAt = (exponent) => Number((10 ** exponent).toPrecision(2));
