//! An import that is stopped in the middle.

use std::io::Write;
use std::time::Duration;

use provost_app::AppError;
use provost_app::metrics::{self, ImportRequest};
use provost_postgres::Error;
use provost_tests::company::PLACES;

use super::company::{count, filled};

#[tokio::test]
async fn an_import_that_is_stopped_leaves_nothing() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    let folder = tempfile::tempdir().unwrap();
    let request = ImportRequest {
        path: folder.path().join("many.csv"),
        format: None,
        all_or_nothing: false,
        taken_at: None,
    };
    let mut file = std::io::BufWriter::new(std::fs::File::create(&request.path).unwrap());
    writeln!(file, "time,metric,value").unwrap();
    for second in 0..150_000 {
        writeln!(file, "{},latency,1", 1_767_607_200 + second).unwrap();
    }
    file.flush().unwrap();

    // Dropped while the file is read.
    let (told, mut steps) = tokio::sync::mpsc::unbounded_channel();
    let reading = metrics::import(&member, &request, move |step| drop(told.send(step)));
    tokio::select! {
        done = reading => panic!("it was not stopped: {done:?}"),
        step = steps.recv() => assert_eq!(step.unwrap().rows, 50_000),
    }
    // Cancelled while the rows are added.
    let (told, mut steps) = tokio::sync::mpsc::unbounded_channel();
    let database = member.opened.database.clone();
    let adding = metrics::import(&member, &request, move |step| drop(told.send(step)));
    let stopping = async {
        while steps.recv().await.unwrap().step != "Adding the rows" {}
        tokio::time::sleep(Duration::from_millis(300)).await;
        database.cancel_running().await.unwrap()
    };
    let (added, stopped) = tokio::join!(adding, stopping);
    assert_eq!(stopped, 1);
    assert!(
        matches!(added, Err(AppError::Database(Error::Cancelled))),
        "{added:?}"
    );
    assert_eq!(count(&company).await, "0");

    // Nothing is in the way of the next one.
    let landed = metrics::import(&member, &request, |_| ()).await.unwrap();
    assert_eq!(landed.landed, 150_000);
}
