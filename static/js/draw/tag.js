/**
 * What the neuron in focus says, in the free corner above the plane: a box beside the neuron would
 * cover the very edges that stand out. The same words are spoken for those who listen.
 */

/** @import {Layout} from "./geometry.js" */

/**
 * @typedef {object} Tag
 * @property {(lines: readonly string[], layout: Layout) => void} show
 * @property {() => void} hide
 * @property {(text: string) => void} speak
 */

/**
 * @param {HTMLElement} host
 * @returns {Tag}
 */
export function createTag(host) {
  const box = document.createElement("div");
  const title = document.createElement("div");
  const rows = document.createElement("div");
  const voice = document.createElement("div");
  Object.assign(box.style, BOX);
  Object.assign(title.style, { fontWeight: "650", color: "var(--text)" });
  Object.assign(voice.style, HIDDEN);
  box.setAttribute("aria-hidden", "true");
  // Spoken only on a move, never on every frame of a running training.
  voice.setAttribute("role", "status");
  box.append(title, rows);
  host.append(box, voice);
  return {
    show([first = "", ...rest], layout) {
      box.style.fontSize = `${layout.font}px`;
      // Below the heading of the picture.
      box.style.top = `${layout.font * 1.45}px`;
      box.style.left = `${layout.font * 0.35}px`;
      box.style.display = "block";
      write(title, first);
      write(rows, rest.join("\n"));
    },
    hide() {
      box.style.display = "none";
    },
    speak(text) {
      voice.textContent = text;
    },
  };
}

/**
 * An unchanged text costs no layout.
 * @param {HTMLElement} element @param {string} text
 */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const BOX = {
  position: "absolute",
  display: "none",
  color: "var(--muted)",
  lineHeight: "1.28",
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
