/** Read the binary step frame; twin of app/wire/frame.py. */

/** @import {Frame} from "../types.js" */

const HEADER = 32;
const ENTRY = 8;
const VERSION = 1;
const STEP_KIND = 1;
const NO_EXAMPLE = 0xffffffff;
const NONE = new Float32Array(0);

const PARAMETERS = 1;
const MEAN_NUDGE = 2;
const ACTIVATIONS = 3;
const WISHES = 4;
const COSTS = 5;
const ACCURACIES = 7;
const SPAN = 8;
const TESTS = 9;

const F32 = 1;
const U8 = 3;
const U32 = 4;
const BYTES = new Map([
  [F32, 4],
  [U8, 1],
  [U32, 4],
]);
/** Which types a block may have. */
const TYPES = new Map([
  [PARAMETERS, [F32]],
  [MEAN_NUDGE, [F32]],
  [ACTIVATIONS, [F32, U8]],
  [WISHES, [F32]],
  [COSTS, [F32]],
  [ACCURACIES, [F32]],
  [SPAN, [U32]],
  [TESTS, [F32]],
]);

/** A message that is no frame this page can read; its text says what came and what was expected. */
export class FrameError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "FrameError";
  }
}

/** @typedef {Float32Array | Uint8Array | Uint32Array} Block */

/**
 * Decode one binary message, or throw a FrameError.
 * @param {ArrayBuffer} buffer
 * @returns {Frame}
 */
export function decode(buffer) {
  const view = new DataView(buffer);
  checkHeader(view);
  const blocks = readBlocks(view);
  const span = blocks.get(SPAN) ?? [0, 0, 1];
  if (span.length !== 3) throw new FrameError(`span has ${span.length} numbers, expected 3`);
  const activations = blocks.get(ACTIVATIONS);
  const example = view.getUint32(28, true);
  const flags = view.getUint8(6);
  return {
    running: (flags & 1) !== 0,
    isDrawing: (flags & 2) !== 0,
    step: view.getUint32(8, true),
    epoch: view.getUint32(12, true),
    cost: view.getFloat32(16, true),
    accuracy: view.getFloat32(20, true),
    rate: view.getFloat32(24, true),
    example: example === NO_EXAMPLE ? null : example,
    run: Number(span[0]),
    first: Number(span[1]),
    size: Number(span[2]),
    parameters: floats(blocks, PARAMETERS),
    meanNudge: floats(blocks, MEAN_NUDGE),
    activations: activations ? toUnit(activations) : null,
    coarse: activations instanceof Uint8Array,
    wishes: floats(blocks, WISHES),
    costs: floats(blocks, COSTS) ?? NONE,
    accuracies: floats(blocks, ACCURACIES) ?? NONE,
    tests: floats(blocks, TESTS) ?? NONE,
  };
}

/** @param {DataView} view */
function checkHeader(view) {
  if (view.byteLength < HEADER) {
    throw new FrameError(`frame of ${view.byteLength} bytes is shorter than its 32-byte header`);
  }
  const magic = String.fromCharCode(...new Uint8Array(view.buffer, 0, 4));
  if (magic !== "BPL1") throw new FrameError(`frame begins with "${magic}", expected "BPL1"`);
  const version = view.getUint8(4);
  if (version !== VERSION) throw new FrameError(`frame version ${version}, expected ${VERSION}`);
  const kind = view.getUint8(5);
  if (kind !== STEP_KIND) throw new FrameError(`frame kind ${kind}, expected ${STEP_KIND}`);
}

/**
 * The blocks by number, as views into the message.
 * @param {DataView} view
 * @returns {Map<number, Block>}
 */
function readBlocks(view) {
  const entries = view.getUint8(7);
  let offset = HEADER + entries * ENTRY;
  if (view.byteLength < offset) {
    throw new FrameError(
      `frame of ${view.byteLength} bytes is too short for its ${entries} table entries`,
    );
  }
  /** @type {Map<number, Block>} */
  const blocks = new Map();
  for (let i = 0; i < entries; i++) {
    const at = HEADER + i * ENTRY;
    const [name, type] = checkEntry(view.getUint8(at), view.getUint8(at + 1), blocks);
    const count = view.getUint32(at + 4, true);
    const length = count * /** @type {number} */ (BYTES.get(type));
    if (offset + length > view.byteLength) {
      throw new FrameError(
        `block ${name} ends at byte ${offset + length}, the frame at ${view.byteLength}`,
      );
    }
    blocks.set(name, open(view, type, offset, count));
    offset += (length + 3) & ~3; // every block starts at a multiple of four
  }
  if (offset !== view.byteLength) {
    throw new FrameError(`frame of ${view.byteLength} bytes, expected ${offset} by its table`);
  }
  return blocks;
}

/**
 * @param {number} name
 * @param {number} type
 * @param {Map<number, Block>} seen
 * @returns {[number, number]}
 */
function checkEntry(name, type, seen) {
  const allowed = TYPES.get(name);
  if (!allowed) throw new FrameError(`unknown block ${name}`);
  if (!allowed.includes(type)) throw new FrameError(`block ${name} has unknown type ${type}`);
  if (seen.has(name)) throw new FrameError(`block ${name} comes twice`);
  return [name, type];
}

/**
 * @param {DataView} view
 * @param {number} type
 * @param {number} offset
 * @param {number} count
 * @returns {Block}
 */
function open(view, type, offset, count) {
  if (type === U8) return new Uint8Array(view.buffer, offset, count);
  if (type === U32) return new Uint32Array(view.buffer, offset, count);
  return new Float32Array(view.buffer, offset, count);
}

/**
 * @param {Map<number, Block>} blocks
 * @param {number} name
 */
function floats(blocks, name) {
  const block = blocks.get(name);
  return block instanceof Float32Array ? block : null;
}

/**
 * Bytes stand for 0 to 1; floats are as they are.
 * @param {Block} block
 */
function toUnit(block) {
  if (block instanceof Float32Array) return block;
  return Float32Array.from(block, (byte) => byte / 255);
}
