//! `meshc dhall eval`, `type` and `hash`.

use std::mem::ManuallyDrop;
use std::time::Instant;

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::{DataArgs, DataFormat, EvalArgs, FileArgs};
use super::cost::table;
use super::expression::{too_long, write_expression};
use super::place::Place;
use super::told::{diagnostics, tell, write};
use crate::dhall::convert::{
    ConvertOptions, Document, Doubles, Layout, MapFields, Omission, Order, convert, write_json, write_yaml,
};
use crate::dhall::{Form, Formed};
use crate::diagnostic::Diagnostic;

/// Prints what a file comes to.
pub(super) fn eval(args: &EvalArgs, console: &mut Console) -> Result<Exit, Failure> {
    if let Some((flag, format)) = misfit(&args.data, args.format) {
        return Err(Failure::Misfit { flag, format });
    }
    let start = Instant::now();
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    // The process ends soon, and giving all memory back one by one would take a tenth of the time.
    let engine = ManuallyDrop::new(if args.explain_time {
        place.timing_engine()
    } else {
        place.engine()
    });
    let output = args.output.as_deref();
    let findings = if args.format == DataFormat::Dhall {
        let formed = engine.form(&place.path, Form::Normal);
        let mut findings = diagnostics(formed.findings);
        if let Some(ast) = &formed.result {
            match too_long(ast) {
                Some(finding) => findings.push(finding),
                None => write(output, console, |out| write_expression(ast, out))?,
            }
        }
        findings
    } else {
        let options = options(&args.data, args.format);
        let Formed { result, findings } = convert(&engine, &place.path, &options);
        if let Some(document) = result {
            write(output, console, |out| {
                written(&document, args.format, &args.data, out)
            })?;
        }
        diagnostics(findings)
    };
    let report = args.surroundings.report;
    let exit = if findings.is_empty() {
        Exit::Done
    } else {
        tell(findings, &place.sources, report, console)
    };
    if args.explain_time {
        console.say(&table(engine.costs(), start.elapsed()));
    }
    Ok(exit)
}

/// A flag that would do nothing, and the formats for which it does something.
fn misfit(data: &DataArgs, format: DataFormat) -> Option<(&'static str, &'static str)> {
    let maps = MapFields::default();
    let named = data.key != maps.key || data.value != maps.value;
    let (json, both) = ("json", "json` or `--format yaml");
    let flags = [
        (data.compact, "--compact", json),
        (
            data.approximate_special_doubles,
            "--approximate-special-doubles",
            json,
        ),
        (data.documents, "--documents", "yaml"),
        (data.preserve_null, "--preserve-null", both),
        (data.omit_empty, "--omit-empty", both),
        (data.no_maps, "--no-maps", both),
        (named, "--key` and `--value", both),
        (data.preserve_order, "--preserve-order", both),
    ];
    let fits = |formats: &str| match format {
        DataFormat::Dhall => false,
        DataFormat::Json => formats.starts_with("json"),
        DataFormat::Yaml => formats.ends_with("yaml"),
    };
    let found = flags.into_iter().find(|(set, _, formats)| *set && !fits(formats));
    found.map(|(_, flag, formats)| (flag, formats))
}

/// Writes a document in a format.
fn written(
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
    let mut findings = diagnostics(formed.findings);
    if let Some(ast) = &formed.result {
        match too_long(ast) {
            Some(finding) => findings.push(finding),
            None => console.stream(|out| write_expression(ast, out)),
        }
    }
    Ok(ended(findings, &place, args, console))
}

/// Prints the digest of what a file comes to.
pub(super) fn hash(args: &FileArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    let formed = place.engine().digest(&place.path);
    if let Some(digest) = formed.result {
        console.print(&format!("{}\n", digest_text(&digest)));
    }
    Ok(ended(diagnostics(formed.findings), &place, args, console))
}

fn ended(findings: Vec<Diagnostic>, place: &Place, args: &FileArgs, console: &mut Console) -> Exit {
    if findings.is_empty() {
        return Exit::Done;
    }
    tell(findings, &place.sources, args.surroundings.report, console)
}

/// A digest as imports write it.
fn digest_text(digest: &[u8; 32]) -> String {
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}
