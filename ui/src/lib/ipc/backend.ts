import type {
  Adopt,
  Answer,
  ApplicationInfo,
  Applied,
  AuditProgress,
  AuditView,
  ChosenKind,
  ComparisonFormat,
  ComparisonView,
  ConnectionDraft,
  ConnectionList,
  ConnectionReport,
  Definitions,
  Direction,
  ExpectedChoice,
  Exported,
  FigureRows,
  Format,
  MigrationsView,
  ObjectId,
  Options,
  OverviewView,
  Pack,
  PictureFormat,
  Place,
  Plan,
  Profile,
  ProfileId,
  ReportSources,
  SampleProgress,
  SampleState,
  SavedConnection,
  SavedSources,
  SchemaProgress,
  SchemaStatus,
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
  readOverview(id: ProfileId): Promise<OverviewView>;
  /** A page of the rows behind a figure. */
  figureRows(id: ProfileId, figure: string, offset: number, limit: number): Promise<FigureRows>;
  schemaStatus(id: ProfileId): Promise<SchemaStatus>;
  /** What a change would do; no packs are all packs. */
  planSchema(id: ProfileId, direction: Direction, packs: Pack[], adopt: Adopt): Promise<Plan>;
  changeSchema(
    id: ProfileId,
    change: SchemaChange,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ): Promise<Applied>;
  /** What the connection was compared with the last time, and what its reports told of. */
  savedSources(id: ProfileId): Promise<SavedSources>;
  /** The paths that the person chose; none when the dialog was closed. Only such paths are read. */
  chooseSource(kind: ChosenKind): Promise<string[]>;
  compareSchema(
    id: ProfileId,
    expected: ExpectedChoice,
    options: Options,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ): Promise<ComparisonView>;
  latestComparison(id: ProfileId): Promise<ComparisonView | null>;
  /** How an object is made on both sides. */
  readDefinitions(comparisonId: string, object: ObjectId): Promise<Definitions>;
  /** Null when the person closed the dialog. */
  exportComparison(
    comparisonId: string,
    format: ComparisonFormat,
    sources: ReportSources,
    place: Place,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ): Promise<Exported | null>;
  /**
   * The migrations below a folder, and where a connection's database stands on them; no connection leaves the database
   * aside, no folder leaves what the database records.
   */
  readMigrations(id: ProfileId | null, path: string | null, operation: string): Promise<MigrationsView>;
  /** Null when the person closed the dialog. */
  exportPicture(pictureId: string, format: PictureFormat, place: Place): Promise<Exported | null>;
  /** Whether the sample company is in the local workspace. */
  sampleState(): Promise<SampleState>;
  loadSample(operation: string, progress: (progress: SampleProgress) => void): Promise<SampleState>;
  removeSample(operation: string, progress: (progress: SampleProgress) => void): Promise<SampleState>;
}

/** A change of the governance schema, as a person confirmed it. */
export type SchemaChange = {
  direction: Direction;
  packs: Pack[];
  adopt: Adopt;
  /** Whether rows may be lost. */
  dropRows: boolean;
  /** Whether the person typed the name of a production connection. */
  confirmed: boolean;
};
