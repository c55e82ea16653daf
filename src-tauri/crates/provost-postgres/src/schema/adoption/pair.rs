//! A table that is there, with ours beside it.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::catalog::quote_literal;
use provost_core::schema::{Adopt, Adoption, AdoptionVerdict};
use uuid::Uuid;

use super::Adopted;
use super::comparison::{Change, changes, extras, told};
use super::rehearsal::{Reference, Rehearsal};
use super::rows::{self, Projections, Target};
use super::script::{Writing, settle};
use super::shape::Shape;
use super::taken::Taken;
use crate::error::Error;
use crate::schema::clauses::{Making, making, statements};
use crate::schema::draft::Draft;
use crate::schema::losses;
use crate::schema::placing::{placed, quoted_schema};
use crate::session::Session;

/// A table that is there, with ours beside it.
struct Pair<'p> {
    taken: &'p Taken,
    reference: &'p Reference,
    /// Ours, as it would be in the schema of the profile.
    ours: Shape,
    theirs: Shape,
}

/// Compares tables with ours, in a transaction that the caller rolls back.
pub(super) async fn compare(
    session: &mut Session,
    schema: &str,
    draft: &Draft,
    adopt: &Adopt,
    tables: &[Taken],
) -> Result<BTreeMap<String, Adopted>, Error> {
    let names = tables.iter().map(|taken| taken.name.clone()).collect();
    let rehearsal = Rehearsal::run(session, draft, &names).await?;
    let place = quoted_schema(schema);
    let mut pairs = Vec::new();
    for taken in tables {
        if let Some(reference) = rehearsal.references.get(&taken.name) {
            pairs.push(Pair {
                taken,
                reference,
                ours: rehearsal.placed(reference, schema),
                theirs: Shape::read(session, schema, &taken.name).await?,
            });
        }
    }
    let mut projections = Projections::default();
    for pair in pairs.iter().filter(|pair| pair.refusals(draft).is_empty()) {
        let table = format!("{place}.{}", pair.taken.name);
        let (ours, theirs) = (&pair.reference.shape, &pair.theirs);
        projections.add(&pair.taken.name, &table, ours, theirs, adopt.tenant);
    }
    let targets = targets(session, schema, draft, adopt, &pairs).await?;
    let mut adopted = BTreeMap::new();
    for pair in &pairs {
        let (name, theirs) = (&pair.taken.name, &pair.theirs);
        let mut reasons = pair.refusals(draft);
        let mut rows = 0;
        if !pair.taken.hides {
            rows = rows::rows(session, &format!("{place}.{name}")).await?;
        }
        if reasons.is_empty() {
            let ours = &pair.reference.shape;
            reasons = projections
                .faults(session, name, ours, theirs, &targets)
                .await?;
        }
        let verdict = pair.adopted(draft, schema, adopt.tenant, rows, &reasons);
        adopted.insert(name.clone(), verdict);
    }
    Ok(adopted)
}

/// Where the rows are that the foreign keys of these tables point to, beyond the tables themselves.
async fn targets(
    session: &mut Session,
    schema: &str,
    draft: &Draft,
    adopt: &Adopt,
    pairs: &[Pair<'_>],
) -> Result<BTreeMap<String, Target>, Error> {
    let keys = pairs.iter().flat_map(|pair| &pair.ours.constraints);
    let wanted: BTreeSet<&String> = keys.filter_map(|key| key.target.as_ref()).collect();
    let mut targets = BTreeMap::new();
    for table in wanted {
        let there = draft
            .there
            .iter()
            .any(|one| one.tables().contains(&table.as_str()));
        let target = if there {
            if losses::is_hidden(session, schema, table).await? {
                Target::Hidden
            } else {
                Target::Table(format!("{}.{table}", quoted_schema(schema)))
            }
        } else if let Some(tenant) = adopt.tenant.filter(|_| table == "tenants") {
            Target::Table(format!(
                "(select {}::uuid as id)",
                quote_literal(&tenant.to_string())
            ))
        } else {
            Target::Nowhere
        };
        targets.insert(table.clone(), target);
    }
    Ok(targets)
}

impl Pair<'_> {
    /// Why the table cannot become ours, whatever its rows are.
    fn refusals(&self, draft: &Draft) -> Vec<String> {
        let owner = draft.survey.owner.as_ref().filter(|owner| !owner.own);
        let mut reasons = self.taken.refusals(self.reference, owner);
        let all = changes(&self.ours, &self.theirs);
        let widens = all.iter().any(Change::widens);
        reasons.extend(all.into_iter().filter_map(|change| change.refused));
        if widens && !self.taken.views.is_empty() && !self.reference.partitioned {
            reasons.push(format!(
                "Types of its columns become wider, which the views {} do not let happen.",
                self.taken.views.join(", ")
            ));
        }
        reasons.extend(extras(&self.ours, &self.theirs).filter_map(|(_, reason)| reason));
        reasons.extend(settle(&self.ours, &self.theirs, self.reference.partitioned).refusals);
        reasons
    }

    fn adopted(
        &self,
        draft: &Draft,
        schema: &str,
        tenant: Option<Uuid>,
        rows: u32,
        reasons: &[String],
    ) -> Adopted {
        let partitioned = self.reference.partitioned;
        let writing = Writing {
            taken: self.taken,
            ours: &self.ours,
            theirs: &self.theirs,
            partitioned,
            tenant: tenant.filter(|_| self.theirs.column("tenant_id").is_none()),
            schema: &quoted_schema(schema),
        };
        let create = draft.steps.iter().flat_map(|step| statements(step.up)).find(|statement| {
            matches!(making(statement), Making::Table { name, .. } if name == self.taken.name)
        });
        let create = placed(create.unwrap_or_default(), schema);
        let settled = settle(&self.ours, &self.theirs, partitioned);
        let sql = if reasons.is_empty() {
            writing.statements(&settled, &create)
        } else {
            Vec::new()
        };
        let verdict = match (reasons.is_empty(), sql.is_empty()) {
            (false, _) => AdoptionVerdict::Refuse,
            (true, true) => AdoptionVerdict::Same,
            (true, false) => AdoptionVerdict::Extend,
        };
        Adopted {
            adoption: Adoption {
                table: self.taken.name.clone(),
                rows,
                verdict,
                reason: (!reasons.is_empty()).then(|| reasons.join(" ")),
                columns: told(&self.ours, &self.theirs),
                sql,
            },
            indexes: if partitioned {
                BTreeMap::new()
            } else {
                self.same_indexes()
            },
            partitioned,
        }
    }

    fn same_indexes(&self) -> BTreeMap<String, String> {
        let mut same = BTreeMap::new();
        for ours in &self.ours.indexes {
            let mut theirs = self
                .theirs
                .indexes
                .iter()
                .filter(|theirs| theirs.equals(ours));
            if let Some(found) = theirs.next() {
                same.insert(ours.name.clone(), found.name.clone());
            }
        }
        same
    }
}
