/** Settings that cannot be meant are found before the server is asked. */

import assert from "node:assert/strict";
import test from "node:test";
import { faultIn } from "../../../static/js/state/request.js";

/** @param {object} changes @returns {any} */
const asked = (changes) => ({
  layers: [784, 16, 16, 10],
  learning_rate: 5,
  batch: 50,
  size: null,
  seed: 0,
  digits: [0, 1],
  ...changes,
});

test("sound settings have no fault, nor has a network without hidden layers", () => {
  assert.equal(faultIn(asked({})), null);
  assert.equal(faultIn(asked({ layers: [784, 10] })), null);
});

test("the first layer at fault is named, and whether it is empty", () => {
  const empty = [784, 16, Number.NaN, 10];
  assert.deepEqual(faultIn(asked({ layers: empty })), { layer: 2, isEmpty: true });
  assert.deepEqual(faultIn(asked({ layers: [784, 1.5, 10] })), { layer: 1, isEmpty: false });
  assert.deepEqual(faultIn(asked({ layers: [784, 513, 10] })), { layer: 1, isEmpty: false });
});

test("a field left empty or without sense is named", () => {
  for (const [field, value] of Object.entries({ learning_rate: 0, batch: null, size: 0.5 })) {
    assert.deepEqual(faultIn(asked({ [field]: value })), { field });
  }
  assert.deepEqual(faultIn(asked({ digits: [] })), { field: "digits" });
  assert.deepEqual(faultIn(asked({ seed: -1 })), { field: "seed" });
});
