//! docs/cli.md is what the command line says of itself, with the words before it.

use std::fmt::Write;

use clap::CommandFactory;

use crate::arguments::Arguments;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/cli.md");

const BEGINNING: &str = "\
# The command line

`provost` does on the command line what the window does, for schedules and CI. What follows is its own help.

A database is named by `--profile` (a saved connection) or `--url`; without either it is the local workspace, whose server
is started for the moment. Answers go to standard output, what happens meanwhile and errors go to standard error. Colour is
used only on a terminal, and nothing is said by colour alone.

```sh
provost audit --profile orders --fail-on high --output audit.pdf --output audit.xml
provost catalog --profile orders --output orders.json   # today
provost audit --catalog orders.json                     # and judged again, later, without the database
provost sample load                                     # a year of an invented company, in the local workspace
provost overview --profile orders --format json         # what the governance tables say
provost schema plan --profile orders --pack governance  # the SQL of the governance tables, before anything is done
provost schema migrations migrations --profile orders   # where it stands on the chain of another tool's migrations
provost schema compare --profile orders --expected migrations --fail-on high   # what it should be against what it is
provost schema compare --profile orders --expected-profile staging --output report.html   # the consistency report
provost registry request triage@7 --to production --reason 'better on claims abroad' --as ada@example.org   # one asks
provost registry approve triage@7 --reason 'evaluation looked at' --as ben@example.org   # and another approves
provost registry register triage@8 --kind classification --provider in-house --provider-id m-8 --evaluation '{\"accuracy\": 0.91}' --as ada@example.org
provost registry deploy triage@7 --agent 'Claims intake' --environment production --alias champion --as ada@example.org   # where it runs
provost registry dataset add triage@8 claims@2026.1 --purpose training --as ada@example.org   # and what it was made from
provost registry import mlflow --from-profile tracking --profile orders --as ada@example.org   # docs/mlflow.md says what becomes of what
provost registry card triage@7 --output README.md       # its model card, as Hugging Face has them
provost registry report triage@7 --output triage.pdf --output triage.html   # everything about a version, to print and to keep
provost drift compare --reference january.csv --current february.csv --fail-on high   # whether values are still what they were
provost drift compare --reference january.csv --current february.csv --write --model triage@7 --as ada@example.org   # and kept beside its version
provost metrics import today.csv --as ada@example.org --profile orders   # values that were measured; docs/metrics.md has the forms
provost metrics query --metric latency --aggregate p95 --zone Europe/Zurich --fail-on-breach   # and what their targets say
```

JSON has a `schema` key, which names its form, and is stable. What follows are the forms with their main fields; the fields within
those are only named in the answers themselves.

| Form | Main fields |
|---|---|
| `provost.audit/1` | subject, results, sections, overall, actions, verdict |
| `provost.catalog/1` | takenAt, server, database, schemas, relations, roles, settings and each other kind of object |
| `provost.rules/1` | rules |
| `provost.connections/1` | file, keyring, connections |
| `provost.connection/1` | report |
| `provost.overview/1` | database, role, governanceSchema, takenAt, samples, restricted, missing, figures, series |
| `provost.overview-rows/1` | figure, title, takenAt, samples, sql, columns, rows, total, offset |
| `provost.schema-status/1` | database, role, governanceSchema, schemaExists, serverVersion, obstacles, packs |
| `provost.schema-plan/1` | database, governanceSchema, direction, steps, obstacles, leftOut |
| `provost.schema-applied/1` | database, governanceSchema, direction, steps, leftOut |
| `provost.sample/1` | loaded, tenant, loadedAt, day, seed, counts |
| `provost.migration-history/1` | tool, table, current, heads, applied, pending, blocked, unknown, altered, defects, remarks, graph |
| `provost.schema-compared/1` | name, takenAt, expectedFrom, comparison, script, notCompared, notes |
| `provost.schema-comparison/1` | options, differences, counts; it is the comparison within the forms above and below |
| `provost.schema-consistency/1` | name, environment, generatedAt, conclusion, findings, tables, comparison, history, actions, risks, phases, evidence, notKnown |
| `provost.models/1` | versions, total, samples, restricted, hindrances |
| `provost.model/1` | takenAt, version, siblings, deployments, datasets, runs, lineage, openDrift, requests, events, ways, asking, fourEyes, hindrances |
| `provost.model-events/1` | modelId, name, version, events, hindrances |
| `provost.model-comparison/1` | a, b, fields, metrics, details, differences |
| `provost.model-card/1` | title, yaml, markdown, text, blocks |
| `provost.model-report/1` | generatedAt, productVersion, connection, environment, page, card, metrics, costs, drift, lastRun, evidence, notKnown |
| `provost.acting-people/1` | people, chosen, fourEyes, switches, switchesHindrance, hindrance |
| `provost.datasets/1` | lines, total, hindrance |
| `provost.mlflow-import/1` | backend, revision, release, workspace, tenant, tenantName, counts, new, changed, notTaken, skipped, stagesApart, gone, remarks |
| `provost.drift/1` | sources, columns, notCompared, driftedShare, drifted |
| `provost.drift-list/1` | findings, total, runs, totalRuns, hindrance, restricted |
| `provost.drift-run/1` | run, report, findings |
| `provost.metrics/1` | query, merged, hindered, series, targets, breaches, burns, notes |
| `provost.metrics-burn/1` | query, targets, burns, notes |
| `provost.metrics-import/1` | file, format, rows, landed, refusedCount, duplicates, wrongCount, refused, allOrNothing, notes |
| `provost.metric-targets/1` | targets |
| `provost.costs/1` | query, hindered, currencies, notes |
| `provost.people/1`, `provost.sources/1` | connections; both are files that Provost keeps for itself beside its connections |

