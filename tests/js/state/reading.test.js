/** The verdict shows activations of one thing, and only with that thing's own label. */

import assert from "node:assert/strict";
import test from "node:test";
import { asideOf, currentReading } from "../../../static/js/state/reading.js";

const pixels = new Uint8Array(784);

/** @param {object} changes @returns {any} */
const page = (changes) => ({
  role: "presenter",
  room: { settings: { cost: "squares" } },
  frame: { activations: new Float32Array(826), isDrawing: false, example: 3, step: 40 },
  example: { source: "training", index: 3, label: 7, pixels },
  drawing: null,
  label: null,
  reader: "reader",
  reading: null,
  ...changes,
});

test("with an empty pad the room's network reads the training example", () => {
  const witness = currentReading(page({}));
  assert.equal(witness?.reader, "room");
  assert.equal(witness?.label, 7);
  assert.equal(witness?.ofDrawing, false);
  assert.equal(witness?.outputs.length, 10);
});

test("a frame of another example is not shown with this one's label", () => {
  const example = { source: "training", index: 4, label: 2, pixels };
  assert.equal(currentReading(page({ example })), null);
});

test("a drawing is read by the chosen model, once it has answered", () => {
  assert.equal(currentReading(page({ drawing: pixels })), null);
  const reading = { model: "reader", digit: 2, activations: Array(10).fill(0) };
  const witness = currentReading(page({ drawing: pixels, label: 2, reading }));
  assert.equal(witness?.reader, "reader");
  assert.equal(witness?.label, 2);
  assert.equal(currentReading(page({ drawing: pixels, reader: "lecture", reading })), null);
});

test("a shipped model's cost is that of the lecture, whatever the room trains with", () => {
  const reading = { model: "reader", digit: 2, activations: Array(10).fill(0) };
  const room = { settings: { cost: "cross_entropy" } };
  assert.equal(currentReading(page({ drawing: pixels, reading, room }))?.cost, "squares");
  assert.equal(currentReading(page({ room }))?.cost, "cross_entropy");
});

test("the presenter's drawing is read from frames of the drawing", () => {
  const drawn = { drawing: pixels, reader: "room" };
  assert.equal(currentReading(page(drawn)), null);
  const frame = { activations: new Float32Array(826), isDrawing: true, example: null, step: 41 };
  const example = { source: "drawing", index: null, label: 2, pixels };
  const witness = currentReading(page({ ...drawn, frame, example }));
  assert.equal(witness?.ofDrawing, true);
  assert.equal(witness?.label, 2);
});

test("a viewer's drawing is read by the reply, not by the stage", () => {
  const reading = { model: "room", digit: 5, activations: Array(10).fill(0.1) };
  const viewer = page({ role: "viewer", reader: "room", drawing: pixels, reading });
  assert.equal(currentReading(viewer)?.outputs[0], 0.1);
});

test("what the picture shows is named where the verdict speaks of something else", () => {
  const reading = { model: "reader", digit: 2, activations: Array(10).fill(0) };
  /** @param {any} shown */
  const aside = (shown) => asideOf(shown, /** @type {any} */ (currentReading(shown)));
  assert.equal(aside(page({})), null);
  assert.equal(aside(page({ drawing: pixels, reading })), "network");
  assert.equal(aside(page({ drawing: pixels, reading, role: "viewer" })), "drawing");
  assert.equal(aside(page({ drawing: pixels, reading, frame: null })), null);
});
