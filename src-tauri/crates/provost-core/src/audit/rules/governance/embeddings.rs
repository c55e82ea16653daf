//! Embeddings: kept where they can be searched, and made once for each content.

use super::super::performance::vector_columns;
use super::super::wording::listed;
use super::candidates::{ends, tells};
use super::need::{Need, Otherwise, judge_or};
use super::signs::Weight;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Column, Relation, quote_identifier};

pub(super) const INTEGRATION: Rule = Rule {
    id: "governance.vector-integration",
    title: "Agents find what they know by meaning",
    section: Section::VectorDatabase,
    area: Area::Governance,
    severity: Severity::Critical,
    meaning: "Whether the database keeps embeddings in columns of a vector type. Asked where AI agents work. Embeddings in \
        plain arrays or JSON meet it in part.",
    reason: "Without vectors agents search their memories by exact words, or keep their embeddings in a store outside, where \
        neither row-level security nor consent nor erasure reaches.",
    action: "Add pgvector and a table of embeddings",
    references: &["seed audit 000, critical 1", "pgvector README"],
    evidence_sql: "SELECT 'no column has a vector type' AS gap\n\
        WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a\n\
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid\n\
        WHERE t.typname IN ('vector', 'halfvec', 'sparsevec') AND a.attnum > 0 AND NOT a.attisdropped)",
    check: integration,
};

const EMBEDDINGS: Need = Need {
    what: "embeddings that can be searched by meaning",
    weight: Weight {
        agents: Some(Severity::Critical),
        models: None,
        vectors: None,
    },
    shapes: &[],
    making: "-- Where the package pgvector is not on the server, install it first. 1536 is the length of OpenAI's text-embedding-3-small:\n\
        -- put your model's in its place.\n\
        CREATE EXTENSION IF NOT EXISTS vector;\n\
        CREATE TABLE {schema}.ai_embeddings (\n\
        \x20 id uuid PRIMARY KEY DEFAULT gen_random_uuid(),\n\
        \x20 {agent},\n\
        \x20 content_type text NOT NULL,\n\
        \x20 content_hash text NOT NULL,\n\
        \x20 embedding vector(1536) NOT NULL,\n\
        \x20 metadata jsonb NOT NULL DEFAULT '{}',\n\
        \x20 created_at timestamptz NOT NULL DEFAULT now()\n\
        );\n\
        CREATE INDEX ON {schema}.ai_embeddings (agent_id);\n\
        CREATE INDEX ON {schema}.ai_embeddings (content_hash);\n\
        CREATE INDEX ON {schema}.ai_embeddings USING hnsw (embedding vector_cosine_ops);\n\
        -- Until policies are written, only the owner sees rows.\n\
        ALTER TABLE {schema}.ai_embeddings ENABLE ROW LEVEL SECURITY;",
};

fn integration(catalog: &Catalog) -> Checked {
    judge_or(catalog, &EMBEDDINGS, |catalog, signs| {
        if !signs.vectors.is_empty() {
            return Some(Otherwise::Met);
        }
        let arrays: Vec<String> = catalog
            .tables()
            .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
            .filter(|(_, column)| {
                tells(&column.name, &["embedding"]) && !column.data_type.starts_with("bool")
            })
            .map(|(table, column)| format!("{}.{} ({})", table.name, column.name, column.data_type))
            .collect();
        (!arrays.is_empty()).then(|| {
            let open = "columns of another type cannot be searched by distance".to_owned();
            Otherwise::Partly(listed(&arrays), open)
        })
    })
}

pub(super) const CONTENT_HASH: Rule = Rule {
    id: "governance.embedding-hash",
    title: "Each content is embedded once",
    section: Section::VectorDatabase,
    area: Area::Governance,
    severity: Severity::Low,
    meaning: "Tables made for embeddings (by their name: embeddings, chunks, documents, memories, vectors) that have no \
        indexed column with a hash of the content. Left out: tables of other things that carry an embedding beside their \
        own columns. Not applicable without vector columns.",
    reason: "Without the hash nobody can tell that a content is there already, or that it changed since it was embedded; \
        both cost money, and stale embeddings give wrong answers.",
    action: "Index a hash of the content beside each embedding",
    references: &["seed audit 000, section 1"],
    evidence_sql: "SELECT n.nspname, c.relname\n\
        FROM pg_catalog.pg_class c\n\
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname ~* '(embedding|chunk|document|memor|vector)'\n\
        AND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid\n\
        WHERE a.attrelid = c.oid AND NOT a.attisdropped AND t.typname IN ('vector', 'halfvec', 'sparsevec'))\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]\n\
        WHERE i.indrelid = c.oid AND a.attname ~* '(hash|digest|checksum|fingerprint|md5|sha)')\n\
        ORDER BY 1, 2",
    check: content_hash,
};

