/** No step is lost, no spike is lost, and holes are known. */

import assert from "node:assert/strict";
import test from "node:test";
import { createSeries, extent, foldOf, meanOf, thin } from "../../../static/js/state/series.js";

/** @param {number} run @param {number} first @param {number[]} costs @param {number} [size] */
const entries = (run, first, costs, size = 1) => ({
  run,
  first,
  size,
  costs,
  accuracies: costs.map(() => 0.5),
  tests: [],
  step: first - 1 + (costs.length / (size > 1 ? 2 : 1)) * size,
});

/** @param {ReturnType<typeof createSeries>} series @param {any} given */
const accept = (series, given) => series.accept(given);

test("every step is kept, however many", () => {
  const series = createSeries();
  for (let first = 1; first < 100_000; first += 100) {
    accept(
      series,
      entries(
        1,
        first,
        Array.from({ length: 100 }, (_, i) => first + i),
      ),
    );
  }
  assert.equal(series.last, 100_000);
  assert.equal(series.cost.low[1], 1);
  assert.equal(series.cost.low[54_321], 54_321);
  assert.equal(series.hole(), null);
});

test("thinning a long run to a few columns keeps the one spike and the one dip", () => {
  const series = createSeries();
  const costs = Array.from({ length: 50_000 }, () => 1);
  costs[31_233] = 9;
  costs[40_000] = -9;
  accept(series, entries(1, 1, costs));
  const columns = thin(series.cost, [1, 20_000, 30_000, 40_001, 50_001]);
  assert.deepEqual(columns, [
    [1, 1],
    [1, 1],
    [1, 9],
    [-9, 1],
  ]);
});

test("the coarse level never differs from a plain scan", () => {
  const series = createSeries();
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let first = 1; first < 5_000; first += 37) {
    accept(series, entries(1, first, Array.from({ length: 37 }, random)));
  }
  for (let i = 0; i < 200; i++) {
    const from = 1 + Math.floor(random() * 4_000);
    const to = from + Math.floor(random() * 900);
    const plain = series.cost.low.slice(from, to + 1);
    assert.deepEqual(extent(series.cost, from, to), [Math.min(...plain), Math.max(...plain)]);
  }
});

test("a page that joins late knows its hole, and the reply fills it", () => {
  const series = createSeries();
  accept(series, entries(1, 901, Array(100).fill(0.3)));
  assert.deepEqual(series.hole(), { run: 1, first: 1, last: 900 });
  const { step: _, ...reply } = entries(1, 1, Array(900).fill(0.6));
  accept(series, reply);
  assert.equal(series.hole(), null);
  assert.equal(series.last, 1000);
  assert.equal(series.cost.low[900], Math.fround(0.6));
});

test("a hole is asked for in parts, the first steps one by one", () => {
  const series = createSeries();
  accept(series, entries(1, 50_001, [0.3]));
  assert.deepEqual(series.hole(), { run: 1, first: 1, last: 1000 });
  const { step: _, ...reply } = entries(1, 1, Array(1000).fill(0.6));
  accept(series, reply);
  assert.deepEqual(series.hole(), { run: 1, first: 1001, last: 21_000 });
});

test("pairs too coarse to be read on a logarithmic axis are fetched instead", () => {
  const series = createSeries();
  accept(series, entries(1, 1, [0.1, 0.9, 0.2, 0.8], 400));
  assert.equal(series.last, 800);
  assert.deepEqual(series.hole(), { run: 1, first: 1, last: 800 });
});

test("pairs of a span give every step its lowest and highest", () => {
  const series = createSeries();
  accept(series, entries(1, 1, [0.1, 0.9, 0.2, 0.8], 4));
  assert.deepEqual(extent(series.cost, 2, 3), [Math.fround(0.1), Math.fround(0.9)]);
  assert.deepEqual(extent(series.cost, 1, 8), [Math.fround(0.1), Math.fround(0.9)]);
  assert.equal(series.hole(), null);
});

test("a last pair that covers fewer steps writes nothing beyond the newest step", () => {
  const series = createSeries();
  accept(series, { ...entries(1, 1, [0.1, 0.9, 0.2, 0.8], 4), step: 6 });
  assert.equal(series.last, 6);
  assert.ok(Number.isNaN(series.cost.low[7]));
});

test("a pair does not blur a step that is known exactly", () => {
  const series = createSeries();
  accept(series, entries(1, 1, [0.5, 0.6]));
  accept(series, entries(1, 1, [0.1, 0.9], 4));
  assert.equal(series.cost.high[1], 0.5);
  assert.equal(series.cost.high[3], Math.fround(0.9));
});

test("a new run starts new curves, and a late frame of the old run is ignored", () => {
  const series = createSeries();
  accept(series, entries(1, 1, [0.5, 0.4]));
  accept(series, entries(2, 1, []));
  assert.equal(series.last, 0);
  accept(series, entries(1, 3, [0.3]));
  assert.equal(series.run, 2);
  assert.equal(series.last, 0);
});

test("test points are kept by step", () => {
  const series = createSeries();
  accept(series, { ...entries(1, 1, [1]), tests: [0, 0.1, 100, 0.5] });
  accept(series, { ...entries(1, 2, [1]), tests: [100, 0.5, 200, 0.6] });
  assert.deepEqual(
    [...series.tests],
    [
      [0, 0.1],
      [100, 0.5],
      [200, 0.6],
    ],
  );
});

test("steps that came as one pair are found again from any of them", () => {
  const series = createSeries();
  accept(series, entries(1, 1, [3, 2]));
  accept(series, entries(1, 3, [0.1, 0.2, 0.3, 0.4], 5));
  assert.deepEqual(foldOf(series.cost, 2), [2, 2]);
  assert.deepEqual(foldOf(series.cost, 5), [3, 7]);
  assert.deepEqual(foldOf(series.cost, 12), [8, 12]);
});

test("the mean over steps is not a number while one of them is unknown", () => {
  const series = createSeries();
  accept(series, entries(1, 1, [3, 2, 4]));
  assert.equal(meanOf(series.cost, 1, 3), 3);
  assert.ok(Number.isNaN(meanOf(series.cost, 1, 4)));
});
