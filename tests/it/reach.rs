//! What imports of a repository reach: its own files, and beside them only what is named.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use meshc::compile::{AllowedHost, Loaded, Reach, Vendored, load, vendor};
use meshc::network::{Call, Reply, Wire, WireError};
use meshc::repository::open_directory;
use meshc::source::Sources;

/// Settings that allow something.
fn settings(catalog: &str, env: &str, hosts: &str) -> String {
    format!(
        "{{ catalog = {catalog}, windowReading = < Civil | Literal >.Civil, copyReading = < OnPremOnly | AnyPlan >.OnPremOnly, releaseReading = < Newest | LastWindow >.Newest, endOfLifeReading = < AnyHigher | HigherFeature >.AnyHigher, upgradeDayReading = < Calendar | Working >.Calendar, paymentReading = < NotRequired | AsPanel >.NotRequired, allowEnv = {env} : List Text, allowHosts = {hosts} : List Text, levels = [] : List {{ rule : Text, level : < Note | Warning | Error > }}, freezes = [] : List {{ from : Date, until : Date, reason : Text, scope : List Text }} }}"
    )
}

struct Pages(BTreeMap<&'static str, &'static str>, Mutex<Vec<String>>);

impl Wire for Pages {
    fn exchange(&self, call: Call<'_>) -> Result<Reply, WireError> {
        self.1.lock().unwrap().push(call.url.to_owned());
        let page = self.0.get(call.url);
        Ok(Reply {
            status: if page.is_some() { 200 } else { 404 },
            location: None,
            allowed_origins: vec!["*".to_owned()],
            body: page.unwrap_or(&"").as_bytes().to_vec(),
        })
    }
}

fn pages(pages: &[(&'static str, &'static str)]) -> Arc<Pages> {
    Arc::new(Pages(pages.iter().copied().collect(), Mutex::default()))
}

fn lookup(name: &str) -> Option<OsString> {
    match name {
        "FLAG" => Some("\"on\"".into()),
        "SECRET" => Some("hunter2".into()),
        _ => None,
    }
}

fn reach(variables: &[&str], hosts: &[&str]) -> Reach {
    Reach {
        variables: variables.iter().map(|name| (*name).to_owned()).collect(),
        hosts: hosts
            .iter()
            .map(|host| host.parse::<AllowedHost>().unwrap())
            .collect(),
        lookup: Some(lookup),
        wire: Some(pages(&[
            ("https://a.example/x", "\"remote\""),
            ("https://a.example/p.dhall", "{ x = ./q.dhall }"),
            ("https://a.example/q.dhall", "https://b.example/r"),
            ("https://b.example/r", "3"),
        ])),
        ..Reach::default()
    }
}

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn loaded(root: &Path, reach: &Reach) -> Loaded {
    load(&open_directory(root).unwrap(), &Sources::default(), None, reach)
}

/// What is said of imports.
fn said(loaded: &Loaded) -> Vec<String> {
    let of_imports = loaded
        .findings
        .iter()
        .filter(|finding| ["dhall/import", "dhall/policy"].contains(&finding.code.0));
    of_imports
        .map(|finding| format!("{}: {}", finding.code, finding.message))
        .collect()
}

/// Checks what is said of the imports of a catalog.
fn check(settings: &str, catalog: &str, reach: &Reach, expected: &[&str]) {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("meshc.dhall", settings), ("c.dhall", catalog)]);
    assert_eq!(said(&loaded(root.path(), reach)), expected, "{catalog}");
}

#[test]
fn nothing_but_the_repository_is_reached_by_default() {
    let plain = settings("\"c.dhall\"", "[]", "[]");
    let rows = [
        (
            "env:FLAG ? 1",
            "dhall/policy: `env:FLAG` must not be imported: environment variables are not read unless they are allowed; `--allow-env FLAG` lets it be",
        ),
        (
            "https://a.example/x ? 1",
            "dhall/policy: `https://a.example/x` must not be imported: the host `a.example` is not allowed; `--allow-host a.example` lets it be asked",
        ),
        (
            "https://a.example/x using (toMap { X = env:SECRET as Text }) ? 1",
            "dhall/policy: `https://a.example/x` must not be imported: the host `a.example` is not allowed; `--allow-host a.example` lets it be asked",
        ),
        (
            "/etc/hostname as Text ? \"\"",
            "dhall/policy: `/etc/hostname` must not be imported: it is outside of the repository",
        ),
    ];
    for (catalog, expected) in rows {
        check(&plain, catalog, &Reach::default(), &[expected]);
    }
}

