/** A reload finds its room again. */

import assert from "node:assert/strict";
import test from "node:test";
import { findTicket, keepTicket } from "../../../static/js/state/ticket.js";

test("a ticket is found where it was kept, and nowhere else", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, text),
  };
  keepTicket("home", { code: "AB12CD", token: "t", settings: null }, storage);
  assert.deepEqual(findTicket("home", storage), { code: "AB12CD", token: "t", settings: null });
  assert.equal(findTicket("ZZ99ZZ", storage), null);
});
