/** The transport: train, step, speed, learning rate, reset, new weights, undo. */

import { positionOf, rateAt, speedAt } from "../state/speed.js";
import { say, WORDS } from "../text.js";
import { createNewest } from "../wire/newest.js";
import { findAny, findButton, findInput, put } from "./find.js";

/** @import {Page} from "../state/store.js" */
/** @import {RoomState} from "../types.js" */

/**
 * @typedef {object} Options
 * @property {AbortSignal} signal
 * @property {() => void} onPlay  train, or pause
 * @property {() => void} onStep
 * @property {() => void} onReset
 * @property {() => void} onNewWeights
 * @property {() => void} onUndo
 * @property {(speed: number | null) => Promise<void>} onSpeed  must not reject
 * @property {(rate: number) => Promise<void>} onRate           must not reject
 */

/** @param {Options} options */
export function createControls(options) {
  const { signal } = options;
  const play = createPlay(options);
  const undo = findButton("undo");
  const commands = [...document.querySelectorAll(".commands")];
  const presses = { "one-step": options.onStep, reset: options.onReset };
  for (const [id, act] of Object.entries({ ...presses, "new-weights": options.onNewWeights })) {
    findButton(id).addEventListener("click", act, { signal });
  }
  undo.addEventListener("click", options.onUndo, { signal });
  const speed = createSlider("speed", {
    signal,
    read: speedAt,
    say: say.speed,
    send: options.onSpeed,
  });
  const rate = createSlider("rate", { signal, read: rateAt, say: say.rate, send: options.onRate });

  return {
    /** @param {Page} page */
    paint(page) {
      const { room, role } = page;
      const mayCommand = role === "presenter" && room !== null;
      for (const part of commands) part.toggleAttribute("hidden", !mayCommand);
      for (const field of document.querySelectorAll("#transport button, #transport input")) {
        field.toggleAttribute("disabled", page.phase !== "live");
      }
      findAny("watching").hidden = role !== "viewer" || page.phase === "gone";
      findAny("ended-home").hidden = page.phase !== "gone" || page.frame === null;
      if (!room) return;
      play.paint(room);
      undo.hidden = room.undo === null;
      put(undo, room.undo ? WORDS[`undo_${room.undo}`] : "");
      speed.paint(positionOf(room.speed), room.speed);
      rate.paint(Math.log10(room.settings.learning_rate), room.settings.learning_rate);
    },
  };
}

/** @param {Options} options */
function createPlay({ signal, onPlay }) {
  const button = findButton("play");
  button.addEventListener("click", onPlay, { signal });
  /** The learning rate at which training stopped: with as much it would stop again. */
  let fatal = Number.POSITIVE_INFINITY;
  return {
    /** @param {RoomState} room */
    paint({ running, stopped, settings }) {
      const rate = settings.learning_rate;
      if (!stopped) fatal = Number.POSITIVE_INFINITY;
      else if (fatal === Number.POSITIVE_INFINITY) fatal = rate;
      button.dataset.running = String(running);
      button.dataset.muted = String(stopped !== null && rate >= fatal);
      put(findAny("play-words"), running ? WORDS.pause : WORDS.play);
    },
  };
}

/**
 * A slider that says what it asks for while it moves, and what the server has once it rests.
 * @template {number | null} T
 * @param {string} id
 * @param {{signal: AbortSignal, read: (position: number) => T, say: (value: T) => string,
 *   send: (value: T) => Promise<void>}} options
 */
function createSlider(id, { signal, read, say: words, send }) {
  const input = findInput(id);
  const output = findAny(`${id}-value`);
  let underWay = 0;
  const newest = createNewest(async (/** @type {T} */ value) => {
    underWay += 1;
    await send(value);
    underWay -= 1;
  });

  /** @param {T} value */
  function show(value) {
    const share =
      (input.valueAsNumber - Number(input.min)) / (Number(input.max) - Number(input.min));
    input.style.setProperty("--filled", `${(100 * share).toFixed(1)}%`);
    input.setAttribute("aria-valuetext", words(value));
    put(output, words(value));
  }

  function ask() {
    const value = read(input.valueAsNumber);
    show(value);
    newest.offer(value);
  }

  input.addEventListener("input", ask, { signal });
  return {
    /**
     * @param {number} position
     * @param {T} value
     */
    paint(position, value) {
      if (underWay > 0 || input.matches(":active")) return;
      if (read(input.valueAsNumber) !== value) input.value = String(position);
      show(value);
    },
  };
}
