//! Imports that leave the repository: servers, headers, environment variables and the cache.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use meshc::dhall::syntax::Location;
use meshc::dhall::{Engine, Evaluated, Host, Options, ReadError, Request, Response};
use meshc::source::{RepoPath, Sources};

use super::dhall::{messages, show};

type Digest = [u8; 32];

/// A world in memory. Everything in it may be imported, but for the hosts called `denied`.
#[derive(Default)]
struct World {
    files: BTreeMap<String, String>,
    variables: BTreeMap<String, String>,
    pages: BTreeMap<String, Page>,
    /// What redirects to what.
    moved: BTreeMap<String, String>,
    has_headers: bool,
    cache: Mutex<BTreeMap<Digest, Arc<[u8]>>>,
    asked: Mutex<Vec<Request>>,
}

struct Page {
    text: String,
    allowed_origins: Vec<String>,
}

impl World {
    fn new(main: &str) -> Self {
        Self::default().file("main.dhall", main)
    }

    fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    fn page(self, url: &str, text: &str) -> Self {
        self.page_for(url, text, &[])
    }

    fn page_for(mut self, url: &str, text: &str, allowed_origins: &[&str]) -> Self {
        let page = Page {
            text: text.to_owned(),
            allowed_origins: allowed_origins
                .iter()
                .map(|origin| (*origin).to_owned())
                .collect(),
        };
        self.pages.insert(url.to_owned(), page);
        self
    }

    fn moved(mut self, from: &str, to: &str) -> Self {
        self.moved.insert(from.to_owned(), to.to_owned());
        self
    }

    /// The user keeps headers in `env:DHALL_HEADERS`.
    fn headers(mut self, text: &str) -> Self {
        self.has_headers = true;
        self.variable("DHALL_HEADERS", text)
    }

    fn evaluate(&self) -> (Evaluated, Sources) {
        let sources = Sources::default();
        let engine = Engine::new(self, &sources, Options::default());
        let result = engine.evaluate(&RepoPath::parse("main.dhall").unwrap(), None);
        (result, sources)
    }

    fn digest(&self, path: &str) -> Digest {
        let sources = Sources::default();
        let engine = Engine::new(self, &sources, Options::default());
        let formed = engine.digest(&RepoPath::parse(path).unwrap());
        formed.result.unwrap_or_else(|| panic!("{:?}", formed.findings))
    }

    /// The URLs that were asked for, in order.
    fn urls(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|request| request.url.clone()).collect()
    }
}

impl Host for World {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let text = self.files.get(path.as_str()).ok_or(ReadError::Absent)?;
        Ok(text.as_bytes().into())
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        let value = self.variables.get(name).ok_or(ReadError::Absent)?;
        Ok(value.as_bytes().into())
    }

    fn refusal(&self, url: &str) -> Option<String> {
        url.contains("denied")
            .then(|| "that host is not allowed".to_owned())
    }

    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        self.asked.lock().unwrap().push(request.clone());
        let url = self.moved.get(&request.url).unwrap_or(&request.url);
        let unreachable = || ReadError::Unreachable("status 404".to_owned());
        let page = self.pages.get(url).ok_or_else(unreachable)?;
        let echoed: Vec<String> = request
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value};"))
            .collect();
        Ok(Response {
            body: page.text.replace("HEADERS", &echoed.concat()).as_bytes().into(),
            url: url.clone(),
            allowed_origins: page.allowed_origins.clone(),
        })
    }

    fn headers(&self) -> Option<Location> {
        self.has_headers.then(|| Location::Env("DHALL_HEADERS".into()))
    }

    fn cached(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.cache.lock().unwrap().get(digest).cloned()
    }

    fn keep(&self, digest: &Digest, encoded: &[u8]) {
        self.cache.lock().unwrap().insert(*digest, encoded.into());
    }
}

fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the main file comes to, or its first finding as `code: message`.
fn outcome(world: &World) -> String {
    let (result, sources) = world.evaluate();
    match (&result.datum, result.findings.first()) {
        (Some(datum), None) => show(datum),
        (None, Some(first)) => format!("{}: {}", first.diagnostic.code, first.diagnostic.message),
        _ => format!("both data and findings: {:?}", messages(&result, &sources)),
    }
}

fn check(world: &World, expected: &str) {
    assert_eq!(outcome(world), expected, "{:?}", world.files);
}

const A: &str = "https://a.example";

#[test]
fn remote_files_come_to_their_data_in_every_mode() {
    let rows = [
        ("https://a.example/x.dhall", "[1, 2]"),
        ("https://a.example/x.dhall as Text", "\"[ 1, 2 ]\""),
        (
            "https://a.example/x.dhall as Bytes",
            "Bytes([91, 32, 49, 44, 32, 50, 32, 93])",
        ),
        (
            "https://a.example/none as Location",
            "Remote \"https://a.example/none\"",
        ),
        (
            "https://denied.example/none as Location",
            "Remote \"https://denied.example/none\"",
        ),
        (
            "https://a.example/none",
            "dhall/import: `https://a.example/none` can not be retrieved: status 404",
        ),
        ("https://a.example/none ? 1", "1"),
        ("[ https://a.example/none ] ? [ 1 ]", "[1]"),
        ("https://a.example/x.dhall ? 1", "[1, 2]"),
        ("(https://a.example/deep.dhall).x", "[1, 2]"),
        ("https://a.example/deep-none.dhall ? 7", "7"),
        (
            "https://a.example/wrong.dhall ? 7",
            "dhall/scope: `y` is not bound here",
        ),
        (
            "https://a.example/cycle.dhall ? 7",
            "dhall/import: files import each other: `https://a.example/cycle.dhall` → `https://a.example/cycle.dhall`",
        ),
    ];
    for (main, expected) in rows {
        let world = World::new(main)
            .page("https://a.example/x.dhall", "[ 1, 2 ]")
            .page("https://a.example/deep.dhall", "{ x = ./x.dhall }")
            .page("https://a.example/deep-none.dhall", "./none.dhall")
            .page("https://a.example/wrong.dhall", "y")
            .page("https://a.example/cycle.dhall", "./cycle.dhall");
        check(&world, expected);
    }
}

#[test]
fn a_location_is_asked_once_whoever_imports_it_and_as_whatever() {
    let world = World::new("{ a = https://a.example/x, b = https://a.example/y/../x, c = https://a.example/x as Text, d = ./other.dhall }")
        .file("other.dhall", "https://a.example/x")
        .page("https://a.example/x", "1");
    check(&world, "{a = 1, b = 1, c = \"1\", d = 1}");
    assert_eq!(world.urls(), ["https://a.example/x"]);
}

#[test]
fn relative_imports_keep_the_query_of_their_parent() {
    let world = World::new("https://a.example/p/x.dhall?at=v1")
        .page("https://a.example/p/x.dhall?at=v1", "../y.dhall")
        .page("https://a.example/y.dhall?at=v1", "3");
    check(&world, "3");
}

#[test]
fn what_is_denied_is_no_absence_and_nothing_is_read_for_it() {
    let rows = [
        (
            "https://denied.example/x ? 1",
            "`https://denied.example/x` must not be imported: that host is not allowed",
        ),
        (
            "https://denied.example/x using [ { mapKey = \"X\", mapValue = env:SECRET as Text } ] as Text ? \"quiet\"",
            "`https://denied.example/x` must not be imported: that host is not allowed",
        ),
        (
            "https://a.example/env ? 1",
            "a remote file must not import `env:SECRET`",
        ),
        (
            "https://a.example/local ? 1",
            "a remote file must not import `/etc/passwd`",
        ),
        (
            "https://a.example/home ? 1",
            "a remote file must not import `~/.ssh/id_rsa`",
        ),
        (
            "https://a.example/leak ? \"\"",
            "a remote file must not import `env:SECRET`",
        ),
        (
            "https://me:hunter2@denied.example/x ? 1",
            "`https://denied.example/x` must not be imported: that host is not allowed",
        ),
    ];
    for (main, expected) in rows {
        let world = World::new(main)
            .variable("SECRET", "hunter2")
            .page("https://a.example/env", "env:SECRET")
            .page("https://a.example/local", "/etc/passwd as Text")
            .page("https://a.example/home", "~/.ssh/id_rsa as Text")
            .page(
                "https://a.example/leak",
                "https://a.example/x using [ { mapKey = \"X\", mapValue = env:SECRET as Text } ]",
            );
        check(&world, &format!("dhall/policy: {expected}"));
        let asked = world.urls();
        assert!(
            asked
                .iter()
                .all(|url| !url.contains("denied") && !url.ends_with("/x")),
            "{asked:?}"
        );
    }
}

