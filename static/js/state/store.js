/** What the page knows, in one object; views read it, and one listener hears of every change. */

import { createSeries } from "./series.js";

/** @import {Example, Frame, Lens, RoomState} from "../types.js" */

/**
 * opening: asking for a room; live: connected; lost: trying again; alone: no room can be had;
 * gone: the room watched here has ended.
 * @typedef {"opening" | "live" | "lost" | "alone" | "gone"} Phase
 */

/** @typedef {{model: string, digit: number, activations: ArrayLike<number>}} Reading */

/**
 * @typedef {object} Page
 * @property {Phase} phase
 * @property {number} retryAt     when the next attempt is made, in ms since 1970
 * @property {string} reason      why there is no room
 * @property {"presenter" | "viewer" | null} role
 * @property {RoomState | null} room
 * @property {Frame | null} frame newest frame that carries activations
 * @property {Frame | null} heavy newest frame that carries parameters
 * @property {Example | null} example
 * @property {number} training    index of the training example last on the stage
 * @property {Uint8Array<ArrayBuffer> | null} drawing
 * @property {number | null} label  what the drawing is meant to be
 * @property {string} reader      who reads drawings: a shipped model's name, or "room"
 * @property {Reading | null} reading  of the drawing
 * @property {string} readingFault
 * @property {Lens} lens
 * @property {boolean} hint       a digit key was pressed and there is no drawing to label
 * @property {string} notice
 * @property {{task: string, done: number, total: number, unit: string} | null} progress
 * @property {string} address     where others can join
 */

/** @typedef {ReturnType<typeof createStore>} Store */

/** @param {string} reader */
export function createStore(reader) {
  /** @type {Page} */
  const page = {
    phase: "opening",
    retryAt: 0,
    reason: "",
    role: null,
    room: null,
    frame: null,
    heavy: null,
    example: null,
    training: 0,
    drawing: null,
    label: null,
    reader,
    reading: null,
    readingFault: "",
    lens: "weights",
    hint: false,
    notice: "",
    progress: null,
    address: "",
  };
  const series = createSeries();
  /** @type {() => void} */
  let listener = () => {};

  return {
    page,
    series,
    /** @param {Partial<Page>} changes */
    update(changes) {
      Object.assign(page, changes);
      listener();
    },
    /** @param {Frame} frame */
    accept(frame) {
      series.accept(frame);
      if (frame.activations) page.frame = frame;
      if (frame.parameters) page.heavy = frame;
      listener();
    },
    /** @param {Example} example */
    show(example) {
      page.example = example;
      if (example.source === "training" && example.index !== null) page.training = example.index;
      listener();
    },
    /** The room is gone: nothing of it may be shown as if it were there. */
    forget() {
      Object.assign(page, {
        phase: "opening",
        room: null,
        frame: null,
        heavy: null,
        example: null,
      });
      series.clear();
      listener();
    },
    /** @param {() => void} heard */
    subscribe(heard) {
      listener = heard;
    },
  };
}
