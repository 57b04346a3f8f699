/** The settings panel: a whole configuration, applied at once or refused with a sentence. */

import { faultIn } from "../state/request.js";
import { createShape } from "../state/shape.js";
import { say } from "../text.js";
import { buttonsIn, find, findAny, findButton, press, put } from "./find.js";
import { createLayers } from "./layers.js";

/** @import {Settings} from "../types.js" */
/** @import {Page} from "../state/store.js" */

/**
 * @typedef {object} Options
 * @property {AbortSignal} signal
 * @property {(settings: Partial<Settings>) => Promise<void>} onApply  rejects with the refusal
 * @property {() => void} onChange  something in the panel is to be painted anew
 * @property {() => Promise<void>} onFetch                             rejects with the refusal
 */

/** @param {Options} options */
export function createSettings({ signal, onApply, onChange, onFetch }) {
  const panel = find("settings", HTMLDialogElement);
  const form = find("settings-form", HTMLFormElement);
  const digits = buttonsIn("digit-list");
  const layers = createLayers(count, signal);
  /** @type {Page | null} */
  let page = null;

  function count() {
    const sizes = [784, ...layers.read(), 10];
    const sound = sizes.every((n) => Number.isInteger(n) && n > 0);
    put(findAny("parameters"), sound ? say.parameters(createShape(sizes).parameterCount) : "");
  }

  function fill() {
    const settings = page?.room?.settings;
    if (!settings) return;
    fillFields(form, settings);
    layers.fill(settings.layers.slice(1, -1));
    press(digits, (button) => settings.digits.includes(Number(button.dataset.digit)));
    fault("");
    mark(panel, null);
    count();
    onChange();
  }

  /** @param {string} sentence */
  function fault(sentence) {
    findAny("settings-fault").hidden = sentence === "";
    put(findAny("settings-fault"), sentence);
  }

  /** @param {SubmitEvent} event */
  function apply(event) {
    event.preventDefault();
    const asked = { ...readFields(form), layers: [784, ...layers.read(), 10] };
    const chosen = digits.filter((button) => button.getAttribute("aria-pressed") === "true");
    const settings = { ...asked, digits: chosen.map((button) => Number(button.dataset.digit)) };
    const found = faultIn(settings);
    mark(panel, found && ("layer" in found ? layers.field(found.layer) : place(form, found.field)));
    if (found) {
      fault("layer" in found ? say.badLayer(found) : say.badField[found.field]);
      return;
    }
    onApply(settings).then(
      () => fault(""),
      (error) => fault(error.message),
    );
  }

  panel.addEventListener("opening", fill, { signal });
  form.addEventListener("submit", apply, { signal });
  form.addEventListener("change", onChange, { signal });
  for (const button of digits) {
    const toggle = () => press([button], () => button.getAttribute("aria-pressed") === "false");
    button.addEventListener("click", toggle, { signal });
  }
  const fetch = () => onFetch().catch((error) => fault(error.message));
  findButton("fetch").addEventListener("click", fetch, { signal });

  return {
    /** @param {Page} now */
    paint(now) {
      page = now;
      if (!panel.open || !now.room) return;
      put(findAny("size-hint"), say.sizeHint(now.room.train_size));
      paintData(now, form);
    },
  };
}

/**
 * Mark the field at fault, and go there.
 * @param {HTMLElement} panel
 * @param {Element | null | undefined} culprit
 */
function mark(panel, culprit) {
  for (const element of panel.querySelectorAll("[aria-invalid]")) {
    element.removeAttribute("aria-invalid");
  }
  culprit?.setAttribute("aria-invalid", "true");
  const goal = culprit?.querySelector("button") ?? culprit;
  if (goal instanceof HTMLElement) goal.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {import("../state/request.js").Field} name
 */
const place = (form, name) => (name === "digits" ? findAny("digit-list") : field(form, name));

/**
 * Whether the chosen data set is here, or on its way.
 * @param {Page} page
 * @param {HTMLFormElement} form
 */
function paintData({ room, progress }, form) {
  const wanted = field(form, "dataset").value;
  const missing = room?.datasets[wanted] === false;
  findAny("fetch-row").hidden = !missing || progress?.task === wanted;
  findAny("progress-row").hidden = progress === null;
  if (!progress) return;
  put(findAny("progress-text"), say.fetching(progress.done, progress.total, progress.unit));
  const bar = find("progress", HTMLProgressElement);
  bar.max = progress.total;
  bar.value = progress.done;
}

const TEXTS = /** @type {const} */ (["activation", "cost", "start", "dataset"]);
const NUMBERS = /** @type {const} */ (["learning_rate", "batch", "size", "seed"]);

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
}

/**
 * @param {HTMLFormElement} form
 * @param {Settings} settings
 */
function fillFields(form, settings) {
  for (const name of [...TEXTS, ...NUMBERS]) field(form, name).value = String(settings[name] ?? "");
}

/**
 * What the form says, unchecked: the server's door checks, and its sentence is shown.
 * @param {HTMLFormElement} form
 * @returns {Partial<Settings>}
 */
function readFields(form) {
  const texts = TEXTS.map((name) => [name, field(form, name).value]);
  const numbers = NUMBERS.map((name) => {
    const text = field(form, name).value.trim();
    return [name, text === "" ? null : Number(text)];
  });
  return Object.fromEntries([...texts, ...numbers]);
}
