//! The engine: a session in which files of one snapshot are evaluated.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::clock::{Clock, Cost, Stage};
use super::expected::Expected;
use super::host::Host;
use super::limit::{BUDGET, ImportLimits, exceeded};
use super::loader::{IMPORT, Loader, ModuleId, plain};
use super::splice::spliced;
use crate::dhall::datum::{DataType, Datum, Finding, Link, Step};
use crate::dhall::semantics::Budget;
use crate::dhall::semantics::compile::{NoImports, compile};
use crate::dhall::semantics::data::datum;
use crate::dhall::semantics::machine::{Eval, Machine, ThunkId};
use crate::dhall::semantics::quote::{Naming, quote};
use crate::dhall::semantics::trace::{Reach, trace};
use crate::dhall::syntax::Ast;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{RepoPath, Sources, Span};

/// The stack of the thread that evaluates; pages that are not touched cost nothing.
const STACK: usize = if cfg!(debug_assertions) {
    512 << 20
} else {
    192 << 20
};

/// How an engine works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What one evaluation may cost.
    pub budget: Budget,
    /// What may be imported.
    pub imports: ImportLimits,
}

/// Evaluates files of one snapshot; imports, their types and values are shared between evaluations.
pub struct Engine<'h> {
    session: Mutex<Session<'h>>,
}

pub(super) struct Session<'h> {
    pub(super) machine: Machine,
    pub(super) loader: Loader<'h>,
    options: Options,
    /// The types that were expected so far, which are few.
    pub(super) expected: Vec<Expected>,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// What it comes to, when nothing is wrong.
    pub datum: Option<Datum>,
    /// What is wrong with it and with what it imports, in the order of the places.
    pub findings: Vec<Finding>,
    /// Every other file of the repository that it depends on, sorted.
    pub imports: Vec<RepoPath>,
}

impl<'h> Engine<'h> {
    /// An engine that has read nothing yet; what it reads is added to `sources`.
    pub fn new(host: &'h dyn Host, sources: &Sources, options: Options) -> Self {
        Self {
            session: Mutex::new(Session {
                machine: Machine::new(options.budget),
                loader: Loader::new(host, sources.clone(), options.imports),
                options,
                expected: Vec::new(),
            }),
        }
    }

    /// An engine that can also [`explain`](Self::explain); it keeps more in memory.
    pub fn explaining(host: &'h dyn Host, sources: &Sources, options: Options) -> Self {
        let engine = Self::new(host, sources, options);
        let mut session = engine.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.machine.remember();
        // What was not evaluated can not be explained.
        session.loader.proving = false;
        drop(session);
        engine
    }

    /// An engine that measures what each file costs, for [`costs`](Self::costs).
    pub fn timing(host: &'h dyn Host, sources: &Sources, options: Options) -> Self {
        let engine = Self::new(host, sources, options);
        let mut session = engine.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.loader.clock = Some(Clock::default());
        // What is read ahead is read in no file's time.
        session.loader.ahead.turn_off();
        drop(session);
        engine
    }

