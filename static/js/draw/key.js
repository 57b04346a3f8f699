/** What the marks mean, printed: counts under the columns, and the key of the lines. */

import { css, edgeColours } from "./colours.js";
import { counted, shortFigure } from "./figures.js";
import { fullActivation } from "./neurons.js";
import { coverOf, lineUnit, widthOf } from "./strength.js";
import { hasRoom, paintArrow, wishLine } from "./wishes.js";

/** @import {Lens} from "../types.js" */
/** @import {Colours} from "./colours.js" */
/** @import {Layout} from "./geometry.js" */
/** @import {Scene} from "./neurons.js" */
/** @import {Edges} from "./strength.js" */
/** @import {WishScale} from "./wishes.js" */

/** @type {Record<Lens, string>} */
const CARRIES = {
  weights: "weight",
  signal: "weight × activation",
  wishes: "size of weight",
  mean_nudge: "mean nudge",
};

/**
 * @typedef {object} Shown
 * @property {Edges} edges
 * @property {Lens} lens
 * @property {number} step
 * @property {boolean} late  the network has gone on for a second or more
 */

/**
 * The lines of text under the columns: how many, and what was magnified.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {WishScale | null} wishes
 * @param {number | null} tint  the size of full colour when the plane shows weights
 */
export function paintNotes(pen, scene, wishes, tint) {
  const { layout, shape } = scene;
  const [left, right] = [layout.plane.corners[0]?.x ?? 0, layout.plane.corners[1]?.x ?? 0];
  prepare(pen, scene, "center");
  note(
    pen,
    scene,
    (left + right) / 2,
    `${counted(shape.layers[0] ?? 0)} pixels`,
    tint === null ? "" : `full hue ${shortFigure(tint)}`,
  );
  layout.columns.forEach((column, i) => {
    const full = fullActivation(scene, column);
    const free = column.x - (layout.columns[i - 1]?.x ?? right);
    const room = wishes === null || hasRoom(column, layout.font);
    const texts = room ? magnified(full, wishes?.times[i] ?? 1) : NO_ROOM;
    note(pen, scene, column.x, counted(column.size), fitting(pen, texts, free));
  });
}

const NO_ROOM = ["no room for arrows: point at a neuron", "wishes: point at one", "point at one"];

/**
 * What was scaled in a column, in words and shorter.
 * @param {number} full @param {number} times
 */
function magnified(full, times) {
  const range = full === 1 ? "" : `0 to ${shortFigure(full)}`;
  const brief = full === 1 ? "" : `≤${shortFigure(full)}`;
  const join = (/** @type {string[]} */ ...parts) => parts.filter(Boolean).join(" · ");
  return times === 1
    ? [range, brief]
    : [
        join(range, `wishes of this layer ×${times}`),
        join(range, `wishes ×${times}`),
        join(brief, `×${times}`),
        `×${times}`,
      ];
}

/**
 * The longest text that fits; the last when none does.
 * @param {CanvasRenderingContext2D} pen @param {readonly string[]} texts @param {number} free
 */
