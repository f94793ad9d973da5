//! The servers that the import tests ask, as the standard's own set-up describes them, answered without a network.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use meshc::dhall::{ReadError, Request, Response};

/// What a server would answer; `None` when it is not known here.
pub(crate) fn answer(suite: &Path, request: &Request) -> Option<Result<Response, ReadError>> {
    let (_, rest) = request.url.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    match host {
        "httpbin.org" if path == "user-agent" => {
            let agent = header(request, "User-Agent").unwrap_or_default();
            Some(served(
                &format!("{{\n  \"user-agent\": \"{agent}\"\n}}\n"),
                Some("*"),
            ))
        }
        "raw.githubusercontent.com" => repository(suite, path),
        "test.dhall-lang.org" => Some(standard(path, request)),
        "prelude.dhall-lang.org" => library(path),
        _ => None,
    }
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let own = request
        .headers
        .iter()
        .find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    Some(&own.1)
}

fn served(body: &str, origin: Option<&str>) -> Result<Response, ReadError> {
    Ok(Response {
        body: body.as_bytes().into(),
        allowed_origins: origin.map(ToOwned::to_owned).into_iter().collect(),
    })
}

/// Files of the standard's repository, of which the suite is a copy, and of one that copies a test of it.
fn repository(suite: &Path, path: &str) -> Option<Result<Response, ReadError>> {
    if path.starts_with("Nadrieril/dhall-rust/") && path.ends_with("/asLocation/EnvA.dhall") {
        return Some(served("env:HOME as Location", Some("*")));
    }
    let inside = path
        .split_once("/tests/")
        .map(|(_, inside)| inside)
        .filter(|inside| inside.starts_with("import/"))?;
    file(suite.join(inside))
}

/// A text that is another at each request, by which a test sees what is asked for twice.
fn another() -> Result<Response, ReadError> {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    served(
        &format!("text {}\n", ASKED.fetch_add(1, Ordering::Relaxed)),
        Some("*"),
    )
}

fn library(path: &str) -> Option<Result<Response, ReadError>> {
    let root = PathBuf::from(std::env::var_os("MESHC_DHALL_PRELUDE")?);
    let direct = root.join(path);
    if direct.is_file() {
        return file(direct);
    }
    file(root.join(format!("{path}.dhall")))
}

fn file(path: PathBuf) -> Option<Result<Response, ReadError>> {
    let body: Arc<[u8]> = std::fs::read(path).ok()?.into();
    Some(Ok(Response {
        body,
        allowed_origins: vec!["*".to_owned()],
    }))
}

fn standard(path: &str, request: &Request) -> Result<Response, ReadError> {
    const GITHUB: &str = "https://raw.githubusercontent.com/dhall-lang/dhall-lang/5ff7ecd2411894dd9ce307dc23020987361d2d43/tests/import/data/cors";
    let hop = |name: &str| format!("{GITHUB}/{name}.dhall");
    match path {
        "foo" | "bar" if header(request, "Test").is_none() => Err(ReadError::Unreadable(
            "the server wants a header `Test`".to_owned(),
        )),
        "random-string" => another(),
        "foo" => served("./bar", None),
        "bar" => served("True", None),
        "cors/AllowedAll.dhall" => served("42", Some("*")),
        "cors/OnlyGithub.dhall" => served("42", Some("https://raw.githubusercontent.com")),
        "cors/OnlySelf.dhall" => served("42", Some("https://test.dhall-lang.org")),
        "cors/OnlyOther.dhall" => served("42", Some("https://example.com")),
        "cors/Empty.dhall" => served("42", Some("")),
        "cors/NoCORS.dhall" => served("42", None),
        "cors/Null.dhall" => served("42", Some("null")),
        "cors/SelfImportAbsolute.dhall" => served("https://test.dhall-lang.org/cors/NoCORS.dhall", Some("*")),
        "cors/SelfImportRelative.dhall" => served("./NoCORS.dhall", Some("*")),
        "cors/TwoHopsFail.dhall" => served(&hop("OnlySelf"), Some("*")),
        "cors/TwoHopsSuccess.dhall" => served(&hop("OnlyGithub"), Some("*")),
        _ => Err(ReadError::Absent),
    }
}
