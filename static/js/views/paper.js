/** The paper: the pad, what the network sees, and what the drawing is meant to be. */

import { inkOf, readColours, watchTheme } from "../draw/colours.js";
import { createPad } from "../pad/pad.js";
import { say } from "../text.js";
import { buttonsIn, find, findAny, findButton, findInput, press, put } from "./find.js";

/** @import {Page} from "../state/store.js" */

/**
 * @typedef {object} Options
 * @property {AbortSignal} signal
 * @property {(pixels: Uint8Array<ArrayBuffer> | null) => void} onDraw
 * @property {(label: number) => void} onLabel
 * @property {(step: number) => void} onBrowse  by how many training examples to go on
 */

/** @param {Options} options */
export function createPaper({ signal, onDraw, onLabel, onBrowse }) {
  const canvas = find("pad", HTMLCanvasElement);
  const clear = findButton("pad-clear");
  const undo = findButton("pad-undo");
  const labels = buttonsIn("labels");
  const centring = findInput("centring");
  const seen = createSeen();
  const pad = createPad(canvas, {
    signal,
    onChange: onDraw,
  });

  clear.addEventListener("click", () => pad.clear(), { signal });
  undo.addEventListener("click", () => pad.undo(), { signal });
  centring.addEventListener("change", () => pad.setCentring(centring.checked), { signal });
  for (const button of labels) {
    button.addEventListener("click", () => onLabel(Number(button.dataset.digit)), { signal });
  }
  findButton("example-previous").addEventListener("click", () => onBrowse(-1), { signal });
  findButton("example-next").addEventListener("click", () => onBrowse(1), { signal });
  watchTheme(seen.forget, signal);

  return {
    clear: () => pad.clear(),
    undo: () => pad.undo(),
    /** @param {Page} page */
    paint(page) {
      const drawn = page.drawing !== null;
      findAny("invitation").hidden = drawn;
      clear.disabled = !drawn;
      undo.disabled = !drawn;
      findAny("labels").hidden = !drawn;
      findAny("centring-row").hidden = !drawn;
      findAny("examples").hidden = drawn || page.role !== "presenter";
      press(labels, (button) => Number(button.dataset.digit) === page.label);
      paintSource(page);
      seen.paint(page.drawing ?? page.example?.pixels ?? null);
    },
  };
}

/** @param {Page} page */
function paintSource(page) {
  const { drawing, example, room } = page;
  const label = drawing ? page.label : (example?.label ?? null);
  const training = !drawing && example?.source === "training" && room;
  put(
    findAny("source"),
    training ? say.trainingSource(example.index ?? 0, room.train_size) : drawnBy(page),
  );
  put(findAny("wanted"), label === null ? "" : say.wanted(label));
}

/** @param {Page} page */
function drawnBy({ drawing, example }) {
  if (drawing) return say.drawingSource();
  return example ? say.presentersDrawing() : "";
}

/** The 28×28 picture that the network reads, one canvas pixel a pixel. */
function createSeen() {
  const canvas = find("seen", HTMLCanvasElement);
  const pen = canvas.getContext("2d");
  /** @type {Uint8Array | null | undefined} */
  let shown;

  return {
    forget() {
      shown = undefined;
    },
    /** @param {Uint8Array | null} pixels */
    paint(pixels) {
      if (pixels === shown || !pen) return;
      shown = pixels;
      pen.clearRect(0, 0, 28, 28);
      if (!pixels) return;
      const colours = readColours(canvas);
      const image = pen.createImageData(28, 28);
      for (const [i, ink] of pixels.entries()) {
        image.data.set([...inkOf(colours, ink / 255), 255], 4 * i);
      }
      pen.putImageData(image, 0, 0);
    },
  };
}
