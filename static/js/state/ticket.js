/** The room this tab belongs to and the token that lets it command; they live as long as the tab. */

/** @import {Settings} from "../types.js" */

/** @typedef {{code: string, token: string | null, settings: Settings | null}} Ticket */

/** @param {string} place  "home", or the code in the address */
const key = (place) => `nudge.${place}`;

/**
 * @param {string} place
 * @param {Pick<Storage, "getItem">} storage
 * @returns {Ticket | null}
 */
export function findTicket(place, storage) {
  const text = storage.getItem(key(place));
  return text ? JSON.parse(text) : null;
}

/**
 * @param {string} place
 * @param {Ticket} ticket
 * @param {Pick<Storage, "setItem">} storage
 */
export function keepTicket(place, ticket, storage) {
  storage.setItem(key(place), JSON.stringify(ticket));
}
