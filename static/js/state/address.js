/** What the page's address says, and the addresses made from it. */

const THEMES = ["dark", "projector"];

/**
 * @typedef {object} Address
 * @property {string | null} token  the presenter's, from the fragment
 * @property {"dark" | "projector" | null} theme
 * @property {string | null} model  who reads drawings: one of `readers`
 */

/**
 * @param {string} href
 * @param {string[]} readers  the names that may be asked for
 * @returns {Address}
 */
export function readAddress(href, readers) {
  const url = new URL(href);
  const theme = url.searchParams.get("theme") ?? "";
  const model = url.searchParams.get("model") ?? "";
  return {
    token: new URLSearchParams(url.hash.slice(1)).get("token"),
    theme: THEMES.includes(theme) ? /** @type {"dark" | "projector"} */ (theme) : null,
    model: readers.includes(model) ? model : null,
  };
}

/**
 * The same address without its fragment, which may hold a token.
 * @param {string} href
 */
export function withoutFragment(href) {
  const url = new URL(href);
  return url.pathname + url.search;
}

/**
 * @param {string} href
 * @param {string} code
 */
export function socketAddress(href, code) {
  const url = new URL(`/api/v1/rooms/${encodeURIComponent(code)}/live`, href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/**
 * Where others join; it never carries a token.
 * @param {string} href
 * @param {string} code
 */
export function joinAddress(href, code) {
  return new URL(`/room/${encodeURIComponent(code)}`, href).href;
}
