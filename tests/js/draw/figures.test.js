import assert from "node:assert/strict";
import { test } from "node:test";
import {
  counted,
  discFigure,
  figure,
  neuronName,
  shortFigure,
} from "../../../static/js/draw/figures.js";

test("minus signs are true ones, and nothing is never negative", () => {
  assert.equal(figure(-0.123), "−0.12");
  assert.equal(figure(-0.001), "0.00");
  assert.equal(shortFigure(-0.00312), "−0.0031");
});

test("short figures keep two significant digits at any size", () => {
  const sizes = [3.2, 0.5, 0.0043, 12, 250, 0, 0.000012, 1.5];
  const texts = ["3.2", "0.5", "0.0043", "12", "250", "0", "1.2·10⁻⁵", "1.5"];
  assert.deepEqual(sizes.map(shortFigure), texts);
});

test("large numbers are grouped, then powers; what is no number is said, not printed", () => {
  const { POSITIVE_INFINITY: endless } = Number;
  const texts = [12_345, -999_999, 2.5e7, endless, -endless, Number.NaN].map(shortFigure);
  assert.deepEqual(texts, ["12,345", "−999,999", "2.5·10⁷", "∞", "−∞", "–"]);
  assert.equal(figure(-12_345.6), "−12,346");
  assert.deepEqual([endless, 1999, 999].map(discFigure), ["∞", "2e3", "999"]);
});

test("a disc holds three signs", () => {
  assert.deepEqual([0.734, 0, 0.997, 1, 12.3, -0.5].map(discFigure), [
    ".73",
    ".00",
    "1.0",
    "1.0",
    "12",
    ".50",
  ]);
});

test("neurons count from one, outputs are their digit, pixels have a row and a column", () => {
  const layers = [784, 16, 10];
  assert.equal(neuronName(layers, 1, 4), "neuron 5 of layer 1");
  assert.equal(neuronName(layers, 2, 4), "output 4");
  assert.equal(neuronName(layers, 0, 29), "pixel in row 2, column 2");
  assert.equal(counted(12_960), "12,960");
});
