/** The curves: cost and accuracy of every mini-batch, and the test points, read with a cursor. */

import { clean, extentOf, fit, watchSize } from "../draw/canvas.js";
import { readColours, watchTheme } from "../draw/colours.js";
import { shortFigure } from "../draw/figures.js";
import { fixed, percent } from "../numbers.js";
import { costAxis, linearAxis, stepAxis } from "../state/axis.js";
import { extent, foldOf } from "../state/series.js";
import { say, WORDS } from "../text.js";
import { buttonsIn, find, findAny, press, put } from "./find.js";
import { createPlot, innerHeight } from "./plot.js";

/** @import {Series} from "../state/series.js" */
/** @import {Page} from "../state/store.js" */
/** @import {Scale} from "../state/axis.js" */

const KEY = "nudge.curve-scale";
/** A curve that grows ten times a second is read as well as one that grows sixty times. */
const PACE_MS = 100;

/**
 * @param {Series} series
 * @param {{signal: AbortSignal, onChange: () => void}} options
 */
export function createCharts(series, { signal, onChange }) {
  const host = findAny("curves");
  const canvas = find("chart", HTMLCanvasElement);
  const scales = buttonsIn("curve-scale");
  let scale = /** @type {Scale} */ (localStorage.getItem(KEY) === "linear" ? "linear" : "log");
  /** @type {number | null} */
  let cursor = null;
  let colours = readColours(canvas);
  let painted = -1;
  let paintedAt = 0;
  let size = extentOf(host);
  /** @type {import("./plot.js").Plot[]} */
  let plots = [];

  function again() {
    painted = -1;
    onChange();
  }

  /** @param {number | null} step */
  function point(step) {
    cursor = step === null ? null : Math.min(series.last, Math.max(1, Math.round(step)));
    again();
  }

  /** @param {Scale} chosen */
  function spread(chosen) {
    scale = chosen;
    localStorage.setItem(KEY, scale);
    again();
  }

  for (const button of scales) {
    const chosen = button.dataset.scale === "linear" ? "linear" : "log";
    button.addEventListener("click", () => spread(chosen), { signal });
  }
  followPointer(canvas, () => plots, point, signal);
  followKeys(canvas, () => cursor ?? series.last, point, signal);
  watchSize(
    host,
    () => {
      size = extentOf(host);
      again();
    },
    signal,
  );
  watchTheme(() => {
    colours = readColours(canvas);
    again();
  }, signal);

  return {
    /**
     * @param {Page} page
     * @param {number} now
     * @returns {boolean}  whether newer steps wait for their turn
     */
    paint(page, now) {
      if (painted === series.version) return false;
      if (painted !== -1 && now - paintedAt < PACE_MS) return true;
      painted = series.version;
      paintedAt = now;
      if (cursor !== null && cursor > series.last) cursor = null;
      fit(canvas, size);
      const pen = clean(canvas, size.ratio);
      plots = layOut(series, size, scale);
      for (const plot of plots) plot.paint(pen, colours, cursor);
      press(scales, (button) => button.dataset.scale === scale);
      put(findAny("curve-values"), cursor === null ? newest(page, series) : at(series, cursor));
      return false;
    },
  };
}

/** Narrower than this, in CSS pixels, the two plots stand one above the other. */
const NARROW = 560;

/**
 * Cost first, accuracy second, on the same axis of steps.
 * @param {Series} series
 * @param {import("../draw/canvas.js").Extent} size
 * @param {Scale} scale
 */
function layOut(series, size, scale) {
  const gap = 14;
  const stacked = size.width < NARROW;
  const width = stacked ? size.width : (size.width - gap) / 2;
  const height = stacked ? (size.height - gap) / 2 : size.height;
  const second = stacked ? { left: 0, top: height + gap } : { left: width + gap, top: 0 };
  const across = stepAxis(series.last, scale, Math.max(2, Math.floor(width / 70)));
  const rows = 1 + Math.floor(innerHeight(height) / 36);
  const [low, high] = extent(series.cost, 1, series.last) ?? [0.1, 3];
  const cost = createPlot({
    box: { left: 0, top: 0, width, height },
    across,
    up: costAxis(low, high, rows),
    curve: series.cost,
    last: series.last,
    dots: new Map(),
    name: WORDS.cost,
    tick: shortFigure,
  });
  const accuracy = createPlot({
    box: { ...second, width, height },
    across,
    up: linearAxis(0, 1, 2),
    curve: series.accuracy,
    last: series.last,
    dots: series.tests,
    name: WORDS.accuracy_legend,
    tick: (value) => percent(value, 0),
  });
  return [cost, accuracy];
}

/**
 * The newest step, whose exact numbers its frame brings, as the title bar has them.
 * @param {Page} page
 * @param {Series} series
 */
function newest({ frame }, series) {
  if (series.last === 0) return say.noCurve();
  if (frame?.run !== series.run || Number.isNaN(frame.cost)) return at(series, series.last);
  const test = lastTest(series, frame.step);
  return say.point([frame.step, frame.step], written(frame.cost), say.share(frame.accuracy), test);
}

/**
 * A cost with three places where they say enough.
 * @param {number} cost
 */
const written = (cost) => (cost >= 0.01 && cost < 10_000 ? fixed(cost, 3) : shortFigure(cost));

/**
 * One step, or the few that came together with it.
 * @param {Series} series
 * @param {number} step
 */
function at(series, step) {
  const fold = foldOf(series.cost, step);
  const cost = say.range(extent(series.cost, ...fold), written);
  const accuracy = say.range(extent(series.accuracy, ...fold), say.share);
  return say.point(fold, cost, accuracy, lastTest(series, fold[1]));
}

/**
 * @param {Series} series
 * @param {number} step
 */
const lastTest = (series, step) =>
  [...series.tests].filter(([tested]) => tested <= step).at(-1) ?? null;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => import("./plot.js").Plot[]} plots
 * @param {(step: number | null) => void} point
 * @param {AbortSignal} signal
 */
function followPointer(canvas, plots, point, signal) {
  /** @param {PointerEvent} event */
  const move = (event) => {
    const { offsetX, offsetY } = event;
    const under = plots().find((plot) => plot.holds(offsetX, offsetY));
    if (under) point(under.stepAt(offsetX));
  };
  canvas.addEventListener("pointermove", move, { signal });
  canvas.addEventListener("pointerdown", move, { signal });
  canvas.addEventListener("pointerleave", () => point(null), { signal });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {() => number} cursor
 * @param {(step: number | null) => void} point
 * @param {AbortSignal} signal
 */
function followKeys(canvas, cursor, point, signal) {
  /** @param {KeyboardEvent} event */
  const move = (event) => {
    const stride = event.shiftKey ? 10 : 1;
    if (event.key === "ArrowRight") point(cursor() + stride);
    else if (event.key === "ArrowLeft") point(cursor() - stride);
    else return;
    event.preventDefault();
  };
  canvas.addEventListener("keydown", move, { signal });
  canvas.addEventListener("blur", () => point(null), { signal });
}
