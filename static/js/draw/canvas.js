/** Canvases that fill their host, sharp on every screen. */

/**
 * @typedef {object} Extent
 * @property {number} width   CSS pixels
 * @property {number} height  CSS pixels
 * @property {number} ratio   device pixels to one CSS pixel
 */

/** Beyond two device pixels to one nobody sees the difference, and cost grows with the square. */
const MOST_RATIO = 2;

/**
 * Put one more canvas on top of those in the host.
 * @param {HTMLElement} host
 */
export function addCanvas(host) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas.style, {
    position: "absolute",
    inset: "0",
    width: "100%",
    height: "100%",
    pointerEvents: "none",
  });
  canvas.setAttribute("aria-hidden", "true");
  host.append(canvas);
  return canvas;
}

/**
 * The extent a host has now.
 * @param {HTMLElement} host
 * @returns {Extent}
 */
export function extentOf(host) {
  const ratio = Math.min(MOST_RATIO, globalThis.devicePixelRatio || 1);
  return { width: host.clientWidth, height: host.clientHeight, ratio };
}

/**
 * Call back when the size of the host, or the sharpness of its screen, changes.
 * @param {HTMLElement} host @param {() => void} changed @param {AbortSignal} signal
 */
export function watchSize(host, changed, signal) {
  let before = extentOf(host);
  // The first call of an observer only tells the size that is known already.
  const observer = new ResizeObserver(() => {
    const now = extentOf(host);
    if (now.width !== before.width || now.height !== before.height) changed();
    before = now;
  });
  observer.observe(host);
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  watchRatio(changed, signal);
}

/**
 * A media query holds for one ratio only, so each change needs the next query.
 * @param {() => void} changed @param {AbortSignal} signal
 */
function watchRatio(changed, signal) {
  if (signal.aborted) return;
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const next = () => {
    changed();
    watchRatio(changed, signal);
  };
  query.addEventListener("change", next, { once: true, signal });
}

/**
 * Give a canvas the device pixels of an extent; true when that emptied it.
 * @param {HTMLCanvasElement} canvas @param {Extent} extent
 */
export function fit(canvas, extent) {
  const width = Math.max(1, Math.round(extent.width * extent.ratio));
  const height = Math.max(1, Math.round(extent.height * extent.ratio));
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

/**
 * An empty drawing context in CSS pixels.
 * @param {HTMLCanvasElement} canvas @param {number} ratio
 */
export function clean(canvas, ratio) {
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}
