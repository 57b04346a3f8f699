/** The page's way into a room: open one, come back to it, or open another when it is gone. */

import { joinAddress, socketAddress, withoutFragment } from "./state/address.js";
import { findTicket, keepTicket } from "./state/ticket.js";
import { say } from "./text.js";
import { ApiError, createRoom } from "./wire/api.js";
import * as commands from "./wire/commands.js";
import { backOff, Link } from "./wire/socket.js";

/** @import {Store} from "./state/store.js" */
/** @import {Ticket} from "./state/ticket.js" */
/** @import {Command} from "./wire/commands.js" */
/** @import {Settings} from "./types.js" */

const ROOM_GONE = 4404;
/** How often a viewer may ask for the parameters, which are too heavy to come by themselves. */
const LOOK_EVERY = 17_000;
/** A server that is full will not have a place a second later. */
const WAIT_FOR_A_PLACE = 20_000;

export class Room {
  /** @type {Link | null} */
  #link = null;
  #leave = new AbortController();
  #attempt = 0;
  #timer = 0;
  #filling = false;
  #lookedAt = 0;
  /** @type {number | null | undefined} the speed of a room that is gone, for the next one */
  #speed;
  /** @type {Ticket | null} */
  #ticket = null;

  /**
   * @param {Store} store
   * @param {{place: string, token: string | null, onJoin: () => void}} options  place: "home" or a code
   */
  constructor(store, { place, token, onJoin }) {
    this.store = store;
    this.place = place;
    this.onJoin = onJoin;
    if (token !== null) history.replaceState(null, "", withoutFragment(location.href));
    const kept = findTicket(place, sessionStorage);
    const fresh = place === "home" ? null : { code: place, token: token || null, settings: null };
    this.#enter((token ? fresh : kept) ?? kept ?? fresh);
  }

  /**
   * Send a command; a refusal becomes a notice.
   * @param {Command} command
   * @returns {Promise<void>}
   */
  async command(command) {
    try {
      await this.ask(command);
    } catch (error) {
      this.store.update({ notice: sentenceOf(error) });
    }
  }

  /**
   * Send a command and have its reply, or its refusal.
   * @param {Command} command
   * @returns {Promise<any>}
   */
  ask(command) {
    return this.#link?.send(command) ?? Promise.reject(new Error(say.noNetwork()));
  }

  /** Try at once instead of waiting. */
  retry() {
    if (!this.#timer) {
      this.#link?.retry();
      return;
    }
    clearTimeout(this.#timer);
    this.#open(null);
  }

  /** @param {Ticket | null} ticket */
  #enter(ticket) {
    if (!ticket) {
      this.#open(null);
      return;
    }
    this.#ticket = ticket;
    keepTicket(this.place, ticket, sessionStorage);
    this.#leave.abort();
    this.#leave = new AbortController();
    this.#link = new Link(
      socketAddress(location.href, ticket.code),
      {
        hello: () => commands.join(ticket.token),
        onJoin: (reply) => this.#joined(reply),
        onFrame: (frame) => {
          this.store.accept(frame);
          this.#fillHoles();
          this.#look();
        },
        onEvent: (event) => this.#hear(event),
        onFault: (fault) => this.store.update({ notice: say.unreadable(fault) }),
        onLost: (retryAt, reason) => this.store.update({ phase: "lost", retryAt, reason }),
        onRefused: (code) => this.#refused(code),
      },
      this.#leave.signal,
    );
  }

  /**
   * Ask for a new room, with these settings where there were some.
   * @param {Settings | null} settings
   */
  async #open(settings) {
    this.#timer = 0;
    try {
      const made = await createRoom(settings ?? {});
      this.#attempt = 0;
      if (this.place !== "home") {
        this.place = made.code;
        history.replaceState(null, "", joinAddress(location.href, made.code) + location.search);
      }
      this.#enter({ code: made.code, token: made.presenter_token, settings: made.settings });
    } catch (error) {
      const unreached = error instanceof ApiError && error.status === 0;
      const delay = unreached ? backOff(this.#attempt++, Math.random()) : WAIT_FOR_A_PLACE;
      this.#timer = window.setTimeout(() => this.#open(settings), delay);
      this.store.update({
        phase: unreached ? "lost" : "alone",
        reason: unreached ? "" : sentenceOf(error),
        retryAt: Date.now() + delay,
      });
    }
  }

  /** @param {any} reply */
  #joined(reply) {
    this.store.update({
      phase: "live",
      role: reply.role,
      room: reply.state,
      address: joinAddress(location.href, reply.state.code),
    });
    this.#remember(reply.state.settings);
    if (this.#speed !== undefined && reply.role === "presenter") {
      this.command(commands.speed(this.#speed));
    }
    this.#speed = undefined;
    if (reply.example) this.store.show(readExample(reply.example));
    this.onJoin();
  }

  /** @param {any} event */
  #hear(event) {
    if (event.event === "state") {
      this.store.update({ room: event.state });
      this.#remember(event.state.settings);
    } else if (event.event === "example") this.store.show(readExample(event.example));
    else if (event.event === "notice") this.store.update({ notice: event.text, progress: null });
    else if (event.event === "progress") {
      this.store.update({ progress: event.done < event.total ? event : null });
    }
  }

  /**
   * So that a reload after the room is gone can ask for the same settings and seed.
   * @param {Settings} settings
   */
  #remember(settings) {
    if (!this.#ticket) return;
    this.#ticket = { ...this.#ticket, settings };
    keepTicket(this.place, this.#ticket, sessionStorage);
  }

  /** @param {number} code */
  #refused(code) {
    const ticket = this.#ticket;
    if (code === ROOM_GONE && !ticket?.token) {
      this.store.update({ phase: "gone" });
      return;
    }
    if (code !== ROOM_GONE && this.place !== "home") {
      this.store.update({ notice: say.demoted() });
      this.#enter({ code: this.place, token: null, settings: null });
      return;
    }
    if (ticket?.settings) this.store.update({ notice: say.reopened() });
    this.#speed = this.store.page.room?.speed;
    this.store.forget();
    this.#open(ticket?.settings ?? null);
  }

  /** Keep a viewer's weights as young as the audience's share of the network allows. */
  #look() {
    const { role, frame, heavy } = this.store.page;
    const isOld = frame?.step !== heavy?.step || frame?.run !== heavy?.run;
    if (role !== "viewer" || !isOld || Date.now() - this.#lookedAt < LOOK_EVERY) return;
    this.#lookedAt = Date.now();
    this.ask(commands.look()).catch(() => {}); // refused or lost: the next turn asks again
  }

  /** Fetch, one part at a time, the steps of the curves that no frame brought. */
  async #fillHoles() {
    const hole = this.store.series.hole();
    if (this.#filling || !hole) return;
    this.#filling = true;
    try {
      this.store.series.accept(await this.ask(commands.curve(hole.run, hole.first, hole.last)));
      this.#filling = false;
      if (this.store.series.hole()?.first !== hole.first) this.#fillHoles();
      this.store.update({});
    } catch {
      // The next frame asks again; the curve shows its gap until then.
      this.#filling = false;
    }
  }
}

/** @param {unknown} error */
const sentenceOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {any} example */
function readExample(example) {
  return { ...example, pixels: commands.fromBase64(example.pixels) };
}
