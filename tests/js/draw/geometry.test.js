import assert from "node:assert/strict";
import { test } from "node:test";
import { createLayout, hit, neuronPlace, projection } from "../../../static/js/draw/geometry.js";
import { activationIndex, createShape } from "../../../static/js/state/shape.js";

const NETWORKS = [
  [784, 16, 16, 10],
  [784, 10],
  [784, 64, 10],
  [784, 300, 32, 10],
  [784, 64, 512, 64, 512, 10],
  [784, 100, 24, 16, 12, 16, 8, 10],
];
const BOXES = /** @type {const} */ ([
  [1000, 600],
  [600, 400],
  [370, 400],
  [1800, 1000],
]);

for (const layers of NETWORKS) {
  for (const [width, height] of BOXES) {
    const shape = createShape(layers);
    const layout = createLayout(shape, width, height);

    test(`${layers.join("-")} stays inside ${width}×${height}, above its notes`, () => {
      for (let i = 0; i < shape.activationCount; i++) {
        const [x, y, radius] = [layout.x[i] ?? -1, layout.y[i] ?? -1, layout.radii[i] ?? 0];
        assert.ok(x - radius >= 0 && x + radius <= width, `x of ${i}`);
        assert.ok(y - radius >= 0 && y + radius <= layout.noteTop + 1, `y of ${i}`);
      }
      assert.ok(layout.keyTop + layout.font * 2.6 <= height);
      assert.ok(layout.labelX + layout.font * 0.6 <= width);
    });

    test(`every neuron of ${layers.join("-")} is hit at its place in ${width}×${height}`, () => {
      for (const column of layout.columns) {
        for (let index = 0; index < column.size; index++) {
          const { x, y } = neuronPlace(column, index);
          assert.deepEqual(hit(layout, x, y), { layer: column.layer, index });
        }
      }
    });
  }
}

test("every pixel is hit at its place", () => {
  const layout = createLayout(createShape([784, 16, 16, 10]), 1000, 600);
  for (let index = 0; index < 784; index += 13) {
    const place = [layout.x[index] ?? 0, layout.y[index] ?? 0];
    assert.deepEqual(hit(layout, place[0] ?? 0, place[1] ?? 0), { layer: 0, index });
  }
});

test("between the columns nothing is hit", () => {
  const layout = createLayout(createShape([784, 16, 16, 10]), 1000, 600);
  const [first, second] = layout.columns;
  const middle = ((first?.x ?? 0) + (second?.x ?? 0)) / 2;
  assert.equal(hit(layout, middle, 200), null);
  assert.equal(hit(layout, 5, 5), null);
});

test("columns follow each other from left to right without touching", () => {
  const { columns, plane } = createLayout(createShape([784, 64, 512, 64, 512, 10]), 600, 400);
  let free = plane.corners[1]?.x ?? 0;
  for (const column of columns) {
    const half = (column.across * column.pitch) / 2;
    assert.ok(column.x - half > free);
    free = column.x + (column.kind === "cells" ? half : column.radius);
  }
});

test("the projection maps the unit square onto the corners and keeps lines straight", () => {
  const corners = [
    { x: 0, y: 0 },
    { x: 10, y: 3 },
    { x: 10, y: 8 },
    { x: 0, y: 9 },
  ];
  const project = projection(corners);
  const unit = /** @type {const} */ ([
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ]);
  unit.forEach(([u, v], i) => {
    assert.ok(Math.abs(project(u, v).x - (corners[i]?.x ?? 0)) < 1e-9);
    assert.ok(Math.abs(project(u, v).y - (corners[i]?.y ?? 0)) < 1e-9);
  });
  const [a, b, c] = [project(0.2, 0.3), project(0.5, 0.6), project(0.8, 0.9)];
  assert.ok(Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) < 1e-9);
});

test("edges start at the true pixel", () => {
  const shape = createShape([784, 16, 10]);
  const layout = createLayout(shape, 1000, 600);
  const place = projection(layout.plane.corners)(3.5 / 28, 2.5 / 28);
  const index = activationIndex(shape, 0, 2 * 28 + 3);
  assert.ok(Math.abs((layout.x[index] ?? 0) - place.x) < 1e-3);
  assert.ok(Math.abs((layout.y[index] ?? 0) - place.y) < 1e-3);
});
