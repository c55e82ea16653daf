import { Channel, invoke } from "@tauri-apps/api/core";

import type { Backend } from "./backend";
import type { AuditProgress } from "./contract";

/** The commands as Rust answers them. The only file that knows Tauri. */
export const tauri: Backend = {
  listConnections: () => invoke("list_connections"),
  saveConnection: (profile, secret) => invoke("save_connection", { profile, secret }),
  deleteConnection: (id) => invoke("delete_connection", { id }),
  testConnection: (profile, secret) => invoke("test_connection", { profile, secret }),
  readConnectionUrl: (url) => invoke("read_connection_url", { url }),
  listServices: () => invoke("list_services"),
  runAudit: (id, operation, onProgress) => {
    const progress = new Channel<AuditProgress>();
    progress.onmessage = onProgress;
    return invoke("run_audit", { id, operation, progress });
  },
  latestAudit: (id) => invoke("latest_audit", { id }),
  cancelOperation: (operation) => invoke("cancel_operation", { operation }),
  exportAudit: (auditId, format, place) => invoke("export_audit", { auditId, format, place }),
  showExported: (path) => invoke("show_exported", { path }),
  applicationInfo: () => invoke("application_info"),
};
