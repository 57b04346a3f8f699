/** Which edges are drawn where they are too many: the gaps share the lines. Pure numbers. */

/**
 * How many each gap may draw: all it has where that is less than an equal share, and what is left
 * goes to the others.
 * @param {readonly number[]} counts @param {number} most
 */
export function shareOut(counts, most) {
  const shares = counts.map(() => 0);
  let left = most;
  const order = counts.map((_, gap) => gap).sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  order.forEach((gap, i) => {
    const share = Math.min(counts[gap] ?? 0, Math.floor(left / (order.length - i)));
    shares[gap] = share;
    left -= share;
  });
  return shares;
}

/**
 * Cut the counts of each gap, level by level, to its share.
 * @param {Uint32Array[]} gaps @param {number} most
 */
export function keepStrongest(gaps, most) {
  const counts = gaps.map((levels) => levels.reduce((sum, count) => sum + count, 0));
  shareOut(counts, most).forEach((share, gap) => {
    const levels = /** @type {Uint32Array} */ (gaps[gap]);
    let left = share;
    for (let i = 0; i < levels.length; i++) {
      levels[i] = Math.min(left, levels[i] ?? 0);
      left -= levels[i] ?? 0;
    }
  });
}

/**
 * Counting sort: the place where each level starts, all gaps together.
 * @param {readonly Uint32Array[]} gaps
 */
export function startsOf(gaps) {
  const starts = new Uint32Array(gaps[0]?.length ?? 0);
  let count = 0;
  for (let i = 0; i < starts.length; i++) {
    starts[i] = count;
    for (const levels of gaps) count += levels[i] ?? 0;
  }
  return { starts, count };
}
