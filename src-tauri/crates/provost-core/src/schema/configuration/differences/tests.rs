use super::*;
use crate::schema::configuration::read;

fn file(path: &str, text: &str) -> Configuration {
    read(path, text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn found(files: &[Configuration]) -> Vec<(Aspect, Severity, String)> {
    differences(files)
        .into_iter()
        .map(|difference| (difference.aspect, difference.severity, difference.message))
        .collect()
}

fn only(files: &[Configuration], aspect: Aspect) -> Option<(Severity, String)> {
    let mut found = found(files)
        .into_iter()
        .filter(|(own, ..)| *own == aspect)
        .map(|(_, severity, message)| (severity, message));
    let first = found.next();
    assert!(found.next().is_none(), "one of {aspect:?} was expected");
    first
}

/// The two environments of seed 004, section 5.2, and the pooler of its section 5.1.
fn seed() -> [Configuration; 3] {
    [
        file(
            "environments/local.env",
            "POSTGRES_HOST=localhost\nPOSTGRES_PORT=5432\nPOSTGRES_DB=ai_workflow_engine\n",
        ),
        file(
            "environments/docker-compose.yml",
            "services:\n  api:\n    environment:\n      ENVIRONMENT: production\n      POSTGRES_HOST: postgres\n\
             \x20     POSTGRES_PORT: 5432\n      POSTGRES_DB: ai_workflow_db\n",
        ),
        file(
            "environments/pgbouncer.ini",
            "[databases]\nai_workflow_db = host=postgres port=5432\n[pgbouncer]\npool_mode = transaction\n\
             client_tls_sslmode = require\nserver_tls_sslmode = require\n",
        ),
    ]
}

/// Its section 10.1 calls the drift between the environments a medium risk.
#[test]
fn the_environments_of_the_seed_name_two_databases() {
    let found = differences(&seed());
    let [database, host, tls] = found.as_slice() else {
        panic!("{found:#?}")
    };
    assert_eq!(
        (database.aspect, database.severity),
        (Aspect::Database, Severity::Medium)
    );
    assert_eq!(
        database.message,
        "The database has different names: local.env (development) says ai_workflow_engine; \
         docker-compose.yml (production) and pgbouncer.ini say ai_workflow_db; what is written for one does not find the other."
    );
    let value = |path: &str, text: &str| (format!("environments/{path}"), text.to_owned());
    assert_eq!(
        database.values,
        [
            value("local.env", "ai_workflow_engine"),
            value("docker-compose.yml", "ai_workflow_db"),
            value("pgbouncer.ini", "ai_workflow_db"),
        ]
    );
    assert_eq!((host.aspect, host.severity), (Aspect::Host, Severity::Info));
    assert_eq!(
        host.message,
        "The database is reached at different hosts: local.env (development) says localhost; \
         docker-compose.yml (production) and pgbouncer.ini say postgres."
    );
    assert_eq!((tls.aspect, tls.severity), (Aspect::Tls, Severity::Info));
    assert_eq!(
        tls.message,
        "local.env (development) and docker-compose.yml (production) do not ask for TLS; pgbouncer.ini says require."
    );
    assert_eq!(
        tls.values,
        [
            value("local.env", "not asked for"),
            value("docker-compose.yml", "not asked for"),
            value("pgbouncer.ini", "require"),
        ]
    );
}

/// A socket has no encryption to ask for, and a Compose file that makes the server asks nobody.
#[test]
fn only_a_file_that_leads_over_a_network_is_said_not_to_ask_for_tls() {
    let demands = || {
        file(
            "prod.env",
            "PGHOST=db.example.org\nPGDATABASE=d\nPGSSLMODE=verify-full\n",
        )
    };
    let silent = |host: &str| file("dev.env", &format!("PGHOST={host}\nPGDATABASE=d\n"));
    let makes =
        "services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_DB: d\n";
    assert_eq!(
        only(&[silent("db"), demands()], Aspect::Tls),
        Some((
            Severity::Info,
            "dev.env (development) does not ask for TLS; prod.env (production) says verify-full."
                .to_owned()
        ))
    );
    for other in [silent("/run/postgresql"), file("compose.yml", makes)] {
        assert_eq!(only(&[other, demands()], Aspect::Tls), None);
    }
    assert_eq!(only(&[silent("db"), silent("db")], Aspect::Tls), None);
}

#[test]
fn a_host_is_told_as_it_is_written_and_compared_by_where_it_leads() {
    let of = |path: &str, host: &str| file(path, &format!("PGHOST={host}\nPGDATABASE=d\n"));
    let (socket, here) = (of("a.env", "/run/postgresql"), of("b.env", "127.0.0.1"));
    assert_eq!(only(&[socket.clone(), here], Aspect::Host), None);
    let (_, message) = only(&[socket, of("c.env", "DB.example.org")], Aspect::Host).unwrap();
    assert_eq!(
        message,
        "The database is reached at different hosts: a.env says /run/postgresql; c.env says DB.example.org."
    );
}

#[test]
fn files_that_agree_differ_in_nothing() {
    let text = "DATABASE_URL=postgres://u:${P}@db.example.org/shop?sslmode=verify-full\n";
    let alike = "PGHOST=DB.example.org\nPGDATABASE=shop\nPGUSER=u\nPGSSLMODE=require\n";
    let files = [file("prod/a.env", text), file("prod/b.env", alike)];
    assert!(found(&files).is_empty(), "{:#?}", found(&files));
    assert!(found(&[]).is_empty());
}

#[test]
fn names_are_judged_by_what_they_are_for() {
    let pair = |a: (&str, &str), b: (&str, &str)| {
        let of = |(path, name): (&str, &str)| file(path, &format!("PGDATABASE={name}\n"));
        only(&[of(a), of(b)], Aspect::Database).map(|(severity, _)| severity)
    };
    assert_eq!(
        pair(("dev.env", "shop_dev"), ("prod.env", "shop_production")),
        Some(Severity::Info)
    );
    assert_eq!(
        pair(("dev.env", "shop"), ("prod.env", "store")),
        Some(Severity::Medium)
    );
    assert_eq!(
        pair(("a.prod.env", "shop"), ("b.prod.env", "store")),
        Some(Severity::High)
    );
    assert_eq!(pair(("dev.env", "shop"), ("prod.env", "shop")), None);
}

/// Two databases of one file are two lines, told apart by their names or by their variables.
#[test]
fn several_databases_are_compared_each_with_its_own() {
    let text = |main: &str, other: &str| {
        format!("DATABASE_URL=postgres://h/{main}\nREPORTS_URL=postgres://h/{other}\n")
    };
    let same = [
        file("dev.env", &text("shop", "reports")),
        file("prod.env", &text("shop", "reports")),
    ];
    assert!(found(&same).is_empty());
    let other = [
        file("dev.env", &text("shop", "reports")),
        file("prod.env", &text("shop", "numbers")),
    ];
    let (_, message) = only(&other, Aspect::Database).unwrap();
    assert!(
        message.contains("reports") && message.contains("numbers") && !message.contains("shop")
    );
}

#[test]
fn a_line_in_the_clear_is_judged_by_where_it_leads() {
    let of = |path: &str, host: &str, mode: &str| {
        file(
            path,
            &format!("PGHOST={host}\nPGDATABASE=d\nPGSSLMODE={mode}\n"),
        )
    };
    for (path, host, mode, severity) in [
        (
            "prod.env",
            "db.example.org",
            "disable",
            Some(Severity::High),
        ),
        (
            "prod.env",
            "db.example.org",
            "prefer",
            Some(Severity::Medium),
        ),
        ("prod.env", "10.0.0.7", "allow", Some(Severity::Medium)),
        ("prod.env", "postgres", "disable", Some(Severity::Medium)),
        (
            "dev.env",
            "db.example.org",
            "disable",
            Some(Severity::Medium),
        ),
        ("dev.env", "postgres", "disable", Some(Severity::Low)),
        ("dev.env", "localhost", "disable", None),
        ("prod.env", "db.example.org", "require", None),
    ] {
        let found = only(&[of(path, host, mode)], Aspect::Tls);
        assert_eq!(
            found.map(|(severity, _)| severity),
            severity,
            "{host} {mode}"
        );
    }
    let files = [
        of("dev.env", "localhost", "disable"),
        of("prod.env", "db.example.org", "verify-full"),
    ];
    let (severity, message) = only(&files, Aspect::Tls).unwrap();
    assert_eq!(severity, Severity::Low);
    assert!(
        message
            .contains("dev.env (development) says disable; prod.env (production) says verify-full")
    );
}

#[test]
fn a_pooler_that_takes_clients_in_the_clear_is_told() {
    let text = "[databases]\nd = host=db.example.org\n[pgbouncer]\nlisten_addr = *\nclient_tls_sslmode = disable\nserver_tls_sslmode = verify-full\n";
    let (severity, message) = only(&[file("prod/pgbouncer.ini", text)], Aspect::Tls).unwrap();
    assert_eq!(severity, Severity::High);
    assert!(
        message.contains("travel to its clients in the clear"),
        "{message}"
    );
}

#[test]
fn a_password_in_a_file_is_told_with_its_line() {
    let text = "PGHOST=h\nPGDATABASE=d\nPGPASSWORD=hunter2\n";
    for (path, severity) in [
        ("prod.env", Severity::High),
        (".env", Severity::Medium),
        ("local.env", Severity::Low),
    ] {
        let (own, message) = only(&[file(path, text)], Aspect::Secret).unwrap();
        assert_eq!(own, severity, "{path}");
        assert!(
            message.contains("holds a password in the clear: PG (line 1)"),
            "{message}"
        );
    }
    assert_eq!(
        only(&[file(".env", "PGHOST=h\nPGPASSFILE=/x\n")], Aspect::Secret),
        None
    );
}

#[test]
fn pools_are_measured_against_what_is_behind_them() {
    let pooler = |sizes: &str| {
        let text = format!("[databases]\nd = host=db\n[pgbouncer]\n{sizes}");
        file("pgbouncer.ini", &text)
    };
    let server = file(
        "compose.yml",
        "services:\n  db:\n    image: postgres:18\n    command: postgres -c max_connections=40\n    environment:\n      POSTGRES_DB: d\n",
    );
    let fits = pooler("default_pool_size = 30\nmax_db_connections = 40\n");
    assert_eq!(only(&[fits, server.clone()], Aspect::Pool), None);
    let own = pooler("default_pool_size = 60\nmax_db_connections = 30\n");
    let (severity, message) = only(&[own, server.clone()], Aspect::Pool).unwrap();
    assert_eq!(severity, Severity::Low);
    assert!(message.contains("60 connections and allows the database 30"));
    let (severity, message) =
        only(&[pooler("default_pool_size = 50\n"), server], Aspect::Pool).unwrap();
    assert_eq!(severity, Severity::Medium);
    assert!(message.contains("opens up to 50 connections and compose.yml allows 40"));
    let modes = [
        file(
            "a/pgbouncer.ini",
            "[databases]\nd = host=h\n[pgbouncer]\npool_mode = session\n",
        ),
        file(
            "b/pgbouncer.ini",
            "[databases]\nd = host=h\n[pgbouncer]\npool_mode = transaction\n",
        ),
    ];
    let (severity, message) = only(&modes, Aspect::Pool).unwrap();
    assert_eq!(severity, Severity::Medium);
    assert!(message.contains("a/pgbouncer.ini says pool_mode session; b/pgbouncer.ini says"));
}

#[test]
fn ports_and_roles_of_one_environment_should_be_the_same() {
    let of = |path: &str, port: u16, user: &str| {
        file(
            path,
            &format!("PGHOST=h\nPGPORT={port}\nPGDATABASE=d\nPGUSER={user}\n"),
        )
    };
    let same = [
        of("a.prod.env", 5432, "shop"),
        of("b.prod.env", 6432, "admin"),
    ];
    assert_eq!(only(&same, Aspect::Port).unwrap().0, Severity::Low);
    assert_eq!(only(&same, Aspect::Role).unwrap().0, Severity::Low);
    let other = [
        of("a.prod.env", 5432, "shop"),
        of("b.dev.env", 6432, "admin"),
    ];
    assert_eq!(only(&other, Aspect::Port).unwrap().0, Severity::Info);
    assert_eq!(only(&other, Aspect::Role).unwrap().0, Severity::Info);
}
