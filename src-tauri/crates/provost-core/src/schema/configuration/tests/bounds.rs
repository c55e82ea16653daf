//! What a hostile file may not do: show a password within something else, or grow beyond what it is.

use std::fmt::Write as _;

use super::*;

#[test]
fn a_part_that_holds_a_password_is_never_shown() {
    for line in [
        "host=h dbname=shop,password=hunter2",
        "host=h user=u;password=hunter2",
        "host=h sslmode=require,pwd=hunter2",
        "host=h,password=hunter2 dbname=d",
        "postgres://h/shop;password=hunter2",
        "postgres://h/shop%3Fpassword%3Dhunter2",
    ] {
        let configuration = read("db.env", &format!("DATABASE_URL={line}\n")).unwrap();
        assert!(!format!("{configuration:?}").contains("hunter2"), "{line}");
        let target = configuration.targets.first().unwrap();
        assert_eq!(target.secret, FileSecret::InTheClear, "{line}");
        assert!(
            configuration
                .remarks
                .iter()
                .any(|remark| remark.contains("left out")),
            "{line}"
        );
    }
}

/// A Compose file whose services share `before` and are all alike.
fn services(before: &str, service: &str) -> String {
    let mut text = format!("{before}services:\n");
    for place in 0..6_000 {
        let _ = writeln!(text, "  s{place}: {service}");
    }
    text
}

fn many_variables() -> String {
    let mut shared = String::from("x: &all\n");
    for place in 0..12_000 {
        let _ = writeln!(shared, "  V{place}_URL: postgres://h/d");
    }
    shared
}

/// Each of them is below the mebibyte that is read of a file.
fn hostile() -> Vec<(&'static str, String)> {
    let all = many_variables();
    let long = format!("x: &a '{}'\n", "x".repeat(500_000));
    let mut list = String::new();
    for port in 0..9_000 {
        let _ = write!(list, "'{port}:5432', ");
    }
    let mut env = format!("LONG={}\n", "x".repeat(500_000));
    for place in 0..10_000 {
        let _ = writeln!(env, "V{place}_URL=postgres://u:$LONG@h/d");
    }
    let mut many = String::new();
    for place in 0..30_000 {
        let _ = writeln!(many, "V{place}_URL=postgres://h/d");
    }
    vec![
        ("compose.yml", services(&all, "{environment: *all}")),
        (
            "compose.yml",
            services(&all, "{environment: {<<: [*all, *all]}}"),
        ),
        ("compose.yml", services(&all, "{<<: *all}")),
        (
            "compose.yml",
            services(&long, "{image: postgres, command: *a}"),
        ),
        ("compose.yml", services(&long, "{environment: {A_URL: *a}}")),
        ("compose.yml", services(&long, "{environment: [*a]}")),
        ("compose.yml", services(&long, "{image: *a}")),
        (
            "compose.yml",
            services(&format!("x: &a [{list}]\n"), "{image: postgres, ports: *a}"),
        ),
        (".env", env),
        (".env", format!("A_URL={}\n", "${".repeat(400_000))),
        (".env", many),
    ]
}

#[test]
fn what_a_small_file_repeats_endlessly_is_cut_and_said() {
    for (place, (path, text)) in hostile().into_iter().enumerate() {
        assert!(text.len() < 1 << 20, "{place}");
        let begun = std::time::Instant::now();
        let configuration = read(path, &text).unwrap_or_else(|error| panic!("{place}: {error}"));
        let taken = begun.elapsed();
        assert!(taken.as_secs() < 30, "{place}: {taken:?}");
        // Without bounds each of them holds hundreds of megabytes.
        assert!(format!("{configuration:?}").len() < 1 << 20, "{place}");
        assert!(configuration.targets.len() <= 200, "{place}");
        let said = ["left out", "not looked at", "are compared"];
        assert!(
            configuration
                .remarks
                .iter()
                .any(|remark| said.iter().any(|one| remark.contains(one))),
            "{place}: {:?}",
            configuration.remarks.first()
        );
        let _ = differences(&[configuration.clone(), configuration]);
    }
}
