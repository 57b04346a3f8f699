/** One request at a time; the newest of the waiting ones wins. */

import assert from "node:assert/strict";
import test from "node:test";
import { createNewest } from "../../../static/js/wire/newest.js";

test("offers made while busy replace each other", async () => {
  /** @type {number[]} */
  const sent = [];
  /** @type {(() => void)[]} */
  const finish = [];
  const newest = createNewest((/** @type {number} */ value) => {
    sent.push(value);
    return new Promise((resolve) => finish.push(resolve));
  });
  for (const value of [1, 2, 3, 4]) newest.offer(value);
  assert.deepEqual(sent, [1]);
  finish.shift()?.();
  await new Promise(setImmediate);
  assert.deepEqual(sent, [1, 4]);
});

test("what waits can be dropped", async () => {
  /** @type {number[]} */
  const sent = [];
  const newest = createNewest(async (/** @type {number} */ value) => {
    sent.push(value);
  });
  newest.offer(1);
  newest.offer(2);
  newest.drop();
  await new Promise(setImmediate);
  assert.deepEqual(sent, [1]);
});
