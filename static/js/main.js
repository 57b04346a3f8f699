/** Builds everything, and lists in paintFrame what happens in one frame. */

import { createLoop } from "./draw/loop.js";
import { createHint, createReadings } from "./readings.js";
import { Room } from "./room.js";
import { readAddress } from "./state/address.js";
import { networkPicture } from "./state/picture.js";
import { createStore } from "./state/store.js";
import { putWords } from "./text.js";
import { createCaption } from "./views/caption.js";
import { createCharts } from "./views/charts.js";
import { createControls } from "./views/controls.js";
import { buttonsIn, findAny, findButton } from "./views/find.js";
import { createKeys } from "./views/keys.js";
import { createLens } from "./views/lens.js";
import { createNetworkView } from "./views/network.js";
import { createPanels } from "./views/panels.js";
import { createPaper } from "./views/paper.js";
import { createPrediction } from "./views/prediction.js";
import { createScreen } from "./views/screen.js";
import { createSettings } from "./views/settings.js";
import { createShare } from "./views/share.js";
import { createStatus } from "./views/status.js";
import { createTheme } from "./views/theme.js";
import { createTiles } from "./views/tiles.js";
import * as commands from "./wire/commands.js";

const { signal } = new AbortController();
const readers = buttonsIn("readers").map((button) => button.dataset.reader ?? "");
const address = readAddress(location.href, readers);
const store = createStore(address.model ?? readers[0] ?? "room");
const { page } = store;
const loop = createLoop(paintFrame);

putWords(document);
const theme = createTheme(findAny("theme"), address.theme, signal);
const screen = createScreen(findButton("fullscreen"), signal);
const panels = createPanels(signal);
const readings = createReadings(store, () => room);
const hint = createHint(store);
const play = () => room.command(page.room?.running ? commands.pause() : commands.play());
const step = () => room.command(commands.step());
const isMine = () => page.role === "presenter" && page.phase === "live";

const status = createStatus({
  signal,
  onRetry: () => room.retry(),
  onDismiss: () => store.update({ notice: "" }),
});
const paper = createPaper({
  signal,
  onDraw: readings.draw,
  onLabel: readings.label,
  onBrowse: readings.browse,
});
const lens = createLens({ signal, onLens: (chosen) => store.update({ lens: chosen }) });
const pictures = { signal, onPick: () => {}, onChange: loop.request };
const network = createNetworkView(findAny("network"), pictures);
const tiles = createTiles(findAny("tiles"), pictures);
const prediction = createPrediction({
  signal,
  onReader: readings.choose,
  onResize: loop.request,
});
const caption = createCaption(store.series);
const charts = createCharts(store.series, { signal, onChange: loop.request });
const controls = createControls({
  signal,
  onPlay: play,
  onStep: step,
  onReset: () => room.command(commands.reset()),
  onNewWeights: () => room.command(commands.newWeights()),
  onUndo: () => room.command(commands.undo()),
  onSpeed: (speed) => room.command(commands.speed(speed)),
  onRate: (rate) => room.command(commands.rate(rate)),
});
const share = createShare(signal);
const settings = createSettings({
  signal,
  onChange: loop.request,
  onApply: (asked) => room.ask(commands.configure(asked)).then(panels.close),
  onFetch: () => room.ask(commands.fetchDataset("mnist")),
});
createKeys(
  {
    play: () => isMine() && play(),
    step: () => isMine() && step(),
    label: (digit) => (page.drawing ? readings.label(digit) : hint()),
    browse: readings.browse,
    clear: paper.clear,
    undo: paper.undo,
    theme: theme.next,
    full: screen.toggleFull,
    blank: screen.toggleBlank,
    help: () => panels.toggle("help"),
  },
  signal,
);

store.subscribe(loop.request);
const room = new Room(store, {
  place: document.body.dataset.code || "home",
  token: address.token,
  onJoin: readings.restage,
});
// The seconds until the next attempt are counted down on the screen.
setInterval(() => page.phase === "lost" && loop.request(), 250);
loop.request();

/** @type {unknown[]} */
let pictured = [];

/** Give the painters a new picture when something in it changed. */
function picture() {
  const parts = [page.frame, page.heavy, page.room?.settings, page.lens, page.example];
  if (parts.every((part, i) => part === pictured[i])) return;
  if (page.frame !== pictured[0]) readings.refresh();
  pictured = parts;
  const made = networkPicture(page);
  if (!made) return;
  network.setPicture(made);
  tiles.setPicture(made);
}

/**
 * One frame, in order.
 * @param {number} now
 * @param {number} budget
 */
function paintFrame(now, budget) {
  status.paint(page, store.series);
  paper.paint(page);
  lens.paint(page);
  prediction.paint(page);
  const captionWaits = caption.paint(page, now);
  const chartsWait = charts.paint(page, now);
  controls.paint(page);
  settings.paint(page);
  share.paint(page);
  picture();
  const networkWaits = network.paint(now, budget);
  const tilesWait = tiles.paint(now, budget);
  return captionWaits || chartsWait || networkWaits || tilesWait;
}
