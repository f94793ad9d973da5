//! Normalisation, inference, hashes and imports.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use meshc::dhall::syntax::{Ast, Expr, ExprId, LocalPrefix, Location};
use meshc::dhall::{
    Engine, Form, Formed, Host, Options, ReadError, Request, Response, binary, normalize, syntax,
};
use meshc::source::{FileId, RepoPath, Sources};

use super::{Case, Outcome, prelude, run, server, suite};

/// Where the standard's own repository keeps the suite, which some expectations show.
const PLACE: &str = "dhall-lang/tests";

/// The suite as a repository, with the surroundings that its import tests need.
struct Suite {
    root: PathBuf,
    variables: BTreeMap<String, String>,
    /// The cache is one of the import tests; names in types would show it elsewhere.
    has_cache: bool,
    /// What a server or the library would have, and the suite has not.
    lacking: Mutex<Option<String>>,
}

impl Suite {
    fn new(case: &Case) -> Self {
        let mut variables = BTreeMap::from([("DHALL_TEST_VAR".to_owned(), "6 * 7".to_owned())]);
        if let Ok(text) = std::fs::read_to_string(case.sibling_path("ENV.dhall")) {
            variables.extend(assignments(&text));
        }
        Self {
            root: suite().expect("there is a case, so there is a suite"),
            variables,
            has_cache: case.path.components().any(|part| part.as_os_str() == "import"),
            lacking: Mutex::new(None),
        }
    }

    fn lack(&self, what: &str) {
        *self.lacking.lock().unwrap() = Some(what.to_owned());
    }

    fn path(&self, case: &Case) -> RepoPath {
        let inside = case
            .path
            .strip_prefix(&self.root)
            .expect("the case is of the suite");
        RepoPath::from_os(inside)
            .and_then(|path| RepoPath::parse(&format!("{PLACE}/{path}")))
            .expect("the suite has plain paths")
    }
}

/// The variables that a file lists: `toMap { NAME = "value" }` or the like.
fn assignments(text: &str) -> Vec<(String, String)> {
    let parsed = syntax::parse(FileId(0), text);
    let texts = |id: ExprId| match &parsed.ast[id] {
        Expr::Text { segments, .. } => segments.concat(),
        _ => String::new(),
    };
    let mut found = Vec::new();
    for at in 0..parsed.ast.len() {
        if let Expr::Record(fields) = &parsed.ast[ExprId(at as u32)] {
            let field = |name: &str| {
                let found = fields.iter().find(|(label, _)| label.name.as_str() == name);
                found.map(|(_, value)| texts(*value))
            };
            match (field("mapKey"), field("mapValue")) {
                (Some(key), Some(value)) => found.push((key, value)),
                _ => found.extend(
                    fields
                        .iter()
                        .map(|(label, value)| (label.name.as_str().to_owned(), texts(*value))),
                ),
            }
        }
    }
    found
}

fn file(path: PathBuf) -> Result<Arc<[u8]>, ReadError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(bytes.into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(ReadError::Absent),
        Err(error) => Err(ReadError::Unreadable(error.to_string())),
    }
}

impl Host for Suite {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        match path.as_str().strip_prefix(PLACE) {
            Some(inside) => file(self.root.join(inside.trim_start_matches('/'))),
            None => {
                // The standard's library lies beside its tests, and is no part of the suite.
                let inside = path
                    .as_str()
                    .strip_prefix("dhall-lang/Prelude/")
                    .ok_or(ReadError::Absent)?;
                let Some(library) = prelude() else {
                    self.lack("the Prelude");
                    return Err(ReadError::Absent);
                };
                file(library.join(inside))
            }
        }
    }

    fn read_outside(&self, prefix: LocalPrefix, components: &[String]) -> Result<Arc<[u8]>, ReadError> {
        match prefix {
            LocalPrefix::Home => file(self.root.join("import/home").join(components.join("/"))),
            _ => Err(ReadError::Absent),
        }
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        let value = self.variables.get(name).ok_or(ReadError::Absent)?;
        Ok(value.as_bytes().into())
    }

    fn refusal(&self, _: &str) -> Option<String> {
        None
    }

    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        let unreachable = |why: &dyn std::fmt::Display| ReadError::Unreachable(why.to_string());
        let rest = request.url.split_once("://").map_or("", |(_, rest)| rest);
        let (host, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (status, allowed_origins, body) =
            server::ask(host, target, &request.headers).map_err(|error| unreachable(&error))?;
        if status == server::NOT_HERE {
            self.lack(&request.url);
        }
        if status != 200 {
            return Err(unreachable(&format!("status {status}")));
        }
        Ok(Response {
            body: body.into(),
            url: request.url.clone(),
            allowed_origins,
        })
    }

    fn headers(&self) -> Option<Location> {
        let name = "DHALL_HEADERS";
        let is_set = self.variables.contains_key(name);
        is_set.then(|| Location::Env(name.into()))
    }

    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        if !self.has_cache {
            return None;
        }
        let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        file(self.root.join("import/cache/dhall").join(format!("1220{digits}"))).ok()
    }
}

