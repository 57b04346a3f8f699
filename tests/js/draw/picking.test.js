import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, same } from "../../../static/js/draw/picking.js";

const SIZES = [784, 16, 16, 10];

test("arrow keys begin at the first neuron and go round a layer", () => {
  assert.deepEqual(moved(SIZES, null, "ArrowDown"), { layer: 1, index: 0 });
  assert.deepEqual(moved(SIZES, { layer: 1, index: 0 }, "ArrowUp"), { layer: 1, index: 15 });
  assert.deepEqual(moved(SIZES, { layer: 1, index: 15 }, "ArrowDown"), { layer: 1, index: 0 });
});

test("sideways they go to the neuron at about the same height, and stop at the ends", () => {
  assert.deepEqual(moved(SIZES, { layer: 2, index: 15 }, "ArrowRight"), { layer: 3, index: 9 });
  assert.deepEqual(moved(SIZES, { layer: 3, index: 0 }, "ArrowLeft"), { layer: 2, index: 0 });
  assert.deepEqual(moved(SIZES, { layer: 3, index: 4 }, "ArrowRight"), { layer: 3, index: 4 });
});

test("two picks are the same neuron or not", () => {
  assert.ok(same({ layer: 1, index: 2 }, { layer: 1, index: 2 }));
  assert.ok(!same({ layer: 1, index: 2 }, null));
  assert.ok(same(null, null));
});
