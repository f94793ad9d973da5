//! Linking: what the imports of one file come to.

use super::answer::refused;
use super::integrity;
use super::loader::{Cached, IMPORT, Loaded, Loader, ModuleId, POLICY, State, plain};
use super::location::Canonical;
use super::origin::Origin;
use super::proof::Outcome;
use crate::dhall::datum::Finding;
use crate::dhall::semantics::code::{Code as Node, NOWHERE};
use crate::dhall::semantics::compile::{Linked, Linker, Typed};
use crate::dhall::semantics::machine::{Eval, Machine, NO_THUNK, ThunkId, Value};
use crate::dhall::syntax::{Import, ImportMode, Name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// The linker of one file.
pub(super) struct Frame<'a, 'h> {
    pub(super) loader: &'a mut Loader<'h>,
    pub(super) module: ModuleId,
    pub(super) children: Vec<(ModuleId, Span)>,
    pub(super) findings: Vec<Finding>,
    /// What the imports came to, whichever side of `?` was taken; `None` once one came to what has no key.
    pub(super) outcomes: Option<Vec<Outcome>>,
}

impl Linker for Frame<'_, '_> {
    fn settled(&mut self, machine: &mut Machine, import: &Import, site: Span) -> Option<Linked> {
        let base = self.loader.module(self.module).location.clone();
        let location = base.chain(&import.location);
        if import.mode == ImportMode::Location {
            let linked = locate(machine, &location, site);
            self.note(Some(Outcome::Location(location)));
            return Some(linked);
        }
        if let Some(digest) = import.hash
            && let Some(linked) = self.look_up(machine, &digest, site)
        {
            self.note(Some(Outcome::Form(digest)));
            return Some(linked);
        }
        let finding = self.refusal(&base, &location)?;
        self.note(None);
        self.mistake(finding.at(site, "imported here"));
        Some(Linked::Failed)
    }

    fn link(
        &mut self,
        machine: &mut Machine,
        import: &Import,
        headers: Option<Typed>,
        site: Span,
    ) -> Eval<Linked> {
        let (linked, outcome) = self.linked(machine, import, headers, site)?;
        self.note(outcome);
        Ok(linked)
    }

    fn mark(&self) -> usize {
        // Two counters in one number: neither comes near the limit of imports.
        self.children.len() << 32 | self.findings.len()
    }

    fn rewind(&mut self, mark: usize) {
        self.children.truncate(mark >> 32);
        self.findings.truncate(mark & 0xffff_ffff);
    }
}

impl Frame<'_, '_> {
    /// Keeps what an import came to.
    fn note(&mut self, outcome: Option<Outcome>) {
        match outcome {
            Some(outcome) => self
                .outcomes
                .iter_mut()
                .for_each(|known| known.push(outcome.clone())),
            None => self.outcomes = None,
        }
    }

    /// What an import comes to, and the same as far as it decides a proof.
    fn linked(
        &mut self,
        machine: &mut Machine,
        import: &Import,
        headers: Option<Typed>,
        site: Span,
    ) -> Eval<(Linked, Option<Outcome>)> {
        let failed = Ok((Linked::Failed, None));
        let base = self.loader.module(self.module).location.clone();
        let mut location = base.chain(&import.location);
        if let Some(typed) = headers {
            match self.using(machine, typed, site)? {
                Some(headers) => location = location.with_headers(headers),
                None => return failed,
            }
        }
        if let Some(finding) = self.forbidden(machine, &base, &location) {
            self.mistake(finding.at(site, "imported here"));
            return failed;
        }
        let loaded = self
            .loader
            .load(machine, location.clone(), import.mode, Some(site));
        let id = match loaded {
            Loaded::Module(id) => id,
            Loaded::Cycle => {
                let finding = self.cycle(&location, site);
                self.mistake(finding);
                return failed;
            }
            Loaded::Refused(finding) => {
                self.mistake(*finding);
                return failed;
            }
        };
        self.children.push((id, site));
        let key = self.loader.module(id).key;
        match self.loader.module(id).state {
            State::Ready { value, ty } => {
                let linked = match import.hash {
                    // What is wrong inside was reported there, and no digest fits a hole.
                    Some(_) if !self.loader.module(id).clean => Linked::Failed,
                    Some(digest) => self.verify(machine, (id, value, ty), &digest, site)?,
                    None => Linked::Value { value, ty },
                };
                Ok((linked, key.map(Outcome::File)))
            }
            State::Absent => {
                if !self.loader.is_absent(id) {
                    return Ok((Linked::Absent, None));
                }
                let finding = self.absent(id, (import, site));
                self.mistake(finding);
                let outcome = (!location.is_remote()).then_some(Outcome::Absent);
                Ok((Linked::Absent, outcome))
            }
            State::Loading | State::Failed => failed,
        }
    }

    pub(super) fn mistake(&mut self, finding: Diagnostic) {
        self.findings.push(plain(finding));
    }

    /// Why a location must not be imported here, before anything is read for it: by the standard's
    /// `referentiallySane`, or because the host does not let it be.
    fn refusal(&self, base: &Canonical, location: &Canonical) -> Option<Diagnostic> {
        if location.is_remote() {
            let why = self.loader.host.refusal(&location.to_string())?;
            return Some(refused(location, &why));
        }
        if base.is_remote() && *location != Canonical::Missing {
            let message = format!("a remote file must not import `{}`", location.shown());
            return Some(Diagnostic::error(POLICY, message));
        }
        None
    }

    /// Why what a server answered must not be imported here: another server than the importing file's own must
    /// allow it, whoever imported it before.
    fn forbidden(
        &mut self,
        machine: &mut Machine,
        base: &Canonical,
        location: &Canonical,
    ) -> Option<Diagnostic> {
        if !base.is_remote() || !location.is_remote() {
            return None;
        }
        let parent = Origin::of(&base.to_string())?;
        // What could not be read is told by whoever loads it.
        let (origin, allowed) = self.loader.read(machine, location).ok()?.server?;
        if parent.may_use(&origin, &allowed) {
            return None;
        }
        let why = format!("its server does not allow that to files of `{parent}`");
        let help =
            format!("the answer must have one `Access-Control-Allow-Origin` header: `{parent}` or `*`");
        Some(refused(location, &why).help(help))
    }

    /// Names every file of a cycle, from the one that closes it.
    fn cycle(&self, location: &Canonical, site: Span) -> Diagnostic {
        let names: Vec<String> = self
            .loader
            .stack
            .iter()
            .map(|id| &self.loader.module(*id).location)
            .skip_while(|place| *place != location)
            .chain([location])
            .map(|place| format!("`{}`", place.shown()))
            .collect();
        Diagnostic::error(IMPORT, format!("files import each other: {}", names.join(" → ")))
            .at(site, "this closes the circle")
    }

    /// Compares what was imported with the digest that was written down.
    fn verify(
        &mut self,
        machine: &mut Machine,
        (id, value, ty): (ModuleId, ThunkId, ThunkId),
        digest: &[u8; 32],
        site: Span,
    ) -> Eval<Linked> {
        let found = self.loader.digest(machine, id, value)?;
        if found == *digest {
            let module = self.loader.module(id);
            // What was proven before was kept before.
            if !module.recalled && !module.is_long {
                self.loader.keep(machine, digest, value)?;
            }
            return Ok(Linked::Value { value, ty });
        }
        let finding = Diagnostic::error(IMPORT, "the content is not what `sha256:` says")
            .at(site, format!("it is sha256:{}", integrity::hex(&found)))
            .expected(format!("`sha256:{}`", integrity::hex(digest)))
            .help("if the change is wanted, write the new digest down");
        self.mistake(finding);
        Ok(Linked::Failed)
    }

    /// What a cache has under a digest; what does not pass is as good as absent.
    fn look_up(&mut self, machine: &mut Machine, digest: &[u8; 32], site: Span) -> Option<Linked> {
        match self.loader.cached(machine, digest) {
            Cached::Nothing => None,
            Cached::Poisoned => {
                let message = format!(
                    "the cache holds something else as `sha256:{}`",
                    integrity::hex(digest)
                );
                let finding = Diagnostic::new(IMPORT, Severity::Warning, message)
                    .at(site, "imported here, without the cache");
                self.mistake(finding);
                None
            }
            Cached::Module(id) => {
                let (value, ty) = self.loader.result(id)?;
                Some(Linked::Value { value, ty })
            }
        }
    }
}

/// The value of an import `as Location`.
fn locate(machine: &mut Machine, location: &Canonical, site: Span) -> Linked {
    let text = machine.known.text;
    let nothing = NO_THUNK;
    let alternatives = [
        ("Environment", text),
        ("Local", text),
        ("Missing", nothing),
        ("Remote", text),
    ];
    let fields = alternatives.map(|(label, payload)| (Name::new(label), payload));
    let union = machine.record_of(fields.into());
    let (label, payload) = match location {
        Canonical::Missing => ("Missing", None),
        Canonical::Env(name) => ("Environment", Some(name.clone())),
        Canonical::Local { .. } => ("Local", Some(location.to_string())),
        Canonical::Remote { .. } => ("Remote", Some(location.to_string())),
    };
    let hole = machine.program.add(Node::Hole, site);
    let payload = match payload {
        Some(payload) => {
            let value = machine.literal(&payload);
            machine.done(value, hole)
        }
        None => nothing,
    };
    let label = Name::new(label);
    let value = Value::Alternative {
        union,
        label,
        payload,
    };
    Linked::Value {
        value: machine.done(value, hole),
        ty: machine.done(Value::Union(union), NOWHERE),
    }
}