fn parsed(bytes: &[u8]) -> Result<Ast, Outcome> {
    let parsed = syntax::parse_bytes(FileId(0), bytes);
    match parsed.findings.first() {
        Some(finding) => Err(Outcome::Failed(finding.message.clone())),
        None => Ok(parsed.ast),
    }
}

fn has_imports(ast: &Ast) -> bool {
    (0..ast.len()).any(|at| matches!(ast[ExprId(at as u32)], Expr::Import(_)))
}

/// The failure that findings are, unless the suite lacks something.
fn missed<T>(host: &Suite, formed: Formed<T>) -> Result<T, Outcome> {
    if let Some(what) = host.lacking.lock().unwrap().take() {
        return Err(Outcome::NotRun(format!("{what} is not here")));
    }
    let messages: Vec<_> = formed
        .findings
        .iter()
        .map(|finding| finding.diagnostic.message.clone())
        .collect();
    formed.result.ok_or_else(|| Outcome::Failed(messages.join("; ")))
}

fn form(case: &Case, form: Form) -> Result<Ast, Outcome> {
    let host = Suite::new(case);
    let sources = Sources::default();
    let engine = Engine::new(&host, &sources, Options::default());
    let formed = engine.form(&host.path(case), form);
    missed(&host, formed)
}

fn settled(outcome: Result<Outcome, Outcome>) -> Outcome {
    outcome.unwrap_or_else(|outcome| outcome)
}

fn same(found: &Ast, expected: &Ast) -> Outcome {
    Outcome::of_bytes(&binary::encode(found), &binary::encode(expected))
}

fn normalised(case: &Case, how: Form) -> Outcome {
    settled((|| {
        let ast = parsed(&case.input())?;
        let found = if has_imports(&ast) {
            form(case, how)?
        } else {
            normalize(&ast, how).ok_or_else(|| Outcome::Failed("did not end".into()))?
        };
        Ok(same(&found, &parsed(&case.sibling("B.dhall"))?))
    })())
}

#[test]
fn normalization() {
    run("normalization/success", "A.dhall", |case| {
        normalised(case, Form::Normal)
    });
}

#[test]
fn alpha_normalization() {
    run("alpha-normalization/success", "A.dhall", |case| {
        normalised(case, Form::AlphaNormal)
    });
}

#[test]
fn type_inference_accepts() {
    run("type-inference/success", "A.dhall", |case| {
        settled((|| {
            let found = form(case, Form::Type)?;
            Ok(same(&found, &parsed(&case.sibling("B.dhall"))?))
        })())
    });
}

/// Whether a file is refused, for another reason than that the suite lacks something.
fn refused(case: &Case) -> Outcome {
    match form(case, Form::Normal) {
        Ok(_) => Outcome::Failed("was accepted".into()),
        Err(Outcome::NotRun(why)) => Outcome::NotRun(why),
        Err(_) => Outcome::Passed,
    }
}

#[test]
fn type_inference_refuses() {
    run("type-inference/failure", ".dhall", refused);
}

#[test]
fn semantic_hash() {
    run("semantic-hash/success", "A.dhall", |case| {
        settled((|| {
            let host = Suite::new(case);
            let sources = Sources::default();
            let engine = Engine::new(&host, &sources, Options::default());
            let digest = missed(&host, engine.digest(&host.path(case)))?;
            let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            let expected = String::from_utf8(case.sibling("B.hash")).expect("a digest is ASCII");
            Ok(Outcome::of_bytes(
                format!("sha256:{digits}").as_bytes(),
                expected.trim().as_bytes(),
            ))
        })())
    });
}

#[test]
fn import_accepts() {
    run("import/success", "A.dhall", |case| {
        settled((|| {
            let found = form(case, Form::AlphaNormal)?;
            let expected = Case {
                name: case.name.clone(),
                path: case.sibling_path("B.dhall"),
            };
            Ok(same(&found, &form(&expected, Form::AlphaNormal)?))
        })())
    });
}

#[test]
fn import_refuses() {
    run("import/failure", ".dhall", refused);
}
