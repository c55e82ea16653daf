import type { ExpectedChoice, Options, ProfileId, SavedSources } from "$lib/ipc/bindings";

/** What a person has filled in of what the database is to be compared with. */
export type Draft = {
  kind: ExpectedChoice["kind"];
  /** A folder or file of SQL. */
  sql: string;
  catalog: string;
  connection: ProfileId | "";
  /** Names of schemas with commas between them; all schemas when empty. */
  schemas: string;
  owners: boolean;
};

/** The draft before anything was chosen. */
export const EMPTY_DRAFT: Draft = {
  kind: "sql",
  sql: "",
  catalog: "",
  connection: "",
  schemas: "",
  owners: false,
};

/** The draft with what was chosen the last time. */
export function draftFrom({ expected }: SavedSources): Draft {
  if (expected === null || expected === undefined) return EMPTY_DRAFT;
  const draft = { ...EMPTY_DRAFT, kind: expected.kind };
  switch (expected.kind) {
    case "sql":
      return { ...draft, sql: expected.path };
    case "catalog":
      return { ...draft, catalog: expected.path };
    case "connection":
      return { ...draft, connection: expected.id };
    case "packs":
      return draft;
  }
}

/** What is chosen; null while something is missing. */
export function choiceOf({ kind, sql, catalog, connection }: Draft): ExpectedChoice | null {
  switch (kind) {
    case "sql":
      return sql === "" ? null : { kind, path: sql };
    case "catalog":
      return catalog === "" ? null : { kind, path: catalog };
    case "connection":
      return connection === "" ? null : { kind, id: connection };
    case "packs":
      return { kind };
  }
}

/** What is to be compared. */
export function optionsOf({ schemas, owners }: Draft): Options {
  return {
    schemas: schemas
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
    owners,
  };
}
