import type {
  ComparisonReport,
  Definitions,
  Difference,
  ExpectedFrom,
  ObjectId,
  Options,
  PropertyDifference,
  ScriptStatement,
} from "../bindings";
import { COUNTS, type Line, LINES, NOISE } from "./lines";

/** What a fake comparison finds. */
export type FakeDifferences = {
  /** Differences, none, or only what changes nothing that anybody would meet. */
  found?: "some" | "none" | "noise";
  /** How often they are repeated, each time on other tables. */
  times?: number;
  /** Whether all names are as long as PostgreSQL lets them be. */
  long?: boolean;
};

/** The report of a fake comparison. */
export function believableReport(
  name: string,
  expectedFrom: ExpectedFrom,
  options: Options,
  { found = "some", times = 1, long = false }: FakeDifferences,
): ComparisonReport {
  const lines = found === "none" ? [] : found === "noise" ? NOISE : [...LINES, ...NOISE];
  const rank = ["critical", "high", "medium", "low", "info"];
  const differences = Array.from({ length: times }, (_, turn) =>
    lines.map((line, n) => differenceOf(line, turn, n >= LINES.length || found === "noise", long)),
  )
    .flat()
    .sort((one, other) => rank.indexOf(one.severity) - rank.indexOf(other.severity));
  const statements = found === "some" ? differences.flatMap(statementsOf) : [];
  return {
    schema: "provost.schema-compared/1",
    name,
    takenAt: "2026-11-22T09:41:07.000Z",
    expectedFrom,
    comparison: {
      schema: "provost.schema-comparison/1",
      options,
      differences,
      counts:
        found === "some" ? COUNTS : COUNTS.map((one) => ({ ...one, present: one.expected, unexpected: 0 })),
    },
    script: {
      preparation: statements.length === 0 ? [] : ["set search_path = ''", "set lock_timeout = '5s'"],
      statements,
      transactional: true,
      cannot: differences
        .filter(({ object }) => object.kind === "enum")
        .slice(0, 1)
        .map(({ object }) => ({
          object,
          reason:
            "A value cannot be added between two others that rows hold in another order without making the type anew.",
        })),
    },
    notCompared:
      found === "none"
        ? []
        : [
            {
              part: null,
              what: "index public.documents_embedding",
              reason: "the local server lacks the extension vector; only its types are stood in for",
            },
          ],
    notes:
      found === "none"
        ? []
        : ["The statement “create role app_user” was left out: roles belong to the server."],
  };
}

/** How an object is made on both sides of a fake comparison. */
export function believableDefinitions(object: ObjectId, { comparison }: ComparisonReport): Definitions {
  const difference = comparison.differences.find(
    (one) => JSON.stringify(one.object) === JSON.stringify(object),
  );
  if (difference === undefined || object.kind === "extension") return { expected: null, actual: null };
  const { kind } = difference.change;
  return {
    expected: kind === "unexpected" ? null : definition(object, "expected"),
    actual: kind === "missing" ? null : definition(object, "actual"),
  };
}

function definition({ schema, table, kind, name }: ObjectId, side: "expected" | "actual"): string {
  const expected = side === "expected";
  const relation = `${schema ?? "public"}.${table ?? name}`;
  if (kind === "column")
    return `alter table ${relation} add column ${name} ${expected ? "character varying(320) not null" : "text"}`;
  if (kind === "function")
    return [
      `create or replace function ${schema ?? ""}.${name}`,
      " returns trigger",
      " language plpgsql",
      expected ? " set search_path = ''" : " security definer",
      "as $function$",
      "begin",
      expected ? "  new.updated_at := pg_catalog.now();" : "  new.updated_at := now();",
      "  return new;",
      "end;",
      "$function$",
    ].join("\n");
  if (kind !== "table") return `create ${kind.replace("-", " ")} ${name} on ${relation}`;
  const columns = expected
    ? [
        "id uuid default pg_catalog.gen_random_uuid() not null",
        "email character varying(320) not null",
        "role userrole not null",
        "mission_statement text",
        "created_at timestamp with time zone default now() not null",
        `constraint ${name}_pkey primary key (id)`,
      ]
    : [
        "id uuid default pg_catalog.gen_random_uuid() not null",
        "email text",
        "role userrole not null",
        "created_at timestamp with time zone default now() not null",
        "legacy_flags integer",
        `constraint ${name}_pkey primary key (id)`,
      ];
  return `create table ${relation} (\n  ${columns.join(",\n  ")}\n)`;
}

function differenceOf(
  [severity, change, kind, [schema, table, name], area, reason, properties]: Line,
  turn: number,
  noise: boolean,
  long: boolean,
): Difference {
  const own = (text: string | null) => {
    if (text === null) return null;
    const numbered = turn === 0 ? text : `${text}_${turn + 1}`;
    return long ? numbered.padEnd(63, "_of_the_european_claims_department") : numbered;
  };
  const hangs = table !== null || kind === "table";
  return {
    object: { schema, table: own(table), kind, name: hangs && table !== null ? name : (own(name) ?? name) },
    area,
    change,
    severity,
    reason,
    noise,
    properties: properties.map(([property, expected, actual]): PropertyDifference => ({
      property,
      expected,
      actual,
    })),
  };
}

function statementsOf({ object, change, noise, properties }: Difference): ScriptStatement[] {
  if (noise || object.kind === "enum") return [];
  const relation = `${object.schema ?? ""}.${object.table ?? object.name}`;
  if (object.kind === "table" && change.kind === "unexpected")
    return [
      {
        object,
        sql: `drop table ${relation}`,
        warnings: [
          {
            kind: "loses-data",
            text: `All rows of ${relation} are gone afterwards.`,
            safer: `alter table ${relation} rename to ${object.name}_kept`,
          },
        ],
      },
    ];
  if (object.kind === "table" && change.kind === "missing")
    return [{ object, sql: definition(object, "expected"), warnings: [] }];
  if (object.kind === "index" && change.kind === "missing")
    return [
      {
        object,
        sql: `create index ${object.name} on ${relation} using btree (user_id)`,
        warnings: [
          {
            kind: "locks-long",
            text: "Nobody can write to the table while the index is built.",
            safer: `create index concurrently ${object.name} on ${relation} using btree (user_id)`,
          },
        ],
      },
    ];
  if (object.kind === "column" && change.kind === "changed")
    return [
      {
        object,
        sql: `alter table ${relation} alter column ${object.name} type ${properties[0]?.expected ?? "text"}`,
        warnings: [
          {
            kind: "rewrites-table",
            text: "The server writes the whole table anew, under an exclusive lock.",
            safer: null,
          },
          {
            kind: "may-fail",
            text: "A value that is longer than 320 characters makes it fail.",
            safer: null,
          },
        ],
      },
    ];
  return [{ object, sql: `alter table ${relation} -- ${object.kind} ${object.name}`, warnings: [] }];
}
