//! meshc, a configuration-as-code compiler.
//!
//! A git repository of Dhall describes the instances of a software product. meshc type-checks it into a
//! validated model, compares it with an earlier revision for review, and renders the files that are deployed.
//!
//! # The way of the data
//!
//! ```text
//!                             +------ dhall ------+
//! repository::Snapshot -> Host -> Ast -> Code -> Datum (+ origins) -> lower -> model::Fleet -+-> rules  -> findings
//! (working tree | git index | git revision | directory)                release::Catalog -----+-> change -> Plan
//!                                                                                            +-> render -> Bundle
//!                                                                findings, Plan, Bundle -> report -> text, JSON, ...
//! ```
//!
//! One type for each stage, and a stage is a function from one type to the next. Both sides of a comparison,
//! `before` and `after`, go the same way. A configuration's mistakes are data beside the result, so that one
//! instance's type error never hides another's. Only [`compile`] sees every stage.
//!
//! # Who may import whom
//!
//! | room | holds | may use |
//! |---|---|---|
//! | `source` | files, spans, paths, line index | – |
//! | `diagnostic` | code, severity, message, labelled spans; collection, order, pages | `source` |
//! | `yaml` | YAML text that every reader takes alike | – |
//! | `dhall::syntax` | expression tree, parser, printer, formatter | `source`, `diagnostic` |
//! | `dhall::binary` | CBOR both ways | `source`, `dhall::syntax` |
//! | `dhall::datum` | plain data with origins, its types, the engine's findings | `source`, `diagnostic`, `dhall::syntax` |
//! | `dhall::semantics` | values, evaluation, normal forms, inference, equivalence, built-ins | `source`, `diagnostic`, `dhall::syntax`, `dhall::binary`, `dhall::datum` |
//! | `dhall::import` | locations, chaining, policy, hashes, resolution; `Host` is its only way out | `source`, `diagnostic`, `dhall::syntax`, `dhall::binary`, `dhall::datum`, `dhall::semantics` |
//! | `dhall::convert` | values to JSON and YAML | `source`, `diagnostic`, `yaml`, `dhall::syntax`, `dhall::datum`, `dhall::semantics`, `dhall::import` |
//! | `dhall::rewrite` | edits that keep what a file comes to: lint, freeze | `source`, `diagnostic`, `dhall::syntax` |
//! | `dhall::difference` | what differs between two values, by path | `source`, `dhall::syntax`, `dhall::semantics`, `dhall::import` |
//! | `dhall` | the engine's door | `source`, `diagnostic`, `dhall::syntax`, `dhall::binary`, `dhall::datum`, `dhall::semantics`, `dhall::import`, `dhall::convert`, `dhall::rewrite`, `dhall::difference` |
//! | `network` | which servers may be asked, and asking them | – |
//! | `repository` | snapshots of the working tree, the index and revisions; discovery of instances; commits and who wrote which line | `source`, `diagnostic` |
//! | `model` | the typed instance model: plans, environments, settings, secrets, origins | `source` |
//! | `release` | versions, the release catalog | `source`, `diagnostic`, `model` |
//! | `lower` | Dhall's data to `model` and `release`, with an origin for every part | `source`, `diagnostic`, `dhall`, `dhall::syntax`, `dhall::datum`, `model`, `release` |
//! | `change` | two fleets to a plan: align, compare, classify, digest | `source`, `model`, `release` |
//! | `gate` | whether a change may be rolled out at an instant, and which approvals count | `source`, `diagnostic`, `model`, `release`, `change` |
//! | `rules` | checks of a fleet or of a change; one rule, one file | `source`, `diagnostic`, `model`, `release`, `change`, `gate` |
//! | `render` | a fleet to bundles of files; writing and comparing them | `source`, `diagnostic`, `yaml`, `model`, `release`, `change` |
//! | `report` | findings, plans, histories and the ways to values, for people, programs, CI systems, reviews and service desks | `source`, `diagnostic`, `model`, `release`, `change`, `gate`, `rules` |
//! | `schema` | the JSON Schemas and the Dhall package that come with the program | `model`, `release` |
//! | `compile` | the pipeline: the only room that sees every stage | `source`, `diagnostic`, `dhall`, `dhall::syntax`, `dhall::rewrite`, `network`, `repository`, `model`, `release`, `lower`, `change`, `gate`, `rules`, `render`, `report`, `schema` |
//! | `example` | the example fleet that comes with the program, as a git repository | `source` |
//! | `setup` | a new configuration repository, and the package of one that is there | `schema` |
//! | `cli::dhall` | the commands of the engine by itself | `source`, `diagnostic`, `dhall`, `dhall::syntax`, `dhall::binary`, `dhall::convert`, `dhall::rewrite`, `dhall::difference`, `repository`, `report`, `compile` |
//! | `cli` | arguments, one file for each command, console, exit codes | `source`, `model`, `repository`, `report`, `compile`, `schema`, `example`, `setup` |
//!
//! `cargo test` reads this table and holds every `use crate::` to it.

pub mod change;
pub mod cli;
pub mod compile;
pub mod dhall;
pub mod diagnostic;
pub mod example;
pub mod gate;
pub mod lower;
pub mod model;
pub mod network;
pub mod release;
pub mod render;
pub mod report;
pub mod repository;
pub mod rules;
pub mod schema;
pub mod setup;
pub mod source;
pub mod yaml;
