//! Large histories go by in batches.

use std::time::{Duration, Instant};

use provost_core::registry::mlflow::Kind;

use super::{NEWEST, Place, counts};

#[tokio::test]
async fn a_history_of_two_hundred_thousand_points_comes_once() {
    let place = Place::with(NEWEST).await;
    place
        .backend(
            "insert into public.metrics
             select 'loss', 1.0 / (1 + step), 1795310012318 + step, '61af6e5997754559a183f73c2eaa0e2a', step, false
             from generate_series(1, 200000) as step",
        )
        .await;
    for new in [200_738, 0] {
        let begun = Instant::now();
        let import = place.import().await;
        let taken = begun.elapsed();
        assert_eq!(counts(&import, Kind::Metrics)[0], new);
        // A loaded machine of two cores, and a build without optimisation: both imports take about 25 s there.
        assert!(taken < Duration::from_mins(4), "{taken:?}");
    }
}
