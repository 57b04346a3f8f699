/** One live connection: join, acknowledge each frame, and come back when lost. */

import { acknowledge, encode } from "./commands.js";
import { decode } from "./frame.js";
import { CommandError, createReplies } from "./replies.js";

/** @import {Frame} from "../types.js" */
/** @import {Command} from "./commands.js" */

const OPEN_TIMEOUT = 8_000;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;
/** Close codes after which knocking at the same door again is no use. */
const FINAL = new Set([4404, 4401]);
const NO_PLACE = 1013;

/**
 * @typedef {object} Handlers
 * @property {() => Command} hello   the join command
 * @property {(reply: any) => void} onJoin
 * @property {(frame: Frame) => void} onFrame
 * @property {(event: any) => void} onEvent
 * @property {(fault: string) => void} onFault   a message that could not be read
 * @property {(retryAt: number, reason: string) => void} onLost  the reason when there was no place
 * @property {(code: number, reason: string) => void} onRefused
 */

/**
 * How long to wait before attempt number `attempt`; doubled each time, up to a half left to chance
 * so that a class does not come back in one instant.
 * @param {number} attempt  from 0
 * @param {number} chance   0 to 1
 */
export function backOff(attempt, chance) {
  const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt);
  return delay * (1 - chance / 2);
}

export class Link {
  /** @type {WebSocket | null} */
  #socket = null;
  #replies = createReplies();
  #attempt = 0;
  #timer = 0;

  /**
   * Open the connection and keep it until the signal says otherwise.
   * @param {string} url
   * @param {Handlers} handlers
   * @param {AbortSignal} signal
   */
  constructor(url, handlers, signal) {
    this.url = url;
    this.handlers = handlers;
    this.signal = signal;
    const wake = () => this.retry();
    window.addEventListener("online", wake, { signal });
    document.addEventListener("visibilitychange", wake, { signal });
    signal.addEventListener("abort", () => this.#end());
    this.#open();
  }

  /**
   * Send a command; the promise holds its reply, or a CommandError.
   * @param {Command} command
   * @returns {Promise<any>}
   */
  send(command) {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(new CommandError("not connected, so nothing was sent"));
    }
    // A server this silent is gone, whatever the socket believes.
    const { id, reply } = this.#replies.expect(command.do, () => socket.close());
    socket.send(encode(id, command));
    return reply;
  }

  /** Do not sit out the wait: the network or the person has just come back. */
  retry() {
    if (this.#socket || !this.#timer || document.visibilityState === "hidden") return;
    clearTimeout(this.#timer);
    this.#open();
  }

  #open() {
    this.#timer = 0;
    const socket = new WebSocket(this.url);
    const slow = setTimeout(() => socket.close(), OPEN_TIMEOUT);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      clearTimeout(slow);
      this.#join();
    };
    socket.onmessage = (event) => this.#receive(socket, event.data);
    socket.onclose = (event) => {
      clearTimeout(slow);
      this.#lose(event);
    };
    this.#socket = socket;
  }

  #join() {
    this.send(this.handlers.hello()).then(
      (reply) => {
        this.#attempt = 0;
        this.handlers.onJoin(reply);
      },
      () => {}, // the close that follows says why, by its code
    );
  }

  /**
   * @param {WebSocket} socket
   * @param {string | ArrayBuffer} content
   */
  #receive(socket, content) {
    try {
      if (typeof content === "string") {
        this.#hear(JSON.parse(content));
        return;
      }
      const frame = decode(content);
      socket.send(acknowledge(frame.step, frame.run));
      this.handlers.onFrame(frame);
    } catch (error) {
      this.handlers.onFault(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {any} message */
  #hear(message) {
    if (!("reply" in message)) this.handlers.onEvent(message);
    else if (!this.#replies.answer(message) && !message.ok) this.handlers.onFault(message.error);
  }

  /** @param {CloseEvent} event */
  #lose(event) {
    this.#socket = null;
    this.#replies.failAll("the connection was lost before the answer came");
    if (this.signal.aborted) return;
    if (FINAL.has(event.code)) {
      this.handlers.onRefused(event.code, event.reason);
      return;
    }
    const delay = backOff(this.#attempt++, Math.random());
    this.#timer = window.setTimeout(() => this.#open(), delay);
    this.handlers.onLost(Date.now() + delay, event.code === NO_PLACE ? event.reason : "");
  }

  #end() {
    clearTimeout(this.#timer);
    this.#socket?.close();
  }
}
