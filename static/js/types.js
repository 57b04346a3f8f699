/** The shapes of data that several modules share; no code. */

/**
 * One decoded step frame; see docs/wire-format.md. The arrays are views into the message.
 * @typedef {object} Frame
 * @property {boolean} running
 * @property {boolean} isDrawing  the activations are of a drawing, not of a training example
 * @property {number} step
 * @property {number} epoch
 * @property {number} cost        mean cost of the last mini-batch, NaN at step 0
 * @property {number} accuracy    share of the last mini-batch read correctly, NaN at step 0
 * @property {number} rate        measured steps a second
 * @property {number | null} example  index of the training example on the stage
 * @property {number} run
 * @property {Float32Array | null} parameters
 * @property {Float32Array | null} meanNudge
 * @property {Float32Array | null} activations  all layers, pixels first (bytes are scaled to 0-1)
 * @property {boolean} coarse     the activations came as bytes: 255 steps between 0 and 1
 * @property {Float32Array | null} wishes       hidden layers first, outputs last
 * @property {Float32Array} costs
 * @property {Float32Array} accuracies
 * @property {number} first       step of the first entry of costs and accuracies
 * @property {number} size        steps an entry covers; above 1 the entries are (low, high) pairs
 * @property {Float32Array} tests pairs: step, share of the test digits read correctly
 */

/**
 * @typedef {object} Settings
 * @property {number[]} layers
 * @property {"sigmoid" | "relu" | "tanh"} activation
 * @property {"squares" | "cross_entropy"} cost
 * @property {"scaled" | "lecture"} start
 * @property {number} learning_rate
 * @property {number} batch
 * @property {"strokes" | "mnist"} dataset
 * @property {number[]} digits
 * @property {number | null} size
 * @property {number} seed
 */

/**
 * @typedef {object} RoomState
 * @property {string} code
 * @property {boolean} running
 * @property {number | null} speed  steps a second; null is flat out
 * @property {number} step
 * @property {number} epoch
 * @property {number} run
 * @property {Settings} settings
 * @property {"reset" | "new_weights" | "configure" | null} undo
 * @property {string | null} stopped
 * @property {number} viewers
 * @property {number} train_size
 * @property {number} test_size
 * @property {number} steps_per_epoch
 * @property {Record<string, boolean>} datasets
 */

/**
 * The example on the stage.
 * @typedef {object} Example
 * @property {"training" | "drawing"} source
 * @property {number | null} index
 * @property {number | null} label
 * @property {Uint8Array} pixels  784 bytes, ink = 255
 */

/** @typedef {"weights" | "signal" | "wishes" | "mean_nudge"} Lens */

/**
 * What a painter of the network is given once per animation frame. The heavy arrays are those of
 * the newest heavy frame (both of one step), the light ones those of the newest light frame.
 * @typedef {object} NetworkPicture
 * @property {number[]} layers
 * @property {Settings["activation"]} activation
 * @property {Settings["cost"]} cost
 * @property {Float32Array | null} parameters
 * @property {Float32Array | null} meanNudge
 * @property {number} heavyStep   the step of parameters and meanNudge
 * @property {number} heavyRun
 * @property {Float32Array | null} activations
 * @property {Float32Array | null} wishes
 * @property {number} step        the step of activations and wishes
 * @property {number | null} label  the wanted digit
 * @property {Lens} lens
 * @property {boolean} [running]     training goes on: what is painted will soon be old
 * @property {boolean} [presenters]  somebody else chose the example: this page only watches
 */

export {};
