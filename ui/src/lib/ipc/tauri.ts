import { Channel } from "@tauri-apps/api/core";

import type { Backend } from "./backend";
import { type AuditProgress, commands } from "./bindings";

/** The commands as Rust answers them. */
export const tauri: Backend = {
  ...commands,
  runAudit: (id, operation, onProgress) => {
    const progress = new Channel<AuditProgress>();
    progress.onmessage = onProgress;
    return commands.runAudit(id, operation, progress);
  },
};
