import type {
  Change,
  ComparisonFormat,
  ExpectedFrom,
  ObjectId,
  ObjectKind,
  SchemaArea,
  WarningKind,
} from "$lib/ipc/bindings";

/** The kinds of objects in the order of a report: one of them, and several. */
export const KIND_WORDS: Record<ObjectKind, { one: string; many: string }> = {
  extension: { one: "extension", many: "extensions" },
  schema: { one: "schema", many: "schemas" },
  table: { one: "table", many: "tables" },
  column: { one: "column", many: "columns" },
  "primary-key": { one: "primary key", many: "primary keys" },
  unique: { one: "unique constraint", many: "unique constraints" },
  "foreign-key": { one: "foreign key", many: "foreign keys" },
  check: { one: "check", many: "checks" },
  exclusion: { one: "exclusion constraint", many: "exclusion constraints" },
  index: { one: "index", many: "indexes" },
  view: { one: "view", many: "views" },
  "materialized-view": { one: "materialized view", many: "materialized views" },
  "foreign-table": { one: "foreign table", many: "foreign tables" },
  policy: { one: "policy", many: "policies" },
  trigger: { one: "trigger", many: "triggers" },
  rule: { one: "rule", many: "rules" },
  function: { one: "function", many: "functions" },
  procedure: { one: "procedure", many: "procedures" },
  aggregate: { one: "aggregate", many: "aggregates" },
  sequence: { one: "sequence", many: "sequences" },
  enum: { one: "enum", many: "enums" },
  domain: { one: "domain", many: "domains" },
  type: { one: "type", many: "types" },
  statistics: { one: "statistics object", many: "statistics objects" },
  cast: { one: "cast", many: "casts" },
  "foreign-server": { one: "foreign server", many: "foreign servers" },
  publication: { one: "publication", many: "publications" },
  subscription: { one: "subscription", many: "subscriptions" },
  "event-trigger": { one: "event trigger", many: "event triggers" },
  "default-privileges": { one: "default privileges", many: "default privileges" },
  "database-setting": { one: "database setting", many: "database settings" },
  other: { one: "object", many: "other objects" },
};

/** What objects are for. */
export const AREA_WORDS: Record<SchemaArea, string> = {
  authentication: "Authentication",
  security: "Security and compliance",
  agents: "Agents",
  application: "Application",
  other: "Other",
};

/** In which way an object differs, in the order of the filter. */
export const CHANGE_WORDS: Record<Change["kind"], string> = {
  missing: "Missing",
  unexpected: "Not expected",
  changed: "Changed",
  renamed: "Renamed",
};

/** What a statement costs, in words and in the order of their weight. */
export const WARNING_WORDS: Record<WarningKind, string> = {
  "loses-data": "Loses data",
  "rewrites-table": "Rewrites the table",
  "locks-long": "Locks for long",
  "may-fail": "May fail",
};

/** What a format is good for; the reports ask first for what else they are to tell. */
export const FORMAT_WORDS: Record<ComparisonFormat, { name: string; use: string; report: boolean }> = {
  sql: { name: "SQL", use: "the way back, to review and run yourself", report: false },
  html: { name: "HTML report…", use: "one file for any browser", report: true },
  pdf: { name: "PDF report…", use: "to read, print and file", report: true },
  json: { name: "JSON", use: "for programs", report: false },
};

/** An object with its kind: `column public.users.email`. */
export function objectWords(object: ObjectId): string {
  return `${KIND_WORDS[object.kind].one} ${qualifiedName(object)}`;
}

/** An object's name with all that it stands in. */
export function qualifiedName({ schema, table, name }: ObjectId): string {
  return [schema, table, name].filter((part) => part !== null).join(".");
}

/** In which way an object differs, with the name that it has where it has another one. */
export function changeWords(change: Change): string {
  return change.kind === "renamed" ? `Renamed from ${change.from}` : CHANGE_WORDS[change.kind];
}

/** Where an expected state comes from, as the end of a sentence. */
export function originWords({ kind }: ExpectedFrom): string {
  return {
    sql: "the SQL of",
    connection: "the connection",
    catalog: "the catalog",
    packs: "Provost's packs in the schema",
  }[kind];
}
