//! Loading: every import is read, parsed, typed and evaluated once, whoever asks.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::ahead::{Ahead, Tree};
use super::answer::{Answer, Unread};
use super::clock::{Clock, Stage};
use super::header::UserHeaders;
use super::host::{Host, ReadError};
use super::integrity;
use super::limit::{BUDGET, ImportLimits, exceeded};
use super::link::Frame;
use super::location::Canonical;
use super::proof::{Key, Proof};
use crate::dhall::binary;
use crate::dhall::datum::Finding;
use crate::dhall::semantics::code::{Code as Node, NO_FILE};
use crate::dhall::semantics::compile::compile;
use crate::dhall::semantics::encode::encoded;
use crate::dhall::semantics::infer::{Parts, infer};
use crate::dhall::semantics::machine::{Eval, Machine, ThunkId};
use crate::dhall::syntax::{Ast, Expr, ExprId, ImportMode, parse_bytes};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, RepoPath, SourceName, Sources, Span};

pub(super) const IMPORT: Code = Code("dhall/import");
pub(super) const POLICY: Code = Code("dhall/policy");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ModuleId(pub(super) usize);

#[derive(Clone, Copy)]
pub(super) enum State {
    Loading,
    Ready { value: ThunkId, ty: ThunkId },
    Failed,
    Absent,
}

/// One import in one mode.
pub(super) struct Module {
    pub(super) state: State,
    pub(super) location: Canonical,
    pub(super) findings: Vec<Finding>,
    /// What it imports, with the places of the imports.
    pub(super) children: Vec<(ModuleId, Span)>,
    /// Its tree and code, kept for the questions that come later.
    pub(super) parts: Option<Arc<Parts>>,
    /// Whether nothing is wrong with it or with what it imports.
    pub(super) clean: bool,
    /// Whether there is nothing to say of it or of what it imports, not even a warning.
    pub(super) quiet: bool,
    /// Why its own content is absent, where that is known.
    pub(super) missed: Option<String>,
    /// It and all that it imports, at any distance, once somebody asked.
    below: Option<Arc<[ModuleId]>>,
    digest: Option<[u8; 32]>,
    /// Whether an earlier run found that digest out.
    pub(super) recalled: bool,
    /// Whether its encoded value is too long for the host to keep.
    pub(super) is_long: bool,
    /// Whether an earlier run proved it, or a cache had its value.
    pub(super) is_cached: bool,
    pub(super) mode: ImportMode,
    /// The digest of its bytes, if it may be proven.
    pub(super) content: Option<[u8; 32]>,
    /// What a proof of it is kept under, when there is nothing to say of it.
    pub(super) key: Option<Key>,
}

/// What a cache has under a digest.
#[derive(Clone, Copy)]
pub(super) enum Cached {
    Nothing,
    /// Something that is not what it should be.
    Poisoned,
    Module(ModuleId),
}

/// Everything that was loaded.
pub(super) struct Loader<'h> {
    pub(super) host: &'h dyn Host,
    sources: Sources,
    pub(super) limits: ImportLimits,
    pub(super) modules: Vec<Module>,
    /// What was read at each location.
    pub(super) answers: HashMap<Canonical, Result<Answer, ReadError>>,
    pub(super) user_headers: UserHeaders,
    /// What environment variables held, which no message may show.
    secrets: Vec<String>,
    pub(super) by_place: HashMap<(Canonical, ImportMode), ModuleId>,
    /// The modules that are being loaded, outermost first, each with the place that imports the next.
    pub(super) stack: Vec<ModuleId>,
    by_digest: HashMap<[u8; 32], Cached>,
    /// Of the present evaluation.
    pub(super) bytes: usize,
    pub(super) count: usize,
    /// What the host was given to keep.
    kept: HashSet<[u8; 32]>,
    /// Whether proofs of earlier runs are used and new ones kept.
    pub(super) proving: bool,
    /// Whether one was used.
    pub(super) relied: bool,
    /// What was proven since the host was last told.
    pub(super) proven: BTreeMap<Key, Proof>,
    /// Where somebody asks what each file costs.
    pub(super) clock: Option<Clock>,
    pub(super) ahead: Arc<Ahead>,
    /// The tree of what was read last, if it was read ahead.
    pub(super) foreseen: Option<(Canonical, Tree)>,
}

