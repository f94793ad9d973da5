//! Reading: every location is read once, whoever asks for it and in whatever mode.

use std::sync::Arc;

use super::ahead::Foreseen;
use super::host::{ReadError, Request, Response};
use super::limit::BUDGET;
use super::loader::{IMPORT, Loader, POLICY};
use super::location::Canonical;
use super::origin::Origin;
use crate::dhall::semantics::machine::Machine;
use crate::diagnostic::Diagnostic;

/// What was read.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) bytes: Arc<[u8]>,
    /// The server that gave it, behind all redirections, and which others it allows to use it.
    pub(super) server: Option<(Origin, Vec<String>)>,
}

/// Why there are no bytes.
pub(super) enum Unread {
    /// There is nothing, and why that is, where it is known.
    Absent(Option<String>),
    Because(Box<Diagnostic>),
}

impl Loader<'_> {
    /// The bytes at a location, the same ones however often it is asked.
    pub(super) fn read(&mut self, machine: &mut Machine, location: &Canonical) -> Result<Answer, Unread> {
        let answer = match self.answers.get(location) {
            Some(known) => known.clone(),
            None => {
                let answer = self.ask(machine, location)?;
                let length = answer.as_ref().map_or(0, |answer| answer.bytes.len());
                self.bytes = self.bytes.saturating_add(length);
                self.count += 1;
                self.answers.insert(location.clone(), answer.clone());
                answer
            }
        };
        let answer = answer.map_err(|error| unread(location, error))?;
        if self.bytes > self.limits.bytes || self.count > self.limits.count {
            let message = format!(
                "more than {} files or {} bytes are imported",
                self.limits.count, self.limits.bytes
            );
            return Err(Unread::Because(Box::new(Diagnostic::error(BUDGET, message))));
        }
        Ok(answer)
    }

    fn ask(
        &mut self,
        machine: &mut Machine,
        location: &Canonical,
    ) -> Result<Result<Answer, ReadError>, Unread> {
        let bytes = match location {
            Canonical::Missing => Err(ReadError::Absent),
            Canonical::Env(name) => self.host.env(name),
            Canonical::Local { prefix, components } => match location.repo_path() {
                Some(Ok(path)) => match self.ahead.take(location) {
                    Some(Foreseen { bytes, tree }) => {
                        self.foreseen = tree.map(|tree| (location.clone(), tree));
                        bytes
                    }
                    None => self.host.read(&path),
                },
                _ => self.host.read_outside(*prefix, components),
            },
            Canonical::Remote { headers, .. } => {
                let url = location.to_string();
                let headers = self
                    .with_user_headers(machine, &url, headers)
                    .map_err(Unread::Because)?;
                return Ok(self.host.fetch(&Request { url, headers }).and_then(Answer::of));
            }
        };
        Ok(bytes.map(|bytes| Answer { bytes, server: None }))
    }
}

impl Answer {
    fn of(response: Response) -> Result<Self, ReadError> {
        let origin = Origin::of(&response.url)
            .ok_or_else(|| ReadError::Unreadable("it came from no server".to_owned()))?;
        Ok(Self {
            bytes: response.body,
            server: Some((origin, response.allowed_origins)),
        })
    }
}

fn unread(location: &Canonical, error: ReadError) -> Unread {
    match error {
        ReadError::Absent => Unread::Absent(None),
        ReadError::Unreachable(why) => Unread::Absent(Some(why)),
        ReadError::Refused(why) => Unread::Because(Box::new(match location {
            // It was asked, so that allowing it is no advice.
            Canonical::Remote { .. } => Diagnostic::error(POLICY, refusal(location, &why)),
            _ => refused(location, &why),
        })),
        ReadError::Unreadable(why) => {
            let message = format!("`{}` can not be read: {why}", location.shown());
            Unread::Because(Box::new(Diagnostic::error(IMPORT, message)))
        }
    }
}

/// The finding that a location must not be read.
pub(super) fn refused(location: &Canonical, why: &str) -> Diagnostic {
    let help = match location {
        Canonical::Env(_) => "write the value into a file of the repository, or allow the variable",
        Canonical::Remote { .. } => {
            "once the host is allowed, `meshc dhall vendor` copies it into the repository"
        }
        Canonical::Local { .. } | Canonical::Missing => "copy what is needed into the repository",
    };
    Diagnostic::error(POLICY, refusal(location, why)).help(help)
}

fn refusal(location: &Canonical, why: &str) -> String {
    format!("`{}` must not be imported: {why}", location.shown())
}
