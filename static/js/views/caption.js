/** The one sentence under the stage, which is also what a screen reader speaks. */

import { currentReading } from "../state/reading.js";
import { meanOf } from "../state/series.js";
import { furthest, isLevel, judge, LONG } from "../state/verdict.js";
import { say } from "../text.js";
import { findAny, put } from "./find.js";

/** @import {Page} from "../state/store.js" */
/** @import {Series} from "../state/series.js" */
/** @import {Witness} from "../state/reading.js" */

/** While numbers change all the time, a sentence must stand long enough to be read. */
const STAND_MS = 2_000;
/** A wish this small would read "from 0.00 down to 0". */
const HARDLY = 0.01;

/** @param {Series} series */
export function createCaption(series) {
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
      const words = sentence(page, series);
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
function causeOf({ phase, drawing, label, reader, reading, example, room, hint }) {
  const subject = drawing ? `${label} ${reader} ${reading?.digit}` : example?.index;
  return [phase, subject, room?.run, room?.stopped, hint].join();
}

/**
 * @param {Page} page
 * @param {Series} series
 */
function sentence(page, series) {
  if (page.phase === "lost" && page.frame) return say.stale();
  if (page.phase === "gone" && !page.drawing) return say.ended();
  if (page.hint && !page.drawing) return say.drawFirst();
  if (page.room?.stopped) return say.stopped(page.room.stopped, page.role === "presenter");
  const witness = currentReading(page);
  const level = witness && levelOf(page, witness, series);
  return level ?? about(page, witness);
}

/**
 * That all outputs say the same, and what may have done it.
 * @param {Page} page
 * @param {Witness} witness
 * @param {Series} series
 */
function levelOf({ room, frame }, witness, series) {
  if (!room || !frame || witness.reader !== "room" || frame.step < LONG) return null;
  const accuracy = meanOf(series.accuracy, frame.step - LONG + 1, frame.step);
  if (!isLevel(witness.outputs, accuracy, room.settings.digits.length)) return null;
  return say.level(Number(witness.outputs[0]), room.settings.learning_rate);
}

/**
 * What the ten outputs say, and what they wish.
 * @param {Page} page
 * @param {Witness | null} witness
 */
function about(page, witness) {
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
  const wish = { output: worst, value: output, cost: witness.cost };
  return say.caption(who, digit, Number(witness.label), wish);
}
