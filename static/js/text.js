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
  wishes: "Wishes",
  mean_nudge: "Mean nudge",
  weights_text: "Each line is a weight: blue adds, orange takes away.",
  signal_text: "Weight × activation: what each neuron passes on for this one digit.",
  wishes_text: "What this example asks of each neuron. Wishes only: nobody can set an activation.",
  wishes_none: "Say which digit this is meant to be (keys 0 to 9), and its wishes appear.",
  mean_nudge_text:
    "The last mini-batch, averaged: what it asked of each weight. The step has done it.",
  mean_nudge_none: "No step has been taken yet, so there is nothing to average.",
  network: "The network",
  weights_tiles: "What each neuron of the first layer looks for",
  signal_tiles: "What this digit sends to each neuron of the first layer",
  wishes_tiles: "What each neuron of the first layer looks for",
  mean_nudge_tiles: "What the last mini-batch asked of each first-layer neuron",
  output: "output",
  term_squares: "(a − y)²",
  term_cross_entropy: "−y ln a",
  wish_cross_entropy: "arrow: y − a",
  readers: "Drawings read by",
  this_network: "this network",
  cost: "cost of the mini-batch (log)",
  accuracy_legend: "right: in the mini-batch, ● on test digits",
  scale: "How the steps are spread",
  steps: "steps:",
  log: "log",
  linear: "even",
  chart: "Cost and accuracy of every step; arrow keys move the cursor",
  step: "step",
  epoch: "epoch",
  batch_read: "right in the mini-batch",
  test_read: "right on test digits",
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
  share_text: "Others open this address. They watch and draw; only you command.",
  only_here:
    "Only this machine can open it. Start Nudge with “nudge serve --lan” to let others in.",
  join_title: "Join another room by its code",
  join: "Join",
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
  mark_wanted: "wanted value y",
  mark_dot: "activation a, from 0 to 1",
  mark_up:
    "wish: up, from the activation to the wanted value. Hollow and dashed, because nobody can set an activation",
  mark_down: "wish: down",
  mark_formula:
    "An output's wish is −∂C/∂a = 2(y − a). With cross-entropy it is that of the input z: y − a",
  mark_disc: "a neuron: the lighter its disc (on white: the darker), the larger its activation",
  mark_saturated: "dimmed ring: saturated; its input changes hardly anything",
  mark_magnified: "wishes drawn 10 times as large as they are",
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
  thisNetwork: (/** @type {number} */ step) => `read by this network, step ${grouped(step)}`,
  model: (/** @type {string} */ name, /** @type {string} */ layers) =>
    `read by ${name} (${layers})`,
  /** What the picture of the network shows while the verdict is about something else. */
  aside: {
    network: "The network in the middle is the one in training.",
    drawing: "The network shows the presenter's example, not your drawing.",
  },
  drawSomething: () => "Draw a digit.",
  waiting: () => "…",
  unsure: () => "unsure",
  hardlyAnything: () => "hardly anything drawn",
  right: () => "right",
  wrong: (/** @type {number} */ label) => `should be ${label}`,
  noReading: (/** @type {string} */ why) => `No reading: ${why}.`,
  cost: (/** @type {number | null} */ label, /** @type {string} */ value) =>
    label === null ? "" : `cost of this ${label} = ${value}`,

  speed: (/** @type {number | null} */ speed) => (speed === null ? "flat out" : pace(speed)),
  rate: (/** @type {number} */ rate) => short(rate),
  measured: (/** @type {number} */ rate) =>
    rate < 9.5 ? pace(rate) : `${grouped(Math.round(rate))} steps/s`,
  testedAt: (/** @type {number} */ step) => inBrackets(step),
  testedTip: (/** @type {number} */ step) => `Measured at step ${grouped(step)}`,

  /**
   * @param {string} who
   * @param {number} digit
   * @param {number} label
   * @param {{output: number, value: number, cost: "squares" | "cross_entropy"}} worst
   */
  caption: (who, digit, label, { output, value, cost }) => {
    const isWanted = output === label;
    const verdict = digit === label ? `${digit}, rightly` : `${digit}, but it is a ${label}`;
    const asks =
      cost === "squares"
        ? `Its largest wish: output ${output} from ${fixed(value, 2)} ${isWanted ? "up to 1" : "down to 0"}.`
        : `It asks the input of output ${output} to ${isWanted ? "rise" : "fall"} by ${fixed(isWanted ? 1 - value : value, 2)}.`;
    return `${capital(who)} reads ${verdict}. ${asks}`;
  },
  level: (/** @type {number} */ value, /** @type {number} */ rate) =>
    `All ten outputs say nearly the same: ${fixed(value, 2)}. The learning rate is probably too large for this network; try ${short(rate > 0.5 ? 0.5 : rate / 10)}.`,
  drawFirst: () => "Draw first: then a digit key says what your drawing is meant to be.",
  ended: () => "This room has ended. The pad still reads what you draw.",
  content: (/** @type {string} */ who, /** @type {number} */ digit) =>
    `${capital(who)} reads ${digit}, rightly, and wishes hardly anything changed.`,
  unlabelled: (/** @type {string} */ who, /** @type {number} */ digit) =>
    `${capital(who)} reads ${digit}. Say which digit you meant, and it shows what it wishes changed.`,
  firstSight: (/** @type {number} */ digit, /** @type {number} */ label) =>
    `Random weights, never trained: ${digit === label ? `it says ${digit}, by luck` : `it says ${digit} to a ${label}`}. Draw a digit, or press Train and watch it learn.`,
  /** The server's sentence without its advice, and what this page has buttons for. */
  stopped: (/** @type {string} */ why, /** @type {boolean} */ mayCommand) => {
    const plain = why.split(/; |\. /)[0]?.replace(/\.$/, "");
    const cure = /learning rate/.test(why) ? "Lower the learning rate and press" : "Press";
    return `Training stopped: ${plain}.${mayCommand ? ` ${cure} Reset.` : ""}`;
  },
  stale: () => "What you see is the last moment before the connection was lost.",

  atStep: (/** @type {number} */ step) => `at step ${grouped(step)}, this network`,

  noCurve: () => "The curves begin with the first step.",
  /** @type {(steps: [number, number], cost: string, accuracy: string, test: [number, number] | null) => string} */
  point: ([first, last], cost, accuracy, test) => {
    const steps =
      first === last ? `step ${grouped(first)}` : `steps ${grouped(first)}–${grouped(last)}`;
    const tested = test ? ` · test digits: ${percent(test[1])} right ${inBrackets(test[0])}` : "";
    return `${steps} · mini-batch: cost ${cost}, ${accuracy} right${tested}`;
  },
  range: (/** @type {[number, number] | null} */ pair, /** @type {(v: number) => string} */ put) =>
    !pair
      ? "–"
      : put(pair[0]) === put(pair[1])
        ? put(pair[0])
        : `${put(pair[0])} to ${put(pair[1])}`,
  share: (/** @type {number} */ share) => percent(share),

  fetching: (/** @type {number} */ done, /** @type {number} */ total, /** @type {string} */ unit) =>
    `${grouped(done)} of ${grouped(total)} ${unit}`,
  layerName: (/** @type {number} */ n) => `Neurons in hidden layer ${n}`,
  parameters: (/** @type {number} */ n) => `784 pixels in, 10 digits out: ${grouped(n)} parameters`,
  /** What is wrong with a field of the settings, before the server is asked. */
  badLayer: (/** @type {{layer: number, isEmpty: boolean}} */ { layer, isEmpty }) =>
    isEmpty
      ? `Hidden layer ${layer} is empty: give it 1 to 512 neurons, or take it away with −.`
      : `Hidden layer ${layer} needs a whole number of neurons, 1 to 512.`,
  badField: {
    learning_rate: "The learning rate must be a number from 0.000001 to 100.",
    batch: "The mini-batch must be a whole number of examples, 1 or more.",
    size: "Examples must be a whole number, 1 or more; empty means all there are.",
    seed: "The seed must be a whole number, 0 or more.",
    digits: "Choose at least one digit.",
  },
  sizeHint: (/** @type {number} */ n) => `${grouped(n)} in use now; empty means all there are`,
};

/** @param {number} step */
const inBrackets = (step) => `(step ${grouped(step)})`;

/** @param {number} rate  steps a second */
const pace = (rate) => `${short(rate)} ${short(rate) === "1" ? "step" : "steps"}/s`;

/** @param {string} words */
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