/// What came of one request to load something.
pub(super) enum Loaded {
    Module(ModuleId),
    /// It is on the way of being loaded already.
    Cycle,
    Refused(Box<Diagnostic>),
}

impl<'h> Loader<'h> {
    pub(super) fn new(host: &'h dyn Host, sources: Sources, limits: ImportLimits) -> Self {
        Self {
            host,
            sources,
            limits,
            modules: Vec::new(),
            answers: HashMap::new(),
            user_headers: UserHeaders::Unasked,
            secrets: Vec::new(),
            by_place: HashMap::new(),
            stack: Vec::new(),
            by_digest: HashMap::new(),
            bytes: 0,
            count: 0,
            kept: HashSet::new(),
            proving: host.keeps_proofs(),
            relied: false,
            proven: BTreeMap::new(),
            clock: None,
            ahead: Arc::default(),
            foreseen: None,
        }
    }

    /// A loader that has read nothing, and relies on nothing that earlier runs found out.
    pub(super) fn afresh(&self) -> Self {
        let mut new = Self::new(self.host, self.sources.clone(), self.limits);
        new.proving = false;
        new.clock = self.clock.as_ref().map(|_| Clock::default());
        new.ahead = Arc::clone(&self.ahead);
        new.ahead.forget();
        new
    }

