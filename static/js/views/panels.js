/** The panels, of which one is open at a time; closing gives the focus back. */

/** @param {AbortSignal} signal */
export function createPanels(signal) {
  const openers = [...document.querySelectorAll("button[aria-controls]")];
  /** @type {HTMLDialogElement | null} */
  let shown = null;
  /** @type {Element | null} */
  let from = null;

  function mark() {
    for (const opener of openers) {
      const open = shown !== null && opener.getAttribute("aria-controls") === shown.id;
      opener.setAttribute("aria-expanded", String(open));
    }
  }

  function close() {
    if (!shown) return;
    const hadFocus = shown.contains(document.activeElement);
    shown.close();
    shown = null;
    mark();
    if (hadFocus && from instanceof HTMLElement) from.focus();
  }

  /** @param {string} id */
  function toggle(id) {
    const wasOpen = shown?.id === id;
    const before = shown ? from : document.activeElement;
    close();
    if (wasOpen) return;
    const panel = document.getElementById(id);
    if (!(panel instanceof HTMLDialogElement)) return;
    from = before;
    shown = panel;
    panel.dispatchEvent(new Event("opening"));
    panel.show();
    mark();
  }

  for (const opener of openers) {
    const id = opener.getAttribute("aria-controls") ?? "";
    opener.addEventListener("click", () => toggle(id), { signal });
  }
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", close, { signal });
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });
  return { toggle, close };
}
