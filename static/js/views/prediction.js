/** The verdict: which digit, said by whom; the ten outputs; and the cost, term by term. */

import { fixed } from "../numbers.js";
import { asideOf, currentReading } from "../state/reading.js";
import { isHardlyAnything, judge } from "../state/verdict.js";
import { say, WORDS } from "../text.js";
import { buttonsIn, find, findAny, press, put } from "./find.js";
import { createRail } from "./rail.js";

/** @import {Page} from "../state/store.js" */
/** @import {Witness} from "../state/reading.js" */
/** @import {Verdict} from "../state/verdict.js" */

/**
 * @param {{signal: AbortSignal, onReader: (reader: string) => void, onResize: () => void}} options
 */
export function createPrediction({ signal, onReader, onResize }) {
  const readers = buttonsIn("readers");
  const rows = [...document.querySelectorAll("#outputs [data-output]")].map(createRow);
  for (const button of readers) {
    button.addEventListener("click", () => onReader(button.dataset.reader ?? ""), { signal });
  }
  // Read when it changes, not in every frame: reading it makes the browser lay out at once.
  let extent = railExtent();
  const observer = new ResizeObserver(() => {
    extent = railExtent();
    onResize();
  });
  observer.observe(findAny("outputs"));
  signal.addEventListener("abort", () => observer.disconnect());

  return {
    /** @param {Page} page */
    paint(page) {
      press(readers, (button) => button.dataset.reader === page.reader);
      const witness = currentReading(page);
      const verdict = witness && judge(witness.outputs, witness.label, witness.cost);
      paintHead(page, witness, verdict);
      paintFoot(witness, verdict);
      for (const [i, row] of rows.entries()) row.paint(i, witness, verdict, extent);
    },
  };
}

function railExtent() {
  const rail = document.querySelector("#outputs .rail");
  return { width: rail?.clientWidth ?? 0, height: rail?.clientHeight ?? 0 };
}

/**
 * @param {Page} page
 * @param {Witness | null} witness
 * @param {Verdict | null} verdict
 */
function paintHead(page, witness, verdict) {
  const digit = find("verdict", HTMLOutputElement);
  const said = witness?.ofDrawing && verdict ? verdict : null;
  put(digit, verdict ? String(verdict.digit) : "?");
  digit.dataset.digit = said ? String(said.digit) : "";
  digit.dataset.unsure = String(said?.unsure ?? false);
  put(findAny("verdict-name"), witness ? readerName(witness) : "");
  put(findAny("verdict-note"), note(page, witness, verdict));
  const aside = witness && asideOf(page, witness);
  put(findAny("verdict-aside"), aside ? say.aside[aside] : "");
}

/** @param {Witness} witness */
function readerName(witness) {
  if (witness.reader === "room") return say.thisNetwork(witness.step);
  const button = document.querySelector(`#readers [data-reader="${witness.reader}"]`);
  const layers = button instanceof HTMLElement ? (button.dataset.layers ?? "") : "";
  return say.model(witness.reader, layers);
}

/**
 * @param {Page} page
 * @param {Witness | null} witness
 * @param {Verdict | null} verdict
 */
function note(page, witness, verdict) {
  if (!witness || !verdict) {
    if (page.readingFault) return say.noReading(page.readingFault);
    return page.drawing ? say.waiting() : say.drawSomething();
  }
  const isDot = witness.ofDrawing && page.drawing !== null && isHardlyAnything(page.drawing);
  const doubt = verdict.unsure ? [say.unsure()] : [];
  if (isDot) doubt.push(say.hardlyAnything());
  if (witness.label === null) return doubt.join(" · ");
  const right = verdict.digit === witness.label ? say.right() : say.wrong(witness.label);
  return [...doubt, right].join(" · ");
}

/**
 * @param {Witness | null} witness
 * @param {Verdict | null} verdict
 */
function paintFoot(witness, verdict) {
  const cost = witness?.cost ?? "squares";
  put(findAny("term-name"), WORDS[`term_${cost}`]);
  findAny("wish-name").hidden = cost === "squares";
  const known = verdict !== null && verdict.cost !== null;
  put(findAny("cost"), known ? say.cost(witness?.label ?? null, fixed(verdict.cost ?? 0, 3)) : "");
}

/** @param {Element} row */
function createRow(row) {
  const part = (/** @type {string} */ kind) =>
    /** @type {HTMLElement} */ (row.querySelector(`.${kind}`));
  const rail = createRail(/** @type {SVGSVGElement} */ (row.querySelector("svg")));

  return {
    /**
     * @param {number} digit
     * @param {Witness | null} witness
     * @param {Verdict | null} verdict
     * @param {{width: number, height: number}} extent
     */
    paint(digit, witness, verdict, extent) {
      row.classList.toggle("wanted", witness?.label === digit);
      row.classList.toggle("best", verdict?.digit === digit);
      const wanted = verdict?.wanted?.[digit] ?? null;
      const term = verdict?.terms?.[digit];
      put(part("term"), term === undefined ? "" : fixed(term, 3));
      if (!witness) {
        put(part("value"), "–");
        rail.clear();
        return;
      }
      const activation = Number(witness.outputs[digit]);
      put(part("value"), fixed(activation, 2));
      rail.paint(activation, wanted, extent);
    },
  };
}
