/** Axes keep their ends, write few ticks, and give every step exactly one column. */

import assert from "node:assert/strict";
import test from "node:test";
import { columnEdges, costAxis, linearAxis, stepAxis } from "../../../static/js/state/axis.js";

test("a logarithmic axis of steps gives the first ten as much room as the next ninety", () => {
  const axis = stepAxis(100, "log", 6);
  assert.equal(axis.at(1), 0);
  assert.ok(Math.abs(axis.at(10) - 0.5) < 1e-12);
  assert.equal(axis.at(100), 1);
  assert.deepEqual(axis.ticks, [1, 3, 10, 30, 100]);
});

test("values come back from where they stand", () => {
  for (const axis of [stepAxis(5000, "log", 5), stepAxis(5000, "linear", 5), costAxis(0.1, 3, 4)]) {
    for (const value of [1, 2.5]) {
      assert.ok(Math.abs(axis.valueAt(axis.at(value)) - value) < 1e-9);
    }
  }
});

test("there are never more ticks than there is room for", () => {
  for (const last of [1, 2, 7, 99, 1000, 123_456, 10_000_000]) {
    for (const most of [2, 4, 8]) {
      assert.ok(stepAxis(last, "log", most).ticks.length <= most + 1, `${last} ${most}`);
      assert.ok(stepAxis(last, "linear", most).ticks.length <= most + 1);
    }
  }
});

test("the accuracy's axis has the ends and the middle", () => {
  assert.deepEqual(linearAxis(0, 1, 2).ticks, [0, 0.5, 1]);
});

test("a cost of nothing at all still has an axis", () => {
  const axis = costAxis(0, 0, 4);
  assert.ok(Number.isFinite(axis.at(0)));
  assert.ok(axis.at(0) < axis.at(1e-6 * 2));
});

test("a cost over many decades keeps a tick at either end, however low the plot", () => {
  assert.deepEqual(costAxis(1e-5, 2.7, 2).ticks, [1e-5, 1]);
  assert.deepEqual(costAxis(1e-5, 2.7, 3).ticks, [1e-5, 0.01, 1]);
});

test("no cost is without a scale of at least two ticks inside its axis", () => {
  for (const most of [1, 2, 3, 6]) {
    for (let low = 1e-6; low < 100; low *= 1.7) {
      for (const ratio of [1, 1.2, 3, 9, 40, 1000, 1e6]) {
        const { ticks, at } = costAxis(low, low * ratio, most);
        assert.ok(ticks.length >= 2, `${low} × ${ratio}, ${most}: ${ticks}`);
        assert.ok(ticks.length <= Math.max(2, most) + 1, `${low} × ${ratio}, ${most}: ${ticks}`);
        for (const tick of ticks) assert.ok(at(tick) > -0.01 && at(tick) < 1.01);
      }
    }
  }
});

test("the first cost stands in the middle of its axis", () => {
  assert.ok(Math.abs(costAxis(2.6, 2.6, 3).at(2.6) - 0.5) < 1e-9);
});

test("every step lies in exactly one column", () => {
  for (const scale of /** @type {const} */ (["log", "linear"])) {
    for (const last of [2, 50, 3000]) {
      const edges = columnEdges(stepAxis(last, scale, 5), 300, last);
      const seen = new Set();
      for (let i = 0; i < 300; i++) {
        for (let step = Number(edges[i]); step < Number(edges[i + 1]); step++) {
          assert.ok(!seen.has(step));
          seen.add(step);
        }
      }
      assert.equal(seen.size, last, `${scale} ${last}`);
    }
  }
});
