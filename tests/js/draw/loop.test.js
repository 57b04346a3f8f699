import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeBudget, nextBudget } from "../../../static/js/draw/loop.js";

test("late frames shrink the budget, but never to nothing", () => {
  let budget = 8;
  for (let i = 0; i < 20; i++) budget = nextBudget(budget, 50);
  assert.equal(budget, 3);
});

test("frames in time let it grow back, but never past eight milliseconds", () => {
  let budget = 3;
  for (let i = 0; i < 100; i++) budget = nextBudget(budget, 16.7);
  assert.equal(budget, 8);
});

test("edges that lag get more time, and all they need when training pauses", () => {
  const pace = { lag: 0, interval: 17, running: true };
  assert.equal(edgeBudget(3, pace), 3);
  assert.equal(edgeBudget(3, { ...pace, lag: 1000 }), 24);
  assert.equal(edgeBudget(3, { ...pace, lag: 1000, interval: 400 }), 200);
  assert.equal(edgeBudget(3, { ...pace, lag: 60_000, interval: 9000 }), 250);
  assert.equal(edgeBudget(3, { ...pace, running: false }), 40);
});

test("the first frame after a sleep says nothing", () => {
  assert.equal(nextBudget(5, 0), 5);
});
