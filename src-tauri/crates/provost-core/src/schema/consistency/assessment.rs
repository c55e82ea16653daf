//! Puts the sections together.

use super::actions::{Grounds, plan};
use super::subject::Subject;
use super::{
    CONSISTENCY_SCHEMA, Consistency, Finding, Known, audit_rules, compliance, conclusion,
    connectivity, differences, environments, gaps, integrity, migrations, overview, performance,
    risks, security, slowness, tables, timeline, violations,
};
use crate::schema::configuration::differences as differences_between;

/// Makes the report of what is known. It reads nothing else, so the same facts give the same report.
#[must_use]
pub fn assess(known: &Known<'_>) -> Consistency {
    let tables = tables::tables(known);
    let subject = Subject::new(known, &tables);
    let configured = differences_between(known.configurations);
    let configured = configured.as_slice();
    let performance = performance::performance(&subject);
    let integrity = integrity::integrity(&subject);
    let compliance = compliance::lines(&subject);
    let mut findings = differences::findings(known, &tables);
    findings.extend(migrations::findings(known, &tables));
    findings.extend(gaps::findings(&subject));
    findings.extend(environments::findings(&subject, configured));
    findings.extend(slowness::findings(&subject, &performance));
    findings.extend(violations::findings(&subject, &integrity));
    findings.extend(compliance::finding(&compliance));
    findings.extend(audit_rules::findings(&subject));
    sort(&mut findings);
    let grounds = Grounds {
        subject: &subject,
        findings: &findings,
        performance: &performance,
        integrity: &integrity,
        differences: configured,
    };
    let plan = plan(&grounds);
    let counted = violations::told(known.comparison, &integrity);
    let (actions, phases) = (
        plan.actions.clone(),
        timeline::phases(&plan.actions, &plan.stages),
    );
    Consistency {
        schema: CONSISTENCY_SCHEMA.to_owned(),
        name: known.name.to_owned(),
        environment: known.environment,
        generated_at: known.generated_at,
        product_version: known.product_version.to_owned(),
        conclusion: conclusion::conclusion(&subject, &findings, &actions),
        infrastructure: overview::facts(&subject),
        security: security::facts(&subject),
        connectivity: connectivity::connectivity(&subject, configured.to_vec()),
        performance,
        integrity,
        compliance,
        actions,
        risks: risks::risks(known, &counted.script, &findings),
        phases,
        evidence: conclusion::evidence(known),
        not_known: conclusion::not_known(known),
        comparison: counted,
        history: known.history.cloned(),
        findings,
        tables,
    }
}

/// The worst first, then by section, then by what they say.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|left, right| {
        let key = |one: &Finding| (one.topic, one.code);
        (right.severity, key(left), &left.title).cmp(&(left.severity, key(right), &right.title))
    });
}
