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
    const built = /^(undo|term|weights|signal|mean_nudge|log|linear)/.test(word);
    assert.ok(asked.includes(word) || built || code.includes(`WORDS.${word}`), `${word} is unused`);
  }
});

test("the caption names the digit, the label and the largest wish", () => {
  assert.equal(
    say.caption("this network", 7, 2, [2, "0.11"]),
    "This network reads 7, but it is a 2. Its largest wish: output 2 from 0.11 up to 1.",
  );
  assert.equal(
    say.caption("reader", 2, 2, [8, "0.20"]),
    "Reader reads 2, rightly. Its largest wish: output 8 from 0.20 down to 0.",
  );
});
