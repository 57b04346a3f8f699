import assert from "node:assert/strict";
import { test } from "node:test";
import { extend, onPad, smooth } from "../../../static/js/pad/strokes.js";

/** @typedef {import("../../../static/js/pad/strokes.js").Point} Point */

/**
 * Where a bend is, a share of its way on.
 * @param {Point} from
 * @param {{cx: number, cy: number, x: number, y: number}} bend
 * @param {number} t
 * @returns {Point}
 */
function along([x, y], bend, t) {
  const part = (/** @type {number} */ a, /** @type {number} */ c, /** @type {number} */ b) =>
    (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t * t * b;
  return [part(x, bend.cx, bend.x), part(y, bend.cy, bend.y)];
}

test("a point that is as good as the last is left out", () => {
  /** @type {Point[]} */
  const stroke = [];
  assert.equal(extend(stroke, [0.5, 0.5]), true);
  assert.equal(extend(stroke, [0.502, 0.501]), false);
  assert.equal(extend(stroke, [0.51, 0.5]), true);
  assert.deepEqual(stroke, [
    [0.5, 0.5],
    [0.51, 0.5],
  ]);
});

test("a slow hand is followed all the same", () => {
  /** @type {Point[]} */
  const stroke = [[0, 0]];
  for (let k = 1; k <= 1000; k++) extend(stroke, [k / 1000, 0]);
  assert.ok(stroke.length > 150);
  assert.ok((stroke.at(-1)?.[0] ?? 0) > 0.995);
});

test("a stroke that stays on the pad is one piece, its points untouched", () => {
  /** @type {Point[]} */
  const stroke = [
    [0, 0.1],
    [0.7, 0.3],
    [1, 1],
  ];
  assert.deepEqual(onPad(stroke), [stroke]);
});

test("a stroke that leaves and comes back is two pieces, with nothing across", () => {
  const pieces = onPad([
    [0.5, 0.5],
    [1.5, 0.5],
    [1.5, 0.9],
    [0.5, 0.9],
  ]);
  assert.deepEqual(pieces, [
    [
      [0.5, 0.5],
      [1, 0.5],
    ],
    [
      [1, 0.9],
      [0.5, 0.9],
    ],
  ]);
});

test("one point beyond the pad is enough to part a stroke", () => {
  const pieces = onPad([
    [0.5, 0.25],
    [1.5, 0.5],
    [0.5, 0.75],
  ]);
  assert.deepEqual(pieces, [
    [
      [0.5, 0.25],
      [1, 0.375],
    ],
    [
      [1, 0.625],
      [0.5, 0.75],
    ],
  ]);
});

test("a line that only passes over the pad leaves its middle", () => {
  assert.deepEqual(
    onPad([
      [-1, -1],
      [2, 2],
    ]).map((piece) => piece.map((point) => point.map((x) => Math.round(x * 1e9) / 1e9))),
    [
      [
        [0, 0],
        [1, 1],
      ],
    ],
  );
});

test("what lies beside the pad leaves nothing", () => {
  assert.deepEqual(onPad([]), []);
  assert.deepEqual(onPad([[1.2, 0.5]]), []);
  assert.deepEqual(
    onPad([
      [-0.5, 0.2],
      [0.4, -0.9],
    ]),
    [],
  );
  assert.deepEqual(
    onPad([
      [0.2, 1.1],
      [0.8, 1.1],
    ]),
    [],
  );
});

test("a dot is a piece of one point", () => {
  assert.deepEqual(onPad([[0.3, 0.4]]), [[[0.3, 0.4]]]);
});

test("every piece lies on the pad, whatever the hand did", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return (seed / 2147483647) * 3 - 1;
  };
  for (let k = 0; k < 200; k++) {
    const stroke = Array.from({ length: 20 }, () => /** @type {Point} */ ([random(), random()]));
    for (const [x, y] of onPad(stroke).flat()) {
      assert.ok(x > -1e-9 && x < 1 + 1e-9 && y > -1e-9 && y < 1 + 1e-9, `${x}, ${y}`);
    }
  }
});

test("a smooth line begins and ends where the hand did", () => {
  /** @type {Point[]} */
  const stroke = [
    [0.1, 0.1],
    [0.5, 0.9],
    [0.9, 0.1],
  ];
  const bends = smooth(stroke);
  const last = bends.at(-1);
  assert.deepEqual([last?.x, last?.y], [0.9, 0.1]);
  assert.deepEqual([bends[0]?.cx, bends[0]?.cy], [0.1, 0.1]);
  assert.deepEqual(smooth([[0.1, 0.1]]), []);
});

test("a smooth line has no corners: each bend goes on in the direction of the last", () => {
  /** @type {Point[]} */
  const stroke = [
    [0.1, 0.1],
    [0.5, 0.9],
    [0.9, 0.1],
    [0.2, 0.3],
    [0.4, 0.8],
  ];
  const bends = smooth(stroke);
  for (const [k, bend] of bends.entries()) {
    const next = bends[k + 1];
    if (!next || k === 0) continue;
    const out = Math.atan2(bend.y - bend.cy, bend.x - bend.cx);
    const on = Math.atan2(next.cy - bend.y, next.cx - bend.x);
    const isTail = Math.hypot(next.cy - bend.y, next.cx - bend.x) < 1e-12;
    assert.ok(isTail || Math.abs(out - on) < 1e-9, `bend ${k}`);
  }
});

test("a straight line stays straight", () => {
  /** @type {Point[]} */
  const stroke = [0, 1, 2, 3].map((k) => [0.1 + 0.2 * k, 0.5]);
  let from = /** @type {Point} */ ([0.1, 0.5]);
  for (const bend of smooth(stroke)) {
    assert.ok(Math.abs(along(from, bend, 0.3)[1] - 0.5) < 1e-12);
    from = [bend.x, bend.y];
  }
});
