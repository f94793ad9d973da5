//! The client at its door, over a wire in memory: who is asked, with which headers, and how often.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use meshc::network::{AllowedHost, Call, Client, FetchError, Limits, Reply, Wire, WireError};

/// What was asked: URL and headers.
type Log = Arc<Mutex<Vec<(String, Vec<(String, String)>)>>>;

/// Pages by URL: a text, or `-> URL` for a redirection. `private` hosts have no public address.
struct Pages {
    pages: BTreeMap<String, String>,
    log: Log,
}

impl Wire for Pages {
    fn exchange(&self, call: Call<'_>) -> Result<Reply, WireError> {
        self.log
            .lock()
            .unwrap()
            .push((call.url.to_owned(), call.headers.to_vec()));
        if call.url.contains("private") {
            return Err(WireError::NotPublic);
        }
        let page = self.pages.get(call.url).map(String::as_str);
        let location = page.and_then(|page| page.strip_prefix("-> ")).map(str::to_owned);
        let body = page.unwrap_or_default().as_bytes().to_vec();
        if body.len() as u64 > call.most {
            return Err(WireError::TooLarge(call.most));
        }
        Ok(Reply {
            status: match (page, &location) {
                (None, _) => 404,
                (Some(_), Some(_)) => 302,
                (Some(_), None) => 200,
            },
            location,
            allowed_origins: Vec::new(),
            body,
        })
    }
}

fn client(hosts: &[&str], pages: &[(&str, &str)], limits: Limits) -> (Client, Log) {
    let log = Log::default();
    let pages = pages
        .iter()
        .map(|(url, page)| ((*url).to_owned(), (*page).to_owned()));
    let wire = Pages {
        pages: pages.collect(),
        log: Arc::clone(&log),
    };
    let hosts = hosts.iter().map(|host| host.parse::<AllowedHost>().unwrap());
    (Client::over(Arc::new(wire), hosts.collect(), limits), log)
}

const HOSTS: &[&str] = &[
    "a.example",
    "b.example",
    "private.example",
    "http://plain.example",
];

const PAGES: &[(&str, &str)] = &[
    ("https://a.example/x", "42"),
    ("https://a.example/near", "-> /x"),
    ("https://a.example/far", "-> https://b.example/x"),
    ("https://b.example/x", "43"),
    ("https://a.example/back", "-> https://b.example/back"),
    ("https://b.example/back", "-> https://a.example/x"),
    ("https://a.example/metadata", "-> http://169.254.169.254/latest"),
    ("https://a.example/inside", "-> https://private.example/x"),
    ("https://a.example/plain", "-> http://plain.example/x"),
    ("http://plain.example/x", "44"),
    ("http://plain.example/up", "-> https://a.example/x"),
    ("https://a.example/file", "-> file:///etc/passwd"),
    ("https://a.example/loop", "-> loop"),
];

fn check(url: &str, expected: Result<(&str, &str), &str>, absence: bool) {
    let (client, _) = client(HOSTS, PAGES, Limits::default());
    let found = client.get(url, &[]);
    let shown = match &found {
        Ok(answer) => Ok((
            String::from_utf8_lossy(&answer.body).into_owned(),
            answer.url.clone(),
        )),
        Err(error) => Err(error.to_string()),
    };
    let expected = match expected {
        Ok((body, url)) => Ok((body.to_owned(), url.to_owned())),
        Err(error) => Err(error.to_owned()),
    };
    assert_eq!(shown, expected, "{url}");
    assert_eq!(found.is_err_and(|error| error.is_absence()), absence, "{url}");
}

#[test]
fn allowed_hosts_are_asked_and_nobody_else() {
    let denied = |host: &str| format!("the host `{host}` is not allowed");
    check("https://a.example/x", Ok(("42", "https://a.example/x")), false);
    check(
        "https://A.example.:443/x",
        Ok(("42", "https://a.example/x")),
        false,
    );
    check(
        "http://plain.example/x",
        Ok(("44", "http://plain.example/x")),
        false,
    );
    check("https://c.example/x", Err(&denied("c.example")), false);
    check("http://a.example/x", Err(&denied("http://a.example")), false);
    check("https://a.example:22/x", Err(&denied("a.example:22")), false);
    check(
        "http://169.254.169.254/",
        Err(&denied("http://169.254.169.254")),
        false,
    );
    check(
        "http://[::ffff:169.254.169.254]/",
        Err(&denied("http://[::ffff:169.254.169.254]")),
        false,
    );
    check("http://localhost./", Err(&denied("http://localhost")), false);
    check(
        "https://me:pass@a.example/x",
        Err("credentials do not belong into a URL; headers can carry them"),
        false,
    );
    check(
        "https://private.example/x",
        Err("its address is not a public one"),
        false,
    );
    check(
        "https://a.example/none",
        Err("its server answers with status 404"),
        true,
    );
}

