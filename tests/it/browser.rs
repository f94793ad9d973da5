//! The HTML report of a plan in a real browser: Chromium without a screen, where there is one.
//!
//! Without Chromium these tests say that they did not run; the checks of CI install it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use meshc::change::{Plan, Side, compare};
use meshc::diagnostic::Diagnostics;
use meshc::report::plan::{Review, html};
use meshc::source::Sources;

use crate::fixture::{catalog, day, fleet};
use crate::plan::alone;

const DEFAULTS: &str = include_str!("plan/fleet/defaults.dhall");
const ONPREM: &str = include_str!("plan/fleet/onprem.dhall");
const CATALOG: &str = include_str!("plan/fleet/catalog.dhall");

/// The environments of the large fleet, two an instance.
const ENVIRONMENTS: usize = 2_000;

/// When a page with many changes hangs. It opens in less than a tenth of that; how fast is measured on a quiet machine,
/// and not here, where other tests run beside it.
const HANGS: Duration = Duration::from_secs(20);

/// The browser, if there is one.
fn browser() -> Option<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = env::split_paths(&folders).flat_map(|folder| names.map(|name| folder.join(name)));
    let browser = found.into_iter().find(|path| path.is_file());
    if browser.is_none() {
        // Not a claim that failed, but one that nobody tried.
        #[allow(clippy::print_stderr)]
        {
            eprintln!("not run: there is no chromium on the PATH");
        }
    }
    browser
}

/// What a run of the browser left: the document as it is after the scripts, and what it
/// complained about.
struct Visit {
    document: String,
    log: String,
}

fn visit(browser: &Path, page: &Path, fragment: &str) -> Visit {
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}{fragment}", page.display()))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Visit {
        document: String::from_utf8_lossy(&output.stdout).into_owned(),
        log: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Visit {
    /// What the live region says.
    fn count(&self) -> &str {
        let (_, rest) = self
            .document
            .split_once("<output id=\"count\"")
            .unwrap_or_default();
        let (_, rest) = rest.split_once('>').unwrap_or_default();
        rest.split('<').next().unwrap_or_default()
    }

    /// How many changes can be seen.
    fn seen(&self) -> usize {
        let entries = self.document.split("<li class=\"e ").skip(1);
        entries
            .filter(|entry| !entry.split('>').next().unwrap_or_default().contains("hidden"))
            .count()
    }

    /// Whether a script or a style was refused, or a script failed.
    fn complained(&self) -> bool {
        ["Refused to", "Content Security Policy", "Uncaught"]
            .iter()
            .any(|word| self.log.contains(word))
    }
}

/// A fleet in which five values change in each of many environments, in each environment to others.
fn large(sources: &Sources) -> Plan {
    let releases = catalog(sources, CATALOG);
    let ids: Vec<String> = (0..ENVIRONMENTS / 2)
        .map(|number| format!("customer{number}"))
        .collect();
    let texts = |side: &str| -> Vec<String> {
        let edited = |(number, id): (usize, &String)| {
            let mut text = ONPREM.replace("acme", id);
            for host in ["panel = \"", "api = \"", "kraken = \"", "sso = \"", "sonar = \""] {
                text = text.replace(host, &format!("{host}{side}{number}."));
            }
            text
        };
        ids.iter().enumerate().map(edited).collect()
    };
    let fleet = |texts: &[String]| {
        let pairs: Vec<(&str, &str)> = ids
            .iter()
            .map(String::as_str)
            .zip(texts.iter().map(String::as_str))
            .collect();
        fleet(sources, DEFAULTS, &pairs)
    };
    let (before, after) = (fleet(&texts("a")), fleet(&texts("b")));
    let side = |fleet| Side {
        fleet,
        catalog: Some(&releases),
        as_of: day("2025-12-18"),
    };
    compare(&side(&before), &side(&after))
}

/// How long a page takes from being asked for to being there, seen from a page around it.
fn opening(browser: &Path, page: &Path) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let around = folder.path().join("around.html");
    let text = format!(
        "<!DOCTYPE html><p id=took></p><script>\
         const frame = document.createElement('iframe');\
         frame.width = 1280; frame.height = 800;\
         const start = performance.now();\
         frame.onload = () => {{\
           document.getElementById('took').textContent = Math.round(performance.now() - start);\
         }};\
         frame.src = 'file://{}';\
         document.body.append(frame);\
         </script>",
        page.display()
    );
    fs::write(&around, text).unwrap();
    let visit = visit(browser, &around, "");
    let (_, rest) = visit.document.split_once("<p id=\"took\">").unwrap();
    let took: u64 = rest.split('<').next().unwrap().parse().unwrap();
    Duration::from_millis(took)
}