    /// What each file cost so far, in the order in which they were read; nothing unless the engine is a
    /// [`timing`](Self::timing) one.
    pub fn costs(&self) -> Vec<Cost> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.loader.costs()
    }

    /// A file's expression with what it imports in the place of each import, not evaluated.
    pub fn resolve(&self, path: &RepoPath) -> Formed<Ast> {
        let job = |session: &mut Session<'h>| {
            let formed = session.form(path, |_, _, _| Ok(()));
            let mut findings = formed.findings;
            let mut result = None;
            if formed.result.is_some()
                && let Ok(root) = session.open(path)
            {
                match spliced(&session.loader, &mut session.machine, root) {
                    Ok(ast) => result = Some(ast),
                    Err(_) => findings.extend(exceeded(&mut session.machine).map(plain)),
                }
            }
            Formed { result, findings }
        };
        self.with(job).unwrap_or_else(Formed::refused)
    }

    /// The way from a file to the part of its value at `path`, the file's own expression first and the place where
    /// the part is written last; beside it, the ways to what a computed part is made from. Empty if the file comes to
    /// nothing.
    pub fn explain(&self, path: &RepoPath, steps: &[Step]) -> Vec<Link> {
        self.with(|session| session.explain(path, steps, Reach::Given))
            .unwrap_or_default()
    }

    /// As [`Engine::explain`], and beside it also the ways to what decides which branch gives the part.
    pub fn explain_decided(&self, path: &RepoPath, steps: &[Step]) -> Vec<Link> {
        self.with(|session| session.explain(path, steps, Reach::Decided))
            .unwrap_or_default()
    }

    /// Evaluates a file to data, of the type `expected` where one is given.
    ///
    /// May be called from several threads; they take turns.
    pub fn evaluate(&self, path: &RepoPath, expected: Option<&DataType>) -> Evaluated {
        self.with(|session| session.evaluate(path, expected))
            .unwrap_or_else(Evaluated::refused)
    }

    /// Evaluates files of one type one after the other; a result does not depend on the others.
    pub fn evaluate_all(&self, paths: &[RepoPath], expected: Option<&DataType>) -> Vec<Evaluated> {
        let results = self.with(|session| {
            let one = |path| session.evaluate(path, expected);
            paths.iter().map(one).collect()
        });
        results.unwrap_or_else(|finding| {
            let refused = |_| Evaluated::refused(finding.clone());
            paths.iter().map(refused).collect()
        })
    }

    /// Forgets files that have another content now, and what rests on them; the host is asked for them anew.
    ///
    /// What the host had not, or refused, stays refused: after a change of that another engine is needed.
    pub fn forget(&self, files: &BTreeSet<RepoPath>) {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.loader.forget(files);
    }

    /// Reads a file back as a tree.
    pub fn form(&self, path: &RepoPath, form: Form) -> Formed<Ast> {
        let read = |machine: &mut Machine, value, ty| match form {
            Form::Normal => quote(machine, value, Naming::Kept),
            Form::AlphaNormal => quote(machine, value, Naming::Alpha),
            Form::Type => quote(machine, ty, Naming::Kept),
        };
        self.with(|session| session.form(path, read))
            .unwrap_or_else(Formed::refused)
    }

    /// The digest of a file's αβ-normal form, which `sha256:` compares with.
    pub fn digest(&self, path: &RepoPath) -> Formed<[u8; 32]> {
        self.with(|session| session.digest(path))
            .unwrap_or_else(Formed::refused)
    }

    /// Asks something about the value and the type of a file, in that order, when nothing is wrong with it.
    pub(crate) fn inspect<T: Send>(
        &self,
        path: &RepoPath,
        ask: impl Fn(&mut Machine, ThunkId, ThunkId) -> Eval<T> + Send + Sync,
    ) -> Formed<T> {
        self.with(|session| session.form(path, &ask))
            .unwrap_or_else(Formed::refused)
    }

    /// Asks something about the values of two files, when nothing is wrong with them.
    pub(crate) fn inspect_both<T: Send>(
        &self,
        left: &RepoPath,
        right: &RepoPath,
        ask: impl Fn(&mut Machine, ThunkId, ThunkId) -> Eval<T> + Send + Sync,
    ) -> Formed<T> {
        let job = |session: &mut Session<'h>| {
            let first = session.form(left, |_, value, _| Ok(value));
            let Some(one) = first.result else {
                let findings = first.findings;
                return Formed {
                    result: None,
                    findings,
                };
            };
            let mut both = session.form(right, |machine, value, _| ask(machine, one, value));
            both.findings.splice(0..0, first.findings);
            both
        };
        self.with(job).unwrap_or_else(Formed::refused)
    }

    /// Every other file of the repository that a file depends on, sorted; whatever it comes to.
    pub fn imports(&self, path: &RepoPath) -> Formed<Vec<RepoPath>> {
        let job = |session: &mut Session<'h>| match session.open(path) {
            Ok(root) => Formed {
                result: Some(session.loader.imports(root)),
                findings: session.findings(root),
            },
            Err(finding) => Formed::refused(finding),
        };
        self.with(job).unwrap_or_else(Formed::refused)
    }

    /// Does a job. What reaches a limit after it relied on proofs is done again without them, since what a
    /// limit stops would be stopped elsewhere then.
    fn with<T: Send>(&self, job: impl Fn(&mut Session<'h>) -> T + Send + Sync) -> Result<T, Diagnostic> {
        let mut guard = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let session = &mut *guard;
        let (host, ahead) = (session.loader.host, Arc::clone(&session.loader.ahead));
        let evaluating = ahead.begin();
        let job = || {
            let _evaluating = evaluating;
            session.machine.meter.has_stopped = false;
            let mut result = job(session);
            if session.machine.meter.has_stopped && session.loader.relied {
                session.begin_afresh();
                result = job(session);
            }
            session.loader.publish(!session.machine.meter.has_stopped);
            result
        };
        on_stack(job, || ahead.serve(host))
    }
}

