/** REST calls say what went wrong in one sentence, and predictions come out of the reply. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ApiError, createRoom, predict } from "../../../static/js/wire/api.js";

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** @param {number} status @param {unknown} body */
function answer(status, body) {
  /** @type {{path: string, request: RequestInit}[]} */
  const asked = [];
  globalThis.fetch = async (path, request) => {
    asked.push({ path: String(path), request: request ?? {} });
    return new Response(JSON.stringify(body), { status });
  };
  return asked;
}

test("a drawing goes as 784 bytes to the model named", async () => {
  const reply = { model: {}, predictions: [{ digit: 7, activations: Array(10).fill(0) }] };
  const asked = answer(200, reply);
  const pixels = new Uint8Array(784);
  assert.equal((await predict("reader", pixels)).digit, 7);
  assert.equal(asked[0]?.path, "/api/v1/predict?model=reader");
  assert.equal(asked[0]?.request.body, pixels);
});

test("settings go along when a room is asked for", async () => {
  const asked = answer(201, { code: "AB12CD" });
  await createRoom({ seed: 7 });
  assert.equal(asked[0]?.request.body, '{"settings":{"seed":7}}');
});

test("a refusal is the server's sentence", async () => {
  answer(503, { title: "Full", detail: "all 32 rooms are in use" });
  await assert.rejects(createRoom({}), new ApiError("all 32 rooms are in use", 503));
});

test("a server that is not there has no status", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("failed"));
  await assert.rejects(createRoom({}), (error) => error instanceof ApiError && error.status === 0);
});
