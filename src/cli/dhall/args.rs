//! What can be typed behind `meshc dhall`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::super::args::{FailureFormat, ReachArgs};

#[derive(Debug, clap::Args)]
pub(crate) struct DhallArgs {
    #[command(subcommand)]
    pub(super) command: DhallCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum DhallCommand {
    /// Print what a file comes to, as Dhall, JSON or YAML
    Eval(EvalArgs),
    /// Print the type of a file
    Type(FileArgs),
    /// Print the digest of what a file comes to, as `sha256:` in imports takes it
    Hash(FileArgs),
    /// Write a file in the binary form (CBOR), its imports as they are
    Encode(BinaryArgs),
    /// Print a file that is in the binary form as text
    Decode(BinaryArgs),
    /// Lay files out in the one layout, with every comment kept
    Format(RewriteArgs),
    /// Take out of files what does nothing: bindings that are not used, and the like
    Lint(RewriteArgs),
    /// Add `sha256:` to imports, or bring it up to date
    Freeze(RewriteArgs),
    /// Print a file with all that it imports in the place of the imports, or list what it depends on
    Resolve(ResolveArgs),
    /// Copy all that a repository imports from servers into it, so that it needs no network
    Vendor(VendorArgs),
    /// Compare what two files come to; exit with 2 if they differ
    Diff(DiffArgs),
    /// Check every Dhall file of a folder: its type, its assertions, and the `*.golden.*` files beside it
    Test(TestArgs),
}

impl DhallArgs {
    /// The format in which a failure is told.
    pub(crate) fn format(&self) -> FailureFormat {
        let report = match &self.command {
            DhallCommand::Eval(args) => args.surroundings.report,
            DhallCommand::Type(args) | DhallCommand::Hash(args) => args.surroundings.report,
            DhallCommand::Encode(args) | DhallCommand::Decode(args) => args.surroundings.report,
            DhallCommand::Format(args) | DhallCommand::Lint(args) | DhallCommand::Freeze(args) => {
                args.surroundings.report
            }
            DhallCommand::Resolve(args) => args.surroundings.report,
            DhallCommand::Vendor(args) => args.report,
            DhallCommand::Diff(args) => args.surroundings.report,
            DhallCommand::Test(args) => args.surroundings.report,
        };
        match report {
            Report::Human => FailureFormat::Human,
            Report::Json => FailureFormat::Json,
            Report::Sarif => FailureFormat::Sarif,
        }
    }
}

/// Where imports may lead, and how findings are printed.
#[derive(Debug, clap::Args)]
pub(super) struct SurroundingArgs {
    /// The folder that imports must not leave [default: the nearest folder with `meshc.dhall` or `.git`, else that of the file]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    /// How to print what is wrong; for people on standard error, else on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Report::Human)]
    pub(super) report: Report,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Report {
    /// For people, with the source underlined
    Human,
    /// One JSON document (schemas/check.v1.json)
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

#[derive(Debug, clap::Args)]
pub(super) struct FileArgs {
    /// The file; `-` or nothing is standard input
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) surroundings: SurroundingArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct EvalArgs {
    /// The file; `-` or nothing is standard input
    pub(super) file: Option<PathBuf>,
    /// How to print what it comes to
    #[arg(long, value_enum, default_value_t = DataFormat::Dhall)]
    pub(super) format: DataFormat,
    #[command(flatten)]
    pub(super) data: DataArgs,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Say on standard error what took how long, file by file
    #[arg(long)]
    pub(super) explain_time: bool,
    #[command(flatten)]
    pub(super) surroundings: SurroundingArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DataFormat {
    /// The normal form
    Dhall,
    /// As dhall-to-json does it
    Json,
    /// As dhall-to-yaml does it
    Yaml,
}

/// How JSON and YAML come about; without meaning for Dhall.
#[derive(Debug, clap::Args)]
pub(super) struct DataArgs {
    /// JSON on one line
    #[arg(long)]
    pub(super) compact: bool,
    /// Keep fields that are null
    #[arg(long, conflicts_with = "omit_empty")]
    pub(super) preserve_null: bool,
    /// Leave out fields that are null, and records and lists that hold nothing else
    #[arg(long)]
    pub(super) omit_empty: bool,
    /// The field with the name in a list that becomes an object
    #[arg(long, value_name = "FIELD", default_value = "mapKey")]
    pub(super) key: String,
    /// The field with the value in a list that becomes an object
    #[arg(long, value_name = "FIELD", default_value = "mapValue")]
    pub(super) value: String,
    /// Keep lists of names and values as lists
    #[arg(long, conflicts_with_all = ["key", "value"])]
    pub(super) no_maps: bool,
    /// JSON: `null` for `NaN`, and the largest number for an infinity
    #[arg(long)]
    pub(super) approximate_special_doubles: bool,
    /// YAML: each element of a list as a document of its own
    #[arg(long)]
    pub(super) documents: bool,
    /// Keep the order in which fields were written, instead of sorting them
    #[arg(long)]
    pub(super) preserve_order: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct BinaryArgs {
    /// The file; `-` or nothing is standard input
    pub(super) file: Option<PathBuf>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) surroundings: SurroundingArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct RewriteArgs {
    /// The files to rewrite; `-` or nothing is standard input, printed to standard output
    pub(super) files: Vec<PathBuf>,
    /// Write nothing; say what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) surroundings: SurroundingArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ResolveArgs {
    /// The file; `-` or nothing is standard input
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) depth: DepthArgs,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) surroundings: SurroundingArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct VendorArgs {
    /// The configuration repository, or a folder in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) repo: PathBuf,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    /// How to print what is wrong; for people on standard error, else on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Report::Human)]
    pub(super) report: Report,
}

/// What to list instead of printing the expression.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct DepthArgs {
    /// List every file that it depends on, by path
    #[arg(long, visible_alias = "transitive")]
    pub(super) transitive_dependencies: bool,
    /// List the imports of the file itself, as they are written
    #[arg(long, visible_alias = "immediate")]
    pub(super) immediate_dependencies: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    /// The file before
    pub(super) before: PathBuf,
    /// The file after
    pub(super) after: PathBuf,
    #[command(flatten)]
    pub(super) surroundings: SurroundingArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct TestArgs {
    /// Files or folders [default: the root]
    pub(super) paths: Vec<PathBuf>,
    /// Write the golden files that are there anew
    #[arg(long)]
    pub(super) update: bool,
    #[command(flatten)]
    pub(super) surroundings: SurroundingArgs,
}
