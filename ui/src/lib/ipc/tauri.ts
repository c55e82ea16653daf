import { Channel } from "@tauri-apps/api/core";

import type { Backend } from "./backend";
import { commands } from "./bindings";

/** A channel that tells what comes through it. */
function channel<Message>(told: (message: Message) => void): Channel<Message> {
  const opened = new Channel<Message>();
  opened.onmessage = told;
  return opened;
}

/** The commands as Rust answers them. */
export const tauri: Backend = {
  ...commands,
  runAudit: (id, operation, progress) => commands.runAudit(id, operation, channel(progress)),
  changeSchema: (id, { direction, packs, adopt, dropRows, confirmed }, operation, progress) =>
    commands.changeSchema(id, direction, packs, adopt, dropRows, confirmed, operation, channel(progress)),
  compareSchema: (id, expected, options, operation, progress) =>
    commands.compareSchema(id, expected, options, operation, channel(progress)),
  exportComparison: (id, format, sources, place, operation, progress) =>
    commands.exportComparison(id, format, sources, place, operation, channel(progress)),
  importMetrics: (id, path, format, allOrNothing, operation, progress) =>
    commands.importMetrics(id, path, format, allOrNothing, operation, channel(progress)),
  runDrift: (id, asked, operation, progress) => commands.runDrift(id, asked, operation, channel(progress)),
  loadSample: (operation, progress) => commands.loadSample(operation, channel(progress)),
  removeSample: (operation, progress) => commands.removeSample(operation, channel(progress)),
};
