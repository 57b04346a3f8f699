/** How others get into the room: its code and its address, never its token. */

import { say, WORDS } from "../text.js";
import { find, findAny, findButton, findInput, put } from "./find.js";

/** @import {Page} from "../state/store.js" */

/** Names by which a machine calls itself: nobody else can reach it by them. */
const ITSELF = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** @param {AbortSignal} signal */
export function createShare(signal) {
  const open = findButton("share-open");
  const address = findInput("join-address");
  const copy = findButton("copy");

  copy.addEventListener("click", () => copyText(address).then(confirm, () => {}), { signal });
  address.addEventListener("focus", () => address.select(), { signal });
  put(findAny("share-who"), ITSELF.test(location.hostname) ? WORDS.only_here : WORDS.share_text);
  const code = findInput("join-code");
  const go = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    location.assign(shortAddress(code.value.trim().toUpperCase()));
  };
  find("join", HTMLFormElement).addEventListener("submit", go, { signal });

  function confirm() {
    put(copy, WORDS.copied);
    setTimeout(() => put(copy, WORDS.copy), 1500);
  }

  return {
    /** @param {Page} page */
    paint({ room, role }) {
      open.hidden = !room || role !== "presenter";
      if (!room) return;
      put(open, say.room(room.code, room.viewers));
      const join = shortAddress(room.code);
      put(findAny("code-large"), join.replace(/^https?:\/\//, ""));
      if (address.value !== join) address.value = join;
    },
  };
}

/** @param {string} code */
const shortAddress = (code) => new URL(`/j/${encodeURIComponent(code)}`, location.href).href;

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
