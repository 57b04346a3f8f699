/** The REST calls the page makes: rooms and predictions. */

/** @import {Settings} from "../types.js" */

/** @typedef {{digit: number, activations: number[]}} Prediction */
/** @typedef {{code: string, presenter_token: string, join_url: string, settings: Settings}} NewRoom */

/** A refusal or failure of a call; `status` is 0 when the server was not reached. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {number} status
   */
  constructor(message, status) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

/**
 * Ask for a private room.
 * @param {Partial<Settings>} settings
 * @returns {Promise<NewRoom>}
 */
export function createRoom(settings) {
  return call("/api/v1/rooms", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ settings }),
  });
}

/**
 * Have a shipped model read a drawing.
 * @param {string} model
 * @param {Uint8Array<ArrayBuffer>} pixels  784 bytes, ink = 255
 * @returns {Promise<Prediction>}
 */
export async function predict(model, pixels) {
  const reply = await call(`/api/v1/predict?model=${encodeURIComponent(model)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: pixels,
  });
  return reply.predictions[0];
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function call(path, request) {
  let reply;
  try {
    reply = await fetch(path, { ...request, signal: AbortSignal.timeout(10_000) });
  } catch {
    throw new ApiError("the server cannot be reached", 0);
  }
  const body = await reply.json().catch(() => null);
  if (!reply.ok) {
    throw new ApiError(
      body?.detail ?? body?.title ?? `the server answered ${reply.status}`,
      reply.status,
    );
  }
  return body;
}