/// Runs a job in a thread with a large stack, and `meanwhile` in this one.
fn on_stack<T: Send>(job: impl FnOnce() -> T + Send, meanwhile: impl FnOnce()) -> Result<T, Diagnostic> {
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, job)
            .map_err(|_| Diagnostic::error(BUDGET, "there is no memory for the evaluation's stack"))?;
        meanwhile();
        worker.join().map_err(|panic| std::panic::resume_unwind(panic))
    })
}

/// The normal form of an expression without imports, whether it has a type or not; free variables stay.
///
/// `None` when the budget does not suffice, which an expression without a type can bring about.
pub fn normalize(ast: &Ast, form: Form) -> Option<Ast> {
    let naming = match form {
        Form::AlphaNormal => Naming::Alpha,
        Form::Normal | Form::Type => Naming::Kept,
    };
    let run = || {
        let mut machine = Machine::new(Budget::default());
        machine.refill(STACK - (STACK >> 3));
        let compiled = compile(&mut machine, ast, &mut NoImports, true)?;
        let value = machine.shared(compiled.code(ast.root()));
        quote(&mut machine, value, naming)
    };
    on_stack(run, || ()).ok()?.ok()
}

/// What to read back of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The β-normal form.
    Normal,
    /// The αβ-normal form, in which every binder is `_`.
    AlphaNormal,
    /// The inferred type, in β-normal form.
    Type,
}

/// What was read back of a file.
#[derive(Clone, Debug)]
pub struct Formed<T> {
    /// It, when nothing is wrong.
    pub result: Option<T>,
    /// What is wrong with the file and with what it imports.
    pub findings: Vec<Finding>,
}

impl<T> Formed<T> {
    fn refused(finding: Diagnostic) -> Self {
        Self {
            result: None,
            findings: vec![plain(finding)],
        }
    }
}

impl Evaluated {
    fn refused(finding: Diagnostic) -> Self {
        Self {
            datum: None,
            findings: vec![plain(finding)],
            imports: Vec::new(),
        }
    }
}

