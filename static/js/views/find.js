/** The page's own elements: the templates hold them, so one that is missing is a mistake here. */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${kind.name} "${id}"`);
  return element;
}

/** @param {string} id */
export const findAny = (id) => find(id, HTMLElement);
/** @param {string} id */
export const findButton = (id) => find(id, HTMLButtonElement);
/** @param {string} id */
export const findInput = (id) => find(id, HTMLInputElement);

/**
 * All buttons inside an element.
 * @param {string} id
 */
export const buttonsIn = (id) => [...findAny(id).querySelectorAll("button")];

/**
 * Change text only when it differs: the browser lays out anew on every write.
 * @param {HTMLElement} element
 * @param {string} words
 */
export function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * @param {HTMLButtonElement[]} buttons
 * @param {(button: HTMLButtonElement) => boolean} isOn
 */
export function press(buttons, isOn) {
  for (const button of buttons) {
    const pressed = String(isOn(button));
    if (button.getAttribute("aria-pressed") !== pressed) {
      button.setAttribute("aria-pressed", pressed);
    }
  }
}
