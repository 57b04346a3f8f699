/** Dark or projector colours: from the address, else as last chosen here, else as the system has. */

const KEY = "nudge.theme";

/**
 * @param {HTMLElement} button
 * @param {"dark" | "projector" | null} asked  by the address
 * @param {AbortSignal} signal
 */
export function createTheme(button, asked, signal) {
  const root = document.documentElement;
  const light = matchMedia("(prefers-color-scheme: light)").matches;
  root.dataset.theme = asked ?? localStorage.getItem(KEY) ?? (light ? "projector" : "dark");

  function next() {
    root.dataset.theme = root.dataset.theme === "dark" ? "projector" : "dark";
    localStorage.setItem(KEY, root.dataset.theme);
  }

  button.addEventListener("click", next, { signal });
  return { next };
}
