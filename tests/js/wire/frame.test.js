/** Frames are read as docs/wire-format.md says, and anything else is refused by name. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { decode, FrameError } from "../../../static/js/wire/frame.js";

const GOLDEN = new URL("../../fixtures/step_v1.frame", import.meta.url);

/**
 * @param {Partial<{magic: string, version: number, kind: number, flags: number, example: number}>} head
 * @param {[number, number, number[]][]} blocks  block, type, values
 */
function build(head, blocks) {
  const bodies = blocks.map(([, type, values]) => {
    const array =
      type === 3
        ? Uint8Array.from(values)
        : type === 4
          ? Uint32Array.from(values)
          : Float32Array.from(values);
    return new Uint8Array(array.buffer);
  });
  const padded = bodies.map((body) => Math.ceil(body.length / 4) * 4);
  const total = 32 + 8 * blocks.length + padded.reduce((sum, n) => sum + n, 0);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(head.magic ?? "BPL1"));
  bytes.set([head.version ?? 1, head.kind ?? 1, head.flags ?? 1, blocks.length], 4);
  view.setUint32(8, 240, true);
  view.setUint32(12, 2, true);
  view.setFloat32(16, 0.5, true);
  view.setFloat32(20, 0.75, true);
  view.setFloat32(24, 30, true);
  view.setUint32(28, head.example ?? 7, true);
  let offset = 32 + 8 * blocks.length;
  blocks.forEach(([name, type, values], i) => {
    bytes.set([name, type], 32 + 8 * i);
    view.setUint32(36 + 8 * i, values.length, true);
    bytes.set(/** @type {Uint8Array} */ (bodies[i]), offset);
    offset += Number(padded[i]);
  });
  return bytes.buffer;
}

test("a frame's header and blocks come out as they were put in", () => {
  const frame = decode(
    build({}, [
      [1, 1, [0.5, -0.5]],
      [3, 3, [255, 0, 51]],
      [5, 1, [1.5, 1.25]],
      [8, 4, [3, 239, 1]],
      [9, 1, [200, 0.5]],
    ]),
  );
  assert.equal(frame.step, 240);
  assert.equal(frame.epoch, 2);
  assert.equal(frame.cost, 0.5);
  assert.equal(frame.accuracy, 0.75);
  assert.equal(frame.rate, 30);
  assert.equal(frame.example, 7);
  assert.equal(frame.running, true);
  assert.equal(frame.isDrawing, false);
  assert.deepEqual([frame.run, frame.first, frame.size], [3, 239, 1]);
  assert.deepEqual([.../** @type {Float32Array} */ (frame.parameters)], [0.5, -0.5]);
  assert.equal(frame.meanNudge, null);
  assert.equal(frame.coarse, true);
  assert.deepEqual([...(frame.activations ?? [])], [1, 0, Math.fround(0.2)]);
  assert.deepEqual([...frame.costs], [1.5, 1.25]);
  assert.deepEqual([...frame.tests], [200, 0.5]);
});

test("a drawing has no index", () => {
  const frame = decode(build({ flags: 2, example: 0xffffffff }, []));
  assert.equal(frame.isDrawing, true);
  assert.equal(frame.running, false);
  assert.equal(frame.example, null);
});

test("the parameters are a view into the message, not a copy", () => {
  const buffer = build({}, [[1, 1, [1, 2, 3]]]);
  assert.equal(decode(buffer).parameters?.buffer, buffer);
});

/** @type {[string, ArrayBuffer, RegExp][]} */
const REFUSED = [
  ["a short header", new ArrayBuffer(31), /31 bytes is shorter than its 32-byte header/],
  ["a wrong magic", build({ magic: "PNG1" }, []), /begins with "PNG1", expected "BPL1"/],
  ["a wrong version", build({ version: 2 }, []), /version 2, expected 1/],
  ["a wrong kind", build({ kind: 9 }, []), /kind 9, expected 1/],
  ["a cut table", build({}, [[5, 1, [1]]]).slice(0, 36), /too short for its 1 table entries/],
  ["an unknown block", build({}, [[6, 1, [1]]]), /unknown block 6/],
  ["an unknown type", build({}, [[5, 2, [1]]]), /block 5 has unknown type 2/],
  ["a type the block may not have", build({}, [[1, 3, [1]]]), /block 1 has unknown type 3/],
  ["a block twice", build({}, [[5, 1, [1]], [5, 1, [1]]]), /block 5 comes twice/], // biome-ignore format: one row a case
  ["a cut block", build({}, [[5, 1, [1, 2]]]).slice(0, 44), /ends at byte 48, the frame at 44/],
  ["a long frame", longer(build({}, [[5, 1, [1]]])), /of 48 bytes, expected 44/],
  ["a wrong span", build({}, [[8, 4, [1, 2]]]), /span has 2 numbers, expected 3/],
];

/** @param {ArrayBuffer} buffer */
function longer(buffer) {
  const bytes = new Uint8Array(buffer.byteLength + 4);
  bytes.set(new Uint8Array(buffer));
  return bytes.buffer;
}

for (const [what, buffer, sentence] of REFUSED) {
  test(`${what} is refused by its own sentence`, () => {
    assert.throws(
      () => decode(buffer),
      (error) => error instanceof FrameError && sentence.test(error.message),
    );
  });
}

test("the golden frame of a 4-3-2 network is read", { skip: !existsSync(GOLDEN) }, () => {
  const bytes = readFileSync(GOLDEN);
  const frame = decode(new Uint8Array(bytes).buffer);
  assert.equal(frame.parameters?.length, 4 * 3 + 3 + 3 * 2 + 2);
  assert.equal(frame.meanNudge?.length, frame.parameters?.length);
  assert.equal(frame.activations?.length, 4 + 3 + 2);
});
