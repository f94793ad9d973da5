//! `meshc dhall eval`, `type` and `hash`.

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::{DataArgs, DataFormat, EvalArgs, FileArgs};
use super::place::Place;
use super::told::{diagnostics, tell, write};
use crate::dhall::convert::{
    ConvertOptions, Document, Doubles, Layout, MapFields, Omission, Order, convert, write_json, write_yaml,
};
use crate::dhall::syntax::print;
use crate::dhall::{Form, Formed};

/// Prints what a file comes to.
pub(super) fn eval(args: &EvalArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    let engine = place.engine();
    let output = args.output.as_deref();
    let findings = if args.format == DataFormat::Dhall {
        let formed = engine.form(&place.path, Form::Normal);
        if let Some(ast) = &formed.result {
            write(output, console, |out| writeln!(out, "{}", print(ast)))?;
        }
        formed.findings
    } else {
        let options = options(&args.data, args.format);
        let Formed { result, findings } = convert(&engine, &place.path, &options);
        if let Some(document) = result {
            write(output, console, |out| {
                written(&document, args.format, &args.data, out)
            })?;
            if findings.is_empty() {
                return Ok(Exit::Done);
            }
        }
        findings
    };
    if findings.is_empty() {
        return Ok(Exit::Done);
    }
    let report = args.surroundings.report;
    Ok(tell(diagnostics(findings), &place.sources, report, console))
}

/// Writes a document in a format.
pub(super) fn written(
    document: &Document,
    format: DataFormat,
    data: &DataArgs,
    out: &mut dyn std::io::Write,
) -> std::io::Result<()> {
    match format {
        DataFormat::Yaml => write_yaml(document, data.documents, out),
        DataFormat::Json | DataFormat::Dhall => {
            let layout = if data.compact {
                Layout::Compact
            } else {
                Layout::Indented
            };
            write_json(document, layout, out)
        }
    }
}

fn options(args: &DataArgs, format: DataFormat) -> ConvertOptions {
    ConvertOptions {
        maps: (!args.no_maps).then(|| MapFields {
            key: args.key.clone(),
            value: args.value.clone(),
        }),
        omission: match (args.preserve_null, args.omit_empty) {
            (true, _) => Omission::Nothing,
            (_, true) => Omission::Empty,
            _ => Omission::Null,
        },
        doubles: match format {
            DataFormat::Yaml => Doubles::Kept,
            _ if args.approximate_special_doubles => Doubles::Approximate,
            _ => Doubles::Refused,
        },
        order: if args.preserve_order {
            Order::Declared
        } else {
            Order::Sorted
        },
        ..ConvertOptions::default()
    }
}

/// Prints the type of a file.
pub(super) fn type_of(args: &FileArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    let formed = place.engine().form(&place.path, Form::Type);
    Ok(printed(formed, |ast| print(&ast), &place, args, console))
}

/// Prints the digest of what a file comes to.
pub(super) fn hash(args: &FileArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    let formed = place.engine().digest(&place.path);
    Ok(printed(
        formed,
        |digest| digest_text(&digest),
        &place,
        args,
        console,
    ))
}

fn printed<T>(
    formed: Formed<T>,
    show: impl FnOnce(T) -> String,
    place: &Place,
    args: &FileArgs,
    console: &mut Console,
) -> Exit {
    if let Some(result) = formed.result {
        console.print(&format!("{}\n", show(result)));
    }
    if formed.findings.is_empty() {
        return Exit::Done;
    }
    let report = args.surroundings.report;
    tell(diagnostics(formed.findings), &place.sources, report, console)
}

/// A digest as imports write it.
pub(super) fn digest_text(digest: &[u8; 32]) -> String {
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}
