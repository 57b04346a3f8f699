/** The numbering of a network's parameters and activations; its twin is app/core/network.py. */

/**
 * @typedef {object} Shape
 * @property {number[]} layers
 * @property {number[]} weightOffsets      where the matrix into layer l starts; entry 0 is unused
 * @property {number[]} activationOffsets  where layer l starts among all activations
 * @property {number} parameterCount
 * @property {number} activationCount
 * @property {number} edgeCount
 */

/**
 * Number a network of these layer sizes.
 * @param {readonly number[]} layers
 * @returns {Shape}
 */
export function createShape(layers) {
  const weightOffsets = [0];
  const activationOffsets = [0];
  let parameters = 0;
  let edges = 0;
  for (let layer = 1; layer < layers.length; layer++) {
    const [before, size] = [layers[layer - 1] ?? 0, layers[layer] ?? 0];
    weightOffsets.push(parameters);
    activationOffsets.push((activationOffsets[layer - 1] ?? 0) + before);
    // One row more than the layer before has neurons: the last row holds the biases.
    parameters += (before + 1) * size;
    edges += before * size;
  }
  return {
    layers: [...layers],
    weightOffsets,
    activationOffsets,
    parameterCount: parameters,
    activationCount: layers.reduce((sum, size) => sum + size, 0),
    edgeCount: edges,
  };
}

/**
 * Index of the weight into neuron `to` of `layer` from neuron `from` of the layer before.
 * @param {Shape} shape @param {number} layer @param {number} from @param {number} to
 */
export function weightIndex(shape, layer, from, to) {
  return (shape.weightOffsets[layer] ?? 0) + from * sizeOf(shape, layer) + to;
}

/**
 * Index of the bias of neuron `to` of `layer`.
 * @param {Shape} shape @param {number} layer @param {number} to
 */
export function biasIndex(shape, layer, to) {
  return weightIndex(shape, layer, sizeOf(shape, layer - 1), to);
}

/**
 * Index of a neuron among all activations, the pixels first.
 * @param {Shape} shape @param {number} layer @param {number} index
 */
export function activationIndex(shape, layer, index) {
  return (shape.activationOffsets[layer] ?? 0) + index;
}

/**
 * Index of a neuron among the wishes, which leave out the pixels.
 * @param {Shape} shape @param {number} layer @param {number} index
 */
export function wishIndex(shape, layer, index) {
  return activationIndex(shape, layer, index) - sizeOf(shape, 0);
}

/**
 * How many neurons a layer has.
 * @param {Shape} shape @param {number} layer
 */
export function sizeOf(shape, layer) {
  return shape.layers[layer] ?? 0;
}

/**
 * How many edges lead into a layer.
 * @param {Shape} shape @param {number} layer
 */
export function edgesInto(shape, layer) {
  return sizeOf(shape, layer - 1) * sizeOf(shape, layer);
}

/**
 * Whether two lists of layer sizes are the same network.
 * @param {readonly number[]} one @param {readonly number[]} other
 */
export function sameLayers(one, other) {
  return one.length === other.length && one.every((size, layer) => size === other[layer]);
}
