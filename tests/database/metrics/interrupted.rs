//! An import that is stopped in the middle.

use std::io::Write;
use std::time::Duration;

use provost_app::AppError;
use provost_app::metrics::{self, ImportRequest, Stop};
use provost_postgres::Error;
use provost_postgres::metrics::{Begun, Landing};
use provost_tests::company::PLACES;

use super::company::{count, filled};

#[tokio::test]
async fn an_import_that_is_stopped_leaves_nothing() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    let folder = tempfile::tempdir().unwrap();
    let request = written(folder.path(), 150_000, "1");

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
        tokio::time::sleep(Duration::from_millis(100)).await;
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

/// A file of so many seconds, of a value that is good or none.
fn written(folder: &std::path::Path, seconds: i64, value: &str) -> ImportRequest {
    let request = ImportRequest {
        path: folder.join("many.csv"),
        format: None,
        all_or_nothing: false,
        taken_at: None,
    };
    let mut file = std::io::BufWriter::new(std::fs::File::create(&request.path).unwrap());
    writeln!(file, "time,metric,value").unwrap();
    for second in 0..seconds {
        writeln!(file, "{},latency,{value}", 1_767_607_200 + second).unwrap();
    }
    file.flush().unwrap();
    request
}

#[tokio::test]
async fn what_is_called_stopped_did_not_happen() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    let folder = tempfile::tempdir().unwrap();
    let request = written(folder.path(), 20_000, "1");
    for (at, adding) in [
        ("Looking for what the table has already", false),
        ("Adding the rows", true),
    ] {
        let stop = Stop::default();
        let asked = stop.clone();
        let told = move |step: provost_core::metrics::ImportProgress| {
            if step.step == at {
                assert_eq!(asked.ask(), adding, "{at}");
            }
        };
        let imported = metrics::import_until(&member, &request, &stop, told).await;
        assert!(
            matches!(imported, Err(AppError::Cancelled)),
            "{at}: {imported:?}"
        );
        assert_eq!(count(&company).await, "0");
    }
    let stop = Stop::default();
    let imported = metrics::import_until(&member, &request, &stop, |_| ()).await;
    // Asked too late, it must be waited for, and says that it is done.
    assert!(stop.ask());
    assert_eq!(imported.unwrap().landed, 20_000);
    assert_eq!(count(&company).await, "20000");
}

#[tokio::test]
async fn a_file_of_nothing_but_bad_rows_is_not_read_to_its_end_when_nobody_waits() {
    let company = filled(PLACES[0]).await;
    let member = company.clerk("member a").await;
    let folder = tempfile::tempdir().unwrap();
    let request = written(folder.path(), 1_000_000, "none");
    let (told, mut steps) = tokio::sync::mpsc::unbounded_channel();
    let reading = metrics::import(&member, &request, move |step| drop(told.send(step)));
    tokio::select! {
        done = reading => panic!("it was not stopped: {done:?}"),
        step = steps.recv() => assert_eq!(step.unwrap().refused, 50_000),
    }
    let mut read = 0;
    while let Some(step) = steps.recv().await {
        read = step.rows;
    }
    assert!(read < 500_000, "{read}");
}

#[tokio::test]
async fn organisations_do_not_wait_for_each_others_imports() {
    let company = filled(PLACES[0]).await;
    let folder = tempfile::tempdir().unwrap();
    let request = written(folder.path(), 10, "1");
    let (one, other) = (
        company.clerk("member a").await,
        company.clerk("admin b").await,
    );
    let profile = &one.opened.profile;
    let begun = Landing::begin(&one.opened.database, profile, one.person)
        .await
        .unwrap();
    assert!(matches!(begun, Begun::Ready(_)), "{begun:?}");
    let landed = metrics::import(&other, &request, |_| ()).await.unwrap();
    assert_eq!(landed.landed, 10);
    // The same organisation waits.
    let same = company.clerk("admin a").await;
    let mut waiting = std::pin::pin!(metrics::import(&same, &request, |_| ()));
    let early = tokio::time::timeout(Duration::from_secs(2), &mut waiting).await;
    assert!(early.is_err(), "{early:?}");
    drop(begun);
    assert_eq!(waiting.await.unwrap().landed, 10);
}