impl Session<'_> {
    /// Forgets everything that was read, and relies on no proofs from here on.
    fn begin_afresh(&mut self) {
        self.machine = Machine::new(self.options.budget);
        self.loader = self.loader.afresh();
        self.expected.clear();
    }

    fn digest(&mut self, path: &RepoPath) -> Formed<[u8; 32]> {
        let root = match self.open(path) {
            Ok(root) => root,
            Err(finding) => return Formed::refused(finding),
        };
        let mut findings = self.findings(root);
        let mut result = None;
        if let Some((value, _)) = self.loader.result(root)
            && !has_errors(&findings)
        {
            match self.loader.digest(&mut self.machine, root, value) {
                Ok(digest) => result = Some(digest),
                Err(_) => findings.extend(exceeded(&mut self.machine).map(plain)),
            }
        }
        Formed { result, findings }
    }

    fn evaluate(&mut self, path: &RepoPath, expected: Option<&DataType>) -> Evaluated {
        let root = match self.open(path) {
            Ok(root) => root,
            Err(finding) => return Evaluated::refused(finding),
        };
        let mut findings = self.findings(root);
        let imports = self.loader.imports(root);
        let mut result = None;
        if let Some((value, ty)) = self.loader.result(root) {
            match self.finish(root, (value, ty), expected, &mut findings) {
                Ok(datum) => result = datum,
                Err(_) => findings.extend(exceeded(&mut self.machine).map(plain)),
            }
        }
        Evaluated {
            datum: result,
            findings,
            imports,
        }
    }

    fn explain(&mut self, path: &RepoPath, steps: &[Step], reach: Reach) -> Vec<Link> {
        let Some((value, _)) = self.open(path).ok().and_then(|root| self.loader.result(root)) else {
            return Vec::new();
        };
        let links = trace(&mut self.machine, value, steps, reach).unwrap_or_default();
        let placed = links.into_iter().filter_map(|(kind, code, beside)| {
            let span = self.machine.place(code)?;
            Some(Link { kind, span, beside })
        });
        placed.collect()
    }

    fn form<T>(
        &mut self,
        path: &RepoPath,
        read: impl Fn(&mut Machine, ThunkId, ThunkId) -> Eval<T>,
    ) -> Formed<T> {
        let root = match self.open(path) {
            Ok(root) => root,
            Err(finding) => return Formed::refused(finding),
        };
        let mut findings = self.findings(root);
        let mut result = None;
        if let Some((value, ty)) = self.loader.result(root)
            && !has_errors(&findings)
        {
            let machine = &mut self.machine;
            match self
                .loader
                .timed(root, Stage::Evaluate, |_| read(machine, value, ty))
            {
                Ok(read) => result = Some(read),
                Err(_) => findings.extend(exceeded(&mut self.machine).map(plain)),
            }
        }
        Formed { result, findings }
    }

    /// Loads a root with a full budget.
    fn open(&mut self, path: &RepoPath) -> Result<ModuleId, Diagnostic> {
        self.machine.refill(STACK - (STACK >> 3));
        let root = self.loader.root(&mut self.machine, path)?;
        if self.loader.is_absent(root) {
            return Err(Diagnostic::error(IMPORT, format!("`{path}` does not exist")));
        }
        Ok(root)
    }

    /// Compares with the expected type and evaluates to data.
    fn finish(
        &mut self,
        root: ModuleId,
        (value, ty): (ThunkId, ThunkId),
        expected: Option<&DataType>,
        findings: &mut Vec<Finding>,
    ) -> Eval<Option<Datum>> {
        if let Some(expected) = expected {
            findings.extend(self.conform(root, ty, expected)?);
        }
        if has_errors(findings) {
            return Ok(None);
        }
        let machine = &mut self.machine;
        match self
            .loader
            .timed(root, Stage::Evaluate, |_| datum(machine, value))?
        {
            Ok(datum) => Ok(Some(datum)),
            Err(culprit) => {
                let ty = self.machine.describe(ty, &[])?;
                let finding = Diagnostic::error(
                    Code("dhall/type"),
                    "this is no data: functions and types can not be written out",
                )
                .expected(format!("data; the file has the type `{ty}`"));
                let finding = match self.machine.place(culprit) {
                    Some(span) => finding.at(span, "not data"),
                    None => finding,
                };
                findings.push(plain(finding));
                Ok(None)
            }
        }
    }

    /// What was found in a module and in all that it imports, each with the imports that lead to it.
    fn findings(&self, root: ModuleId) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen = HashSet::from([root]);
        let mut exceeded = HashSet::new();
        let mut rest: Vec<(ModuleId, Vec<Span>)> = vec![(root, Vec::new())];
        while let Some((id, chain)) = rest.pop() {
            let module = self.loader.module(id);
            for finding in &module.findings {
                let is_budget = finding.diagnostic.code == BUDGET;
                if is_budget && !exceeded.insert(&finding.diagnostic.message) {
                    // Every import behind the first that was too much says the same.
                    continue;
                }
                let mut finding = self.loader.disclosed(id, finding);
                for site in chain.iter().rev() {
                    finding.diagnostic = finding.diagnostic.related(*site, "imported here");
                }
                findings.push(finding);
            }
            for (child, site) in module.children.iter().rev() {
                if !self.loader.module(*child).quiet && seen.insert(*child) {
                    let mut chain = chain.clone();
                    chain.push(*site);
                    rest.push((*child, chain));
                }
            }
        }
        findings
    }
}

fn has_errors(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.diagnostic.severity == Severity::Error)
}