#[test]
fn headers_are_lists_of_either_shape_and_closed() {
    let echo = "https://a.example/echo";
    let no_headers = |ty: &str| format!("dhall/type: these are no headers ({ty})");
    let rows = [
        ("[ { mapKey = \"A\", mapValue = \"b\" } ]", "\"A: b;\"".to_owned()),
        ("(toMap { A = \"b\" ++ \"c\" })", "\"A: bc;\"".to_owned()),
        ("[ { header = \"A\", value = \"b\" } ]", "\"A: b;\"".to_owned()),
        ("(./headers.dhall)", "\"File: 1;\"".to_owned()),
        (
            "([] : List { mapKey : Text, mapValue : Text })",
            "\"\"".to_owned(),
        ),
        ("[ 1 ]", no_headers("List Natural")),
        ("{ A = \"b\" }", no_headers("{ A : Text }")),
        (
            "[ { mapKey = \"A\", mapValue = x } ]",
            "dhall/scope: `x` is not bound here".to_owned(),
        ),
        (
            "[ { mapKey = \"A\", mapValue = \"b\\r\\nHost: c\" } ]",
            "dhall/import: the header `A` can not be sent".to_owned(),
        ),
        (
            "[ { mapKey = \"A:\\n\", mapValue = \"b\" } ]",
            "dhall/import: the header `A:\\n` can not be sent".to_owned(),
        ),
        (
            "(./none.dhall)",
            "dhall/import: `none.dhall` does not exist".to_owned(),
        ),
    ];
    for (headers, expected) in rows {
        let world = World::new(&format!("let x = \"b\" in {echo} using {headers} as Text"))
            .file("headers.dhall", "toMap { File = \"1\" }")
            .page(echo, "HEADERS");
        let (result, _) = world.evaluate();
        let label = result
            .findings
            .first()
            .and_then(|finding| finding.diagnostic.primary.as_ref());
        let found = match label.and_then(|label| label.text.strip_prefix("this has the type `")) {
            Some(ty) => format!("{} ({})", outcome(&world), ty.trim_end_matches('`')),
            None => outcome(&world),
        };
        assert_eq!(found, expected, "{headers}");
    }
    let recovered = World::new(&format!("{echo} using (./none.dhall) as Text ? \"else\""));
    check(&recovered, "\"else\"");
}

#[test]
fn headers_go_along_to_relative_imports_only() {
    let world = World::new("https://a.example/p using (toMap { Token = \"t\" })")
        .page(
            "https://a.example/p",
            "{ own = ./echo as Text, absolute = https://a.example/echo as Text }",
        )
        .page("https://a.example/echo", "HEADERS");
    check(&world, "{absolute = \"\", own = \"Token: t;\"}");
}

