//! The pipeline: from snapshots to findings, plans and bundles.
//!
//! ```text
//! Snapshot -> Loaded (fleet, catalog, findings) -+-> check
//!                                                +-> plan, with the Loaded of the other side
//!                                                +-> skew, with those of two branches and their merge
//!                                                +-> render
//!                                                +-> standings
//!                                                +-> why: the way to one value
//! commits -> Timeline of states -> log, blame
//! ```
//!
//! The only room that sees every stage. Both sides of a comparison go through the same stages; the mistakes of a
//! configuration travel beside the result, so one instance's type error never hides another's.

mod address;
mod approve;
mod assume;
mod author;
mod blame;
mod cache;
mod cause;
mod disruption;
mod echo;
mod environments;
mod explain;
mod gate;
mod host;
mod level;
mod load;
mod log;
mod memo;
mod object;
mod outside;
mod outward;
mod package;
mod plan;
mod proofs;
mod reach;
mod render;
mod selection;
mod skew;
mod status;
mod timeline;
mod vendor;
mod vendored;
mod why;
mod windows;
mod wording;

pub use address::{Address, AddressError};
pub use approve::{ApprovalRefused, Approved, Approver, approve};
pub use assume::{UnknownRelease, load_as_if};
pub use author::authors;
pub use blame::{BlameOptions, blame};
pub use environments::Environments;
pub use explain::{page, pages, setting};
pub use gate::{AsOf, Gated, gate, makers};
pub use host::unread;
pub use load::{Loaded, load};
pub use log::{LogOptions, log};
pub use outside::{Files, Outside};
pub use plan::{Holdings, PlanOptions, Planned, plan};
pub use proofs::Proofs;
pub use reach::Reach;
pub use render::{Rendered, render};
pub use selection::{Selection, SelectionError};
pub use skew::{Skewed, skew};
pub use status::standings;
pub use timeline::HistoryError;
pub use vendor::{Vendored, vendor};
pub use why::why;
pub use windows::{Pending, windows};

pub use crate::change::Class;
pub use crate::network::{AllowedHost, Authority};
pub use crate::release::Version;
pub use crate::render::{Comparison, Scope, WriteError, compare, write};

use crate::diagnostic::{Page, Severity};

/// The pages of the findings that only the pipeline can make.
const PAGES: &[Page] = &[
    Page {
        code: load::NO_CATALOG,
        level: Severity::Error,
        title: "There is a release catalog",
        text: "The catalog lists every release: number, date, kind, main topics, and whether it breaks something. It\n\
               is `releases/catalog.dhall`, or the file that `catalog` in `meshc.dhall` names.\n\n\
               Without it nobody knows which releases there are, which of them are at their end of life, and what\n\
               SaaS instances run.\n\n\
               Instead of deleting it, add releases to it; a file without any is\n\n\
               ```dhall\n\
               let meshc = ../schema/package.dhall\n\n\
               in  meshc.Catalog::{ releases = [] : List meshc.Release.Type }\n\
               ```\n",
    },
    Page {
        code: package::NOT_CURRENT,
        level: Severity::Warning,
        title: "The types of the repository are those of the program",
        text: "Each meshc comes with the Dhall package of its model, and a repository has a copy of it in `schema/`.\n\
               A file of the copy is missing or differs, be it in a comment: another meshc wrote it, or somebody\n\
               edited it. Errors that the right package would not give are folded into this finding, but for the\n\
               first. Further files in `schema/` are nobody's business.\n\n\
               With other types than the program's, instances are refused for reasons that are not theirs, and what\n\
               is checked is not what reviewers read in `schema/`.\n\n\
               Instead of editing the copy, write it anew:\n\n\
               ```sh\n\
               meshc init --schema-only .\n\
               ```\n\n\
               If `schema/` is newer than this meshc, run the newer meshc instead.\n",
    },
    Page {
        code: level::BAD_LEVEL,
        level: Severity::Error,
        title: "A repository raises levels of rules and lowers none",
        text: "`levels` in `meshc.dhall` says which findings are worse in this repository than they are by\n\
               themselves. It names codes that there are, and no level below the one that `meshc explain --list`\n\
               shows: a rule that is switched off for good protects nobody. Where it cannot be kept for a while, a\n\
               file in `waivers/` makes an exception.\n\n\
               ```dhall\n\
               meshc.Repository::{ levels = [ { rule = \"R7\", level = meshc.Level.Error } ] }\n\
               ```\n",
    },
    Page {
        code: plan::NOT_COMPARED,
        level: Severity::Warning,
        title: "An instance is compared only if both sides can be read",
        text: "The base of the comparison holds an instance with a mistake, so nobody can say what it came to. The\n\
               plan leaves the instance out on both sides and says that it is not complete.\n\n\
               Choose another base, or review the instance by its file.\n",
    },
    Page {
        code: load::OTHER_PACKAGE,
        level: Severity::Note,
        title: "The base of a comparison is read as it was written",
        text: "The base is older than this meshc. Its `schema/` is the package of another one, with which its files\n\
               cannot be read here, or its `meshc.dhall` cannot be read at all.\n\n\
               In the first case it is read with the types and defaults of this meshc, as if the package had been\n\
               refreshed there, and what only newer types can say has its default. In the second case the usual\n\
               settings hold for the base. Either way a difference may come from that alone.\n\n\
               Refresh the package in a change of its own (`meshc init --schema-only .`); from then on both sides\n\
               are read as they are written.\n",
    },
    Page {
        code: plan::UNEXPECTED,
        level: Severity::Error,
        title: "A refactoring changes nothing",
        text: "`meshc plan --expect-no-changes` promises that both sides come to the same: what was moved, renamed or\n\
               factored out means what it meant. Something does not, or could not be compared.\n\n\
               The plan shows what differs. If the change is meant, plan it without `--expect-no-changes`; if not,\n\
               mend the lines that the finding points at.\n",
    },
    Page {
        code: render::UNRENDERABLE,
        level: Severity::Error,
        title: "An environment is rendered wholly or not at all",
        text: "Something in the environment cannot be said in a manifest: a character that no config map holds, or\n\
               names that a cluster would refuse. The finding says which.\n\n\
               Nothing is written for any environment until it is mended, so that what is deployed stays whole.\n",
    },
];
