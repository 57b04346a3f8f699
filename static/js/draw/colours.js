/** The colours of the theme, and the ramps made of them: one place for what a hue means. */

/** @import {Lens} from "../types.js" */

/** @typedef {readonly [number, number, number]} Rgb */

/**
 * @typedef {object} Colours
 * @property {Rgb} ground
 * @property {Rgb} panel
 * @property {Rgb} line
 * @property {Rgb} text
 * @property {Rgb} muted
 * @property {Rgb} plus
 * @property {Rgb} minus
 * @property {Rgb} wanted
 * @property {Rgb} ink
 * @property {Rgb} paper
 * @property {Rgb} focus
 * @property {string} font   the font family of the page
 */

const NAMES = /** @type {const} */ ([
  "ground",
  "panel",
  "line",
  "text",
  "muted",
  "plus",
  "minus",
  "wanted",
  "ink",
  "paper",
  "focus",
]);

/**
 * Read the theme's custom properties as they hold for an element.
 * @param {Element} element
 * @returns {Colours}
 */
export function readColours(element) {
  const style = getComputedStyle(element);
  const entries = NAMES.map((name) => [name, parse(style.getPropertyValue(`--${name}`).trim())]);
  return { ...Object.fromEntries(entries), font: style.fontFamily };
}

/**
 * Call back when the theme of the page, or of the machine where the page follows it, changes.
 * @param {() => void} changed @param {AbortSignal} signal
 */
export function watchTheme(changed, signal) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  const scheme = matchMedia("(prefers-color-scheme: light)");
  scheme.addEventListener("change", changed, { signal });
}

/** @type {CanvasRenderingContext2D | null} */
let swatch = null;

/**
 * Any CSS colour as red, green and blue; the browser itself knows all the notations.
 * @param {string} colour
 * @returns {Rgb}
 */
function parse(colour) {
  swatch ??= /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  );
  swatch.fillStyle = "#808080";
  swatch.fillStyle = colour;
  swatch.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = swatch.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/**
 * @param {Rgb} colour @param {number} [alpha]
 */
export function css(colour, alpha = 1) {
  return `rgb(${colour[0]} ${colour[1]} ${colour[2]} / ${alpha})`;
}

/**
 * The colour a share of the way from one to another.
 * @param {Rgb} from @param {Rgb} to @param {number} share
 * @returns {Rgb}
 */
export function mix(from, to, share) {
  // A share that is no number is none: a colour that cannot be read would leave the one before.
  const way = Math.min(1, Math.max(0, share || 0));
  const part = (/** @type {0 | 1 | 2} */ i) => Math.round(from[i] + (to[i] - from[i]) * way);
  return [part(0), part(1), part(2)];
}

/**
 * Paper for nothing, full ink for one: the lightness of a disc or a pixel.
 * @param {Colours} colours @param {number} activation
 */
export function inkOf(colours, activation) {
  return mix(colours.paper, colours.ink, activation);
}

/**
 * The hue of a sign, as strong as the size: -1 to 1 on one scale, paper in the middle.
 * @param {Colours} colours @param {number} signed
 */
export function signed(colours, signed) {
  const hue = signed < 0 ? colours.minus : colours.plus;
  // The eye reads half strength as weak on both grounds; a root keeps small values apart.
  return mix(colours.paper, hue, Math.abs(signed) ** 0.75);
}

const STEPS = 255;

/**
 * The signed ramp as 511 colours, for painting many cells: entry 255 is zero.
 * @param {Colours} colours
 */
export function signedRamp(colours) {
  const ramp = new Uint8ClampedArray((2 * STEPS + 1) * 3);
  for (let i = -STEPS; i <= STEPS; i++) ramp.set(signed(colours, i / STEPS), (i + STEPS) * 3);
  return ramp;
}

/**
 * The colours of edges: where wishes are shown, hue belongs to them alone and edges are grey.
 * @param {Colours} colours @param {Lens} lens
 * @returns {Colours}
 */
export function edgeColours(colours, lens) {
  return lens === "wishes" ? { ...colours, plus: colours.muted, minus: colours.muted } : colours;
}

/**
 * Whichever of ink and paper stands out more from a colour.
 * @param {Colours} colours @param {Rgb} ground
 */
export function readable({ ink, paper }, ground) {
  return contrast(ink, ground) > contrast(paper, ground) ? ink : paper;
}

/**
 * The contrast ratio of accessibility guidelines: 1 to 21.
 * @param {Rgb} one @param {Rgb} other
 */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** @param {Rgb} colour */
export function luminance(colour) {
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

/** @param {number} channel */
function linear(channel) {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
