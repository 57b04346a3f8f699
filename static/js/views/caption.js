/** The one sentence under the stage, which is also what a screen reader speaks. */

import { fixed } from "../numbers.js";
import { currentReading } from "../state/reading.js";
import { furthest, judge } from "../state/verdict.js";
import { say } from "../text.js";
import { findAny, put } from "./find.js";

/** @import {Page} from "../state/store.js" */

/** While numbers change all the time, a sentence must stand long enough to be read. */
const STAND_MS = 2_000;
/** A wish this small would read "from 0.00 down to 0". */
const HARDLY = 0.01;

export function createCaption() {
  const caption = findAny("caption");
  let since = Number.NEGATIVE_INFINITY;
  let before = "";

  return {
    /**
     * @param {Page} page
     * @param {number} now
     * @returns {boolean}  whether a newer sentence waits for its turn
     */
    paint(page, now) {
      const words = sentence(page);
      if (words === caption.textContent) return false;
      const cause = causeOf(page);
      if (cause === before && page.room?.running && now - since < STAND_MS) return true;
      since = now;
      before = cause;
      caption.dataset.kind = page.room?.stopped ? "alarm" : "plain";
      put(caption, words);
      return false;
    },
  };
}

/**
 * What a person did; after it the sentence changes at once, else it takes its time.
 * @param {Page} page
 */
function causeOf({ phase, drawing, label, reader, reading, example, room }) {
  const subject = drawing ? `${label} ${reader} ${reading?.digit}` : example?.index;
  return [phase, subject, room?.run, room?.stopped].join();
}

/** @param {Page} page */
function sentence(page) {
  if (page.phase === "lost" && page.frame) return say.stale();
  if (page.room?.stopped) return say.stopped(page.room.stopped);
  const witness = currentReading(page);
  if (!witness) return page.readingFault ? say.noReading(page.readingFault) : say.drawSomething();
  const { digit, wanted } = judge(witness.outputs, witness.label, witness.cost);
  // The sentence stands while numbers move on, so it says which moment it is of.
  const who = witness.reader === "room" ? say.atStep(witness.step) : witness.reader;
  if (!wanted) return say.unlabelled(who, digit);
  if (!witness.ofDrawing && witness.step === 0 && page.example?.source === "training") {
    return say.firstSight(digit, Number(witness.label));
  }
  const worst = furthest(witness.outputs, wanted);
  const output = Number(witness.outputs[worst]);
  if (Math.abs(output - Number(wanted[worst])) < HARDLY) return say.content(who, digit);
  const value = fixed(output, 2);
  return say.caption(who, digit, witness.label, [worst, value]);
}
