//! Asking the small application that runs in the homes.

use provost_tests::secret_service::{Client, Home};
use serde_json::{Value, json};

/// The small application that runs in the homes.
const PROGRAM: &str = env!("CARGO_BIN_EXE_provost-connections");

pub(crate) fn client(home: &Home) -> Client {
    home.client(PROGRAM).unwrap()
}

pub(crate) fn state(client: &mut Client) -> Value {
    client.ask(json!({ "task": "state" })).unwrap()["ok"].clone()
}

/// What the error says, and its kind.
#[track_caller]
pub(crate) fn error(answer: &Value) -> (&str, &str) {
    let part = |key: &str| answer[key].as_str().unwrap_or_else(|| panic!("{answer}"));
    (part("error"), part("kind"))
}
