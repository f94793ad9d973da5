//! `meshc dhall encode` and `decode`.

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::BinaryArgs;
use super::expression::write_expression;
use super::place::Place;
use super::told::{tell, write};
use crate::dhall::binary;
use crate::dhall::syntax::parse_bytes;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceName;

/// Writes a file in the binary form.
pub(super) fn encode(args: &BinaryArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    let bytes = place.bytes()?;
    let file = place.sources.add(
        SourceName::Repo(place.path.clone()),
        String::from_utf8_lossy(&bytes).as_ref(),
    );
    let parsed = parse_bytes(file, &bytes);
    if !parsed.findings.is_empty() {
        let report = args.surroundings.report;
        return Ok(tell(parsed.findings, &place.sources, report, console));
    }
    let encoded = binary::encode(&parsed.ast);
    write(args.output.as_deref(), console, |out| out.write_all(&encoded))?;
    Ok(Exit::Done)
}

/// Prints a file that is in the binary form.
pub(super) fn decode(args: &BinaryArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    let bytes = place.bytes()?;
    let file = place.sources.add(SourceName::Repo(place.path.clone()), "");
    match binary::decode(file, &bytes) {
        Ok(ast) => {
            write(args.output.as_deref(), console, |out| write_expression(&ast, out))?;
            Ok(Exit::Done)
        }
        Err(error) => {
            let message = format!("`{}` is no Dhall in the binary form: {error}", place.path);
            let finding = Diagnostic::error(Code("dhall/binary"), message)
                .help("`meshc dhall encode` writes that form; text is read by the other commands");
            let report = args.surroundings.report;
            Ok(tell([finding], &place.sources, report, console))
        }
    }
}
