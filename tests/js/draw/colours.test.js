import assert from "node:assert/strict";
import { test } from "node:test";
import {
  contrast,
  css,
  inkOf,
  luminance,
  mix,
  readable,
  signed,
  signedRamp,
} from "../../../static/js/draw/colours.js";

/** @import {Colours, Rgb} from "../../../static/js/draw/colours.js" */

/** @param {Rgb} paper @param {Rgb} ink @returns {Colours} */
function theme(paper, ink) {
  const rest = { ground: paper, panel: paper, line: ink, text: ink, muted: ink, wanted: ink };
  const hues = {
    plus: /** @type {Rgb} */ ([74, 158, 255]),
    minus: /** @type {Rgb} */ ([255, 157, 69]),
  };
  return { ...rest, ...hues, focus: ink, ink, paper, font: "sans-serif" };
}

const dark = theme([15, 22, 34], [245, 241, 230]);
const projector = theme([255, 255, 255], [20, 32, 43]);

test("a fuller disc is lighter in the dark theme and darker in the projector's", () => {
  for (let i = 1; i <= 10; i++) {
    assert.ok(luminance(inkOf(dark, i / 10)) > luminance(inkOf(dark, (i - 1) / 10)));
    assert.ok(luminance(inkOf(projector, i / 10)) < luminance(inkOf(projector, (i - 1) / 10)));
  }
});

test("the signed ramp is paper at zero and a full hue at both ends", () => {
  const ramp = signedRamp(dark);
  assert.equal(ramp.length, 511 * 3);
  assert.deepEqual([...ramp.subarray(255 * 3, 256 * 3)], [...dark.paper]);
  assert.deepEqual([...ramp.subarray(0, 3)], [...dark.minus]);
  assert.deepEqual([...ramp.subarray(510 * 3)], [...dark.plus]);
});

test("the further from zero, the further from paper", () => {
  const distance = (/** @type {Rgb} */ colour) =>
    Math.hypot(...colour.map((channel, i) => channel - (projector.paper[i] ?? 0)));
  for (const sign of [-1, 1]) {
    for (let i = 1; i <= 20; i++) {
      const [here, before] = [
        signed(projector, (sign * i) / 20),
        signed(projector, (sign * (i - 1)) / 20),
      ];
      assert.ok(distance(here) > distance(before));
    }
  }
});

test("numbers in a disc read on every fill", () => {
  for (const colours of [dark, projector]) {
    for (let i = 0; i <= 10; i++) {
      const fill = inkOf(colours, i / 10);
      assert.ok(contrast(fill, readable(colours, fill)) > 3.5, `at ${i / 10}`);
    }
  }
});

test("mixing stays between its ends", () => {
  assert.deepEqual(mix([0, 0, 0], [100, 200, 50], 0.5), [50, 100, 25]);
  assert.deepEqual(mix([0, 0, 0], [100, 200, 50], 7), [100, 200, 50]);
  assert.equal(css([1, 2, 3], 0.5), "rgb(1 2 3 / 0.5)");
});
