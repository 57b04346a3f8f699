/** Has drawings read and staged: one request under way each, the newest drawing wins. */

import { predict } from "./wire/api.js";
import * as commands from "./wire/commands.js";
import { createNewest } from "./wire/newest.js";

/** @import {Room} from "./room.js" */
/** @import {Store} from "./state/store.js" */

/** How long the caption says what a key needs. */
const HINT_MS = 4_000;

/** @typedef {{reader: string, pixels: Uint8Array<ArrayBuffer>}} Request */

/**
 * @param {Store} store
 * @param {() => Room} room
 */
export function createReadings(store, room) {
  const { page } = store;

  const reading = createNewest(async (/** @type {Request} */ { reader, pixels }) => {
    try {
      const said = await (reader === "room" ? askRoom(room(), pixels) : predict(reader, pixels));
      if (!page.drawing || page.reader !== reader) return;
      store.update({ reading: { model: reader, ...said }, readingFault: "" });
    } catch (error) {
      // A number of a former drawing must not stand beside this one.
      store.update({ reading: null, readingFault: error instanceof Error ? error.message : "" });
      if (page.phase === "lost") await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  });
  const staging = createNewest((/** @type {import("./wire/commands.js").Command} */ command) =>
    room().command(command),
  );

  function read() {
    if (!page.drawing) reading.drop();
    // The presenter's drawing is on the stage, so frames bring what the room's network says of it.
    else if (page.reader !== "room" || page.role !== "presenter") {
      reading.offer({ reader: page.reader, pixels: page.drawing });
    }
  }

  function stage() {
    if (page.role !== "presenter" || page.phase !== "live") return;
    staging.offer(
      page.drawing
        ? commands.drawing(page.drawing, page.label)
        : commands.trainingExample(page.training),
    );
  }

  return {
    /** @param {Uint8Array<ArrayBuffer> | null} drawing */
    draw(drawing) {
      const cleared = drawing === null && page.drawing !== null;
      if (!drawing && !cleared) return;
      store.update(
        drawing ? { drawing } : { drawing, label: null, reading: null, readingFault: "" },
      );
      read();
      stage();
    },
    /** @param {number} label */
    label(label) {
      if (!page.drawing) return;
      store.update({ label: label === page.label ? null : label });
      stage();
    },
    /** @param {string} reader */
    choose(reader) {
      store.update({ reader, reading: null, readingFault: "" });
      read();
    },
    /** Bring the drawing to a room just joined, or take away one that this pad no longer has. */
    restage() {
      if (page.drawing || page.example?.source === "drawing") stage();
      read();
    },
    /** @param {number} by */
    browse(by) {
      if (page.drawing || !page.room || page.role !== "presenter") return;
      const size = page.room.train_size;
      page.training = (page.training + by + size) % size;
      stage();
    },
    /** The room's network has learnt since: for a viewer its reading is old. */
    refresh() {
      if (page.reader === "room" && page.role === "viewer") read();
    },
  };
}

/**
 * Say for a while what a digit key needs.
 * @param {Store} store
 */
export function createHint(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return () => {
    store.update({ hint: true });
    clearTimeout(timer);
    timer = setTimeout(() => store.update({ hint: false }), HINT_MS);
  };
}

/**
 * @param {Room} room
 * @param {Uint8Array} pixels
 */
async function askRoom(room, pixels) {
  const reply = await room.ask(commands.read(pixels));
  return { digit: reply.digit, activations: reply.activations.at(-1) };
}
