/** One request under way at a time; of those that wait, only the newest is kept. */

/**
 * Wrap `send` so that offers made while it is busy replace each other.
 * @template T
 * @param {(value: T) => Promise<void>} send  must not reject
 */
export function createNewest(send) {
  /** @type {{value: T} | null} */
  let waiting = null;
  let busy = false;

  async function drain() {
    busy = true;
    while (waiting) {
      const { value } = waiting;
      waiting = null;
      await send(value);
    }
    busy = false;
  }

  return {
    /** @param {T} value */
    offer(value) {
      waiting = { value };
      if (!busy) drain();
    },
    /** Forget what waits; what is under way still arrives. */
    drop() {
      waiting = null;
    },
  };
}
