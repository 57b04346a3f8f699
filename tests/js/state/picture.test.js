/** The painters get only arrays that fit the layers, and a label only with its own example. */

import assert from "node:assert/strict";
import test from "node:test";
import { networkPicture } from "../../../static/js/state/picture.js";

/** @param {object} changes @returns {any} */
const page = (changes) => ({
  room: { settings: { layers: [4, 3, 2], activation: "sigmoid", cost: "squares" } },
  frame: { activations: new Float32Array(9), wishes: null, step: 5, example: 1 },
  heavy: { parameters: new Float32Array(23), meanNudge: null, step: 4, run: 1 },
  example: { index: 1, label: 0 },
  lens: "weights",
  ...changes,
});

test("arrays that fit are handed on with their own steps", () => {
  const picture = networkPicture(page({}));
  assert.equal(picture?.parameters?.length, 23);
  assert.equal(picture?.heavyStep, 4);
  assert.equal(picture?.step, 5);
  assert.equal(picture?.label, 0);
});

test("arrays of another configuration are left out", () => {
  const room = { settings: { layers: [4, 5, 2], activation: "sigmoid", cost: "squares" } };
  const picture = networkPicture(page({ room }));
  assert.equal(picture?.parameters, null);
  assert.equal(picture?.activations, null);
});

test("a label belongs to its example only", () => {
  assert.equal(networkPicture(page({ example: { index: 2, label: 7 } }))?.label, null);
});

test("a viewer's picture is the presenter's", () => {
  assert.equal(networkPicture(page({ role: "viewer" }))?.presenters, true);
  assert.equal(networkPicture(page({ role: "presenter" }))?.presenters, false);
});

test("without a room there is no picture", () => {
  assert.equal(networkPicture(page({ room: null })), null);
});
