/** Each command is the text that docs/wire-format.md names. */

import assert from "node:assert/strict";
import test from "node:test";
import * as commands from "../../../static/js/wire/commands.js";

test("a command carries its id and what to do", () => {
  assert.equal(commands.encode(7, commands.play()), '{"id":7,"do":"play"}');
});

test("a viewer joins without a token", () => {
  assert.deepEqual(commands.join(null), { do: "join" });
  assert.deepEqual(commands.join("secret"), { do: "join", token: "secret" });
});

test("flat out is null", () => {
  assert.equal(
    commands.encode(1, commands.speed(null)),
    '{"id":1,"do":"speed","steps_per_second":null}',
  );
});

test("784 pixels survive the way to text and back, and fit into 4 kB", () => {
  const pixels = Uint8Array.from({ length: 784 }, (_, i) => i % 256);
  const command = commands.drawing(pixels, 3);
  assert.deepEqual(commands.fromBase64(command.pixels), pixels);
  assert.ok(commands.encode(1, command).length < 4096);
});

test("a frame is acknowledged by step and run", () => {
  assert.equal(commands.acknowledge(240, 3), '{"ack":240,"run":3}');
});
