//! `meshc dhall`: the engine by itself.

pub(super) mod args;

mod binary;
mod cost;
mod diff;
mod eval;
mod resolve;
mod rewrite;
mod test;
mod vendor;

mod expression;
mod place;
mod told;

use super::failure::Failure;
use super::{Console, Exit};
use args::{DhallArgs, DhallCommand};

/// Runs one of the commands.
pub(super) fn run(args: &DhallArgs, console: &mut Console) -> Result<Exit, Failure> {
    match &args.command {
        DhallCommand::Eval(args) => eval::eval(args, console),
        DhallCommand::Type(args) => eval::type_of(args, console),
        DhallCommand::Hash(args) => eval::hash(args, console),
        DhallCommand::Encode(args) => binary::encode(args, console),
        DhallCommand::Decode(args) => binary::decode(args, console),
        DhallCommand::Format(args) => rewrite::format(args, console),
        DhallCommand::Lint(args) => rewrite::lint(args, console),
        DhallCommand::Freeze(args) => rewrite::freeze(args, console),
        DhallCommand::Resolve(args) => resolve::resolve(args, console),
        DhallCommand::Vendor(args) => vendor::vendor(args, console),
        DhallCommand::Diff(args) => diff::diff(args, console),
        DhallCommand::Test(args) => test::test(args, console),
    }
}
