/** One output's rail from 0 to 1: the activation, the wanted value, and the wish between them. */

const SVG = "http://www.w3.org/2000/svg";
/** Shorter wishes than this many pixels have no room for an arrow: the tick beside the dot says it. */
const SHORTEST = 7;

/**
 * @param {SVGSVGElement} host  24 px high or so; its width is read when painted
 */
export function createRail(host) {
  const track = add(host, "line", "track");
  const wish = add(host, "path", "wish");
  const tick = add(host, "path", "tick");
  const dot = add(host, "circle", "dot");

  return {
    /**
     * @param {number} activation
     * @param {number | null} wanted
     * @param {{width: number, height: number}} extent
     */
    paint(activation, wanted, extent) {
      const radius = extent.height * 0.24;
      const middle = extent.height / 2;
      const along = (/** @type {number} */ a) => radius + a * (extent.width - 2 * radius);
      const x = along(Math.min(1, Math.max(0, activation)));
      set(track, { x1: along(0), x2: along(1), y1: middle, y2: middle });
      set(dot, { cx: x, cy: middle, r: radius });
      dot.style.display = "";
      tick.style.display = wanted === null ? "none" : "";
      wish.style.display = "none";
      if (wanted === null) return;
      const goal = along(wanted);
      tick.setAttribute("d", doubleTick(goal, middle, extent.height * 0.48));
      const up = wanted > activation;
      const start = x + (up ? radius + 3 : -radius - 3);
      const end = goal + (up ? -6 : 6);
      if ((up ? end - start : start - end) < SHORTEST) return;
      wish.style.display = "";
      wish.setAttribute("class", `wish ${up ? "up" : "down"}`);
      wish.setAttribute("d", arrow(start, end, middle, radius));
    },
    /** An empty rail: nothing is known. */
    clear() {
      for (const mark of [wish, tick, dot]) mark.style.display = "none";
    },
  };
}

/**
 * The wanted value: two strokes close together, taller than any other mark.
 * @param {number} x @param {number} y @param {number} half  of its height
 */
function doubleTick(x, y, half) {
  const bars = [-2.5, 2.5].map((aside) => `M${x + aside} ${y - half}V${y + half}`);
  return bars.join("");
}

/**
 * A hollow arrow: hollow, because nobody can set an activation.
 * @param {number} start
 * @param {number} end
 * @param {number} y
 * @param {number} size
 */
function arrow(start, end, y, size) {
  const way = Math.sign(end - start);
  const head = end - way * Math.min(size * 1.7, Math.abs(end - start));
  const thin = size * 0.6;
  const wide = size * 1.3;
  return `M${start} ${y - thin}H${head}V${y - wide}L${end} ${y}L${head} ${y + wide}V${y + thin}H${start}Z`;
}

/**
 * @param {SVGSVGElement} host
 * @param {string} name
 * @param {string} kind
 * @returns {SVGElement}
 */
function add(host, name, kind) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
  element.setAttribute("class", kind);
  host.append(element);
  return element;
}

/**
 * @param {SVGElement} element
 * @param {Record<string, number>} attributes
 */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value.toFixed(1));
  }
}
