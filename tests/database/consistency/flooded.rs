//! A console of a pooler that answers without end.

use provost_core::schema::consistency::Pooler;
use provost_postgres::{Database, Trust, catalog, schema};
use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::plain::Outcome;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use zeroize::Zeroizing;

/// Stands before a server and answers for the database `pgbouncer` itself, as PgBouncer 1.24 does; `show config` has no end.
async fn flood(server: u16) -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(async move {
                let _ = pass(client, server).await;
            });
        }
    });
    Ok(port)
}

async fn pass(mut client: TcpStream, server: u16) -> Outcome<()> {
    let length = client.read_u32().await?;
    let mut startup = vec![0; usize::try_from(length)? - 4];
    client.read_exact(&mut startup).await?;
    let wants_console = startup
        .windows(b"database\0pgbouncer\0".len())
        .any(|part| part == b"database\0pgbouncer\0");
    if wants_console {
        return console(client).await;
    }
    let mut through = TcpStream::connect(("127.0.0.1", server)).await?;
    through.write_u32(length).await?;
    through.write_all(&startup).await?;
    copy_bidirectional(&mut client, &mut through).await?;
    Ok(())
}

async fn console(mut client: TcpStream) -> Outcome<()> {
    client.write_all(&message(b'R', &[0, 0, 0, 0])).await?;
    client.write_all(&message(b'Z', b"I")).await?;
    loop {
        let kind = client.read_u8().await?;
        let length = client.read_u32().await?;
        let mut text = vec![0; usize::try_from(length)? - 4];
        client.read_exact(&mut text).await?;
        if kind != b'Q' {
            return Ok(());
        }
        let asked = String::from_utf8_lossy(&text).to_lowercase();
        if asked.starts_with("show version") {
            client.write_all(&columns(&["version"])).await?;
            client.write_all(&row(&["PgBouncer 1.24.0"])).await?;
            client.write_all(&message(b'C', b"SHOW\0")).await?;
            client.write_all(&message(b'Z', b"I")).await?;
            continue;
        }
        client.write_all(&columns(&["key", "value"])).await?;
        client
            .write_all(&row(&["pool_mode", "transaction"]))
            .await?;
        loop {
            client.write_all(&row(&["max_client_conn", "100"])).await?;
        }
    }
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    let mut bytes = vec![kind];
    bytes.extend(length.to_be_bytes());
    bytes.extend(body);
    bytes
}

fn count(of: &[&str]) -> [u8; 2] {
    u16::try_from(of.len()).unwrap().to_be_bytes()
}

/// Columns of text.
fn columns(names: &[&str]) -> Vec<u8> {
    let mut body = count(names).to_vec();
    for name in names {
        body.extend(name.bytes());
        body.push(0);
        body.extend([0; 6]);
        body.extend(25_u32.to_be_bytes());
        body.extend([0xff; 6]);
        body.extend([0; 2]);
    }
    message(b'T', &body)
}

fn row(values: &[&str]) -> Vec<u8> {
    let mut body = count(values).to_vec();
    for value in values {
        body.extend(u32::try_from(value.len()).unwrap().to_be_bytes());
        body.extend(value.bytes());
    }
    message(b'D', &body)
}

#[tokio::test]
async fn a_console_without_end_is_cut_and_said_to_be() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let port = flood(server.port()).await.unwrap();
    let profile = provost_tests::profile::at("127.0.0.1", port, "postgres", server.user());
    let password = Some(Zeroizing::new(PASSWORD.to_owned()));
    let database = Database::open(&profile, password, &Trust::default()).unwrap();
    let actual = catalog::read(&database, &|_| {}).await.unwrap();
    let found = schema::infrastructure(&database, &profile, &actual).await;
    let found = found.unwrap();
    let Pooler::PgBouncer {
        settings,
        cut,
        clients,
        ..
    } = &found.pooler
    else {
        panic!("{:?}", found.pooler);
    };
    assert!(settings.len() <= 2_000, "{}", settings.len());
    assert!(settings.contains(&("pool_mode".to_owned(), "transaction".to_owned())));
    assert_eq!(*clients, None);
    assert!(
        cut.as_ref().is_some_and(|cut| cut.contains("2000 rows")),
        "{cut:?}"
    );
    let shown = found
        .evidence
        .iter()
        .find(|one| one.title.starts_with("Settings of the pooler"))
        .unwrap();
    assert!(shown.result.ends_with("was cut here"), "{}", shown.result);
    assert!(shown.result.lines().count() <= 201);
}