#[test]
fn what_arguments_or_settings_name_is_reached_and_nothing_else() {
    let plain = settings("\"c.dhall\"", "[]", "[]");
    let named = settings("\"c.dhall\"", "[ \"FLAG\" ]", "[ \"a.example\" ]");
    let nothing = reach(&[], &[]);
    let given = reach(&["FLAG"], &["a.example"]);
    for (settings, reach) in [(&plain, &given), (&named, &nothing)] {
        check(settings, "env:FLAG", reach, &[]);
        check(settings, "https://a.example/x", reach, &[]);
        check(settings, "https://a.example/none ? 1", reach, &[]);
        check(
            settings,
            "https://a.example/none",
            reach,
            &[
                "dhall/import: `https://a.example/none` can not be retrieved: its server answers with status 404",
            ],
        );
        check(
            settings,
            "env:SECRET ? 1",
            reach,
            &[
                "dhall/policy: `env:SECRET` must not be imported: environment variables are not read unless they are allowed; `--allow-env SECRET` lets it be; allowed now: `FLAG`",
            ],
        );
        check(
            settings,
            "https://b.example/x ? 1",
            reach,
            &[
                "dhall/policy: `https://b.example/x` must not be imported: the host `b.example` is not allowed; `--allow-host b.example` lets it be asked; allowed now: `a.example`",
            ],
        );
        check(
            settings,
            "http://a.example/x ? 1",
            reach,
            &[
                "dhall/policy: `http://a.example/x` must not be imported: the host `http://a.example` is not allowed; `--allow-host http://a.example` lets it be asked; allowed now: `a.example`",
            ],
        );
    }
}

#[test]
fn settings_do_not_reach_by_their_own_leave() {
    let own = settings("env:FLAG", "[ \"FLAG\" ]", "[]");
    check(
        &own,
        "1",
        &reach(&[], &[]),
        &[
            "dhall/policy: `env:FLAG` must not be imported: environment variables are not read unless they are allowed; `--allow-env FLAG` lets it be",
        ],
    );
}

#[test]
fn a_host_that_can_be_none_is_told() {
    let wrong = settings("\"c.dhall\"", "[]", "[ \"a.example\", \"*\" ]");
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("meshc.dhall", &wrong), ("c.dhall", "1")]);
    let sources = Sources::default();
    let found = load(
        &open_directory(root.path()).unwrap(),
        &sources,
        None,
        &Reach::default(),
    );
    let finding = found
        .findings
        .iter()
        .find(|finding| finding.code.0 == "dhall/policy")
        .unwrap();
    assert_eq!(sources.text(finding.primary.as_ref().unwrap().span), "\"*\"");
    check(
        &wrong,
        "1",
        &reach(&[], &[]),
        &[
            "dhall/policy: `*` is no host; write a name such as `prelude.dhall-lang.org`, with `:PORT` if it is not 443",
        ],
    );
}

#[test]
fn what_a_variable_holds_is_never_said() {
    let root = tempfile::tempdir().unwrap();
    let own = settings("env:SECRET as Text", "[]", "[]");
    write(root.path(), &[("meshc.dhall", &own)]);
    let sources = Sources::default();
    let loaded = load(
        &open_directory(root.path()).unwrap(),
        &sources,
        None,
        &reach(&["SECRET"], &[]),
    );
    for finding in &loaded.findings {
        if finding.code.0.starts_with("dhall/") {
            assert!(!format!("{finding:?}").contains("hunter2"), "{finding:?}");
        }
    }
    write(
        root.path(),
        &[(
            "meshc.dhall",
            "let _ = assert : env:SECRET as Text === \"x\" in env:SECRET",
        )],
    );
    let loaded = load(
        &open_directory(root.path()).unwrap(),
        &sources,
        None,
        &reach(&["SECRET"], &[]),
    );
    assert!(loaded.findings.has_errors());
    assert!(
        !format!("{:?}", loaded.findings).contains("hunter2"),
        "{:?}",
        loaded.findings
    );
}