#[test]
fn the_users_headers_go_to_their_server_alone_and_before_those_of_the_import() {
    let kept = "toMap { `a.example:443` = toMap { Token = \"mine\" } }";
    let rows = [
        ("https://a.example/echo as Text", kept, "\"Token: mine;\""),
        (
            "https://a.example/echo using (toMap { token = \"theirs\", B = \"c\" }) as Text",
            kept,
            "\"Token: mine;B: c;\"",
        ),
        ("https://b.example/echo as Text", kept, "\"\""),
        ("http://a.example/echo as Text", kept, "\"\""),
        ("https://a.example:8443/echo as Text", kept, "\"\""),
        (
            "https://a.example/echo as Text ? \"\"",
            "toMap { `a.example:443` = toMap { Token = https://b.example/echo as Text } }",
            "dhall/import: the headers in `env:DHALL_HEADERS` can not be used: the environment variable `DHALL_HEADERS` holds a mistake",
        ),
        (
            "https://a.example/echo as Text",
            "[ \"hunter2\" ]",
            "dhall/import: the headers in `env:DHALL_HEADERS` can not be used: they are no `List { mapKey : Text, mapValue : List { mapKey : Text, mapValue : Text } }` that can be sent",
        ),
        ("1", "hunter2", "1"),
    ];
    for (main, headers, expected) in rows {
        let world = World::new(main)
            .headers(headers)
            .page("https://a.example/echo", "HEADERS")
            .page("http://a.example/echo", "HEADERS")
            .page("https://a.example:8443/echo", "HEADERS")
            .page("https://b.example/echo", "HEADERS");
        check(&world, expected);
    }
}

#[test]
fn another_server_must_allow_each_file_that_imports_from_it() {
    let b = "https://b.example/x";
    let refused = "dhall/policy: `https://b.example/x` must not be imported: its server does not allow that to files of `https://a.example`";
    let rows: [(&str, &[&str], &str); 8] = [
        ("https://a.example/p ? 7", &[], refused),
        ("https://a.example/p", &["*"], "1"),
        ("https://a.example/p", &[A], "1"),
        ("https://a.example/p ? 7", &["null"], refused),
        ("https://a.example/p ? 7", &[A, A], refused),
        ("https://b.example/x", &[], "1"),
        // That a file of the repository may have it does not help the remote one.
        (
            "{ b = https://b.example/x, a = https://a.example/p }",
            &[],
            refused,
        ),
        (
            "{ a = https://a.example/p, b = https://b.example/x }",
            &[],
            refused,
        ),
    ];
    for (main, allowed, expected) in rows {
        let world = World::new(main)
            .page("https://a.example/p", b)
            .page_for(b, "1", allowed);
        check(&world, expected);
    }
}

#[test]
fn behind_a_redirection_the_last_server_must_allow_it() {
    let world = |allowed: &[&str]| {
        World::new("https://a.example/p ? 7")
            .page("https://a.example/p", "./q")
            .moved("https://a.example/q", "https://b.example/q")
            .page_for("https://b.example/q", "1", allowed)
    };
    check(
        &world(&[]),
        "dhall/policy: `https://a.example/q` must not be imported: its server does not allow that to files of `https://a.example`",
    );
    check(&world(&[A]), "1");
}

#[test]
fn what_a_variable_holds_is_not_shown() {
    let rows = [
        "env:SECRET",
        "env:SECRET as Text : Natural",
        "assert : env:SECRET as Text === \"x\"",
        "assert : (env:RECORD).password === \"x\"",
        "let r = env:RECORD in r.other",
        "env:RECORD : { password : Natural }",
        "(env:RECORD).password ++ 1",
        "env:BROKEN",
    ];
    for main in rows {
        let world = World::new(main)
            .variable("SECRET", "hunter2")
            .variable("RECORD", "{ password = \"hunter2\" }")
            .variable("BROKEN", "{ password = \"hunter2\", = }");
        let (result, sources) = world.evaluate();
        assert!(!result.findings.is_empty(), "{main}");
        for finding in &result.findings {
            let diagnostic = &finding.diagnostic;
            assert!(
                !format!("{diagnostic:?}").contains("hunter2"),
                "{main}: {diagnostic:?}"
            );
            let labels = diagnostic.primary.iter().chain(&diagnostic.related);
            for label in labels {
                let shown = sources.source(label.span.file).shown(&[]);
                assert!(!shown.contains("hunter2"), "{main}: {shown}");
            }
        }
    }
}

