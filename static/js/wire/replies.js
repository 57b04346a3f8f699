/** Commands under way: each id meets its one reply, or an error that says why none came. */

const PATIENCE = 8_000;

/** A command that got no good reply; its text is the server's sentence, or says there was none. */
export class CommandError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "CommandError";
  }
}

/** @param {number} patience  how long to wait for a reply, in ms */
export function createReplies(patience = PATIENCE) {
  /** @typedef {{resolve: (reply: any) => void, reject: (error: CommandError) => void}} Waiting */
  /** @type {Map<number, Waiting & {timer: ReturnType<typeof setTimeout>}>} */
  const waiting = new Map();
  let lastId = 0;

  /** @param {number} id */
  function take(id) {
    const found = waiting.get(id);
    waiting.delete(id);
    clearTimeout(found?.timer);
    return found;
  }

  return {
    /**
     * A fresh id and the promise of its reply; `onLate` is called when none comes.
     * @param {string} doing
     * @param {() => void} onLate
     * @returns {{id: number, reply: Promise<any>}}
     */
    expect(doing, onLate) {
      const id = ++lastId;
      const reply = new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          take(id);
          reject(new CommandError(`no answer to "${doing}" within ${patience / 1000} seconds`));
          onLate();
        }, patience);
        waiting.set(id, { resolve, reject, timer });
      });
      return { id, reply };
    },
    /**
     * @param {{reply: number | null, ok: boolean, error?: string}} message
     * @returns {boolean} whether somebody waited for it
     */
    answer(message) {
      const found = take(message.reply ?? 0);
      if (message.ok) found?.resolve(message);
      else found?.reject(new CommandError(message.error ?? "refused"));
      return found !== undefined;
    },
    /** @param {string} sentence */
    failAll(sentence) {
      for (const id of [...waiting.keys()]) take(id)?.reject(new CommandError(sentence));
    },
  };
}
