//! Linking: what the imports of one file come to.

use super::integrity;
use super::loader::{IMPORT, Loaded, Loader, ModuleId, POLICY, State, plain};
use super::location::Canonical;
use crate::dhall::datum::Finding;
use crate::dhall::semantics::code::{Code as Node, NOWHERE};
use crate::dhall::semantics::compile::{Linked, Linker};
use crate::dhall::semantics::machine::{Eval, Machine, NO_THUNK, ThunkId, Value};
use crate::dhall::syntax::{Import, ImportMode, Name};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The linker of one file.
pub(super) struct Frame<'a, 'h> {
    pub(super) loader: &'a mut Loader<'h>,
    pub(super) module: ModuleId,
    pub(super) children: Vec<(ModuleId, Span)>,
    pub(super) findings: Vec<Finding>,
}

impl Linker for Frame<'_, '_> {
    fn link(&mut self, machine: &mut Machine, import: &Import, site: Span) -> Eval<Linked> {
        let base = self.loader.module(self.module).location.clone();
        let location = base.chain(&import.location);
        if import.mode == ImportMode::Location {
            return Ok(locate(machine, &location, site));
        }
        if let Some(digest) = import.hash
            && let Some(linked) = self.look_up(machine, &digest)
        {
            return Ok(linked);
        }
        if base.is_remote() && !location.is_remote() && location != Canonical::Missing {
            let message = format!("a remote file must not import `{}`", location.shown());
            self.mistake(Diagnostic::error(POLICY, message).at(site, "imported here"));
            return Ok(Linked::Failed);
        }
        let loaded = self
            .loader
            .load(machine, location.clone(), import.mode, Some(site));
        let id = match loaded {
            Loaded::Module(id) => id,
            Loaded::Cycle => {
                let finding = self.cycle(&location, site);
                self.mistake(finding);
                return Ok(Linked::Failed);
            }
            Loaded::Refused(finding) => {
                self.mistake(*finding);
                return Ok(Linked::Failed);
            }
        };
        self.children.push((id, site));
        match self.loader.module(id).state {
            State::Ready { value, ty } => match import.hash {
                // What is wrong inside was reported there, and no digest fits a hole.
                Some(_) if !self.loader.module(id).clean => Ok(Linked::Failed),
                Some(digest) => self.verify(machine, (value, ty), &digest, site),
                None => Ok(Linked::Value { value, ty }),
            },
            State::Absent => {
                if self.loader.module(id).parts.is_none() {
                    let message = match location {
                        Canonical::Missing => "`missing` is always absent".to_owned(),
                        _ => format!("`{}` does not exist", location.shown()),
                    };
                    self.mistake(Diagnostic::error(IMPORT, message).at(site, "imported here"));
                }
                Ok(Linked::Absent)
            }
            State::Loading | State::Failed => Ok(Linked::Failed),
        }
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
    fn mistake(&mut self, finding: Diagnostic) {
        self.findings.push(plain(finding));
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
        (value, ty): (ThunkId, ThunkId),
        digest: &[u8; 32],
        site: Span,
    ) -> Eval<Linked> {
        let found = integrity::digest(machine, value)?;
        if found == *digest {
            return Ok(Linked::Value { value, ty });
        }
        let finding = Diagnostic::error(IMPORT, "the content is not what `sha256:` says")
            .at(site, format!("it is sha256:{}", integrity::hex(&found)))
            .expected(format!("`sha256:{}`", integrity::hex(digest)))
            .help("if the change is wanted, write the new digest down");
        self.mistake(finding);
        Ok(Linked::Failed)
    }

    /// What a cache has under a digest. Others may write there, so it is compared with the digest, and typed
    /// like any other import; what does not pass is as good as absent.
    fn look_up(&mut self, machine: &mut Machine, digest: &[u8; 32]) -> Option<Linked> {
        let id = self.loader.cached(machine, digest)?;
        let State::Ready { value, ty } = self.loader.module(id).state else {
            return None;
        };
        Some(Linked::Value { value, ty })
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
