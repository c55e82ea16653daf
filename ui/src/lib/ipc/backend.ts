import type {
  ActingPeople,
  Adopt,
  Answer,
  ApplicationInfo,
  Applied,
  AuditProgress,
  AuditView,
  CardFormat,
  CardRead,
  ChosenKind,
  ComparisonFormat,
  ComparisonView,
  ConnectionDraft,
  ConnectionList,
  ConnectionReport,
  CostQuery,
  CostsView,
  DatasetUseDraft,
  Definitions,
  DeploymentDraft,
  Direction,
  DrawnPlot,
  DriftAsked,
  DriftList,
  DriftRan,
  DriftRunPage,
  DriftShape,
  ExpectedChoice,
  Exported,
  FigureRows,
  Format,
  FoundAgents,
  FoundDatasets,
  FoundVersions,
  Frame,
  ImportProgress,
  MetricChoices,
  MetricsFormat,
  MetricsImport,
  MetricsView,
  MetricTarget,
  MigrationsView,
  ModelCard,
  ModelList,
  ModelPage,
  ModelReportFormat,
  ObjectId,
  Options,
  OverviewView,
  Pack,
  PictureFormat,
  Place,
  Plan,
  PlotFormat,
  PlotRange,
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
  SeriesQuery,
  Stage,
  TargetDraft,
  VersionComparison,
  VersionDraft,
  VersionMetrics,
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
  /** The versions of all models; a missing pack or right is told in the list. */
  listModels(id: ProfileId): Promise<ModelList>;
  showModel(id: ProfileId, modelId: string): Promise<ModelPage>;
  compareModels(id: ProfileId, a: string, b: string): Promise<VersionComparison>;
  /** The page after it, here and below. */
  requestStage(id: ProfileId, modelId: string, to: Stage, reason: string): Promise<ModelPage>;
  decideStage(id: ProfileId, requestId: string, approve: boolean, reason: string): Promise<ModelPage>;
  withdrawStage(id: ProfileId, requestId: string): Promise<ModelPage>;
  /** Points an alias to a version, from wherever it pointed. */
  setAlias(id: ProfileId, modelId: string, alias: string): Promise<ModelPage>;
  removeAlias(id: ProfileId, modelId: string, alias: string): Promise<ModelPage>;
  /** Registers a version in development, of the person who acts unless an owner is named. */
  registerVersion(id: ProfileId, draft: VersionDraft): Promise<ModelPage>;
  /** Changes what was entered, unless somebody else changed it after `seenAt`. */
  changeVersion(id: ProfileId, modelId: string, seenAt: string, draft: VersionDraft): Promise<ModelPage>;
  /** Says that a version runs somewhere. */
  deployVersion(id: ProfileId, modelId: string, draft: DeploymentDraft): Promise<ModelPage>;
  /** Changes a deployment, unless somebody else changed it after `seenAt`. */
  changeDeployment(
    id: ProfileId,
    deploymentId: string,
    seenAt: string,
    draft: DeploymentDraft,
  ): Promise<ModelPage>;
  /** Says on which data a version was trained, validated or tested. */
  addDatasetUse(id: ProfileId, modelId: string, draft: DatasetUseDraft): Promise<ModelPage>;
  removeDatasetUse(id: ProfileId, useId: string): Promise<ModelPage>;
  /** What has all of these words in its name; of agents and datasets, that of the version's tenant. */
  findVersions(id: ProfileId, words: string): Promise<FoundVersions>;
  findAgents(id: ProfileId, modelId: string, words: string): Promise<FoundAgents>;
  findDatasets(id: ProfileId, modelId: string, words: string): Promise<FoundDatasets>;
  modelCard(id: ProfileId, modelId: string): Promise<ModelCard>;
  /** Null when the person closed the dialog, here and below. */
  exportCard(id: ProfileId, modelId: string, format: CardFormat, place: Place): Promise<Exported | null>;
  importCard(id: ProfileId, modelId: string): Promise<CardRead | null>;
  /** Each metric of a version over the last 90 days, side by side. */
  versionMetrics(id: ProfileId, modelId: string, zone: string, frame: Frame): Promise<VersionMetrics>;
  exportModelReport(
    id: ProfileId,
    modelId: string,
    zone: string,
    format: ModelReportFormat,
    place: Place,
  ): Promise<Exported | null>;
  /** For whom the connection acts, and for whom it could. */
  actingPerson(id: ProfileId): Promise<ActingPeople>;
  chooseActingPerson(id: ProfileId, person: string | null): Promise<ActingPeople>;
  setFourEyes(id: ProfileId, on: boolean): Promise<ActingPeople>;
  /** What was measured of what; a missing pack or right is told in the answers, here and below. */
  metricChoices(id: ProfileId): Promise<MetricChoices>;
  metricSeries(id: ProfileId, query: SeriesQuery, frame: Frame): Promise<MetricsView>;
  metricCosts(id: ProfileId, query: CostQuery, frame: Frame): Promise<CostsView>;
  /** No format follows from the ending of the file's name. */
  importMetrics(
    id: ProfileId,
    path: string,
    format: MetricsFormat | null,
    allOrNothing: boolean,
    operation: string,
    progress: (progress: ImportProgress) => void,
  ): Promise<MetricsImport>;
  setTarget(id: ProfileId, target: TargetDraft): Promise<MetricTarget>;
  removeTarget(id: ProfileId, target: string): Promise<null>;
  /** The drift that is kept, of one version where one is named. */
  listDrift(id: ProfileId, model: string | null, open: boolean): Promise<DriftList>;
  showDrift(id: ProfileId, run: string): Promise<DriftRunPage>;
  /** Both sides of a column. */
  driftPlot(id: ProfileId, run: string, column: string, shape: DriftShape, frame: Frame): Promise<DrawnPlot>;
  runDrift(
    id: ProfileId,
    asked: DriftAsked,
    operation: string,
    progress: (step: string) => void,
  ): Promise<DriftRan>;
  /** Says what was done about drift, all of it or nothing. */
  resolveDrift(id: ProfileId, driftIds: string[], action: string): Promise<DriftList>;
  /** Null when the person closed the dialog. */
  exportPicture(pictureId: string, format: PictureFormat, place: Place): Promise<Exported | null>;
  /** A plot at another size, or a part of its time. */
  redrawPlot(plotId: string, frame: Frame, range: PlotRange | null): Promise<DrawnPlot>;
  /** Null when the person closed the dialog. */
  savePlot(
    plotId: string,
    frame: Frame,
    range: PlotRange | null,
    format: PlotFormat,
    place: Place,
  ): Promise<Exported | null>;
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
