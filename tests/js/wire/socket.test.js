/** The waits between attempts grow, stay within bounds, and differ from page to page. */

import assert from "node:assert/strict";
import test from "node:test";
import { backOff } from "../../../static/js/wire/socket.js";

test("the wait doubles from half a second to ten seconds", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 20].map((attempt) => backOff(attempt, 0)),
    [500, 1000, 2000, 4000, 8000, 10_000, 10_000],
  );
});

test("chance takes away at most a half", () => {
  assert.equal(backOff(3, 1), 2000);
});