#[test]
fn a_hash_is_kept_and_found_again_without_the_server() {
    let world = World::new("1")
        .file("x.dhall", "{ a = 1 }")
        .page("https://a.example/x", "{ a = 1 }");
    let hash = hex(&world.digest("x.dhall"));
    let world = world.file("main.dhall", &format!("https://a.example/x sha256:{hash}"));
    check(&world, "{a = 1}");
    check(&world, "{a = 1}");
    assert_eq!(world.urls(), ["https://a.example/x"]);
    let world = world.file("main.dhall", &format!("missing sha256:{hash}"));
    check(&world, "{a = 1}");
    // The cache of one host is not that of another.
    check(&World::new(&format!("missing sha256:{hash} ? \"no\"")), "\"no\"");
}

/// A world with a hash of `{ a = 1 }`, whose cache holds something under it.
fn poisoned(digest: Digest, bytes: &[u8], main: &str) -> World {
    let world = World::new(main).file("x.dhall", "{ a = 1 }");
    world.keep(&digest, bytes);
    world
}

#[test]
fn a_poisoned_entry_is_told_ignored_and_replaced() {
    let digest = World::new("1").file("x.dhall", "{ a = 1 }").digest("x.dhall");
    let hash = hex(&digest);
    let warning = format!("the cache holds something else as `sha256:{hash}`");
    for bytes in [&b"\x01"[..], b"", b"not even CBOR"] {
        let world = poisoned(digest, bytes, &format!("./x.dhall sha256:{hash}"));
        let (result, _) = world.evaluate();
        assert_eq!(result.datum.as_ref().map(show).as_deref(), Some("{a = 1}"));
        let found: Vec<_> = result
            .findings
            .iter()
            .map(|finding| &finding.diagnostic.message)
            .collect();
        assert_eq!(found, [&warning]);
        check(&world, "{a = 1}");
    }
    let world = poisoned(digest, b"\x01", &format!("missing sha256:{hash} ? 2"));
    assert_eq!(world.evaluate().0.datum.as_ref().map(show).as_deref(), Some("2"));
}

#[test]
fn entries_with_the_right_digest_are_typed_and_must_not_import() {
    use sha2::{Digest as _, Sha256};
    let rows: [&[u8]; 3] = [
        // `Natural 1`, which has no type.
        &[
            0x83, 0x00, 0x67, b'N', b'a', b't', b'u', b'r', b'a', b'l', 0x82, 0x0f, 0x01,
        ],
        // A variable that nothing binds.
        &[0x00],
        // `/etc`, an import.
        &[0x85, 0x18, 0x18, 0xf6, 0x00, 0x02, 0x63, b'e', b't', b'c'],
    ];
    for bytes in rows {
        let digest: Digest = Sha256::digest(bytes).into();
        let world = World::new(&format!("missing sha256:{} ? 2", hex(&digest)));
        world.keep(&digest, bytes);
        let (result, sources) = world.evaluate();
        let shown = messages(&result, &sources);
        assert_eq!(result.datum.as_ref().map(show).as_deref(), Some("2"), "{shown:?}");
    }
}

#[test]
fn endless_chains_of_urls_end_with_a_finding() {
    struct Endless;
    impl Host for Endless {
        fn read(&self, _: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
            Ok(b"https://a.example/0".as_slice().into())
        }
        fn refusal(&self, _: &str) -> Option<String> {
            None
        }
        fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
            let number: u64 = request.url.rsplit('/').next().unwrap().parse().unwrap();
            Ok(Response {
                body: format!("./{}", number + 1).as_bytes().into(),
                url: request.url.clone(),
                allowed_origins: Vec::new(),
            })
        }
    }
    let sources = Sources::default();
    let engine = Engine::new(&Endless, &sources, Options::default());
    let result = engine.evaluate(&RepoPath::parse("main.dhall").unwrap(), None);
    let first = &result.findings[0].diagnostic;
    assert_eq!(first.message, "more than 200 files import each other in a row");
}
