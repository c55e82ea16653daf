//! Servers that mean no good.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::plain::Outcome;

/// What a server does to its clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malice {
    /// Has no TLS, and asks for the password in the clear.
    ClearPassword,
    /// Sends a message whose length is zero, which no message can have.
    ZeroLength,
    /// Announces a message of two gigabytes and sends none of it.
    HugeLength,
    /// Wants the password hashed four thousand million times.
    EndlessScram,
    /// Takes the connection and says nothing.
    Silence,
    /// Speaks another protocol.
    Http,
}

/// A hostile server.
#[derive(Debug)]
pub struct Mock {
    port: u16,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Mock {
    /// Starts one. It serves while the test's runtime lasts.
    pub async fn start(malice: Malice) -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let record = Arc::clone(&record);
                tokio::spawn(async move {
                    let _ = serve(client, malice, &record).await;
                });
            }
        });
        Ok(Self { port, heard })
    }

    /// Where it listens, on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What clients have sent it.
    #[must_use]
    pub fn heard(&self) -> Vec<u8> {
        self.heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn serve(mut client: TcpStream, malice: Malice, heard: &Mutex<Vec<u8>>) -> Outcome<()> {
    let first = hear(&mut client, heard).await?;
    match malice {
        Malice::ClearPassword => {
            if first.len() == 8 {
                client.write_all(b"N").await?;
                hear(&mut client, heard).await?;
            }
            client.write_all(b"R\0\0\0\x08\0\0\0\x03").await?;
            hear(&mut client, heard).await?;
        }
        Malice::ZeroLength => client.write_all(b"R\0\0\0\0\0\0\0\0\0\0\0\0").await?,
        Malice::HugeLength => client.write_all(b"R\x7f\xff\xff\xff\0\0\0\0").await?,
        Malice::EndlessScram => {
            client.write_all(&message(10, b"SCRAM-SHA-256\0\0")).await?;
            let answer = hear(&mut client, heard).await?;
            let text = String::from_utf8_lossy(&answer).into_owned();
            let nonce = text.split("r=").nth(1).unwrap_or_default();
            let demand = format!("r={nonce}theirs,s=c2FsdHNhbHRzYWx0c2FsdA==,i=4000000000");
            client.write_all(&message(11, demand.as_bytes())).await?;
        }
        Malice::Silence => {}
        Malice::Http => {
            client
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .await?;
        }
    }
    // Holds the connection until the client leaves.
    while !hear(&mut client, heard).await?.is_empty() {}
    Ok(())
}

async fn hear(client: &mut TcpStream, heard: &Mutex<Vec<u8>>) -> Outcome<Vec<u8>> {
    let mut buffer = vec![0_u8; 8192];
    let count = client.read(&mut buffer).await?;
    buffer.truncate(count);
    heard
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .extend_from_slice(&buffer);
    Ok(buffer)
}

/// An authentication message of the server.
fn message(kind: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap_or(u32::MAX);
    let mut bytes = vec![b'R'];
    bytes.extend(length.to_be_bytes());
    bytes.extend(kind.to_be_bytes());
    bytes.extend(body);
    bytes
}