fn written(review: &Review<'_>, folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, html(review)).unwrap();
    path
}

#[test]
fn ten_thousand_changes_open_and_can_be_filtered() {
    let Some(browser) = browser() else { return };
    let (sources, none) = (Sources::default(), Diagnostics::new());
    let plan = large(&sources);
    let changes = plan.changes().count();
    assert!(changes >= 10_000, "{changes}");
    // It stays there, for people to look at.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let page = written(&alone(&plan, &sources, &none), folder, "large.html");

    let opened = visit(&browser, &page, "");
    assert!(!opened.complained(), "{}", opened.log);
    assert_eq!(opened.count(), format!("{changes} of {changes} entries shown"));
    let took = opening(&browser, &page);
    // For whoever runs it with `--nocapture`.
    #[allow(clippy::print_stdout)]
    {
        println!("{changes} changes opened after {took:?}");
    }
    assert!(took < HANGS, "{took:?}");

    let rows = [
        ("#filter?env=customer7/staging", 5),
        ("#filter?env=customer7/staging&text=hosts.panel", 1),
        ("#filter?class=hosts", changes),
        ("#filter?class=gate", 0),
        ("#filter?risk=critical", 0),
    ];
    for (fragment, expected) in rows {
        let visit = visit(&browser, &page, fragment);
        assert_eq!(
            (visit.count(), visit.seen()),
            (
                format!("{expected} of {changes} entries shown").as_str(),
                expected
            ),
            "{fragment}"
        );
    }
}

#[test]
fn a_link_to_a_change_opens_what_it_is_folded_in() {
    let Some(browser) = browser() else { return };
    let sources = Sources::default();
    let releases = catalog(&sources, CATALOG);
    let fleet_of = |defaults: &str| {
        let texts = ["acme", "globex"].map(|id| ONPREM.replace("acme", id));
        fleet(&sources, defaults, &[("acme", &texts[0]), ("globex", &texts[1])])
    };
    let (before, after) = (
        fleet_of(DEFAULTS),
        fleet_of(&DEFAULTS.replace("keepDays = 30", "keepDays = 20")),
    );
    let side = |fleet| Side {
        fleet,
        catalog: Some(&releases),
        as_of: day("2025-12-18"),
    };
    let plan = compare(&side(&before), &side(&after));
    let none = Diagnostics::new();
    let folder = tempfile::tempdir().unwrap();
    let page = written(&alone(&plan, &sources, &none), folder.path(), "plan.html");
    let id = plan.changes().nth(2).unwrap().id();
    let is_open = |visit: &Visit| {
        let (before, _) = visit.document.split_once(&format!("id=\"{id}\"")).unwrap();
        let (_, entry) = before.rsplit_once("<li class=\"e ").unwrap();
        entry.starts_with("update open\"")
    };
    assert!(!is_open(&visit(&browser, &page, "")));
    assert!(is_open(&visit(&browser, &page, &format!("#{id}"))));
}

#[test]
fn hostile_values_run_nothing_in_a_browser() {
    let Some(browser) = browser() else { return };
    let (sources, none) = (Sources::default(), Diagnostics::new());
    let releases = catalog(&sources, CATALOG);
    let evil = "<img src=x onerror=document.title='PWNED'><script>document.title='PWNED'</script>";
    let (before, after) = (
        ONPREM.to_owned(),
        ONPREM.replace("Acme Bank", evil).replace("bastion", evil),
    );
    let [before, after] = [before, after].map(|text| fleet(&sources, DEFAULTS, &[("acme", &text)]));
    let side = |fleet| Side {
        fleet,
        catalog: Some(&releases),
        as_of: day("2025-12-18"),
    };
    let plan = compare(&side(&before), &side(&after));
    let folder = tempfile::tempdir().unwrap();
    let review = Review {
        base: evil,
        ..alone(&plan, &sources, &none)
    };
    let page = written(&review, folder.path(), "plan.html");
    let visit = visit(&browser, &page, "");
    assert!(!visit.complained(), "{}", visit.log);
    assert!(!visit.document.contains("<img") && !visit.document.contains("<title>PWNED"));
    assert!(visit.document.contains("&lt;img src=x"));
}
