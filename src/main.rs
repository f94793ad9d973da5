//! The `meshc` program: arguments in, exit code out.

use std::ffi::OsString;
use std::process::ExitCode;

use meshc::cli::{self, Console, Exit};

fn main() -> ExitCode {
    // Without a handler nothing was set up that an interrupt could leave half done.
    let _ = ctrlc::set_handler(|| std::process::exit(Exit::Interrupted as i32));
    // A bug is told by `cli::run`, in the format that was asked for.
    std::panic::set_hook(Box::new(|_| {}));
    let arguments: Vec<OsString> = std::env::args_os().collect();
    cli::run(&arguments, &mut Console::of_process()).into()
}
