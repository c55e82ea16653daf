//! A registry of ten thousand versions.

use std::time::{Duration, Instant};

use provost_postgres::registry;
use provost_tests::company::PLACES;

use super::company::{Desks as _, filled};

/// Many times what it takes on an idle machine, and far below what a query for each version would.
const LIMIT: Duration = Duration::from_secs(10);

#[tokio::test]
async fn ten_thousand_versions_are_listed_at_once() {
    let company = filled(PLACES[0]).await;
    company
        .run(
            "insert into governance.ai_models (tenant_id, name, version, model_type, provider, model_id, owner_id)
             select 'a0000000-0000-4000-8000-000000000000', 'many ' || number % 500, number::text, 'llm', 'x', 'y', md5('Cleo')::uuid
             from generate_series(1, 10000) as number;
             insert into governance.ai_model_aliases (tenant_id, model_name, alias, model_id)
             select tenant_id, name, 'latest', id from governance.ai_models where name like 'many %' and version::int > 9500;
             analyze",
        )
        .await;
    for desk in [company.desk("clerk", "Cleo"), company.office("")] {
        let begun = Instant::now();
        let list = registry::list(&desk.database, &desk.profile, desk.person)
            .await
            .unwrap();
        assert!(begun.elapsed() < LIMIT, "{:?}", begun.elapsed());
        let many = list
            .versions
            .iter()
            .filter(|line| line.name.starts_with("many "));
        assert_eq!(many.clone().count(), 10_000);
        let latest =
            many.filter(|line| line.aliases.as_deref() == Some(&["latest".to_owned()][..]));
        assert_eq!(latest.count(), 500);
        let names: Vec<&str> = list
            .versions
            .iter()
            .map(|line| line.name.as_str())
            .collect();
        assert!(names.is_sorted());
    }
}
