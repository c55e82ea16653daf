import type { Area, Section, Severity } from "../bindings";

/** A rule of the fake: what the real ones say, and how it answers in the believable audit. */
export type FakeRule = {
  id: string;
  title: string;
  section: Section;
  area: Area;
  severity: Severity;
  /** `pass`, `fail` and a number of findings, or one of the other answers with its words. */
  answer: string;
  /** What a finding is about: `table`, `column`, `function`, `role`, `setting`, `index`, `view`. */
  subject: string;
  statement: string;
};

// id | title | section | area | severity | answer | subject | statement
const TABLE = `
access.public-create | Nobody but owners creates in schema public | security_and_compliance | access | high | fail 1 | schema | Every role may create objects here.
access.superusers | Few roles are superusers | security_and_compliance | access | high | fail 2 | role | Is a superuser and may log in.
access.bypass-rls | No application role bypasses row-level security | security_and_compliance | access | critical | fail 1 | role | Has BYPASSRLS, so no policy binds it.
access.public-select | Tables with personal data are not open to PUBLIC | security_and_compliance | access | critical | fail 3 | table | PUBLIC may select, and columns look personal.
access.grant-option | Rights are not passed on freely | security_and_compliance | access | medium | fail 4 | table | A role may pass its rights on (WITH GRANT OPTION).
access.default-privileges | Default privileges give nothing to PUBLIC | security_and_compliance | access | medium | pass | schema |
access.owner-login | Owners of tables do not log in | security_and_compliance | access | medium | fail 2 | role | Owns tables and logs in, so it may drop them.
access.password-expiry | Passwords of people end | security_and_compliance | access | low | fail 6 | role | Logs in with a password that never ends.
access.predefined-roles | No application role reads or writes all data | security_and_compliance | access | high | pass | role |
rls.disabled | Tables with tenants have row-level security | security_and_compliance | row_security | high | fail 14 | table | Has a tenant column and no row-level security.
rls.no-policy | Tables with row-level security have policies | security_and_compliance | row_security | medium | pass | table |
rls.not-forced | Row-level security binds the owner too | security_and_compliance | row_security | medium | fail 7 | table | Its owner is not bound by its policies.
rls.always-true | No policy lets every row through | security_and_compliance | row_security | high | fail 2 | policy | Its condition is true for every row.
rls.session-setting | Policies do not trust a setting that anybody may set | security_and_compliance | row_security | medium | fail 3 | policy | Reads current_setting, which the session may set to anything.
auth.ssl-off | The server speaks TLS | security_and_compliance | authentication | critical | pass | setting |
auth.tls-version | TLS 1.2 is the oldest version | security_and_compliance | authentication | medium | pass | setting |
auth.hba-trust | No line of pg_hba.conf trusts without a password | security_and_compliance | authentication | critical | not_determinable The role may not read pg_hba_file_rules. Grant pg_read_all_settings and EXECUTE on pg_hba_file_rules(). | setting |
auth.hba-plain | Logins from other machines need TLS | security_and_compliance | authentication | high | not_determinable The role may not read pg_hba_file_rules. Grant pg_read_all_settings and EXECUTE on pg_hba_file_rules(). | setting |
auth.md5 | Passwords are stored with SCRAM | security_and_compliance | authentication | high | not_determinable Only a superuser sees stored passwords. Ask the server's owner to run the evidence SQL. | role |
auth.password-encryption | New passwords are stored with SCRAM | security_and_compliance | authentication | high | pass | setting |
logging.connections | Logins are logged | error_handling | logging | medium | fail 1 | setting | Logins leave no trace in the log.
logging.disconnections | Logouts are logged | error_handling | logging | low | fail 1 | setting | Logouts leave no trace in the log.
logging.ddl | Changes of the schema are logged | security_and_compliance | logging | high | fail 1 | setting | log_statement is none: changes of the schema leave no trace.
logging.audit-extension | Reads of sensitive tables are recorded | security_and_compliance | logging | medium | fail 1 | database | Neither pgaudit nor a trigger records reads.
logging.line-prefix | Log lines say who, when and where from | error_handling | logging | low | pass | setting |
logging.slow | Slow statements are logged | performance_optimization | logging | low | fail 1 | setting | No statement is slow enough to be logged.
logging.lock-waits | Long waits for locks are logged | error_handling | logging | low | fail 1 | setting | Waits for locks leave no trace.
functions.definer-path | SECURITY DEFINER functions fix their search_path | security_and_compliance | functions | high | fail 5 | function | Runs as its owner and looks names up in the caller's search_path.
functions.definer-public | PUBLIC may not call SECURITY DEFINER functions | security_and_compliance | functions | high | fail 3 | function | Everybody may run it as its owner.
functions.untrusted | No functions in untrusted languages | security_and_compliance | functions | high | pass | function |
functions.dynamic-sql | Dynamic SQL quotes what it is given | security_and_compliance | functions | high | manual Two functions build SQL from text. Does each quote its arguments with format(%I, %L) or quote_ident? | function |
integrity.no-primary-key | Every table has a primary key | core_schema_design | integrity | high | fail 4 | table | Has no primary key: rows cannot be told apart.
integrity.not-validated | Constraints are validated | testing | integrity | medium | fail 3 | constraint | Is NOT VALID: older rows were never checked.
integrity.no-foreign-key | Columns named after a table refer to it | core_schema_design | integrity | medium | fail 22 | column | Is named like a reference and has no foreign key.
integrity.float-money | Money is not floating point | core_schema_design | integrity | high | fail 2 | column | Looks like an amount of money and is double precision.
integrity.timestamp | Times carry their zone | core_schema_design | integrity | medium | fail 31 | column | Is timestamp without time zone.
integrity.char-n | No column is char(n) | core_schema_design | integrity | low | fail 5 | column | Is padded with blanks.
integrity.serial-exhausted | No sequence runs out soon | core_schema_design | integrity | critical | fail 1 | sequence | 91 % of its values are used.
integrity.json-unchecked | JSONB columns have a check | core_schema_design | integrity | low | fail 18 | column | Takes any JSON: nothing checks its shape.
integrity.comments | Tables have comments | documentation | integrity | low | fail 41 | table | Has no comment.
integrity.column-comments | Sensitive columns have comments | documentation | integrity | low | fail 24 | column | Looks personal and has no comment.
performance.fk-index | Foreign keys have an index | performance_optimization | performance | medium | fail 12 | constraint | No index leads with its columns: deletes of the parent read the whole table.
performance.duplicate-index | No index is there twice | performance_optimization | performance | low | fail 3 | index | Has the same columns as another index.
performance.invalid-index | Indexes are valid | performance_optimization | performance | high | fail 1 | index | Is invalid: it costs writes and serves no read.
performance.unused-index | Indexes are used | performance_optimization | performance | low | stale The statistics are 2 days old. Use counts say something after 30 days. | index |
performance.autovacuum | Autovacuum is on | performance_optimization | performance | high | pass | setting |
performance.wraparound | Transaction ids are far from their end | performance_optimization | performance | critical | pass | database |
performance.jsonb-index | JSONB columns that are searched have a GIN index | performance_optimization | performance | low | fail 4 | column | Is searched by containment and has no GIN index.
extensions.outdated | Extensions are up to date | security_and_compliance | extensions | medium | fail 2 | extension | A newer version is installed on the server.
extensions.untrusted | No extension that reaches outside | security_and_compliance | extensions | medium | pass | extension |
extensions.pgvector | Embeddings have a vector type | vector_database | extensions | high | fail 1 | database | Embeddings are stored as JSON: pgvector is not installed.
extensions.vector-index | Vectors have an index | vector_database | extensions | medium | not_applicable There is no column of type vector. | index |
privacy.unprotected-columns | Columns that look personal are protected | security_and_compliance | privacy | high | fail 19 | column | Looks personal; every role that reads the table reads it in the clear.
privacy.special-category | Special categories of data are protected | security_and_compliance | privacy | critical | fail 2 | column | Looks like health data and is readable by the application role.
privacy.retention | Tables with personal data say how long they keep it | data_management | privacy | medium | fail 9 | table | Has no column or policy that says when a row ends.
privacy.consent | Consent is recorded | data_management | privacy | high | fail 1 | database | No table records a subject's consent.
operations.checksums | Data checksums are on | testing | operations | high | fail 1 | database | A damaged page is not noticed.
operations.archiving | The log is archived | data_management | operations | high | not_determinable The role may not see pg_stat_archiver. Grant pg_monitor. | setting |
operations.statement-timeout | Statements end | error_handling | operations | low | fail 1 | setting | A statement may run for ever.
operations.idle-timeout | Idle transactions end | error_handling | operations | medium | fail 1 | setting | An idle transaction may hold its locks for ever.
operations.restore | A backup was restored lately | testing | operations | high | manual When was a backup last restored, and what was checked after it? | database |
governance.model-registry | Models and their versions are recorded | ai_model_management | governance | high | fail 1 | database | No table records versions of models.
governance.lineage | Training data can be traced | data_management | governance | high | fail 1 | database | No table links a model to the data that it learnt from.
governance.metrics | Metrics of models are kept over time | analytics_and_metrics | governance | medium | fail 1 | database | Metrics are overwritten: there is no history.
governance.drift | Drift is measured | analytics_and_metrics | governance | medium | fail 1 | database | Nothing compares what the model sees with what it learnt from.
governance.approvals | Deployments are approved by a person | ai_model_management | governance | medium | manual Who approves a deployment, and where is it recorded? | database |
`;

/** The rules of the fake, in the order of the real ones. */
export const FAKE_RULES: FakeRule[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [id = "", title = "", section, area, severity, answer = "pass", subject = "", statement = ""] = line
      .split("|")
      .map((part) => part.trim());
    return {
      id,
      title,
      section: section as Section,
      area: area as Area,
      severity: severity as Severity,
      answer,
      subject,
      statement,
    };
  });
