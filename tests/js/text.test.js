/** Every word that a template asks for is in the catalogue, and every word is used. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { say, WORDS } from "../../static/js/text.js";

const ROOT = new URL("../../", import.meta.url);
const folder = (/** @type {string} */ name) =>
  readdirSync(new URL(name, ROOT)).map((file) => readFileSync(new URL(name + file, ROOT), "utf8"));
const TEMPLATES = folder("templates/").join("\n");
const asked = [...TEMPLATES.matchAll(/data-(?:text|label|tip)="(\w+)"/g)].map((match) => match[1]);

test("every word a template asks for is there", () => {
  for (const word of asked) assert.ok(word && word in WORDS, `${word} is not in the catalogue`);
});

test("no word is dead", () => {
  const code = folder("static/js/views/").join("\n");
  for (const word of Object.keys(WORDS)) {
    const built = /^(undo|term|weights|signal|mean_nudge|wishes|log|linear)/.test(word);
    assert.ok(asked.includes(word) || built || code.includes(`WORDS.${word}`), `${word} is unused`);
  }
});

test("the caption names the digit, the label and the largest wish", () => {
  assert.equal(
    say.caption("this network", 7, 2, { output: 2, value: 0.11, cost: "squares" }),
    "This network reads 7, but it is a 2. Its largest wish: output 2 from 0.11 up to 1.",
  );
  assert.equal(
    say.caption("reader", 2, 2, { output: 8, value: 0.2, cost: "squares" }),
    "Reader reads 2, rightly. Its largest wish: output 8 from 0.20 down to 0.",
  );
});

test("with cross-entropy the caption speaks of inputs, by how much they are to move", () => {
  assert.equal(
    say.caption("this network", 7, 2, { output: 2, value: 0.03, cost: "cross_entropy" }),
    "This network reads 7, but it is a 2. It asks the input of output 2 to rise by 0.97.",
  );
});

test("a stopped run is told in one sentence with what to do, to those who can", () => {
  const why = "the learning rate 50 made the weights overflow at step 5; go back, or lower it";
  const plain = "Training stopped: the learning rate 50 made the weights overflow at step 5.";
  assert.equal(say.stopped(why, false), plain);
  assert.equal(say.stopped(why, true), `${plain} Lower the learning rate and press Reset.`);
});

test("a pace has its singular, and slow ones their fraction", () => {
  assert.equal(say.speed(1), "1 step/s");
  assert.equal(say.speed(null), "flat out");
  assert.equal(say.measured(0.5), "0.5 steps/s");
  assert.equal(say.measured(1234.4), "1,234 steps/s");
});

test("a curve's reading names the steps that came together", () => {
  assert.equal(
    say.point([9766, 9770], "0.100 to 0.200", "95 %", [9000, 0.5]).replaceAll("\u202f", " "),
    "steps 9,766–9,770 · mini-batch: cost 0.100 to 0.200, 95 % right · test digits: 50.0 % right (step 9,000)",
  );
});
