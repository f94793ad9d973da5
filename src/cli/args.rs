//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::console::ColourChoice;
use super::dhall::args::DhallArgs;
use super::exit;
use super::output::{self, Report};
use crate::compile::{Address, AllowedHost, AsOf, Authority, Class, Version};
use crate::model::{Date, EnvironmentKind};
use crate::schema::Document;

/// A configuration-as-code compiler: checks, compares and renders a fleet of instances written in Dhall.
#[derive(Debug, Parser)]
#[command(name = "meshc", version, after_help = exit::LISTING)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(super) struct Args {
    /// When to colour [also: NO_COLOR, CLICOLOR, CLICOLOR_FORCE, FORCE_COLOR]
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = false
    )]
    pub(super) color: ColourChoice,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check a configuration repository: everything that is wrong, in one run
    Check(CheckArgs),
    /// Show what changes against a git revision
    Plan(PlanArgs),
    /// Write the files that are deployed, for each environment
    Render(RenderArgs),
    /// Show which commits changed what is configured, newest first
    Log(LogArgs),
    /// Show which commit gave each value its present meaning
    Blame(BlameArgs),
    /// Show the source places that produced a value
    Why(WhyArgs),
    /// Work with Dhall files: eval, type, hash, format, lint, freeze, vendor, diff, test and more
    Dhall(DhallArgs),
    /// List when environments are rolled out, and what stands against it
    Windows(WindowsArgs),
    /// Tell whether a change may be rolled out at an instant; exits with 3 if not
    Gate(GateArgs),
    /// Write your approval of a change into a file, for you to commit
    Approve(ApproveArgs),
    /// Show where every environment stands with its release, and the next deadline
    Status(StatusArgs),
    /// Print the page of a code, or what is known of a setting
    Explain(ExplainArgs),
    /// Print the JSON Schema or the Dhall types of what meshc reads and prints
    Schema(SchemaArgs),
    /// Write a new configuration repository, or refresh the types of one
    Init(InitArgs),
    /// Write the example fleet with a short history, and show what meshc says of it
    Demo(DemoArgs),
}

impl Command {
    /// The format in which a failure is told.
    pub(super) fn format(&self) -> FailureFormat {
        match self {
            Self::Check(args) => match args.printed() {
                // The rest have a place for findings and none for a failure.
                CheckFormat::Human
                | CheckFormat::Github
                | CheckFormat::Gitlab
                | CheckFormat::Junit
                | CheckFormat::Rdjson => FailureFormat::Human,
                CheckFormat::Json => FailureFormat::Json,
                CheckFormat::Jsonl => FailureFormat::Jsonl,
                CheckFormat::Sarif => FailureFormat::Sarif,
            },
            Self::Plan(args) => match args.printed() {
                PlanFormat::Human | PlanFormat::Markdown | PlanFormat::Html | PlanFormat::Gitlab => {
                    FailureFormat::Human
                }
                PlanFormat::Json | PlanFormat::ChangeRequest => FailureFormat::Json,
            },
            Self::Dhall(args) => args.format(),
            Self::Status(args) => match args.format {
                StatusFormat::Human | StatusFormat::Markdown => FailureFormat::Human,
                StatusFormat::Json => FailureFormat::Json,
            },
            Self::Windows(args) => match args.format {
                StatusFormat::Human | StatusFormat::Markdown => FailureFormat::Human,
                StatusFormat::Json => FailureFormat::Json,
            },
            Self::Gate(args) => args.format.failure(),
            Self::Log(args) => args.format.failure(),
            Self::Blame(args) => args.format.failure(),
            Self::Why(args) => args.format.failure(),
            Self::Render(_)
            | Self::Approve(_)
            | Self::Explain(_)
            | Self::Schema(_)
            | Self::Init(_)
            | Self::Demo(_) => FailureFormat::Human,
        }
    }
}

/// The format in which a failure is told, beside the line on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureFormat {
    Human,
    Json,
    Jsonl,
    Sarif,
}

/// Which files of which repository.
#[derive(Debug, clap::Args)]
pub(super) struct RepositoryArgs {
    /// The configuration repository, or a folder in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) repo: PathBuf,
    /// The day by which to judge, such as 2025-12-17 [default: the day of the last release of the catalog]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) as_of: Option<Date>,
}

