/** One object, one listener; light and heavy frames are kept apart. */

import assert from "node:assert/strict";
import test from "node:test";
import { createStore } from "../../../static/js/state/store.js";

/** @param {object} fields @returns {any} */
const frame = (fields) => ({
  run: 1,
  first: 1,
  size: 1,
  step: 1,
  costs: [],
  accuracies: [],
  tests: [],
  activations: null,
  parameters: null,
  ...fields,
});

test("every change is heard", () => {
  const store = createStore("reader");
  let heard = 0;
  store.subscribe(() => {
    heard += 1;
  });
  store.update({ notice: "hello" });
  store.accept(frame({}));
  assert.equal(heard, 2);
  assert.equal(store.page.notice, "hello");
});

test("a light frame leaves the parameters of the last heavy one", () => {
  const store = createStore("reader");
  store.accept(frame({ parameters: [1], activations: [0] }));
  store.accept(frame({ step: 2, activations: [1] }));
  assert.equal(store.page.heavy?.step, 1);
  assert.equal(store.page.frame?.step, 2);
});

test("the last training example is remembered while a drawing is on the stage", () => {
  const store = createStore("reader");
  const pixels = new Uint8Array(784);
  store.show({ source: "training", index: 41, label: 3, pixels });
  store.show({ source: "drawing", index: null, label: 2, pixels });
  assert.equal(store.page.training, 41);
});
