//! `provost rules`: what the audit asks.

use provost_app::AppError;
use provost_core::audit::{all_rules, rules_markdown};
use serde_json::json;

use crate::arguments::{RulesArguments, RulesFormat};
use crate::audit_text::table;
use crate::output::{Ending, say, width};

/// Lists the rules.
pub(crate) fn run(arguments: &RulesArguments) -> Result<Ending, AppError> {
    match arguments.format {
        RulesFormat::Markdown => say(&rules_markdown())?,
        RulesFormat::Json => say(&format!("{:#}\n", as_json()))?,
        RulesFormat::Text => {
            let mut table = table(width());
            table.set_header(["Rule", "Severity", "Area", "What is wished for"]);
            for rule in all_rules() {
                table.add_row([
                    rule.id,
                    rule.severity.as_str(),
                    rule.area.title(),
                    rule.title,
                ]);
            }
            say(&format!("{table}\n"))?;
        }
    }
    Ok(Ending::Done)
}

fn as_json() -> serde_json::Value {
    let rules: Vec<_> = all_rules()
        .into_iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "title": rule.title,
                "action": rule.action,
                "section": rule.section,
                "area": rule.area,
                "severity": rule.severity,
                "meaning": rule.meaning,
                "reason": rule.reason,
                "references": rule.references,
                "evidenceSql": rule.evidence_sql,
            })
        })
        .collect();
    json!({ "schema": "provost.rules/1", "rules": rules })
}
