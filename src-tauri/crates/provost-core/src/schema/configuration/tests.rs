mod bounds;

use proptest::prelude::*;

use super::*;

/// Name, host, port, database, role, TLS and place of the password of each target; `-` where it says nothing.
fn told(path: &str, text: &str) -> Vec<String> {
    let configuration = read(path, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let shown = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    configuration
        .targets
        .iter()
        .map(|target| {
            let secret = match target.secret {
                FileSecret::None => "none",
                FileSecret::InTheClear => "clear",
                FileSecret::Elsewhere => "elsewhere",
            };
            let port = target.port.map(|port| port.to_string());
            let parts = [
                target.name.clone(),
                shown(&target.host),
                shown(&port),
                shown(&target.database),
                shown(&target.user),
                shown(&target.tls),
                secret.to_owned(),
            ];
            parts.join(" ")
        })
        .collect()
}

#[test]
fn an_environment_file_is_read() {
    let text = "\u{feff}# ours\r\nexport POSTGRES_HOST=localhost\r\nPOSTGRES_PORT=5432\r\n\
        POSTGRES_DB=\"ai_workflow_engine\" # theirs\r\nPOSTGRES_USER='app_user'\r\nPOSTGRES_PASSWORD=a#b\r\n\
        DATABASE_URL=postgresql+asyncpg://${POSTGRES_USER}:${POSTGRES_PASSWORD}@${POSTGRES_HOST}:${DB_PORT:-6432}/${POSTGRES_DB}?ssl=require\r\n\
        REDIS_URL=redis://:x@cache:6379/0\r\nMYSQL_DB_HOST=other\r\nAPI_KEY=abc\r\n";
    assert_eq!(
        told("/srv/app/local.env", text),
        [
            "POSTGRES localhost 5432 ai_workflow_engine app_user - clear",
            "DATABASE_URL localhost 6432 ai_workflow_engine app_user require clear",
        ]
    );
    let configuration = read("/srv/app/local.env", text).unwrap();
    assert_eq!(configuration.environment.as_deref(), Some("development"));
    assert_eq!(configuration.format, ConfigurationFormat::DotEnv);
    let lines: Vec<Option<u32>> = configuration.targets.iter().map(|t| t.line).collect();
    assert_eq!(lines, [Some(2), Some(7)]);
    assert!(configuration.remarks.is_empty());
}

#[test]
fn addresses_are_read_as_their_drivers_write_them() {
    for (line, expected) in [
        (
            "DATABASE_URL=postgres://u:p@h:1/d",
            "DATABASE_URL h 1 d u - clear",
        ),
        (
            "DATABASE_URL=\"postgresql://u@[::1]:5433/d?sslmode=verify-full\"",
            "DATABASE_URL ::1 5433 d u verify-full none",
        ),
        (
            "SHOP_DSN=\"host=h port=1 dbname=d user=u password='a b' sslmode=disable\"",
            "SHOP_DSN h 1 d u disable clear",
        ),
        (
            "SPRING_URL=jdbc:postgresql://h/d?user=u&password=p&ssl=true",
            "SPRING_URL h - d u true clear",
        ),
        (
            "ConnectionStrings__Shop=Host=h;Port=1;Database=d;Username=u;Password=p",
            "ConnectionStrings__Shop h 1 d u - clear",
        ),
        (
            "DATABASE_URL=postgres://u:${SECRET}@a:1,b:2/d",
            "DATABASE_URL a,b 1 d u - elsewhere",
        ),
        (
            "DATABASE_URL=postgres:///d?host=/run/pg",
            "DATABASE_URL /run/pg - d - - none",
        ),
        ("X=postgres://u%40x:p@h/d%20e", "X h - d e u@x - clear"),
        (
            "PGHOST=h\nPGDATABASE=d\nPGPASSFILE=/x\nPGSSLMODE=prefer",
            "PG h - d - prefer elsewhere",
        ),
        (
            "DB_CONNECTION=pgsql\nDB_HOST=h\nDB_DATABASE=d\nDB_USERNAME=u\nDB_PASSWORD=",
            "DB h - d u - none",
        ),
        (
            "SHOP_DB_HOST=h\nSHOP_DB_NAME=d\nSHOP_DB_PASSWORD_FILE=/run/secrets/p",
            "SHOP_DB h - d - - elsewhere",
        ),
    ] {
        assert_eq!(told(".env", line), [expected], "{line}");
    }
    for other in [
        "DB_CONNECTION=mysql\nDB_HOST=h\nDB_DATABASE=d",
        "DB_HOST=h\nDB_PORT=3306",
        "MONGO_DB_HOST=h\nREDIS_DB=0",
        "DATABASE_URL=mysql://u:p@h/d",
    ] {
        assert!(told(".env", other).is_empty(), "{other}");
    }
}

#[test]
fn what_cannot_be_read_is_a_remark_without_the_text() {
    let text = "hunter2\nDATABASE_URL=postgres://ann:hun/ter2@h/db\nDB_HOST=postgres2@x@hunter2\nDB_PORT=hunter2\n\
        POSTGRES_HOST=${ELSEWHERE}\nPOSTGRES_DB=d\nSHOP_DATABASE_URL=${SECRET_URL}\n";
    let configuration = read("x.env", text).unwrap();
    let remarks = configuration.remarks.join("\n");
    for part in [
        "Line 1 is not of the form",
        "Line 2: DATABASE_URL cannot be read: it is not clear where its password ends",
        "Line 3: the host of DB does not look like one",
        "Line 3: the port of DB is not a number",
        "Line 5: the host of POSTGRES comes from ELSEWHERE",
        "Line 7: SHOP_DATABASE_URL comes from SECRET_URL",
    ] {
        assert!(remarks.contains(part), "{part} is not in {remarks}");
    }
    assert!(!format!("{configuration:?}").contains("hunter2"));
    assert!(!remarks.contains("ter2"));
}

#[test]
fn values_of_several_lines_are_passed_over() {
    let text = "KEY=\"-----BEGIN\nDB_HOST=no\n-----END\"\nDB_HOST=yes\nNOTE='it is\nDB_NAME=d\n";
    let configuration = read(".env", text).unwrap();
    assert_eq!(told(".env", text), ["DB yes - d - - none"]);
    assert_eq!(configuration.targets[0].line, Some(4));
}

const COMPOSE: &str = "\
x-common: &common
  POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
  ENVIRONMENT: production
services:
  postgres:
    image: registry.example.org/team/postgres:16.9@sha256:0
    command: [\"postgres\", \"-c\", \"max_connections=100\"]
    environment:
      <<: *common
      POSTGRES_DB: ai_workflow_db
      POSTGRES_USER: app_user
    ports: [\"127.0.0.1:5433:5432\", \"9187\"]
  pgbouncer:
    image: edoburu/pgbouncer
    environment:
      - DB_HOST=postgres
      - DB_NAME=ai_workflow_db
      - DB_PASSWORD_FILE=/run/secrets/password
      - POOL_MODE=transaction
      - DEFAULT_POOL_SIZE=30
  api:
    build: .
    env_file: .env
    environment:
      DATABASE_URL: postgresql://app_user:hunter2@pgbouncer:6432/ai_workflow_db?sslmode=require
      TOKEN:
  rest:
    image: postgrest/postgrest
  plain:
    image: pgvector/pgvector:pg16
";

#[test]
fn a_compose_file_is_read() {
    assert_eq!(
        told("docker-compose.yml", COMPOSE),
        [
            "postgres postgres 5432 ai_workflow_db app_user - elsewhere",
            "postgres.ports localhost 5433 ai_workflow_db app_user - none",
            "pgbouncer.DB postgres - ai_workflow_db - - elsewhere",
            "api.DATABASE_URL pgbouncer 6432 ai_workflow_db app_user require clear",
            "plain plain 5432 postgres postgres - none",
        ]
    );
    let configuration = read("docker-compose.yml", COMPOSE).unwrap();
    assert_eq!(configuration.environment.as_deref(), Some("production"));
    let pool = |place: usize| format!("{:?}", configuration.targets[place].pool);
    assert_eq!(pool(0), "{\"max_connections\": \"100\"}");
    assert_eq!(
        pool(2),
        "{\"default_pool_size\": \"30\", \"pool_mode\": \"transaction\"}"
    );
    assert_eq!(configuration.targets[0].line, Some(5));
    assert!(configuration.remarks[0].contains("api takes variables from files"));
    assert!(
        !serde_json::to_string(&configuration)
            .unwrap()
            .contains("hunter2")
    );
}

const POOLER: &str = "\
; ours
%include /etc/pgbouncer/more.ini
[databases]
ai_workflow_db = host=postgres port=5432 dbname=ai_workflow_db user=app_user password='hunt''er2' pool_size=20
reports = host=standby auth_user=x
* = host=postgres
nonsense

[pgbouncer]
pool_mode = transaction
max_client_conn = 250
default_pool_size = 30
max_db_connections = 50
client_tls_sslmode = require
server_tls_sslmode = verify-full
auth_type = scram-sha-256
auth_file = /etc/pgbouncer/userlist.txt
auth_query = SELECT * FROM hunter2
server_check_delay = 30
";

#[test]
fn pgbouncers_file_is_read() {
    assert_eq!(
        told("/srv/prod/pgbouncer.ini", POOLER),
        [
            "ai_workflow_db postgres 5432 ai_workflow_db app_user verify-full clear",
            "reports standby - reports - verify-full elsewhere",
            "* postgres - - - verify-full elsewhere",
        ]
    );
    let configuration = read("/srv/prod/pgbouncer.ini", POOLER).unwrap();
    assert_eq!(configuration.environment.as_deref(), Some("production"));
    let pool = &configuration.targets[0].pool;
    for (setting, value) in [
        ("pool_size", "20"),
        ("max_client_conn", "250"),
        ("default_pool_size", "30"),
        ("max_db_connections", "50"),
        ("client_tls_sslmode", "require"),
        ("server_check_delay", "30"),
        ("auth_type", "scram-sha-256"),
    ] {
        assert_eq!(pool.get(setting).map(String::as_str), Some(value));
    }
    assert_eq!(configuration.targets[0].line, Some(4));
    assert_eq!(
        configuration.remarks,
        [
            "Line 2 includes another file, which was not read.",
            "Line 7 is not of the form name = value."
        ]
    );
    assert!(!format!("{configuration:?}").contains("er2"));
}

#[test]
fn files_are_recognised_by_what_stands_in_them() {
    use ConfigurationFormat::{DotEnv, PgBouncer, Url};
    for (path, text, format) in [
        ("settings", "DB_HOST=h\n", DotEnv),
        ("env.production", "", DotEnv),
        ("pool.conf", "[PgBouncer]\npool_mode = session\n", PgBouncer),
        ("url.txt", "# ours\npostgres://u@h/d\n", Url),
        ("dsn", "host=h dbname=d\n", Url),
    ] {
        assert_eq!(read(path, text).unwrap().format, format, "{path}");
    }
    for (path, text) in [
        ("notes.txt", "hunter2 and so on"),
        ("values.yaml", "a: b\n"),
        ("empty", ""),
    ] {
        assert_eq!(
            read(path, text),
            Err(ConfigurationError::NotKnown),
            "{path}"
        );
    }
    let broken = read("compose.yaml", "services:\n  a: [hunter2\n b").unwrap_err();
    assert!(
        broken.to_string().contains("line 4 is not YAML"),
        "{broken}"
    );
    assert!(!broken.to_string().contains("hunter2"));
}

const MARK: &str = "QzMARKzQ";

/// Texts in the letters of the grammars, so that passwords stand beside everything that could end them.
fn around() -> impl Strategy<Value = String> {
    "[a-z0-9@:/?#%$&=;'\"\\\\{}.,!*-]{0,8}( ?[a-z@:/#'\"]{1,3})?"
}

proptest! {
    #[test]
    fn no_password_comes_out(
        before in around(),
        after in around(),
        quote in prop::sample::select(vec!["", "'", "\""]),
        form in 0_usize..12,
        name in prop::sample::select(vec![".env", "production.env", "pgbouncer.ini", "compose.yml", "url.txt"]),
    ) {
        let secret = format!("{before}{MARK}{after}");
        let quoted = format!("{quote}{secret}{quote}");
        let text = match form {
            0 => format!("DB_HOST=h\nDB_PASSWORD={quoted}\nDB_NAME=d\n"),
            1 => format!("PGPASSWORD={quoted}\nPGHOST=$PGHOST\n"),
            2 => format!("DATABASE_URL={quote}postgres://u:{secret}@h:1/d{quote}\n"),
            3 => format!("DATABASE_URL=postgres://h/d?user=u&password={secret}\n"),
            4 => format!("postgres://u:{secret}@h/d?sslmode=prefer\n"),
            5 => format!("[databases]\nd = host=h password={quoted} port=1\n"),
            6 => format!("[databases]\nd = host=h user=u\n[pgbouncer]\nstats_password={secret}\n"),
            7 => format!("services:\n  db:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD: {quoted}\n      POSTGRES_DB: d\n"),
            8 => format!("services:\n  db:\n    image: postgres\n    environment:\n      - POSTGRES_PASSWORD={secret}\n"),
            9 => format!("services:\n  a:\n    environment:\n      DATABASE_URL: \"postgres://u:{secret}@h/d\"\n"),
            10 => format!("DB_PASSWORD={quoted}\nDATABASE_URL=postgres://u:${{DB_PASSWORD}}@h/d\n"),
            _ => format!("host=h dbname=d password={quoted}\n"),
        };
        match read(name, &text) {
            Ok(configuration) => {
                let other = read("local.env", "DB_HOST=x\nDB_NAME=y\nDB_SSLMODE=disable\n").unwrap();
                let files = [configuration, other];
                let shown = format!(
                    "{files:?}{}{:?}",
                    serde_json::to_string(&files).unwrap(),
                    differences(&files)
                );
                prop_assert!(!shown.contains("MARK"), "{}", shown);
            }
            Err(error) => {
                let shown = format!("{error:?}{error}");
                prop_assert!(!shown.contains("MARK"));
            }
        }
    }

    #[test]
    fn any_text_is_answered(
        text in "([ \\[\\]a-c=#,:/&*<\\-\"'${}|>\n]{0,60}|(services|image|environment|postgres|databases|DB_HOST|<<|[ :\n=\\[\\]-]{1,4}){0,40})",
        name in prop::sample::select(vec![".env", "pgbouncer.ini", "compose.yml", "url.txt"]),
    ) {
        if let Ok(configuration) = read(name, &text) {
            let _differences = differences(&[configuration.clone(), configuration]);
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300), name in prop::sample::select(vec![".env", "x.ini", "x.yml", "x"])) {
        let _answer = read(name, &String::from_utf8_lossy(&bytes));
    }
}
