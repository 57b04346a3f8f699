/** The words under the tiles get shorter, but no number is ever cut. */

import assert from "node:assert/strict";
import test from "node:test";
import { captions } from "../../../static/js/views/tiles.js";

/** @param {object} changes @returns {any} */
const picture = (changes) => ({ lens: "weights", heavyStep: 2791, ...changes });

test("every caption is shorter than the one before, and the step stands in all of them", () => {
  for (const total of [16, 377]) {
    const texts = captions(picture({}), { shown: 16, total }, 0.12).map((parts) => parts.join(""));
    assert.match(texts[0] ?? "", /^first layer, .* neurons: weight /);
    for (const [i, text] of texts.entries()) {
      assert.ok(text.endsWith("step 2,791"), text);
      assert.ok(i === 0 || text.length < (texts[i - 1]?.length ?? 0), text);
    }
  }
});
