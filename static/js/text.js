/** Every word the page says, in one catalogue; translate this file and the page is translated. */

import { fixed, grouped, percent, short } from "./numbers.js";

/** @import {RoomState} from "./types.js" */

/** Words that stand still: put into elements with data-text, data-label (a name) or data-tip. */
export const WORDS = {
  clear: "Clear",
  undo_stroke: "Undo stroke",
  centring: "centre it as MNIST was",
  sees_label: "What the network sees: 28 by 28 pixels",
  invitation: "draw a digit here",
  pad: "Drawing pad: draw a digit with mouse, pen or finger",
  labels: "What is it meant to be?",
  examples: "Another training example",
  previous: "◀ previous",
  next: "next ▶",
  previous_tip: "The training example before this one (left arrow key)",
  next_tip: "The training example after this one (right arrow key)",
  lens: "What the lines show",
  weights: "Weights",
  signal: "Signal",
  mean_nudge: "Mean nudge",
  weights_text: "Each line is a weight: blue adds, orange takes away.",
  signal_text: "Weight × activation: what each neuron passes on for this one digit.",
  mean_nudge_text: "What the last mini-batch, on average, wants changed.",
  network: "The network",
  weights_tiles: "What each neuron of the first layer looks for",
  signal_tiles: "What this digit sends to each neuron of the first layer",
  mean_nudge_tiles: "What is to change in each neuron of the first layer",
  output: "output",
  term_squares: "(a − y)²",
  term_cross_entropy: "−y ln a",
  wish_cross_entropy: "arrow: wish of the pre-activation",
  readers: "Drawings read by",
  this_network: "this network",
  cost: "cost",
  accuracy_legend: "read correctly: mini-batch, ● test",
  log: "steps: logarithmic",
  linear: "steps: even",
  chart: "Cost and accuracy of every step; arrow keys move the cursor",
  step: "step",
  epoch: "epoch",
  batch_read: "mini-batch read",
  test_read: "test digits read",
  play: "Train",
  pause: "Pause",
  one_step: "Step",
  speed: "speed",
  rate: "learning rate",
  learning_rate: "Learning rate",
  own_room: "Open a room of your own",
  reset: "Reset",
  reset_tip: "Back to step 0 with the same seed: the same weights",
  new_weights: "New weights",
  new_weights_tip: "Step 0 with fresh random weights",
  settings: "Settings",
  undo_reset: "Undo reset",
  undo_new_weights: "Undo new weights",
  undo_configure: "Undo settings",
  watching: "You are watching: the presenter trains, and you can draw.",
  share: "Invite viewers",
  theme: "Dark or projector colours",
  fullscreen: "Full screen",
  help: "Keys and marks",
  close: "Close",
  dismiss: "Dismiss",
  retry: "Try now",
  layers: "Hidden layers",
  add_layer: "Add a layer",
  remove_layer: "Remove the last layer",
  activation: "Hidden activation",
  sigmoid: "sigmoid",
  relu: "ReLU",
  tanh: "tanh",
  cost_function: "Cost",
  squares: "sum of squares",
  cross_entropy: "cross-entropy (softmax)",
  start: "Start",
  scaled: "scaled to the inputs, biases 0",
  lecture: "as in the lecture: N(0, 1)",
  batch: "Mini-batch",
  dataset: "Data",
  strokes: "strokes: written by Nudge's own pen",
  mnist: "MNIST: 60,000 real digits",
  mnist_missing: "not on this machine yet",
  fetch: "Fetch it: 12 MB",
  digits: "Digits",
  size: "Examples",
  seed: "Seed",
  apply: "Apply",
  apply_hint: "starts again at step 0; can be undone",
  copy: "Copy",
  copied: "Copied",
  share_text: "Others open this address, or type the code. They watch and draw; only you command.",
  letter_keys: "letter and digit keys are on",
  marks_title: "Marks",
  key_play: "train or pause",
  key_step: "one step",
  key_label: "what the drawing is meant to be",
  key_example: "next or previous training example; a clicker's PageDown and PageUp too",
  key_clear: "clear the pad; Ctrl Z takes a stroke back",
  key_theme: "dark or projector colours",
  key_full: "full screen",
  key_blank: "blank the screen",
  key_help: "this help",
  mark_wanted: "wanted value",
  mark_dot: "activation, from 0 to 1",
  mark_up: "wish: up. Hollow and dashed, because nobody can set an activation",
  mark_down: "wish: down",
  mark_plus: "positive weight or nudge",
  mark_minus: "negative weight or nudge",
};

/** @typedef {keyof typeof WORDS} Word */

/**
 * Put the words into the elements that ask for them.
 * @param {ParentNode} root
 */
export function putWords(root) {
  /** @param {string} name @param {(element: HTMLElement, words: string) => void} put */
  const each = (name, put) => {
    for (const element of root.querySelectorAll(`[data-${name}]`)) {
      if (element instanceof HTMLElement) {
        put(element, WORDS[/** @type {Word} */ (element.dataset[name])]);
      }
    }
  };
  each("text", (element, words) => {
    element.textContent = words;
  });
  each("label", (element, words) => element.setAttribute("aria-label", words));
  each("tip", (element, words) => element.setAttribute("title", words));
}

