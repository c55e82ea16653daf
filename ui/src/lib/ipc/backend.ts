import type {
  Answer,
  ApplicationInfo,
  AuditProgress,
  AuditView,
  ConnectionDraft,
  ConnectionList,
  ConnectionReport,
  Exported,
  Format,
  Place,
  Profile,
  ProfileId,
  SavedConnection,
  SecretChange,
} from "./bindings";

/** One of the six answers, without its particulars. */
export type Status = Answer["status"];

/** The commands of the window. Each rejects with a `Failure`. */
export interface Backend {
  listConnections(): Promise<ConnectionList>;
  saveConnection(profile: Profile, secret: SecretChange): Promise<SavedConnection>;
  /** What else the person must know, if anything. */
  deleteConnection(id: ProfileId): Promise<string | null>;
  testConnection(profile: Profile, secret: SecretChange): Promise<ConnectionReport>;
  readConnectionUrl(url: string): Promise<ConnectionDraft>;
  listServices(): Promise<ConnectionDraft[]>;
  runAudit(id: ProfileId, operation: string, progress: (progress: AuditProgress) => void): Promise<AuditView>;
  latestAudit(id: ProfileId): Promise<AuditView | null>;
  cancelOperation(operation: string): Promise<null>;
  /** Null when the person closed the dialog. */
  exportAudit(auditId: string, format: Format, place: Place): Promise<Exported | null>;
  /** Opens the folder of a file that was exported in this run. */
  showExported(path: string): Promise<null>;
  applicationInfo(): Promise<ApplicationInfo>;
}
