/** Numbers and names as the network view writes them. */

import { fixed, grouped } from "../numbers.js";

/** From here on numbers are grouped, and from a million on written as powers. */
const MANY = 10_000;

/**
 * A number with a true minus sign.
 * @param {number} value @param {number} [digits]
 */
export function figure(value, digits = 2) {
  return Math.abs(value) < MANY ? fixed(value, digits) : shortFigure(value);
}

/**
 * A number whose size is not known beforehand: two significant digits, none of them lost.
 * @param {number} value
 */
export function shortFigure(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (!Number.isFinite(value)) return fixed(value, 0);
  if (size < 1e-4 || size >= 1e6) return power(value);
  if (size >= MANY) return (value < 0 ? "−" : "") + grouped(Math.round(size));
  const digits = Math.max(0, 1 - Math.floor(Math.log10(size)));
  const text = size.toFixed(digits);
  return (value < 0 ? "−" : "") + (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
}

/** @param {number} value */
function power(value) {
  const [front = "", exponent = "0"] = Math.abs(value).toExponential(1).split("e");
  const raised = [...String(Number(exponent))].map((sign) => SUPER[sign] ?? sign).join("");
  return `${value < 0 ? "−" : ""}${front.replace(/\.0$/, "")}·10${raised}`;
}

/** @type {Record<string, string>} */
const SUPER = Object.fromEntries(
  [..."-0123456789"].map((sign, i) => [sign, [..."⁻⁰¹²³⁴⁵⁶⁷⁸⁹"][i] ?? ""]),
);

/**
 * An activation short enough for a disc: .73, 1.0, 12, 2e3.
 * @param {number} activation
 */
export function discFigure(activation) {
  const size = Math.abs(activation);
  if (!Number.isFinite(size)) return fixed(size, 0);
  if (size >= 999.5) return size.toExponential(0).replace("+", "");
  if (size < 0.995) return size.toFixed(2).slice(1);
  return size < 9.95 ? size.toFixed(1) : size.toFixed(0);
}

/** @param {number} count */
export function counted(count) {
  return grouped(count);
}

/**
 * A neuron's name for people: layers and neurons count from 1, outputs are their digit.
 * @param {readonly number[]} layers @param {number} layer @param {number} index
 */
export function neuronName(layers, layer, index) {
  if (layer === 0) {
    const side = Math.ceil(Math.sqrt(layers[0] ?? 1));
    return `pixel in row ${Math.floor(index / side) + 1}, column ${(index % side) + 1}`;
  }
  if (layer === layers.length - 1) return `output ${index}`;
  return `neuron ${index + 1} of layer ${layer}`;
}
