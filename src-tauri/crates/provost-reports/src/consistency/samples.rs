//! Reports made by hand, shaped after seed 004: four tables of thirty, a chain of migrations with a gap, two environments
//! with databases of different names.

mod compared;
mod judged;
mod planned;
mod script;

use chrono::DateTime;
use provost_core::audit::Severity;
use provost_core::connections::Environment;
use provost_core::schema::comparison::script::Script;
use provost_core::schema::comparison::{COMPARISON_SCHEMA, Comparison, Options};
use provost_core::schema::consistency::{
    CONSISTENCY_SCHEMA, Conclusion, Connectivity, Consistency, Integrity, Performance,
    TableComparison,
};
use provost_core::schema::history::{History, SourceFile, State, Tool, history};
use provost_core::schema::{COMPARISON_REPORT_SCHEMA, ComparisonReport, ExpectedFrom};

/// A name as long as PostgreSQL lets one be.
pub(super) const LONG: &str = "long_name_of_a_table_that_a_generator_wrote_and_nobody_shortened";

/// A report in which everything is wrong that can be.
pub(super) fn usual() -> Consistency {
    let findings = judged::findings();
    Consistency {
        conclusion: Conclusion {
            risk: Some(Severity::High),
            headline: "Of 30 expected tables 4 are there: accounts work, and what should protect them is missing"
                .to_owned(),
            sentences: vec![
                "The chain of migrations cannot be applied: c3d7a3a4d59c is missing, and 3 migrations wait for it.".to_owned(),
                "18 users carry a sign of a second factor, and no table stands behind it.".to_owned(),
                "No table tells who did what.".to_owned(),
                "Development expects the database ai_workflow_engine, production has ai_workflow_db.".to_owned(),
                "A password stands in the clear in local.env.".to_owned(),
            ],
            days: Some((10, 16)),
        },
        findings,
        infrastructure: judged::infrastructure(),
        tables: compared::tables(),
        comparison: compared::comparison(),
        history: Some(migrations()),
        security: judged::security(),
        connectivity: judged::connectivity(),
        performance: judged::performance(),
        integrity: judged::integrity(),
        compliance: planned::compliance(),
        actions: planned::actions(),
        risks: planned::risks(),
        phases: planned::phases(),
        evidence: planned::evidence(),
        not_known: vec![
            "Whether backups can be restored: nothing in the database tells.".to_owned(),
            "How many connections the pooler has: it does not let this role ask.".to_owned(),
        ],
        ..empty()
    }
}

/// A report of a database without tables of which none is expected.
pub(super) fn empty() -> Consistency {
    Consistency {
        schema: CONSISTENCY_SCHEMA.to_owned(),
        name: "AI workflow engine".to_owned(),
        environment: Environment::Production,
        generated_at: DateTime::from_timestamp(1_795_096_980, 0).unwrap(),
        product_version: "0.1.0".to_owned(),
        conclusion: Conclusion {
            risk: None,
            headline: "The database is as it should be".to_owned(),
            sentences: Vec::new(),
            days: None,
        },
        findings: Vec::new(),
        infrastructure: Vec::new(),
        tables: TableComparison {
            expected: 0,
            present: 0,
            unexpected: 0,
            groups: Vec::new(),
        },
        comparison: no_difference(),
        history: None,
        security: Vec::new(),
        connectivity: Connectivity {
            facts: Vec::new(),
            configurations: Vec::new(),
            differences: Vec::new(),
        },
        performance: Performance {
            facts: Vec::new(),
            missing_indexes: Vec::new(),
            tables: Vec::new(),
        },
        integrity: Integrity {
            protections: Vec::new(),
            missing: Vec::new(),
        },
        compliance: Vec::new(),
        actions: Vec::new(),
        risks: Vec::new(),
        phases: Vec::new(),
        evidence: Vec::new(),
        not_known: Vec::new(),
    }
}

/// A comparison without a difference.
fn no_difference() -> ComparisonReport {
    ComparisonReport {
        schema: COMPARISON_REPORT_SCHEMA.to_owned(),
        name: "AI workflow engine".to_owned(),
        taken_at: DateTime::from_timestamp(1_795_096_920, 0).unwrap(),
        expected_from: ExpectedFrom::Sql("db/structure.sql".to_owned()),
        comparison: Comparison {
            schema: COMPARISON_SCHEMA.to_owned(),
            options: Options::default(),
            differences: Vec::new(),
            counts: Vec::new(),
        },
        script: Script {
            transactional: true,
            ..Script::default()
        },
        not_compared: Vec::new(),
        notes: Vec::new(),
    }
}

/// The chain of seed 004: it stands at `e1f2g3h4i5j6`, and `c3d7a3a4d59c` is nowhere.
fn migrations() -> History {
    let steps = [
        ("a1b2c3d4e5f6", "None", "Create users"),
        ("b2c3d4e5f6a1", "'a1b2c3d4e5f6'", "Add system prompts"),
        (
            "d0e1f2a3b4c5",
            "'b2c3d4e5f6a1'",
            "Add user history summaries",
        ),
        (
            "e1f2g3h4i5j6",
            "'d0e1f2a3b4c5'",
            "Add missing status column to users",
        ),
        (
            "enhanced_2fa_system_20250803",
            "'e1f2g3h4i5j6'",
            "Advanced second factor",
        ),
        (
            "secure_database_migration_20250803",
            "'c3d7a3a4d59c'",
            "Security infrastructure",
        ),
        (
            "performance_optimization_migration_20250804",
            "'secure_database_migration_20250803'",
            "Performance indexes",
        ),
        (
            "critical_database_fixes_20250807",
            "'performance_optimization_migration_20250804'",
            "Profile validation and sessions",
        ),
        ("f00dfeed0001", "'enhanced_2fa_system_20250803'", "Devices"),
    ];
    let files: Vec<SourceFile> = steps
        .iter()
        .map(|(id, before, title)| {
            let text =
                format!("\"\"\"{title}\n\"\"\"\nrevision = '{id}'\ndown_revision = {before}\n");
            SourceFile::new(format!("versions/{id}.py"), text)
        })
        .collect();
    let row = [("version_num".to_owned(), Some("e1f2g3h4i5j6".to_owned()))].into();
    let state = State {
        table: Some("public.alembic_version".to_owned()),
        tools: vec![Tool::Alembic],
        rows: vec![row],
        other_tables: true,
        lock: None,
    };
    history(&files, Some(&state))
}
