import assert from "node:assert/strict";
import { test } from "node:test";
import { createLayout } from "../../../static/js/draw/geometry.js";
import {
  carried,
  coverOf,
  fullScale,
  ladder,
  MOST_EDGES,
  orderEdges,
  widthOf,
} from "../../../static/js/draw/strength.js";
import { createShape, weightIndex } from "../../../static/js/state/shape.js";

/** A small generator, so that every run sees the same numbers. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296 - 0.5;
  };
}

/** @param {number[]} layers */
function network(layers) {
  const shape = createShape(layers);
  const next = random(7);
  const values = Float32Array.from({ length: shape.parameterCount }, next);
  const activations = Float32Array.from({ length: shape.activationCount }, (_, i) =>
    i % 3 === 0 ? 0 : next() + 0.5,
  );
  return { shape, values, activations, layout: createLayout(shape, 1000, 600) };
}

test("weights are carried in order, without the biases", () => {
  const { shape, values } = network([3, 2, 2]);
  const sizes = carried(shape, { lens: "weights", values, activations: null });
  const expected = [1, 2].flatMap((layer) =>
    Array.from({ length: shape.layers[layer - 1] ?? 0 }, (_, from) =>
      [0, 1].map((to) => values[weightIndex(shape, layer, from, to)]),
    ).flat(),
  );
  assert.deepEqual([...sizes], expected);
});

test("the signal is the weight times the activation of the neuron it comes from", () => {
  const { shape, values, activations } = network([3, 2, 2]);
  const sizes = carried(shape, { lens: "signal", values, activations });
  assert.equal(sizes[3], Math.fround((values[3] ?? 0) * (activations[1] ?? 0)));
  assert.equal(Math.abs(sizes[0] ?? 1), 0);
  assert.equal(sizes[6], Math.fround((values[8] ?? 0) * (activations[3] ?? 0)));
});

test("edges come strongest first, and each knows its ends and sign", () => {
  const { shape, values, layout } = network([784, 16, 16, 10]);
  const sizes = carried(shape, { lens: "weights", values, activations: null });
  const edges = orderEdges(shape, layout, sizes, 0.5);
  assert.equal(edges.count, 12_960);
  for (let i = 1; i < edges.count; i++) {
    const [before, here] = [Math.abs(edges.strength[i - 1] ?? 0), Math.abs(edges.strength[i] ?? 0)];
    // Sorted to 1/2048 of full strength: finer than any eye.
    assert.ok(before >= here - 1 / 2048);
  }
  const pixel = edges.from.findIndex((from, i) => from === 300 && edges.to[i] === 784 + 5);
  const weight = values[weightIndex(shape, 1, 300, 5)] ?? 0;
  assert.ok(Math.abs((edges.strength[pixel] ?? 0) - weight / 0.5) < 1e-6);
});

test("edges that carry exactly 0 are counted, not painted", () => {
  const { shape, values, activations, layout } = network([784, 16, 16, 10]);
  const sizes = carried(shape, { lens: "signal", values, activations });
  const edges = orderEdges(shape, layout, sizes, fullScale(sizes));
  assert.equal(edges.count + edges.zero, 12_960);
  assert.equal(edges.zero, sizes.filter((size) => size === 0).length);
});

test("of more edges than are painted each gap keeps its strongest", () => {
  const { shape, values, layout } = network([784, 64, 10]);
  const sizes = carried(shape, { lens: "weights", values, activations: null });
  // As in training: the last gap's weights are far larger than the pixels'.
  const pixels = 784 * 64;
  for (let i = 0; i < pixels; i++) sizes[i] = (sizes[i] ?? 0) / 100;
  const edges = orderEdges(shape, layout, sizes, 0.5);
  assert.equal(edges.count, MOST_EDGES);
  assert.equal(edges.total, 50_816);
  const first = [...edges.strength.keys()].filter((i) => (edges.from[i] ?? 0) < 784);
  assert.equal(first.length, MOST_EDGES - 640);
  const weakest = sizes.subarray(0, pixels).map(Math.abs).sort().at(-first.length) ?? 0;
  for (const i of first) assert.ok(Math.abs(edges.strength[i] ?? 0) * 0.5 >= weakest - 0.5 / 1024);
});

test("an overflow neither sets the scale nor empties the picture", () => {
  const { shape, layout } = network([3, 2, 2]);
  const sizes = Float32Array.of(1, Number.NaN, 2, Number.POSITIVE_INFINITY, 3, 0, 1, 1, 1, 1);
  assert.ok(fullScale(sizes) <= 3);
  const edges = orderEdges(shape, layout, sizes, 3);
  assert.equal(edges.count, 9);
  assert.ok(edges.strength.every((strength) => Math.abs(strength) <= 1));
});

test("a neuron in focus has its incoming and outgoing edges alone", () => {
  const { shape, values, layout } = network([784, 16, 16, 10]);
  const sizes = carried(shape, { lens: "weights", values, activations: null });
  const edges = orderEdges(shape, layout, sizes, 0.5, 784 + 3);
  assert.equal(edges.total, 784 + 16);
  for (let i = 0; i < edges.count; i++) {
    assert.ok(edges.from[i] === 787 || edges.to[i] === 787);
  }
});

test("a dense picture steps back, a sparse one does not", () => {
  const { shape, values, layout } = network([784, 16, 16, 10]);
  const sizes = carried(shape, { lens: "weights", values, activations: null });
  const all = orderEdges(shape, layout, sizes, 0.5);
  const one = orderEdges(shape, layout, sizes, 0.5, 784 + 16 + 16);
  assert.ok(all.exponent > one.exponent);
  assert.ok(coverOf(1, all.exponent) === coverOf(1, one.exponent));
});

test("width and cover grow with strength", () => {
  for (let i = 1; i <= 10; i++) {
    assert.ok(widthOf(i / 10) > widthOf((i - 1) / 10));
    assert.ok(coverOf(i / 10, 1.7) > coverOf((i - 1) / 10, 1.7));
  }
});

test("full strength is a round number near the largest, whatever the unit", () => {
  for (const unit of [1e-5, 1, 300]) {
    const sizes = Float32Array.from({ length: 1000 }, (_, i) => (unit * i) / 1000);
    const scale = fullScale(sizes);
    assert.ok(scale >= unit * 0.99 && scale <= unit * 1.3, `${scale} for ${unit}`);
  }
  assert.equal(fullScale(new Float32Array(10)), 1);
});

test("one outlier does not pale all others", () => {
  const sizes = Float32Array.from({ length: 1000 }, (_, i) => (i === 0 ? 50 : 1));
  assert.ok(fullScale(sizes) <= 1.2);
});

test("the ladder climbs to the next round number", () => {
  assert.deepEqual([0.9, 1.1, 3.2, 0.0043, 70].map(ladder), [1, 1.2, 4, 0.005, 80]);
});
