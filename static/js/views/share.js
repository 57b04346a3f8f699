/** How others get into the room: its code and its address, never its token. */

import { say, WORDS } from "../text.js";
import { findAny, findButton, findInput, put } from "./find.js";

/** @import {Page} from "../state/store.js" */

/** @param {AbortSignal} signal */
export function createShare(signal) {
  const open = findButton("share-open");
  const address = findInput("join-address");
  const copy = findButton("copy");

  copy.addEventListener("click", () => copyText(address).then(confirm, () => {}), { signal });
  address.addEventListener("focus", () => address.select(), { signal });

  function confirm() {
    put(copy, WORDS.copied);
    setTimeout(() => put(copy, WORDS.copy), 1500);
  }

  return {
    /** @param {Page} page */
    paint({ room, address: join, role }) {
      open.hidden = !room || role !== "presenter";
      if (!room) return;
      put(open, say.room(room.code, room.viewers));
      put(findAny("code-large"), room.code);
      if (address.value !== join) address.value = join;
    },
  };
}

/**
 * A page on plain http by a network address has no clipboard; a selected field does.
 * @param {HTMLInputElement} field
 */
async function copyText(field) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
    return;
  }
  field.select();
  document.execCommand("copy");
}
