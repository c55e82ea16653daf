//! The folders of the tools that write SQL, each run in a scratch database in the order of its tool and read back. What is
//! expected follows from the tools' own words on what they run, in which order, and on what they run only on the way back.

mod folders;

use std::collections::BTreeMap;
use std::path::Path;

use provost_app::connections::Opened;
use provost_app::environment::Environment;
use provost_app::schema::{ExpectedSource, compared};
use provost_app::{Database, Workspace};
use provost_core::catalog::{Catalog, RelationKind};
use provost_core::connections::Profile;
use provost_core::schema::comparison::Options;
use provost_postgres::Trust;
use provost_tests::local::{Version, open_folder, program};

use folders::{FOLDERS, Sample};

/// The surroundings of a program with a home of its own.
pub(crate) fn environment(home: &Path) -> Environment {
    let below = |name: &str| {
        let folder = home.join(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    };
    Environment {
        config_folder: below("config"),
        data_folder: below("data"),
        reports_folder: below("reports"),
        program: program("provost-lease").unwrap(),
        runtime_folder: std::env::temp_dir(),
        system_roots: None,
        postgres: Version::Bundled.binaries().unwrap(),
        service_file: home.join("pg_service.conf"),
        user: "somebody".to_owned(),
        display: false,
    }
}

/// Writes the files of a folder.
pub(crate) fn write(place: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = place.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// The tables, views and materialized views of a catalog with their columns.
fn shape(catalog: &Catalog) -> BTreeMap<String, Vec<&str>> {
    let relations = catalog.relations.iter().map(|one| {
        let word = match one.kind {
            RelationKind::Table => "table",
            RelationKind::View => "view",
            _ => "other",
        };
        let columns = one.columns.iter().map(|column| column.name.as_str());
        (format!("{word} {}", one.name), columns.collect())
    });
    relations.collect()
}

/// What a sample says that should be there, in the same form.
fn wanted(sample: &Sample) -> BTreeMap<String, Vec<&'static str>> {
    let all = sample.shape.iter().map(|line| {
        let (name, columns) = line.split_once(": ").unwrap();
        (name.to_owned(), columns.split(", ").collect())
    });
    all.collect()
}

#[tokio::test]
async fn the_folder_of_each_tool_makes_what_the_tool_makes() {
    let home = open_folder().unwrap();
    let environment = environment(home.path());
    // One lease for all, so that the server is not started for each.
    let workspace = Workspace::start(&environment).await.unwrap();
    // A database of nobody: the demonstration has accounts of its own.
    let profile = Profile {
        database: "postgres".to_owned(),
        ..workspace.administrator()
    };
    let mut wrong = Vec::new();
    for sample in FOLDERS {
        let place = home.path().join(sample.tool.replace(' ', "_"));
        write(&place, sample.files);
        let opened = Opened {
            database: Database::open(&profile, None, &Trust::default()).unwrap(),
            profile: profile.clone(),
        };
        let source = ExpectedSource::Sql(place);
        let made = compared(&opened, source, Options::default(), &environment, |_| {}).await;
        let made = match made {
            Ok(made) => made,
            Err(error) => {
                wrong.push(format!("{}: {error}", sample.tool));
                continue;
            }
        };
        let notes = &made.report.notes;
        let of_tool = format!("migrations of {}, in its order", sample.tool);
        if !notes.iter().any(|note| note.contains(&of_tool)) {
            wrong.push(format!("{} is not recognised: {notes:?}", sample.tool));
        }
        for words in sample.told {
            if !notes.iter().any(|note| note.contains(words)) {
                wrong.push(format!("{}: {words} is not told: {notes:?}", sample.tool));
            }
        }
        let (is, should) = (shape(&made.expected), wanted(sample));
        if is != should {
            wrong.push(format!("{}: {is:#?} is not {should:#?}", sample.tool));
        }
    }
    workspace.stop().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