    pub(super) fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0]
    }

    /// The value and type of a module, if it has them.
    pub(super) fn result(&self, id: ModuleId) -> Option<(ThunkId, ThunkId)> {
        match self.module(id).state {
            State::Ready { value, ty } => Some((value, ty)),
            _ => None,
        }
    }

    /// The file of the repository that a module is.
    pub(super) fn path(&self, id: ModuleId) -> Option<RepoPath> {
        self.module(id).location.repo_path()?.ok()
    }

    /// A finding about a module as it may be shown: what an environment variable holds may be secret.
    pub(super) fn disclosed(&self, id: ModuleId, finding: &Finding) -> Finding {
        if let Canonical::Env(name) = &self.module(id).location {
            let message = format!("the environment variable `{name}` holds a mistake");
            return plain(
                Diagnostic::error(finding.diagnostic.code, message).help("what it holds is not shown"),
            );
        }
        let mut finding = finding.clone();
        let shown = &mut finding.diagnostic;
        let labels = shown.primary.iter_mut().chain(&mut shown.related);
        let texts = labels
            .map(|label| &mut label.text)
            .chain([&mut shown.message])
            .chain(&mut shown.expected)
            .chain(&mut shown.help);
        for text in texts {
            for secret in self
                .secrets
                .iter()
                .filter(|secret| text.contains(*secret))
                .collect::<Vec<_>>()
            {
                *text = text.replace(secret, "***");
            }
        }
        finding
    }

    /// Remembers what an environment variable holds, whole and in parts.
    fn learn_secrets(&mut self, text: &str, ast: Option<&Ast>) {
        let literals = ast.into_iter().flat_map(|ast| {
            (0..ast.len()).filter_map(|at| match &ast[ExprId(at as u32)] {
                Expr::Text { segments, .. } => Some(segments.iter().map(|segment| &**segment)),
                _ => None,
            })
        });
        let texts = literals.flatten().chain([text]).map(str::trim);
        // Less than that is no secret, and masking it would mask half of every message.
        let texts = texts.filter(|text| text.len() >= 3).map(str::to_owned);
        self.secrets.extend(texts);
        self.secrets.sort_by_key(|text| std::cmp::Reverse(text.len()));
    }

    /// Whether the module's own file is not there.
    pub(super) fn is_absent(&self, id: ModuleId) -> bool {
        matches!(self.module(id).state, State::Absent) && self.module(id).parts.is_none()
    }

    /// Loads a file of the repository as the root of an evaluation.
    pub(super) fn root(&mut self, machine: &mut Machine, path: &RepoPath) -> Result<ModuleId, Diagnostic> {
        self.stack.clear();
        (self.bytes, self.count) = (0, 0);
        match self.load(machine, Canonical::of(path), ImportMode::Code, None) {
            Loaded::Module(id) => Ok(id),
            Loaded::Cycle => Err(Diagnostic::error(IMPORT, format!("`{path}` imports itself"))),
            Loaded::Refused(finding) => Err(*finding),
        }
    }

    pub(super) fn load(
        &mut self,
        machine: &mut Machine,
        location: Canonical,
        mode: ImportMode,
        site: Option<Span>,
    ) -> Loaded {
        let key = (location, mode);
        if let Some(id) = self.by_place.get(&key) {
            return match self.module(*id).state {
                State::Loading => Loaded::Cycle,
                _ => Loaded::Module(*id),
            };
        }
        if self.stack.len() >= self.limits.depth {
            let message = format!("more than {} files import each other in a row", self.limits.depth);
            return Loaded::Refused(Box::new(at(Diagnostic::error(BUDGET, message), site)));
        }
        let location = key.0.clone();
        let id = self.add(location.clone(), mode);
        self.by_place.insert(key.clone(), id);
        let state = match self.timed(id, Stage::Resolve, |loader| loader.read(machine, &location)) {
            Ok(answer) => {
                self.stack.push(id);
                let state = self.content(machine, id, mode, &answer.bytes);
                self.stack.pop();
                state
            }
            Err(Unread::Absent(why)) => {
                self.modules[id.0].missed = why;
                State::Absent
            }
            Err(Unread::Because(finding)) => {
                // Another place may ask again and wants the finding there.
                self.by_place.remove(&key);
                return Loaded::Refused(Box::new(at(*finding, site)));
            }
        };
        self.settle(id, state);
        Loaded::Module(id)
    }

    /// What the host's cache has under a digest. Others may write there, so it is compared with the digest and
    /// typed like any other import.
    pub(super) fn cached(&mut self, machine: &mut Machine, digest: &[u8; 32]) -> Cached {
        if let Some(known) = self.by_digest.get(digest) {
            return *known;
        }
        let found = match self.host.cached(digest) {
            None => Cached::Nothing,
            Some(bytes) => self
                .decoded(machine, digest, &bytes)
                .map_or(Cached::Poisoned, Cached::Module),
        };
        if let Cached::Module(_) = found {
            self.ahead.digest_found();
        }
        self.by_digest.insert(*digest, found);
        found
    }

    fn decoded(&mut self, machine: &mut Machine, digest: &[u8; 32], bytes: &[u8]) -> Option<ModuleId> {
        if integrity::of_bytes(bytes) != *digest {
            return None;
        }
        let ast = binary::decode(NO_FILE, bytes).ok()?;
        // A normal form has none left, and those of a stranger must not be read.
        if (0..ast.len()).any(|at| matches!(ast[ExprId(at as u32)], Expr::Import(_))) {
            return None;
        }
        let id = self.add(Canonical::Missing, ImportMode::Code);
        let module = &mut self.modules[id.0];
        (module.content, module.is_cached) = (self.proving.then_some(*digest), true);
        self.evaluate(machine, id, ast);
        self.module(id).clean.then_some(id)
    }

    /// The digest of a module's value.
    pub(super) fn digest(&mut self, machine: &mut Machine, id: ModuleId, value: ThunkId) -> Eval<[u8; 32]> {
        if let Some(digest) = self.module(id).digest {
            return Ok(digest);
        }
        let known = self.module(id).key.and_then(|key| self.proof(&key));
        if let Some(Proof {
            digest: Some(digest), ..
        }) = known
        {
            let module = &mut self.modules[id.0];
            (module.digest, module.recalled) = (Some(digest), true);
            return Ok(digest);
        }
        let left = machine.meter.left();
        let (digest, length) = self.timed(id, Stage::Evaluate, |_| integrity::digest(machine, value))?;
        let module = &mut self.modules[id.0];
        (module.digest, module.is_long) = (Some(digest), length > machine.meter.budget.length);
        if let Some(key) = self.module(id).key {
            let steps = known.map_or(0, |known| known.steps) + left.saturating_sub(machine.meter.left());
            let digest = Some(digest);
            self.proven.insert(key, Proof { digest, steps });
        }
        Ok(digest)
    }

    /// Gives the host a normal form to keep, whose digest was verified.
    pub(super) fn keep(&mut self, machine: &mut Machine, digest: &[u8; 32], value: ThunkId) -> Eval<()> {
        let host = self.host;
        if self.kept.insert(*digest) {
            encoded(machine, value, |bytes| host.keep(digest, bytes))?;
        }
        Ok(())
    }

    /// The files of the repository that a module imports, at any distance, sorted.
    pub(super) fn imports(&mut self, id: ModuleId) -> Vec<RepoPath> {
        let children: Vec<ModuleId> = self.module(id).children.iter().map(|(child, _)| *child).collect();
        let mut seen = FxHashSet::default();
        let mut files: Vec<RepoPath> = Vec::new();
        for child in children {
            let below = self.below(child);
            let new = below
                .iter()
                .filter(|id| seen.insert(**id) && !self.is_absent(**id));
            files.extend(new.filter_map(|id| self.path(*id)));
        }
        files.sort();
        // One file may be there in several modes.
        files.dedup();
        files
    }

    /// A module and all that it imports, at any distance.
    fn below(&mut self, id: ModuleId) -> Arc<[ModuleId]> {
        if let Some(below) = &self.module(id).below {
            return Arc::clone(below);
        }
        let mut seen = FxHashSet::from_iter([id]);
        let mut below = vec![id];
        let mut next = 0;
        while let Some(id) = below.get(next) {
            let children = self.module(*id).children.iter().map(|(child, _)| *child);
            let new: Vec<ModuleId> = children.filter(|child| seen.insert(*child)).collect();
            below.extend(new);
            next += 1;
        }
        let below: Arc<[ModuleId]> = below.into();
        self.modules[id.0].below = Some(Arc::clone(&below));
        below
    }

    fn evaluate(&mut self, machine: &mut Machine, id: ModuleId, ast: Ast) {
        self.stack.push(id);
        let state = self.expression(machine, id, ast);
        self.stack.pop();
        self.settle(id, state);
    }

    fn settle(&mut self, id: ModuleId, state: State) {
        let module = self.module(id);
        let is_error = |finding: &Finding| finding.diagnostic.severity == Severity::Error;
        let mut children = module.children.iter().map(|(child, _)| self.module(*child));
        let clean = !module.findings.iter().any(is_error) && children.clone().all(|child| child.clean);
        let quiet = module.findings.is_empty() && children.all(|child| child.quiet);
        let module = &mut self.modules[id.0];
        (module.state, module.clean, module.quiet) = (state, clean, quiet);
    }

    fn add(&mut self, location: Canonical, mode: ImportMode) -> ModuleId {
        self.modules.push(Module {
            state: State::Loading,
            location,
            findings: Vec::new(),
            children: Vec::new(),
            parts: None,
            clean: false,
            quiet: false,
            missed: None,
            below: None,
            digest: None,
            recalled: false,
            is_long: false,
            is_cached: false,
            mode,
            content: None,
            key: None,
        });
        ModuleId(self.modules.len() - 1)
    }

    fn content(&mut self, machine: &mut Machine, id: ModuleId, mode: ImportMode, bytes: &[u8]) -> State {
        let foreseen = self.foreseen.take();
        let foreseen = foreseen.filter(|(at, _)| *at == self.module(id).location);
        let name = self.source_name(id);
        let (file, ast) = match foreseen {
            Some((_, Tree { text, ast })) => (self.sources.add(name, text), Some(ast)),
            None => (
                self.sources.add(name, String::from_utf8_lossy(bytes).as_ref()),
                None,
            ),
        };
        if self.proving && matches!(self.module(id).location, Canonical::Local { .. }) {
            self.modules[id.0].content = Some(integrity::of_bytes(bytes));
        }
        match mode {
            ImportMode::RawText => {
                let state = self.raw_text(machine, id, file, bytes);
                self.identify(id, &[]);
                state
            }
            ImportMode::RawBytes => {
                self.identify(id, &[]);
                raw_bytes(machine, file, bytes)
            }
            ImportMode::Code | ImportMode::Location => match ast {
                Some(mut ast) => {
                    ast.file = file;
                    self.expression(machine, id, ast)
                }
                None => self.code(machine, id, file, bytes),
            },
        }
    }

    fn source_name(&self, id: ModuleId) -> SourceName {
        let location = &self.module(id).location;
        match (location, self.path(id)) {
            (_, Some(path)) => SourceName::Repo(path),
            (Canonical::Env(name), _) => SourceName::Env(name.clone()),
            (Canonical::Remote { .. }, _) => SourceName::Remote(location.shown()),
            _ => SourceName::Named(location.to_string()),
        }
    }

    fn is_env(&self, id: ModuleId) -> bool {
        matches!(self.module(id).location, Canonical::Env(_))
    }

    fn raw_text(&mut self, machine: &mut Machine, id: ModuleId, file: FileId, bytes: &[u8]) -> State {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                if self.is_env(id) {
                    self.learn_secrets(text, None);
                }
                let value = machine.texts.leaf(text);
                let span = Span::new(file, 0, text.len() as u32);
                let code = machine.program.add(Node::Literal(value), span);
                State::Ready {
                    value: machine.shared(code),
                    ty: machine.known.text,
                }
            }
            Err(error) => {
                let finding = crate::dhall::syntax::parser::not_utf8(file, error);
                self.modules[id.0].findings.push(plain(finding));
                State::Failed
            }
        }
    }

    fn code(&mut self, machine: &mut Machine, id: ModuleId, file: FileId, bytes: &[u8]) -> State {
        let parsed = self.timed(id, Stage::Parse, |_| parse_bytes(file, bytes));
        if self.is_env(id) {
            self.learn_secrets(&String::from_utf8_lossy(bytes), Some(&parsed.ast));
        }
        let location = &self.module(id).location;
        if matches!(location, Canonical::Local { .. }) {
            self.ahead.want(location, &parsed.ast);
        }
        self.modules[id.0]
            .findings
            .extend(parsed.findings.into_iter().map(plain));
        self.expression(machine, id, parsed.ast)
    }

    /// Compiles and types a tree.
    fn expression(&mut self, machine: &mut Machine, id: ModuleId, ast: Ast) -> State {
        let depth = machine.depth_mark();
        let (compiled, children, found, outcomes) = self.timed(id, Stage::Resolve, |loader| {
            let mut frame = Frame {
                loader,
                module: id,
                children: Vec::new(),
                findings: Vec::new(),
                outcomes: Some(Vec::new()),
            };
            let compiled = compile(machine, &ast, &mut frame, false);
            (compiled, frame.children, frame.findings, frame.outcomes)
        });
        let module = &mut self.modules[id.0];
        module.children = children;
        module.findings.extend(found);
        let Ok(mut compiled) = compiled else {
            self.give_up(machine, id, depth);
            return State::Failed;
        };
        module.findings.append(&mut compiled.findings);
        let absent = compiled.absent;
        let parts = Arc::new(Parts { ast, compiled });
        if let Some(outcomes) = outcomes.filter(|_| !absent) {
            self.identify(id, &outcomes);
        }
        let value = machine.shared(parts.compiled.code(parts.ast.root()));
        let state = match self.typed(machine, id, &parts) {
            Ok(ty) => State::Ready { value, ty },
            Err(_) => {
                self.give_up(machine, id, depth);
                State::Failed
            }
        };
        self.modules[id.0].parts = Some(parts);
        if absent { State::Absent } else { state }
    }

    /// The type of a module, which is inferred later, if ever, where it is known to have one.
    fn typed(&mut self, machine: &mut Machine, id: ModuleId, parts: &Arc<Parts>) -> Eval<ThunkId> {
        let key = self.module(id).key;
        if let Some(proof) = key.and_then(|key| self.proof(&key)) {
            self.modules[id.0].is_cached = true;
            machine.spend(proof.steps)?;
            return Ok(machine.postpone(parts));
        }
        let left = machine.meter.left();
        let inferred = self.timed(id, Stage::Infer, |_| infer(machine, &parts.ast, &parts.compiled))?;
        let steps = left.saturating_sub(machine.meter.left());
        if inferred.findings.is_empty() {
            if let Some(key) = key {
                self.prove(key, Proof { digest: None, steps });
            }
        } else {
            self.modules[id.0].key = None;
            self.modules[id.0].findings.extend(inferred.findings);
        }
        Ok(inferred.ty)
    }

    /// Says which limit was reached.
    fn give_up(&mut self, machine: &mut Machine, id: ModuleId, depth: u32) {
        machine.rewind_depth(depth);
        if let Some(finding) = exceeded(machine) {
            self.modules[id.0].findings.push(plain(finding));
        }
    }
}

fn raw_bytes(machine: &mut Machine, file: FileId, bytes: &[u8]) -> State {
    let value = machine.add_bytes(bytes.into());
    let span = Span::new(file, 0, bytes.len() as u32);
    let code = machine.program.add(Node::Bytes(value), span);
    State::Ready {
        value: machine.shared(code),
        ty: machine.known.bytes,
    }
}

pub(super) fn plain(diagnostic: Diagnostic) -> Finding {
    Finding {
        diagnostic,
        mismatch: None,
    }
}

fn at(finding: Diagnostic, site: Option<Span>) -> Diagnostic {
    match site {
        Some(span) => finding.at(span, "imported here"),
        None => finding,
    }
}