In `provost.metrics-import/1` `refusedCount` and `refused` hold rows that are there already too: `duplicates` of them are, and
`wrongCount` were refused for another reason.

In `provost.drift/1` the outer edges of bins of quantiles are open: `null` as the first edge is −∞, as the last +∞. Every other
number is finite: a column whose numbers cannot be reckoned with is in `notCompared` with the reason, and a statistic that is
infinite is `null` with a note.

In a file for `provost drift` an empty cell is missing, and what a column holds follows from all cells of both sources
together: yes and no (`true`, `false`, `yes`, `no`, `t`, `f`), numbers (`inf` and `nan` too; with a decimal comma where the
file has semicolons), vectors (`[0.1, 0.2]`), or else words. A query is run with the rights of the connection in a read-only
transaction; names in it need their schema, and policies or views that could hide rows are an error instead of fewer rows.
A row of a file has at most 1 MiB and a file at most 4,096 columns. A word of more than 1,000 letters counts as its first hundred
with the SHA-256 of the whole, a vector of more than 16,384 numbers in a query as missing, and rows that would take more than
512 MiB of memory a side are refused.
";

fn markdown() -> String {
    let mut text = BEGINNING.to_owned();
    let mut command = Arguments::command().name("provost").term_width(100);
    command.build();
    describe(&mut text, &mut command);
    text
}

fn describe(text: &mut String, command: &mut clap::Command) {
    let help = command.render_long_help().to_string();
    let name = command
        .get_bin_name()
        .unwrap_or(command.get_name())
        .to_owned();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    write!(
        text,
        "\n## `{name}`\n\n```text\n{}\n```\n",
        lines.join("\n")
    )
    .unwrap();
    for inner in command
        .get_subcommands_mut()
        .filter(|inner| inner.get_name() != "help" && !inner.is_hide_set())
    {
        describe(text, inner);
    }
}

/// What of a text stands between two quotes and names a form of JSON.
fn forms(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('"').filter(|part| part.starts_with("provost."));
    quoted.filter(|part| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || b"-.".contains(&byte);
        let name = part.strip_suffix("/1");
        name.is_some_and(|name| name.bytes().all(plain))
    })
}

#[test]
fn every_form_of_json_is_described() {
    /// The form of a file that only a test has.
    const INVENTED: &str = "provost.choices/1";
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/.."
    ))];
    let mut found = std::collections::BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(path).unwrap();
                found.extend(forms(&text).map(str::to_owned));
            }
        }
    }
    assert!(found.remove(INVENTED) && found.len() > 30, "{found:?}");
    let written = std::fs::read_to_string(DOCUMENT).unwrap();
    let rows: Vec<&str> = written
        .lines()
        .filter(|line| line.starts_with("| `provost."))
        .collect();
    found.retain(|form| !rows.iter().any(|row| row.contains(&format!("`{form}`"))));
    assert!(found.is_empty(), "docs/cli.md does not describe {found:?}");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test asks whether it shall write the file"
)]
fn the_document_is_current() {
    let fresh = markdown();
    if std::env::var_os("PROVOST_WRITE_DOCS").is_some() {
        std::fs::write(DOCUMENT, &fresh).unwrap();
    }
    let written = std::fs::read_to_string(DOCUMENT).unwrap_or_default();
    assert!(
        written == fresh,
        "the command line changed: run `make documents` and commit docs/cli.md"
    );
}
