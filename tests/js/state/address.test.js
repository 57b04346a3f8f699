/** The address is read leniently and never leaks a token. */

import assert from "node:assert/strict";
import test from "node:test";
import {
  joinAddress,
  readAddress,
  socketAddress,
  withoutFragment,
} from "../../../static/js/state/address.js";

const READERS = ["reader", "lecture", "room"];

test("token, theme and model are read", () => {
  const address = readAddress("http://h/room/AB12?theme=projector&model=lecture#token=t0", READERS);
  assert.deepEqual(address, { token: "t0", theme: "projector", model: "lecture" });
});

test("what is not known is left alone", () => {
  const address = readAddress("http://h/?theme=pink&model=gpt#token", READERS);
  assert.deepEqual(address, { token: "", theme: null, model: null });
  assert.equal(readAddress("http://h/", READERS).token, null);
});

test("the address without its fragment has no token", () => {
  assert.equal(withoutFragment("http://h/room/AB12?theme=dark#token=t0"), "/room/AB12?theme=dark");
});

test("the socket follows the page's scheme, host and port", () => {
  assert.equal(socketAddress("http://h:8000/?x#t", "AB12"), "ws://h:8000/api/v1/rooms/AB12/live");
  assert.equal(socketAddress("https://h/room/X", "AB12"), "wss://h/api/v1/rooms/AB12/live");
});

test("the address for others is built without a token", () => {
  assert.equal(joinAddress("http://h:8000/#token=t0", "AB12"), "http://h:8000/room/AB12");
});
