/** Every command meets exactly one reply or a clear error. */

import assert from "node:assert/strict";
import test from "node:test";
import { CommandError, createReplies } from "../../../static/js/wire/replies.js";

test("a reply finds the command with its id", async () => {
  const replies = createReplies();
  const first = replies.expect("play", () => {});
  const second = replies.expect("read", () => {});
  assert.equal(replies.answer({ reply: second.id, ok: true }), true);
  assert.deepEqual(await second.reply, { reply: second.id, ok: true });
  replies.failAll("over");
  await assert.rejects(first.reply, /over/);
});

test("a refusal is the server's sentence", async () => {
  const replies = createReplies();
  const { id, reply } = replies.expect("speed", () => {});
  replies.answer({ reply: id, ok: false, error: "speed 0 is too slow" });
  await assert.rejects(reply, new CommandError("speed 0 is too slow"));
});

test("silence becomes an error that says how long", async () => {
  const replies = createReplies(20);
  let late = 0;
  const { id, reply } = replies.expect("step", () => {
    late += 1;
  });
  await assert.rejects(reply, /no answer to "step" within 0.02 seconds/);
  assert.equal(late, 1);
  assert.equal(replies.answer({ reply: id, ok: true }), false);
});
