//! The command line: arguments in, text and an exit code out.
//!
//! One file for each command. What was typed ([`args`]) is turned into the options of the pipeline once; data
//! goes to standard output, talk to standard error; nothing asks questions or starts a pager.

mod approve;
mod args;
mod blame;
mod check;
mod console;
mod demo;
mod dhall;
mod exit;
mod explain;
mod failure;
mod gate;
mod init;
mod log;
mod output;
mod plan;
mod reach;
mod render;
mod schema;
mod status;
mod why;
mod windows;

pub use console::{ColourChoice, Console};
pub use exit::Exit;

use std::any::Any;
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};

use clap::Parser;

use args::{Args, Command};
use failure::Failure;

/// Runs the program with its arguments, the name of the program first.
///
/// Every failure, a mistyped flag and a bug included, is told on standard error; when a JSON format was asked for,
/// it is a JSON document on standard output as well. What could not be written to standard output is trouble,
/// unless its reader went away.
pub fn run(arguments: &[OsString], console: &mut Console) -> Exit {
    let exit = match panic::catch_unwind(AssertUnwindSafe(|| dispatch(arguments, console))) {
        Ok(exit) => exit,
        Err(payload) => failure::bug(arguments, said(payload.as_ref()), console),
    };
    if console.is_broken() { Exit::Trouble } else { exit }
}

fn dispatch(arguments: &[OsString], console: &mut Console) -> Exit {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return failure::usage(arguments, &error, console),
    };
    console.colour(args.color);
    let result = match &args.command {
        Command::Check(args) => check::run(args, console),
        Command::Plan(args) => plan::run(args, console),
        Command::Render(args) => render::run(args, console),
        Command::Dhall(args) => dhall::run(args, console),
        Command::Windows(args) => windows::run(args, console),
        Command::Gate(args) => gate::run(args, console),
        Command::Approve(args) => approve::run(args, console),
        Command::Status(args) => status::run(args, console),
        Command::Log(args) => log::run(args, console),
        Command::Blame(args) => blame::run(args, console),
        Command::Why(args) => why::run(args, console),
        Command::Explain(args) => explain::run(args, console),
        Command::Schema(args) => schema::run(args, console),
        Command::Init(args) => init::run(args, console),
        Command::Demo(args) => demo::run(args, console),
    };
    result.unwrap_or_else(|failure: Failure| failure.tell(args.command.format(), console))
}

/// What a panic said.
fn said(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("it gave no reason")
}
