import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activationIndex,
  biasIndex,
  createShape,
  edgesInto,
  sameLayers,
  weightIndex,
  wishIndex,
} from "../../../static/js/state/shape.js";

test("784-16-16-10 has 13,002 parameters, 826 activations and 12,960 edges", () => {
  const shape = createShape([784, 16, 16, 10]);
  assert.equal(shape.parameterCount, 13_002);
  assert.equal(shape.activationCount, 826);
  assert.equal(shape.edgeCount, 12_960);
});

test("the parameters are numbered row by row, the biases last in each layer", () => {
  const shape = createShape([3, 2, 2]);
  /** @type {number[]} */
  const order = [];
  for (let layer = 1; layer < 3; layer++) {
    const before = shape.layers[layer - 1] ?? 0;
    for (let from = 0; from < before; from++) {
      for (let to = 0; to < 2; to++) order.push(weightIndex(shape, layer, from, to));
    }
    for (let to = 0; to < 2; to++) order.push(biasIndex(shape, layer, to));
  }
  assert.deepEqual(order, [...order.keys()]);
  assert.equal(order.length, shape.parameterCount);
});

test("activations begin with the pixels, wishes leave them out", () => {
  const shape = createShape([784, 16, 10]);
  assert.equal(activationIndex(shape, 0, 5), 5);
  assert.equal(activationIndex(shape, 2, 3), 784 + 16 + 3);
  assert.equal(wishIndex(shape, 1, 0), 0);
  assert.equal(wishIndex(shape, 2, 3), 16 + 3);
});

test("a layer's edges are those between it and the layer before", () => {
  const shape = createShape([784, 16, 16, 10]);
  assert.deepEqual(
    [1, 2, 3].map((layer) => edgesInto(shape, layer)),
    [12_544, 256, 160],
  );
});

test("the same layer sizes are the same network", () => {
  assert.ok(sameLayers([784, 16, 10], [784, 16, 10]));
  assert.ok(!sameLayers([784, 16, 10], [784, 16, 16, 10]));
  assert.ok(!sameLayers([784, 16, 10], [784, 17, 10]));
});