/// What Dhall may import from outside of the repository; nothing, unless it is named.
#[derive(Debug, clap::Args)]
pub(super) struct ReachArgs {
    /// Let imports read an environment variable; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(super) allow_env: Vec<String>,
    /// Let imports ask a host, such as prelude.dhall-lang.org; may be given more than once
    #[arg(long, value_name = "HOST")]
    pub(super) allow_host: Vec<AllowedHost>,
    /// Also believe servers whose certificate is signed by an authority of this network; a file in the format PEM;
    /// may be given more than once
    #[arg(long, value_name = "FILE", value_parser = super::reach::authority)]
    pub(super) certificate_authority: Vec<Authority>,
    /// Neither read nor write what earlier runs proved, nor the cache that Dhall programs share
    #[arg(long)]
    pub(super) no_cache: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    #[command(flatten)]
    pub(super) at: AtArgs,
    /// Judge as if every environment ran that release of the catalog: what an upgrade would break
    #[arg(long, value_name = "RELEASE")]
    pub(super) as_if_release: Option<Version>,
    /// How to print what was found [default: human]
    #[arg(long, value_enum)]
    pub(super) format: Option<CheckFormat>,
    /// Also write a report to a file, such as sarif=meshc.sarif; may be given more than once, and all are written or
    /// none
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(super) report: Vec<Report<CheckFormat>>,
}

impl CheckArgs {
    /// The format for standard output; a clash is told when it is written.
    fn printed(&self) -> CheckFormat {
        output::printed(self.format, &self.report, CheckFormat::Human).unwrap_or(CheckFormat::Human)
    }
}

/// Which state of the repository; the files on disk, unless told otherwise.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct AtArgs {
    /// The files of a git revision
    #[arg(long, value_name = "REV")]
    pub(super) rev: Option<String>,
    /// What is staged in the git index
    #[arg(long)]
    pub(super) staged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people, with the source underlined
    Human,
    /// One JSON document (schemas/check.v1.json)
    Json,
    /// One JSON object a line: the version, each finding, the counts
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for CI servers that list tests
    Junit,
    /// Commands of GitHub Actions, which it shows beside the lines
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// Diagnostics of reviewdog, with suggestions
    Rdjson,
}

#[derive(Debug, clap::Args)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    /// The revision to compare with [default: the merge base with the upstream branch, else HEAD]
    #[arg(long, value_name = "REV")]
    pub(super) base: Option<String>,
    #[command(flatten)]
    pub(super) head: HeadArgs,
    /// Say instead what is right in --head and in that revision, and wrong when both are merged
    #[arg(
        long,
        value_name = "REV",
        requires = "head",
        conflicts_with_all = [
            "diff", "detailed_exitcode", "report", "class", "env", "context", "summarize", "expect_no_changes"
        ]
    )]
    pub(super) with: Option<String>,
    /// How to print the plan [default: human]
    #[arg(long, value_enum)]
    pub(super) format: Option<PlanFormat>,
    /// Also write a report to a file, such as html=plan.html; may be given more than once, and all are written or none
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(super) report: Vec<Report<PlanFormat>>,
    /// Only show changes of a class, such as gate, or of several: gate,access; may be given more than once
    #[arg(long, value_name = "CLASS", value_parser = class, value_delimiter = ',')]
    pub(super) class: Vec<Class>,
    #[command(flatten)]
    pub(super) environments: EnvironmentArgs,
    /// What to show of the values that stay
    #[arg(long, value_enum, default_value_t = ContextArg::Identity)]
    pub(super) context: ContextArg,
    /// Only show the verdict and how much changes in each environment
    #[arg(long)]
    pub(super) summarize: bool,
    /// Take any change for an error, for refactorings
    #[arg(long)]
    pub(super) expect_no_changes: bool,
    /// Also show the difference of the rendered files
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) diff: Option<DiffWhat>,
    /// Exit with 2 if there are changes
    #[arg(long, alias = "exit-code")]
    pub(super) detailed_exitcode: bool,
}