#[test]
fn every_redirection_is_judged_like_a_first_request() {
    check("https://a.example/near", Ok(("42", "https://a.example/x")), false);
    check("https://a.example/far", Ok(("43", "https://b.example/x")), false);
    check(
        "http://plain.example/up",
        Ok(("42", "https://a.example/x")),
        false,
    );
    check(
        "https://a.example/metadata",
        Err("it redirects to the host `169.254.169.254`, which is not allowed"),
        false,
    );
    check(
        "https://a.example/inside",
        Err("its address is not a public one"),
        false,
    );
    check(
        "https://a.example/plain",
        Err("it redirects to the host `plain.example`, which is not allowed"),
        false,
    );
    check(
        "https://a.example/file",
        Err("only `https` and `http` can be asked"),
        false,
    );
    check(
        "https://a.example/loop",
        Err("it redirects more than 5 times"),
        false,
    );
}

#[test]
fn a_denied_request_asks_nobody() {
    let (client, log) = client(HOSTS, PAGES, Limits::default());
    assert!(client.refusal("https://c.example/x").is_some());
    assert!(client.get("https://c.example/x", &[]).is_err());
    assert!(client.refusal("https://a.example/x").is_none());
    assert!(log.lock().unwrap().is_empty());
}

#[test]
fn headers_stay_with_the_origin_they_were_meant_for() {
    let token = [("Authorization".to_owned(), "secret".to_owned())];
    let rows: [(&str, &[bool]); 4] = [
        ("https://a.example/x", &[true]),
        ("https://a.example/near", &[true, true]),
        ("https://a.example/far", &[true, false]),
        // Who was elsewhere may have been sent back by somebody else.
        ("https://a.example/back", &[true, false, false]),
    ];
    for (url, expected) in rows {
        let (client, log) = client(HOSTS, PAGES, Limits::default());
        client.get(url, &token).unwrap();
        let log = log.lock().unwrap();
        let sent: Vec<bool> = log.iter().map(|(_, headers)| !headers.is_empty()).collect();
        assert_eq!(sent, expected, "{url}");
    }
}

#[test]
fn headers_of_the_message_itself_can_not_be_chosen() {
    for name in ["Host", "content-length", "Transfer-Encoding"] {
        let (client, log) = client(HOSTS, PAGES, Limits::default());
        let found = client.get("https://a.example/x", &[(name.to_owned(), "x".to_owned())]);
        assert_eq!(found, Err(FetchError::Header(name.to_owned())));
        assert!(log.lock().unwrap().is_empty());
    }
}

#[test]
fn a_run_can_not_ask_for_more_than_its_budget() {
    let limits = Limits {
        exchanges: 3,
        ..Limits::default()
    };
    let (few, log) = client(HOSTS, PAGES, limits);
    let results: Vec<bool> = (0..5)
        .map(|_| few.get("https://a.example/x", &[]).is_ok())
        .collect();
    assert_eq!(results, [true, true, true, false, false]);
    assert_eq!(log.lock().unwrap().len(), 3);

    let limits = Limits {
        total_size: 3,
        ..Limits::default()
    };
    let (small, _) = client(HOSTS, PAGES, limits);
    assert!(small.get("https://a.example/x", &[]).is_ok());
    let error = small.get("https://a.example/x", &[]).unwrap_err();
    assert_eq!(error, FetchError::Wire(WireError::TooLarge(1)));
    assert!(!error.is_absence());

    let limits = Limits {
        total_time: Duration::ZERO,
        ..Limits::default()
    };
    let (slow, _) = client(HOSTS, PAGES, limits);
    let error = slow.get("https://a.example/x", &[]).unwrap_err();
    assert!(matches!(error, FetchError::Spent { .. }) && !error.is_absence());
}