fn content_hash(catalog: &Catalog) -> Checked {
    let columns = vector_columns(catalog);
    if columns.is_empty() {
        return Checked::not_applicable("No column has a vector type.");
    }
    let made_for = |table: &Relation| {
        ["embedding", "chunk", "document", "memory", "vector"]
            .iter()
            .any(|name| ends(&table.name.name, name))
    };
    let mut tables: Vec<&Relation> = columns
        .iter()
        .map(|(table, _)| *table)
        .filter(|table| made_for(table))
        .collect();
    tables.dedup_by_key(|table| &table.name);
    let findings = tables
        .iter()
        .filter_map(|table| without_hash(table))
        .collect();
    Checked::found(tables.len(), findings)
}

fn without_hash(table: &Relation) -> Option<Finding> {
    let hash = |column: &&Column| {
        tells(
            &column.name,
            &[
                "hash",
                "digest",
                "checksum",
                "fingerprint",
                "md5",
                "sha256",
                "sha",
            ],
        )
    };
    let column = table.columns.iter().find(hash);
    let indexed = column.is_some_and(|column| {
        table.indexes.iter().any(|index| {
            index.keys.first().and_then(|key| key.column.as_ref()) == Some(&column.name)
        })
    });
    if indexed {
        return None;
    }
    let name = table.name.quoted();
    Some(match column {
        Some(column) => Finding::new(
            table.name.to_string(),
            Severity::Low,
            "has a hash of the content that no index finds.",
        )
        .fact("column", &column.name)
        .fix(format!(
            "CREATE INDEX CONCURRENTLY ON {name} ({});",
            quote_identifier(&column.name)
        )),
        None => Finding::new(
            table.name.to_string(),
            Severity::Low,
            "has no hash of the content that was embedded.",
        )
        .fix(format!(
            "-- Fill it from the content, in the form that is embedded, then set NOT NULL.\n\
             ALTER TABLE {name} ADD COLUMN content_hash text;\n\
             CREATE INDEX CONCURRENTLY ON {name} (content_hash);"
        )),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{healthy, index, table};

    #[test]
    fn agents_need_vectors() {
        let agents = healthy().with(table("app.ai_agents").keyed());
        let findings = INTEGRATION.findings(&agents);
        assert_eq!(findings[0].severity, Severity::Critical);
        let fix = findings[0].fix_sql.as_deref().unwrap();
        assert!(fix.contains("CREATE TABLE app.ai_embeddings ("), "{fix}");
        assert!(
            fix.contains("agent_id bigint REFERENCES app.ai_agents (id),"),
            "{fix}"
        );
        let embedded = agents
            .clone()
            .with(table("app.ai_embeddings").col("embedding", "vector(3)"));
        assert_eq!(INTEGRATION.status(&embedded), Status::Pass);
        let arrays = agents.with(table("app.notes").col("embedding", "real[]"));
        assert_eq!(INTEGRATION.worst(&arrays), Some(Severity::Medium));
    }

    #[test]
    fn who_has_no_agents_needs_none() {
        assert_eq!(
            INTEGRATION.status(&healthy().with(table("public.orders"))),
            Status::NotApplicable
        );
        assert_eq!(
            INTEGRATION.status(&healthy().with(table("public.ml_jobs"))),
            Status::NotApplicable
        );
    }

    #[test]
    fn a_hash_is_there_and_indexed() {
        let plain = || {
            table("public.ai_embeddings")
                .keyed()
                .col("embedding", "vector(3)")
        };
        assert_eq!(
            CONTENT_HASH.worst(&healthy().with(plain())),
            Some(Severity::Low)
        );
        let hashed = plain().col("content_hash", "text");
        let findings = CONTENT_HASH.findings(&healthy().with(hashed.clone()));
        assert_eq!(
            findings[0].statement,
            "has a hash of the content that no index finds."
        );
        let indexed = hashed.with_index(index("by_hash", &["content_hash"]));
        assert_eq!(CONTENT_HASH.status(&healthy().with(indexed)), Status::Pass);
    }

    #[test]
    fn things_that_carry_an_embedding_are_left_out() {
        let products = table("public.products")
            .keyed()
            .col("embedding", "vector(3)");
        assert_eq!(CONTENT_HASH.status(&healthy().with(products)), Status::Pass);
        assert_eq!(CONTENT_HASH.status(&healthy()), Status::NotApplicable);
    }
}