/// Writes the copies into the repository.
fn vendored(root: &Path, reach: &Reach) -> Vendored {
    let vendored = vendor(&open_directory(root).unwrap(), &Sources::default(), reach);
    for (path, bytes) in &vendored.files {
        let path = root.join(path.as_str());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    vendored
}

const HOSTS: &[&str] = &["a.example", "b.example"];

/// The hash of `{ x = 3 }`.
const HASH: &str = "add9792d79d9e03918e3236f32c6f8e89dbc05efac3451eb835676275f2c20a5";

#[test]
fn copies_make_a_repository_do_without_a_network() {
    for (import, files) in [
        // With a hash, its normal form is all that is needed.
        (format!("https://a.example/p.dhall sha256:{HASH}"), 1),
        // Without one, the three answers and the index.
        ("https://a.example/p.dhall".to_owned(), 4),
        ("{ a = https://a.example/x as Text }".to_owned(), 2),
        ("https://a.example/none ? 1".to_owned(), 0),
        ("https://a.example/x as Location".to_owned(), 0),
        ("./lib.dhall".to_owned(), 0),
    ] {
        let root = tempfile::tempdir().unwrap();
        let plain = settings("\"c.dhall\"", "[]", "[]");
        write(
            root.path(),
            &[
                ("meshc.dhall", plain.as_str()),
                ("c.dhall", &import),
                ("lib.dhall", "1"),
            ],
        );
        let before = fs::read(root.path().join("c.dhall")).unwrap();
        let found = vendored(root.path(), &reach(&[], HOSTS));
        assert!(!found.findings.has_errors(), "{import}: {:?}", found.findings);
        let names: Vec<_> = found.files.keys().map(ToString::to_string).collect();
        assert_eq!(names.len(), files, "{import}: {names:?}");
        assert!(
            names.iter().all(|name| name.starts_with("vendor/dhall/")),
            "{names:?}"
        );
        assert_eq!(fs::read(root.path().join("c.dhall")).unwrap(), before);
        if files > 0 {
            assert_eq!(said(&loaded(root.path(), &Reach::default())), [""; 0], "{import}");
        }
        // Again, it is the same.
        let again = vendored(root.path(), &reach(&[], HOSTS));
        assert_eq!((&again.files, again.stale.len()), (&found.files, 0));
    }
}

#[test]
fn copies_that_nothing_needs_any_more_are_named() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), &[("c.dhall", "https://a.example/x")]);
    let found = vendored(root.path(), &reach(&[], HOSTS));
    write(root.path(), &[("c.dhall", "1")]);
    let again = vendored(root.path(), &reach(&[], HOSTS));
    assert!(again.files.is_empty());
    assert_eq!(again.stale, found.files.keys().cloned().collect::<Vec<_>>());
}

#[test]
fn what_can_not_be_had_is_told_and_the_rest_is_copied() {
    let root = tempfile::tempdir().unwrap();
    write(
        root.path(),
        &[
            ("a.dhall", "https://a.example/x"),
            ("b.dhall", "https://c.example/x"),
        ],
    );
    let found = vendored(root.path(), &reach(&[], HOSTS));
    assert_eq!(found.findings.iter().count(), 1);
    assert_eq!(found.files.len(), 2);
}

#[test]
fn a_copy_that_was_changed_is_not_believed() {
    let root = tempfile::tempdir().unwrap();
    let plain = settings("\"c.dhall\"", "[]", "[]");
    write(
        root.path(),
        &[
            ("meshc.dhall", plain.as_str()),
            ("c.dhall", "https://a.example/x ? 1"),
        ],
    );
    let found = vendored(root.path(), &reach(&[], HOSTS));
    let copy = found
        .files
        .keys()
        .find(|path| path.as_str().contains("/1220"))
        .unwrap();
    write(root.path(), &[(copy.as_str(), "\"evil\"")]);
    let said = said(&loaded(root.path(), &Reach::default()));
    assert_eq!(
        said,
        [format!(
            "dhall/import: `https://a.example/x` can not be read: its copy `{copy}` is not there or not what its name says"
        )]
    );
}

#[test]
fn the_cache_of_other_programs_is_used_and_added_to_only_with_a_network() {
    let root = tempfile::tempdir().unwrap();
    let cache = tempfile::tempdir().unwrap();
    let plain = settings("\"c.dhall\"", "[]", "[]");
    let import = format!("https://a.example/p.dhall sha256:{HASH}");
    write(
        root.path(),
        &[("meshc.dhall", plain.as_str()), ("c.dhall", &import)],
    );
    let with_cache = |reach: Reach| Reach {
        cache: Some(cache.path().join("dhall")),
        ..reach
    };
    let offline = with_cache(reach(&[], &[]));
    assert_eq!(said(&loaded(root.path(), &offline)).len(), 1);
    assert!(!cache.path().join("dhall").exists());
    assert_eq!(
        said(&loaded(root.path(), &with_cache(reach(&[], HOSTS)))),
        [""; 0]
    );
    assert!(cache.path().join(format!("dhall/1220{HASH}")).is_file());
    assert_eq!(said(&loaded(root.path(), &offline)), [""; 0]);
    fs::write(cache.path().join(format!("dhall/1220{HASH}")), b"\x01").unwrap();
    let said = said(&loaded(root.path(), &offline));
    assert_eq!(
        said[0],
        format!("dhall/import: the cache holds something else as `sha256:{HASH}`")
    );
    assert!(said[1].starts_with("dhall/policy"), "{said:?}");
}
