/** The pad: a canvas to draw on with mouse, pen or finger; strokes.js and raster.js do the sums. */

import { clean, extentOf, fit, watchSize } from "../draw/canvas.js";
import { css, readColours, watchTheme } from "../draw/colours.js";
import { rasterise } from "./raster.js";
import { extend, onPad, smooth } from "./strokes.js";

/** @import {Colours} from "../draw/colours.js" */
/** @import {Point, Stroke} from "./strokes.js" */

/** The ink on the pad, as a part of its side; what the network sees has MNIST's own width. */
const INK = 0.055;

/**
 * @typedef {object} Options
 * @property {AbortSignal} signal
 * @property {(pixels: Uint8Array<ArrayBuffer> | null) => void} onChange  at most once a frame; null when empty
 * @property {Colours} [colours]  those of the page, unless the theme changes
 */

/**
 * Make a canvas a drawing pad. Its size is the style sheet's.
 * @param {HTMLCanvasElement} canvas
 * @param {Options} options
 */
export function createPad(canvas, { signal, onChange, colours = readColours(canvas) }) {
  /** @type {Stroke[]} */
  let strokes = [];
  let centre = true;
  let ink = css(colours.ink);
  const hand = { lift: () => {} };

  const paint = () => paintStrokes(canvas, strokes, ink);
  const report = () =>
    onChange(strokes.length ? rasterise(strokes.flatMap(onPad), { centre, size: 1 }) : null);
  const changed = oncePerFrame(() => {
    paint();
    report();
  }, signal);
  const repaint = () => {
    ink = css(readColours(canvas).ink);
    paint();
  };
  const undo = () => {
    hand.lift();
    if (strokes.pop()) changed();
  };
  const clear = () => {
    hand.lift();
    if (strokes.length) changed();
    strokes = [];
  };

  prepare(canvas);
  hand.lift = followPointer(canvas, signal, {
    begin(point) {
      strokes.push([point]);
      changed();
    },
    move(point, isLast) {
      const stroke = strokes.at(-1);
      if (stroke && extend(stroke, point, isLast ? Number.MIN_VALUE : undefined)) changed();
    },
  });
  watchKeys(canvas, signal, undo, clear);
  watchSize(canvas, paint, signal);
  watchTheme(repaint, signal);
  paint();

  return {
    undo,
    clear,
    isEmpty: () => strokes.length === 0,
    /** @param {boolean} on */
    setCentring(on) {
      centre = on;
      if (strokes.length) changed();
    },
    repaint,
  };
}

/** @param {HTMLCanvasElement} canvas */
function prepare(canvas) {
  Object.assign(canvas.style, { touchAction: "none", userSelect: "none" });
  // Safari on phones selects the page under a pressing finger unless told so by its own name.
  canvas.style.setProperty("-webkit-user-select", "none");
  if (canvas.tabIndex < 0) canvas.tabIndex = 0;
}

/**
 * Call back in the next animation frame, however often it was asked for.
 * @param {() => void} callback
 * @param {AbortSignal} signal
 */
function oncePerFrame(callback, signal) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (!signal.aborted) callback();
    });
  };
}

/**
 * Follow one pointer at a time from press to release; return how to let go of it early.
 * @param {HTMLCanvasElement} canvas
 * @param {AbortSignal} signal
 * @param {{begin: (point: Point) => void, move: (point: Point, isLast: boolean) => void}} drawing
 */
function followPointer(canvas, signal, { begin, move }) {
  /** @type {number | null} */
  let pointer = null;
  const lift = () => {
    pointer = null;
  };
  /** @type {(name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel" | "lostpointercapture", act: (event: PointerEvent) => void) => void} */
  const on = (name, act) =>
    canvas.addEventListener(
      name,
      (event) => {
        if (pointer === null ? name === "pointerdown" : event.pointerId === pointer) act(event);
      },
      { signal },
    );

  on("pointerdown", (event) => {
    if (event.button !== 0 || pointer !== null) return;
    pointer = event.pointerId;
    capture(canvas, event);
    begin(pointOf(canvas, event));
  });
  on("pointermove", (event) => {
    for (const each of stepsOf(event)) move(pointOf(canvas, each), false);
  });
  on("pointerup", (event) => {
    move(pointOf(canvas, event), true);
    lift();
  });
  on("pointercancel", lift);
  on("lostpointercapture", lift);
  // A long press of pen or finger would open a menu in the middle of the stroke.
  canvas.addEventListener(
    "contextmenu",
    (event) => {
      if (pointer !== null) event.preventDefault();
    },
    { signal },
  );
  return lift;
}

/**
 * Keep getting a pointer's events when it leaves the pad.
 * @param {HTMLCanvasElement} canvas
 * @param {PointerEvent} event
 */
function capture(canvas, event) {
  try {
    canvas.setPointerCapture(event.pointerId);
  } catch {
    // A pointer that a script made up, or that is gone already, draws without being captured.
  }
}

/**
 * All places since the last event; pages that did not come by https only get the newest.
 * @param {PointerEvent} event
 */
function stepsOf(event) {
  const steps = event.getCoalescedEvents?.() ?? [];
  return steps.length ? steps : [event];
}

/**
 * Where the pointer is, in pad units: the pad is the largest square in the middle of the canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {PointerEvent} event
 * @returns {Point}
 */
function pointOf(canvas, { clientX, clientY }) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const side = Math.min(width, height);
  return [(clientX - left - width / 2) / side + 0.5, (clientY - top - height / 2) / side + 0.5];
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {AbortSignal} signal
 * @param {() => void} undo
 * @param {() => void} clear
 */
function watchKeys(canvas, signal, undo, clear) {
  canvas.addEventListener(
    "keydown",
    (event) => {
      const undoing = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
      const act =
        undoing || event.key === "Backspace" ? undo : event.key === "Delete" ? clear : null;
      if (!act) return;
      event.preventDefault();
      act();
    },
    { signal },
  );
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Stroke[]} strokes
 * @param {string} ink
 */
function paintStrokes(canvas, strokes, ink) {
  const { width, height, ratio } = extentOf(canvas);
  fit(canvas, { width, height, ratio });
  const pen = clean(canvas, ratio);
  const side = Math.min(width, height);
  if (!side) return;
  pen.translate((width - side) / 2, (height - side) / 2);
  pen.scale(side, side);
  Object.assign(pen, { strokeStyle: ink, fillStyle: ink, lineWidth: INK });
  Object.assign(pen, { lineCap: "round", lineJoin: "round" });
  for (const stroke of strokes) paintStroke(pen, stroke);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Stroke} stroke
 */
function paintStroke(pen, stroke) {
  const [x, y] = /** @type {Point} */ (stroke[0]);
  pen.beginPath();
  if (stroke.length === 1) {
    pen.arc(x, y, INK / 2, 0, 2 * Math.PI);
    pen.fill();
    return;
  }
  pen.moveTo(x, y);
  for (const bend of smooth(stroke)) pen.quadraticCurveTo(bend.cx, bend.cy, bend.x, bend.y);
  pen.stroke();
}
