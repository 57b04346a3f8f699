/** The title bar: connection, step, epoch, accuracies; and the notice that tells of a fault. */

import { fixed, grouped, percent } from "../numbers.js";
import { say } from "../text.js";
import { findAny, findButton, put } from "./find.js";

/** @import {Page} from "../state/store.js" */
/** @import {Series} from "../state/series.js" */

/**
 * @param {{signal: AbortSignal, onRetry: () => void, onDismiss: () => void}} options
 */
export function createStatus({ signal, onRetry, onDismiss }) {
  const connection = findAny("connection");
  const retry = findButton("retry");
  const counts = findAny("counts");
  const notice = findAny("notice");
  retry.addEventListener("click", onRetry, { signal });
  findButton("notice-close").addEventListener("click", onDismiss, { signal });

  return {
    /**
     * @param {Page} page
     * @param {Series} series
     */
    paint(page, series) {
      document.body.dataset.phase = page.phase;
      put(connection, connectionWords(page));
      retry.hidden = page.phase !== "lost" && page.phase !== "alone";
      counts.hidden = !page.room;
      if (page.room) paintCounts(page, series);
      paintEmpty(page);
      notice.hidden = page.notice === "";
      put(findAny("notice-text"), page.notice);
    },
  };
}

/** @param {Page} page */
function connectionWords(page) {
  if (page.phase === "lost") {
    const seconds = Math.ceil(Math.max(0, page.retryAt - Date.now()) / 1000);
    return say.retrying(seconds, page.reason);
  }
  if (page.phase === "alone") return say.noRoom();
  if (page.phase === "gone") return say.gone();
  if (page.phase === "opening") return say.opening();
  const words = say.live(page.room);
  const pace = page.room?.running && page.frame?.rate ? ` · ${say.measured(page.frame.rate)}` : "";
  return words + pace;
}

/**
 * What stands where the network would be while there is none.
 * @param {Page} page
 */
function paintEmpty(page) {
  const empty = page.frame === null;
  document.body.dataset.empty = String(empty);
  findAny("empty").hidden = !empty;
  findAny("network").hidden = empty;
  findAny("empty-home").hidden = page.phase !== "gone";
  if (empty) put(findAny("empty-text"), emptyWords(page));
}

/** @param {Page} page */
function emptyWords({ phase, reason }) {
  if (phase === "gone") return say.goneWhy();
  if (phase === "alone") return say.noRoomWhy(reason.replace(/\.$/, ""));
  return phase === "lost" ? say.unreached() : say.openingWhy();
}

/**
 * @param {Page} page
 * @param {Series} series
 */
function paintCounts(page, series) {
  const { frame, room } = page;
  const step = frame?.step ?? room?.step ?? 0;
  const known = frame !== null && !Number.isNaN(frame.accuracy);
  const tested = [...series.tests.keys()].at(-1);
  put(findAny("step"), grouped(step));
  document.body.dataset.step = String(step);
  put(findAny("epoch"), fixed(frame?.epoch ?? room?.epoch ?? 0, 0));
  put(findAny("accuracy"), known ? percent(frame.accuracy, 0) : "–");
  const test = findAny("test-accuracy");
  put(test, tested === undefined ? "–" : percent(series.tests.get(tested) ?? 0, 1));
  put(findAny("test-step"), tested ? say.testedAt(tested) : "");
  const tip = tested === undefined ? "" : say.testedTip(tested);
  if (test.parentElement && test.parentElement.title !== tip) test.parentElement.title = tip;
}