function fitting(pen, texts, free) {
  const most = free * 0.94;
  return texts.find((text) => pen.measureText(text).width <= most) ?? texts[texts.length - 1] ?? "";
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {number} x
 * @param {string} first @param {string} second
 */
function note(pen, { layout, colours }, x, first, second) {
  pen.fillStyle = css(colours.muted);
  const half = Math.max(pen.measureText(first).width, pen.measureText(second).width) / 2;
  const middle = Math.min(layout.width - half - 2, Math.max(half + 2, x));
  pen.fillText(first, middle, layout.noteTop + layout.font * 0.95);
  pen.fillText(second, middle, layout.noteTop + layout.font * 2.2);
}

/**
 * The key: what three lines of the picture mean, and which edges are drawn.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Shown | null} shown
 * @param {WishScale | null} wishes
 */
export function paintKey(pen, scene, shown, wishes) {
  const { layout } = scene;
  prepare(pen, scene, "left");
  const y = layout.keyTop + layout.font * 1.15;
  if (shown === null) {
    // A viewer's weights are sent seldom, so that a class does not fill the network.
    const texts = [
      "the weights are on their way, within 20 seconds",
      "the weights are on their way",
    ];
    if (scene.picture.presenters)
      pen.fillText(fitting(pen, texts, layout.width), layout.font * 0.35, y);
    return;
  }
  if (shown.lens === "mean_nudge" && shown.step === 0) return paintNoStep(pen, scene);
  if (shown.edges.count > 0) paintSamples(pen, scene, shown, y, wishes);
  const { step } = scene.picture;
  const [left, below] = [layout.font * 0.35, y + layout.font * 1.45];
  if (!shown.late) {
    pen.fillText(`${countText(shown.edges)}, step ${counted(shown.step)}`, left, below);
    return;
  }
  pen.fillStyle = css(scene.colours.text);
  pen.font = `650 ${layout.font}px ${scene.colours.font}`;
  const texts = [
    `the lines are of step ${counted(shown.step)}, the discs of step ${counted(step)}`,
    `lines: step ${counted(shown.step)}, discs: ${counted(step)}`,
  ];
  pen.fillText(fitting(pen, texts, layout.width), left, below);
}

/**
 * Before the first step there is no nudge to show; an empty picture would look like a fault.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene
 */
function paintNoStep(pen, { layout, colours }) {
  const [first, last] = [layout.columns[0], layout.columns[layout.columns.length - 1]];
  const left = layout.plane.corners[1]?.x ?? 0;
  // Between two columns, so that no disc stands in the words.
  const right = layout.columns.length > 1 ? (first?.x ?? 0) : (last?.x ?? layout.width);
  pen.textAlign = "center";
  pen.fillStyle = css(colours.text);
  const y = layout.noteTop / 2;
  const middle = (left + right) / 2;
  ["No step", "has been", "taken yet"].forEach((line, i) => {
    pen.fillText(line, middle, y + (i - 0.6) * layout.font * 1.35);
  });
}

/**
 * Whose picture this is: a drawing may be read by another model, shown elsewhere on the page.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene
 */
export function paintHeading(pen, scene) {
  const { layout, picture } = scene;
  prepare(pen, scene, "left");
  const first = layout.columns[0];
  const free = (first?.x ?? layout.width) - (first?.radius ?? 0) - layout.font;
  const step = `step ${counted(picture.step)}`;
  const texts = [`the network in training, ${step}`, `in training, ${step}`, step];
  if (picture.presenters) texts.unshift(`${texts[0]}: the presenter's example`);
  pen.fillText(fitting(pen, texts, free), layout.font * 0.35, layout.font * HEADING);
}

/** The baseline of the heading, in units of the text. */
const HEADING = 1.05;

/**
 * @param {Edges} edges
 */
export function countText({ count, total, zero }) {
  if (count + zero < total)
    return `${counted(count)} of ${counted(total)} edges, each gap's strongest`;
  const drawn = `${counted(count)} of ${counted(total)} edges`;
  return zero === 0 ? drawn : `${drawn} (${counted(zero)} carry 0)`;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Shown} shown @param {number} y
 * @param {WishScale | null} wishes
 */
function paintSamples(pen, scene, { edges, lens }, y, wishes) {
  const { layout, colours } = scene;
  const { font } = layout;
  const samples = fittingSamples(pen, layout, edges, CARRIES[lens], wishes);
  const sign = lens === "wishes" ? ["", ""] : ["  +", "−"];
  let x = font * 0.35;
  x = word(pen, `${CARRIES[lens]}${sign[0]}`, x, y) + font * 0.25;
  for (const strength of samples) {
    x = sample(pen, { layout, colours: edgeColours(colours, lens) }, edges, strength, x, y);
    pen.fillStyle = css(colours.muted);
    if (strength === 1) x = word(pen, sign[1] ?? "", x + font * 0.25, y) + font * 0.4;
    x = word(pen, shortFigure(edges.scale * strength), x + font * 0.35, y) + font * 0.8;
  }
  if (wishes === null) return;
  const arrow = {
    x: x + font * 0.6,
    y: y - font * 0.34,
    half: layout.gutter * 0.42,
    height: font * 1.3,
  };
  paintArrow(pen, {
    ...arrow,
    hue: css(colours.muted),
    ground: css(colours.ground),
    line: wishLine(font),
  });
  pen.fillStyle = css(colours.muted);
  const room = layout.width - x - font * 1.5;
  word(pen, fitting(pen, wishTexts(scene, wishes), room), x + font * 1.5, y);
}

/**
 * What a full arrow means, longest first. With softmax the outputs wish for their pre-activation.
 * @param {Scene} scene @param {WishScale} wishes
 */
function wishTexts({ picture }, { full }) {
  const size = shortFigure(full);
  const brief = [`full arrow: −∂C/∂a = ${size}`, `−∂C/∂a = ${size}`, size];
  const ofZ = picture.cost === "cross_entropy" ? ", outputs −∂C/∂z" : "";
  return [`wishes, one scale; ${brief[0]}${ofZ}`, `${brief[0]}${ofZ}`, ...brief];
}

/**
 * The strengths that the key has room for; one too faint to be seen in it would only puzzle.
 * @param {CanvasRenderingContext2D} pen @param {Layout} layout @param {Edges} edges
 * @param {string} label @param {WishScale | null} wishes
 */
function fittingSamples(pen, { font, width }, edges, label, wishes) {
  const wide = (/** @type {string} */ text) => pen.measureText(text).width;
  let free = width - wide(`${label}  +−`) - font * 1.7;
  if (wishes !== null) free -= wide(`full arrow: −∂C/∂a = ${shortFigure(wishes.full)}`) + font * 2;
  return [1, 0.6, 0.3].filter((strength) => {
    free -= wide(shortFigure(edges.scale * strength)) + font * 3.35;
    return strength === 1 || (free > 0 && coverOf(strength, edges.exponent) > 0.06);
  });
}

/**
 * A short line just as the edges of this strength are painted, in both hues.
 * @param {CanvasRenderingContext2D} pen @param {{layout: Layout, colours: Colours}} scene
 * @param {Edges} edges @param {number} strength @param {number} x @param {number} y
 */
function sample(pen, { layout, colours }, edges, strength, x, y) {
  const long = layout.font * 1.1;
  const cover = coverOf(strength, edges.exponent);
  pen.lineWidth = widthOf(strength) * lineUnit(layout.font);
  [colours.plus, colours.minus].forEach((hue, i) => {
    pen.strokeStyle = css(hue, cover);
    pen.beginPath();
    pen.moveTo(x + i * long, y - layout.font * 0.34);
    pen.lineTo(x + (i + 1) * long, y - layout.font * 0.34);
    pen.stroke();
  });
  return x + 2 * long;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {string} text @param {number} x @param {number} y
 */
function word(pen, text, x, y) {
  pen.fillText(text, x, y);
  return x + pen.measureText(text).width;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {CanvasTextAlign} align
 */
function prepare(pen, { layout, colours }, align) {
  pen.font = `450 ${layout.font}px ${colours.font}`;
  pen.textAlign = align;
  pen.textBaseline = "alphabetic";
  pen.fillStyle = css(colours.muted);
}