/** Sentences with numbers in them. */
export const say = {
  opening: () => "opening a room …",
  openingWhy: () => "A network with random weights is being made …",
  live: (/** @type {RoomState | null} */ room) =>
    !room ? "connected" : room.running ? "training" : "paused",
  viewers: (/** @type {number} */ n) => (n === 1 ? "1 viewer" : `${n} viewers`),
  retrying: (/** @type {number} */ seconds, /** @type {string} */ reason) =>
    `${reason || "connection lost"}, ${seconds > 0 ? `trying again in ${seconds} s` : "trying …"}`,
  noRoom: () => "no room",
  noRoomWhy: (/** @type {string} */ why) =>
    `No room for training could be had: ${why}. The pad still reads what you draw.`,
  gone: () => "this room has ended",
  goneWhy: () => "This room has ended, or never was. The pad still reads what you draw.",
  unreached: () =>
    "The server cannot be reached. As soon as it answers, a network will stand here.",
  reopened: () =>
    "The server no longer knows the old room, so that run is gone. This is a new room with the same settings and seed, at step 0.",
  demoted: () => "This link does not let you command the room: you are watching.",
  unreadable: (/** @type {string} */ why) => `A message from the server could not be read: ${why}.`,
  noNetwork: () => "No network to show.",

  drawingSource: () => "your drawing",
  presentersDrawing: () => "the presenter's drawing",
  room: (/** @type {string} */ code, /** @type {number} */ viewers) =>
    viewers > 0 ? `room ${code} · ${say.viewers(viewers)}` : `room ${code}`,
  trainingSource: (/** @type {number} */ index, /** @type {number} */ size) =>
    `training example ${grouped(index + 1)} of ${grouped(size)}`,
  wanted: (/** @type {number} */ label) => `wanted: ${label}`,
  thisNetwork: (/** @type {number} */ step) => `this network, step ${grouped(step)}`,
  model: (/** @type {string} */ name, /** @type {string} */ layers) => `${name} (${layers})`,
  drawSomething: () => "Draw a digit.",
  waiting: () => "…",
  unsure: () => "unsure",
  right: () => "right",
  wrong: (/** @type {number} */ label) => `should be ${label}`,
  noReading: (/** @type {string} */ why) => `No reading: ${why}.`,
  cost: (/** @type {number | null} */ label, /** @type {string} */ value) =>
    label === null ? "" : `cost of this ${label} = ${value}`,

  speed: (/** @type {number | null} */ speed) =>
    speed === null ? "flat out" : `${short(speed)} steps/s`,
  rate: (/** @type {number} */ rate) => short(rate),
  measured: (/** @type {number} */ rate) => `${grouped(Math.round(rate))} steps/s`,

  /** @type {(who: string, digit: number, label: number | null, furthest: [number, string] | null) => string} */
  caption: (who, digit, label, furthest) => {
    if (label === null || !furthest) return `${capital(who)} reads this as ${digit}.`;
    const [output, value] = furthest;
    const should = output === label ? "up to 1" : "down to 0";
    const verdict = digit === label ? `${digit}, rightly` : `${digit}, but it is a ${label}`;
    return `${capital(who)} reads ${verdict}. Its largest wish: output ${output} from ${value} ${should}.`;
  },
  content: (/** @type {string} */ who, /** @type {number} */ digit) =>
    `${capital(who)} reads ${digit}, rightly, and wishes hardly anything changed.`,
  unlabelled: (/** @type {string} */ who, /** @type {number} */ digit) =>
    `${capital(who)} reads ${digit}. Say which digit you meant, and it shows what it wishes changed.`,
  firstSight: (/** @type {number} */ digit, /** @type {number} */ label) =>
    `Random weights, never trained: ${digit === label ? `it says ${digit}, by luck` : `it says ${digit} to a ${label}`}. Draw a digit, or press Train and watch it learn.`,
  stopped: (/** @type {string} */ why) =>
    `Training stopped: ${why.replace(/\.$/, "")}. Reset goes back to step 0 with the same weights.`,
  stale: () => "What you see is the last moment before the connection was lost.",

  atStep: (/** @type {number} */ step) => `at step ${grouped(step)}, this network`,

  noCurve: () => "The curves begin with the first step.",
  point: (
    /** @type {number} */ step,
    /** @type {string} */ cost,
    /** @type {string} */ accuracy,
    /** @type {string} */ tests,
  ) =>
    `step ${grouped(step)} · cost ${cost} · mini-batch ${accuracy}${tests && ` · test ${tests}`}`,
  range: (/** @type {[number, number] | null} */ pair, /** @type {(v: number) => string} */ put) =>
    !pair
      ? "–"
      : put(pair[0]) === put(pair[1])
        ? put(pair[0])
        : `${put(pair[0])} to ${put(pair[1])}`,
  costValue: (/** @type {number} */ value) => fixed(value, 3),
  share: (/** @type {number} */ share) => percent(share),

  fetching: (/** @type {number} */ done, /** @type {number} */ total, /** @type {string} */ unit) =>
    `${grouped(done)} of ${grouped(total)} ${unit}`,
  layerName: (/** @type {number} */ n) => `Neurons in hidden layer ${n}`,
  parameters: (/** @type {number} */ n) => `784 pixels in, 10 digits out: ${grouped(n)} parameters`,
  sizeHint: (/** @type {number} */ n) => `${grouped(n)} in use now; empty means all there are`,
};

/** @param {string} words */
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
