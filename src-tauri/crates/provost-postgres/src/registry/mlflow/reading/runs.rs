//! Reading runs, with what hangs on them, and what was measured in them.

use std::collections::BTreeMap;

use provost_core::catalog::quote_literal;
use provost_core::registry::mlflow::{InputRow, MetricRow, RunRow};
use sqlx::FromRow;
use sqlx::postgres::PgRow;

use super::rows::{OfRun, Read, TextThere};
use super::{DatasetLinks, Reading, sql, text_there};
use crate::registry::mlflow::writing::RunLink;
use crate::{Error, Statement};

impl Reading {
    /// Runs by their ids.
    pub(in super::super) async fn runs_of(
        &mut self,
        ids: Vec<String>,
    ) -> Result<BTreeMap<String, RunRow>, Error> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = self.runs(Some(ids), None).await?;
        Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
    }

    /// The next runs in the order of their ids.
    pub(in super::super) async fn runs_after(
        &mut self,
        after: Option<&str>,
    ) -> Result<Vec<RunRow>, Error> {
        self.runs(None, after.map(str::to_owned)).await
    }

    async fn runs(
        &mut self,
        ids: Option<Vec<String>>,
        after: Option<String>,
    ) -> Result<Vec<RunRow>, Error> {
        let statement = self.of_workspace(sql::RUNS).bind(ids).bind(after);
        let rows: Vec<Read<RunRow>> = self.session.fetch_all(statement).await?;
        let order: Vec<String> = rows.iter().map(|row| row.0.id.clone()).collect();
        let mut runs: BTreeMap<String, RunRow> = rows
            .into_iter()
            .map(|Read(row)| (row.id.clone(), row))
            .collect();
        self.fill(&order, &mut runs).await?;
        Ok(order.iter().filter_map(|id| runs.remove(id)).collect())
    }

    async fn fill(
        &mut self,
        ids: &[String],
        runs: &mut BTreeMap<String, RunRow>,
    ) -> Result<(), Error> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut cut: BTreeMap<String, [i64; 4]> = BTreeMap::new();
        let mut beyond = |run: &str, place: usize, more: i64| {
            if let Some(one) = cut.entry(run.to_owned()).or_default().get_mut(place) {
                *one = more.max(0);
            }
        };
        for (place, text) in [(0, sql::PARAMS), (1, sql::TAGS)] {
            for there in self.of_runs::<TextThere>(text, ids).await? {
                beyond(&there.run, place, there.beyond);
                if let Some(run) = runs.get_mut(&there.run) {
                    let texts = if place == 0 {
                        &mut run.params
                    } else {
                        &mut run.tags
                    };
                    texts.insert(there.row.key, there.row.value);
                }
            }
        }
        for there in self.of_runs::<Read<MetricRow>>(sql::LATEST, ids).await? {
            beyond(&there.run, 2, there.beyond);
            if let Some(run) = runs.get_mut(&there.run) {
                run.latest.push(there.row.0);
            }
        }
        for there in self.of_runs::<Read<InputRow>>(sql::INPUTS, ids).await? {
            beyond(&there.run, 3, there.beyond);
            if let Some(run) = runs.get_mut(&there.run) {
                run.inputs.push(there.row.0);
            }
        }
        for (id, counts) in cut {
            if let Some(run) = runs.get_mut(&id) {
                run.cut = u32::try_from(counts.iter().sum::<i64>()).unwrap_or(u32::MAX);
            }
        }
        Ok(())
    }

    /// What hangs on runs, as a statement says it.
    async fn of_runs<T>(&mut self, text: &str, ids: &[String]) -> Result<Vec<OfRun<T>>, Error>
    where
        OfRun<T>: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let statement = self.there(text).bind(ids.to_vec());
        self.session.fetch_all(statement).await
    }

    /// On which datasets the metrics of runs were measured.
    pub(in super::super) async fn dataset_links(
        &mut self,
        runs: &BTreeMap<String, RunLink>,
    ) -> Result<DatasetLinks, Error> {
        if !self.has_logged_models {
            return Ok(DatasetLinks::new());
        }
        let ids: Vec<String> = runs.keys().cloned().collect();
        let statement = self.there(sql::DATASET_LINKS).bind(ids);
        let rows: Vec<(String, String, String, String)> = self.session.fetch_all(statement).await?;
        let links = rows.into_iter();
        Ok(links
            .map(|(run, key, name, digest)| ((run, key), (name, digest)))
            .collect())
    }

    /// Begins to read what was measured in runs.
    pub(in super::super) async fn declare_metrics(
        &mut self,
        runs: &BTreeMap<String, RunLink>,
    ) -> Result<(), Error> {
        // A cursor takes no values. The ids are hexadecimal digits, or they would be of no run that is kept.
        let ids: Vec<String> = runs.keys().map(|id| quote_literal(id)).collect();
        let text = text_there(sql::METRICS, &self.schema).replace("/* runs */", &ids.join(", "));
        self.session.execute(Statement::assembled(text)).await?;
        Ok(())
    }

    /// The next measured values; none when all were read.
    pub(in super::super) async fn fetch_metrics(&mut self) -> Result<Vec<MetricRow>, Error> {
        let rows: Vec<Read<MetricRow>> = self.session.fetch_all(sql::FETCH_METRICS).await?;
        Ok(rows.into_iter().map(|Read(row)| row).collect())
    }

    pub(in super::super) async fn close_metrics(&mut self) -> Result<(), Error> {
        self.session.execute(sql::CLOSE_METRICS).await?;
        Ok(())
    }
}
