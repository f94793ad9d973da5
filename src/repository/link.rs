//! Symbolic links, resolved step by step and never out of the root: what lies outside is not even looked at.

use std::borrow::Borrow;

use super::snapshot::{ReadError, Refusal};
use super::tree::Node;
use crate::source::RepoPath;

/// Links followed for one path, as many as Linux follows.
const HOPS: usize = 40;

/// The file that `path` leads to.
///
/// `node` looks a path up; what it does not know is a folder or nothing, which `folder` tells apart. `..` steps
/// up from where a link has led, as POSIX has it, and not by the text of the path.
pub(super) fn resolve<N: Borrow<Node>>(
    path: &RepoPath,
    node: impl Fn(&RepoPath) -> Option<N>,
    folder: impl Fn(&RepoPath) -> bool,
) -> Result<RepoPath, ReadError> {
    let mut ahead: Vec<String> = path.components().rev().map(str::to_owned).collect();
    let mut here = RepoPath::root();
    let mut last_link = None;
    let mut hops = 0;
    while let Some(name) = ahead.pop() {
        if matches!(&*name, "" | "." | "..") {
            // A step from what is no folder leads nowhere, even a step back or one that stays.
            if !here.is_root() && !folder(&here) {
                return Err(nothing(last_link, here));
            }
            here = if name == ".." {
                here.parent().ok_or_else(|| outside(&last_link))?
            } else {
                here
            };
            continue;
        }
        let next = here.join(&name).map_err(|_| ReadError::Absent)?;
        match node(&next).as_ref().map(N::borrow) {
            Some(Node::Link(target)) => {
                hops += 1;
                if hops > HOPS {
                    return Err(Refusal::Endless { link: next }.into());
                }
                let target = readable_target(&next, target.as_deref())?;
                ahead.extend(target.rsplit('/').map(str::to_owned));
                last_link = Some((next, target.to_owned()));
            }
            Some(Node::Closed(kind)) => return Err(super::Failure::Disk(*kind).into()),
            Some(Node::File(_) | Node::Special(_)) if !ahead.is_empty() => {
                ahead.reverse();
                return Err(nothing(last_link, next.join(&ahead.join("/")).unwrap_or(next)));
            }
            Some(Node::Special(special)) => return Err(Refusal::Special(*special).into()),
            Some(Node::File(_)) => return Ok(next),
            Some(Node::LeftOut(_)) | None => here = next,
        }
    }
    if folder(&here) {
        return Err(Refusal::Folder.into());
    }
    Err(nothing(last_link, here))
}

fn readable_target<'t>(link: &RepoPath, target: Option<&'t str>) -> Result<&'t str, Refusal> {
    let Some(target) = target else {
        return Err(Refusal::NotUnicode { link: link.clone() });
    };
    if target.starts_with('/') {
        return Err(Refusal::Absolute {
            link: link.clone(),
            target: target.to_owned(),
        });
    }
    Ok(target)
}

fn outside(last_link: &Option<(RepoPath, String)>) -> ReadError {
    match last_link.clone() {
        Some((link, target)) => Refusal::Outside { link, target }.into(),
        None => ReadError::Absent,
    }
}

fn nothing(last_link: Option<(RepoPath, String)>, target: RepoPath) -> ReadError {
    match last_link {
        Some((link, _)) => Refusal::Dangling { link, target }.into(),
        None => ReadError::Absent,
    }
}