impl PlanArgs {
    /// The format for standard output; a clash is told when it is written.
    fn printed(&self) -> PlanFormat {
        output::printed(self.format, &self.report, PlanFormat::Human).unwrap_or(PlanFormat::Human)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ContextArg {
    /// Nothing
    None,
    /// The customer and the release
    Identity,
    /// Everything
    Full,
}

/// What the base is compared with; the files on disk, unless told otherwise.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct HeadArgs {
    /// Compare the files of a git revision
    #[arg(long, value_name = "REV")]
    pub(super) head: Option<String>,
    /// Compare what is staged in the git index
    #[arg(long)]
    pub(super) staged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanFormat {
    /// For people
    Human,
    /// One JSON document (schemas/plan.v1.json)
    Json,
    /// For a pull request
    Markdown,
    /// For a browser: one page without requests, with a filter
    Html,
    /// For a service desk (schemas/change-request.v1.json)
    ChangeRequest,
    /// GitLab's report of type terraform, for the box on merge requests
    Gitlab,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffWhat {
    /// The files that `meshc render` writes
    Rendered,
}

#[derive(Debug, clap::Args)]
pub(super) struct RenderArgs {
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    #[command(flatten)]
    pub(super) at: AtArgs,
    /// Where to write
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Only instances whose id matches
    #[arg(long, value_name = "GLOB")]
    pub(super) instance: Option<String>,
    /// Only environments of that kind: production or staging
    #[arg(long, value_name = "KIND", value_parser = environment)]
    pub(super) env: Option<EnvironmentKind>,
    /// Write nothing; list what differs, and exit with 1 if anything does
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    /// For people
    Human,
    /// One JSON document (schemas/log.v1.json, schemas/blame.v1.json, schemas/why.v1.json)
    Json,
}

impl TextFormat {
    fn failure(self) -> FailureFormat {
        match self {
            Self::Human => FailureFormat::Human,
            Self::Json => FailureFormat::Json,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct LogArgs {
    /// What it is about: `acme`, `acme/production`, `acme/production.release` [default: everything]
    #[arg(value_name = "ADDRESS")]
    pub(super) address: Option<Address>,
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    /// The revision that the history leads to
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub(super) rev: String,
    /// Only commits since that day, or those that a revision does not have
    #[arg(long, value_name = "REV|DATE")]
    pub(super) since: Option<String>,
    /// Only instances whose id matches
    #[arg(long, value_name = "GLOB")]
    pub(super) instance: Option<String>,
    /// Also name the commits that change nothing, and the merges
    #[arg(long)]
    pub(super) all: bool,
    /// Only count what each commit changed, and what changes most; of --format human
    #[arg(long)]
    pub(super) stat: bool,
    /// How to print the log
    #[arg(long, value_enum, default_value_t = TextFormat::Human)]
    pub(super) format: TextFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct BlameArgs {
    /// Whose values: `acme`, `acme/production`, `acme/production.rollout`
    #[arg(value_name = "ADDRESS")]
    pub(super) address: Address,
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    /// The revision whose values they are
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub(super) rev: String,
    /// How to print the table
    #[arg(long, value_enum, default_value_t = TextFormat::Human)]
    pub(super) format: TextFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct WhyArgs {
    /// Which values: `acme/production.release`, or all below `acme/production.rollout`
    #[arg(value_name = "ADDRESS")]
    pub(super) address: Address,
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    #[command(flatten)]
    pub(super) at: AtArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = TextFormat::Human)]
    pub(super) format: TextFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    #[command(flatten)]
    pub(super) at: AtArgs,
    /// Only instances whose id matches
    #[arg(long, value_name = "GLOB")]
    pub(super) instance: Option<String>,
    /// Only environments of that kind: production or staging
    #[arg(long, value_name = "KIND", value_parser = environment)]
    pub(super) env: Option<EnvironmentKind>,
    /// Which environments come first
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = StatusOrder::Address)]
    pub(super) sort: StatusOrder,
    /// How to print where they stand
    #[arg(long, value_enum, default_value_t = StatusFormat::Human)]
    pub(super) format: StatusFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusOrder {
    /// By instance, production before staging
    Address,
    /// What is overdue first, then by the next deadline
    Urgency,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusFormat {
    /// For people
    Human,
    /// One JSON document (schemas/status.v1.json)
    Json,
    /// For a document
    Markdown,
}

/// Which environments; all, unless told otherwise.
#[derive(Debug, clap::Args)]
pub(super) struct EnvironmentArgs {
    /// Only environments such as acme/production, */staging, acme or production; may be given more than once
    #[arg(long, value_name = "GLOB")]
    pub(super) env: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct WindowsArgs {
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    #[command(flatten)]
    pub(super) at: AtArgs,
    /// The first day, or an instant such as 2025-12-18T17:45:00+01:00
    #[arg(long, value_name = "DATE|INSTANT", value_parser = as_of)]
    pub(super) from: AsOf,
    /// The last day, or the instant of the end
    #[arg(long, value_name = "DATE|INSTANT", value_parser = as_of)]
    pub(super) until: AsOf,
    /// Count the approvals of the change against a revision
    #[arg(long, value_name = "REV")]
    pub(super) base: Option<String>,
    #[command(flatten)]
    pub(super) environments: EnvironmentArgs,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = StatusFormat::Human)]
    pub(super) format: StatusFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct GateArgs {
    /// The configuration repository, or a folder in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) repo: PathBuf,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    #[command(flatten)]
    pub(super) range: RangeArgs,
    /// When: an instant such as "$(date -u +%FT%TZ)", or a day, on which everything must hold from its beginning to its end
    #[arg(long, value_name = "INSTANT|DATE", value_parser = as_of)]
    pub(super) as_of: Option<AsOf>,
    #[command(flatten)]
    pub(super) environments: EnvironmentArgs,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = GateFormat::Human)]
    pub(super) format: GateFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum GateFormat {
    /// For people
    Human,
    /// One JSON document (schemas/gate.v1.json)
    Json,
}

impl GateFormat {
    fn failure(self) -> FailureFormat {
        match self {
            Self::Human => FailureFormat::Human,
            Self::Json => FailureFormat::Json,
        }
    }
}

/// Which change: only what is committed counts.
#[derive(Debug, clap::Args)]
pub(super) struct RangeArgs {
    /// The revision before the change [default: the merge base with the upstream branch; after a merge, name HEAD^1]
    #[arg(long, value_name = "REV")]
    pub(super) base: Option<String>,
    /// The revision with the change
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub(super) head: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct ApproveArgs {
    #[command(flatten)]
    pub(super) repository: RepositoryArgs,
    #[command(flatten)]
    pub(super) reach: ReachArgs,
    #[command(flatten)]
    pub(super) range: RangeArgs,
    /// In which role you approve: one that the gate names
    #[arg(long = "as", value_name = "ROLE")]
    pub(super) role: String,
    #[command(flatten)]
    pub(super) environments: EnvironmentArgs,
    /// Who approves [default: user.name and user.email of git]
    #[arg(long, value_name = "NAME <MAIL>")]
    pub(super) who: Option<String>,
    /// The last day on which the approval holds [default: as long as nothing of the change changes]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) until: Option<Date>,
    /// Where the approval was asked for
    #[arg(long, value_name = "TICKET")]
    pub(super) ticket: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// The code, such as R13, or the name of a setting, such as mesh.panel.environment.motd
    #[arg(required_unless_present = "list")]
    pub(super) code: Option<String>,
    /// List every code
    #[arg(long, conflicts_with = "code")]
    pub(super) list: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// Of what; without it, all are listed
    #[arg(value_enum, value_name = "NAME")]
    pub(super) name: Option<Document>,
    /// In which language
    #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
    pub(super) format: SchemaFormat,
    /// One file of the Dhall package, such as settings/osb/platform.dhall
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "format"])]
    pub(super) file: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaFormat {
    /// JSON Schema 2020-12; an alternative of a union is an object with its label as the only key
    Json,
    /// The Dhall package, with its comments; only of what is read
    Dhall,
}

#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Where to write; it must be empty or not there
    pub(super) dir: PathBuf,
    /// Only bring schema/ of a repository that is there up to this meshc
    #[arg(long)]
    pub(super) schema_only: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {
    /// Where to write; it must be empty or not there [default: a new temporary directory, which is kept]
    pub(super) dir: Option<PathBuf>,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map(Date)
        .map_err(|_| "write a day as YYYY-MM-DD, such as 2025-12-17".to_owned())
}

fn as_of(text: &str) -> Result<AsOf, String> {
    let day = text.parse().map(|day| AsOf::Day(Date(day)));
    // An instant reads as a day, too, if what follows that is passed over.
    match (text.contains(['T', 't', ' ']), text.parse()) {
        (true, Ok(instant)) => Ok(AsOf::Instant(instant)),
        (false, _) if day.is_ok() => day.map_err(|error: jiff::Error| error.to_string()),
        _ => Err(
            "write a day as YYYY-MM-DD, or an instant with its zone, such as 2025-12-18T16:45:00Z".to_owned(),
        ),
    }
}

fn environment(text: &str) -> Result<EnvironmentKind, String> {
    text.parse()
        .map_err(|error: crate::model::UnknownEnvironmentKind| error.to_string())
}

fn class(text: &str) -> Result<Class, String> {
    let known = Class::ALL.iter().find(|class| class.as_str() == text);
    known.copied().ok_or_else(|| {
        let names: Vec<&str> = Class::ALL.iter().map(|class| class.as_str()).collect();
        format!("there are {}", names.join(", "))
    })
}
