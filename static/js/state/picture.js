/** What the painters of the network are given, put together from the newest frames. */

import { createShape } from "./shape.js";

/** @import {NetworkPicture} from "../types.js" */
/** @import {Page} from "./store.js" */

/**
 * Arrays that do not fit the layers belong to the moment before a configuration: left out.
 * @param {Page} page
 * @returns {NetworkPicture | null}
 */
export function networkPicture(page) {
  const { room, frame, heavy, example } = page;
  if (!room) return null;
  const { layers, activation, cost } = room.settings;
  const shape = createShape(layers);
  const levers = heavy?.parameters?.length === shape.parameterCount ? heavy : null;
  const light = frame?.activations?.length === shape.activationCount ? frame : null;
  return {
    layers,
    activation,
    cost,
    parameters: levers?.parameters ?? null,
    meanNudge: levers?.meanNudge ?? null,
    heavyStep: levers?.step ?? 0,
    heavyRun: levers?.run ?? 0,
    activations: light?.activations ?? null,
    wishes: light?.wishes ?? null,
    step: light?.step ?? 0,
    label: light && light.example === example?.index ? (example?.label ?? null) : null,
    lens: page.lens,
    running: room.running,
    presenters: page.role === "viewer",
  };
}
