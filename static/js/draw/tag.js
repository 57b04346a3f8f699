/** The small tag beside a neuron in focus, and the same words for those who listen. */

/** @import {Layout, Point} from "./geometry.js" */

/**
 * @typedef {object} Tag
 * @property {(lines: readonly string[], place: Point, reach: number, layout: Layout) => void} show
 * @property {() => void} hide
 * @property {(text: string) => void} speak
 */

/**
 * @param {HTMLElement} host
 * @returns {Tag}
 */
export function createTag(host) {
  const box = document.createElement("div");
  const voice = document.createElement("div");
  Object.assign(box.style, BOX);
  Object.assign(voice.style, HIDDEN);
  box.setAttribute("aria-hidden", "true");
  // Spoken only on a move, never on every frame of a running training.
  voice.setAttribute("role", "status");
  host.append(box, voice);
  return {
    show(lines, place, reach, layout) {
      box.style.fontSize = `${layout.font}px`;
      box.style.display = "block";
      const text = lines.join("\n");
      if (box.textContent !== text) box.textContent = text;
      const { x, y } = besides(box, place, reach, layout);
      box.style.transform = `translate(${x}px, ${y}px)`;
    },
    hide() {
      box.style.display = "none";
    },
    speak(text) {
      voice.textContent = text;
    },
  };
}

const BOX = {
  position: "absolute",
  left: "0",
  top: "0",
  display: "none",
  padding: "0.35em 0.6em",
  borderRadius: "0.4em",
  border: "1px solid var(--line)",
  background: "var(--panel)",
  color: "var(--text)",
  lineHeight: "1.35",
  whiteSpace: "pre",
  fontVariantNumeric: "tabular-nums",
  pointerEvents: "none",
};

const HIDDEN = {
  position: "absolute",
  width: "1px",
  height: "1px",
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
};

/**
 * Right of a neuron where there is room, else left; never outside the host.
 * @param {HTMLElement} box @param {Point} place @param {number} reach @param {Layout} layout
 */
function besides(box, place, reach, { width, height }) {
  const [wide, tall] = [box.offsetWidth, box.offsetHeight];
  const gap = reach + 10;
  const right = place.x + gap;
  const x = right + wide <= width ? right : Math.max(0, place.x - gap - wide);
  // On a narrow screen there is room on neither side: then above or below.
  const covers = x < place.x + reach && x + wide > place.x - reach;
  const above = place.y - gap - tall;
  const y = covers ? (above >= 0 ? above : place.y + gap) : place.y - tall / 2;
  return { x: Math.round(x), y: Math.round(Math.min(height - tall, Math.max(0, y))) };
}
