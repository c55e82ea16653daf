//! Opens the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use provost_app::environment::{self, Entered};

fn main() -> ExitCode {
    if let Some(code) = provost_app::supervise(std::env::args_os()) {
        return code;
    }
    match environment::enter() {
        Ok(Entered::Here(environment)) => provost_desktop::open(*environment),
        Ok(Entered::Done(code)) => code,
        Err(error) => {
            provost_desktop::say(&error.to_string());
            ExitCode::from(3)
        }
    }
}
