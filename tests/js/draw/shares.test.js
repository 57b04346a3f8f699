import assert from "node:assert/strict";
import { test } from "node:test";
import { shareOut } from "../../../static/js/draw/shares.js";

test("gaps share the lines: a small one takes all of its own, the rest is divided", () => {
  assert.deepEqual(shareOut([295_568, 3770], 16_384), [12_614, 3770]);
  assert.deepEqual(shareOut([9000, 100, 9000], 10_000), [4950, 100, 4950]);
  assert.deepEqual(shareOut([5, 6], 100), [5, 6]);
});
