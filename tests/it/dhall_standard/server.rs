//! A server on the loopback interface that answers for the hosts which the suite names.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{prelude, suite};

/// The status of what the real host has and the suite has not.
pub(super) const NOT_HERE: u16 = 501;

/// Where the one server of the process listens.
pub(super) static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(start);

fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback interface has a free port");
    let address = listener.local_addr().expect("a bound socket has an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream));
        }
    });
    address
}

/// What was asked, and what is answered.
struct Asked {
    host: String,
    path: String,
    headers: Vec<(String, String)>,
}

struct Answer {
    status: u16,
    origins: Vec<&'static str>,
    body: Vec<u8>,
}

impl Asked {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

fn serve(mut stream: TcpStream) {
    let Some(asked) = read(&stream) else { return };
    let answer = match asked.host.as_str() {
        "test.dhall-lang.org" => test_host(&asked),
        // The revision that this test names is older than the suite and asks for another variable.
        "raw.githubusercontent.com" if asked.path.ends_with("/asLocation/EnvA.dhall") => {
            Answer::for_origins(&["*"], "env:HOME as Location")
        }
        "raw.githubusercontent.com" => file(github_file(&asked.path)),
        "prelude.dhall-lang.org" => file(prelude().map(|root| root.join(inside(&asked.path)))),
        "httpbin.org" => echo(&asked),
        _ => Answer::new(404, "no such host"),
    };
    let mut head = format!(
        "HTTP/1.1 {} X\r\nConnection: close\r\nContent-Length: {}\r\n",
        answer.status,
        answer.body.len()
    );
    for origin in answer.origins {
        let _ = write!(head, "Access-Control-Allow-Origin: {origin}\r\n");
    }
    head.push_str("\r\n");
    // Whoever hung up needs no answer.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&answer.body));
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut lines = BufReader::new(stream.take(64 << 10)).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    for line in lines {
        let line = line.ok()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut asked = Asked {
        host: String::new(),
        path,
        headers,
    };
    asked.host = asked.header("host")?.to_owned();
    Some(asked)
}

impl Answer {
    fn new(status: u16, body: &str) -> Self {
        Self {
            status,
            origins: Vec::new(),
            body: body.into(),
        }
    }

    fn for_origins(origins: &[&'static str], body: &str) -> Self {
        Self {
            origins: origins.to_vec(),
            ..Self::new(200, body)
        }
    }
}

/// The standard's own host, as its test suite describes it.
fn test_host(asked: &Asked) -> Answer {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    const GITHUB: &str = "https://raw.githubusercontent.com";
    const HOPS: &str =
        "https://raw.githubusercontent.com/dhall-lang/dhall-lang/master/tests/import/data/cors";
    match asked.path.as_str() {
        "/foo" | "/bar" if asked.header("test").is_none() => Answer::new(403, ""),
        "/foo" => Answer::new(200, "./bar"),
        "/bar" => Answer::new(200, "True"),
        "/random-string" => Answer::new(200, &format!("string {}", ASKED.fetch_add(1, Ordering::Relaxed))),
        "/cors/AllowedAll.dhall" => Answer::for_origins(&["*"], "42"),
        "/cors/OnlyGithub.dhall" => Answer::for_origins(&[GITHUB], "42"),
        "/cors/OnlySelf.dhall" => Answer::for_origins(&["https://test.dhall-lang.org"], "42"),
        "/cors/OnlyOther.dhall" => Answer::for_origins(&["https://example.com"], "42"),
        "/cors/Empty.dhall" => Answer::for_origins(&[""], "42"),
        "/cors/NoCORS.dhall" => Answer::for_origins(&[], "42"),
        "/cors/Null.dhall" => Answer::for_origins(&["null"], "42"),
        "/cors/SelfImportAbsolute.dhall" => {
            Answer::for_origins(&["*"], "https://test.dhall-lang.org/cors/NoCORS.dhall")
        }
        "/cors/SelfImportRelative.dhall" => Answer::for_origins(&["*"], "./NoCORS.dhall"),
        "/cors/TwoHopsFail.dhall" => Answer::for_origins(&["*"], &format!("{HOPS}/OnlySelf.dhall")),
        "/cors/TwoHopsSuccess.dhall" => Answer::for_origins(&["*"], &format!("{HOPS}/OnlyGithub.dhall")),
        _ => Answer::new(404, ""),
    }
}

/// What the host that echoes answers to its two pages that the suite names.
fn echo(asked: &Asked) -> Answer {
    match asked.path.as_str() {
        "/user-agent" => {
            let agent = asked.header("user-agent").unwrap_or_default();
            Answer::for_origins(&["*"], &format!("{{\n  \"user-agent\": \"{agent}\"\n}}\n"))
        }
        "/headers" => Answer::for_origins(&["*"], &format!("{:?}\n", asked.headers)),
        _ => Answer::new(404, ""),
    }
}

/// The file of the suite that a repository's file of any revision is.
fn github_file(path: &str) -> Option<PathBuf> {
    let (_, path) = path.split_once("/tests/import/")?;
    Some(suite()?.join("import").join(inside(path)))
}

/// A path without steps out of the folder that it is of.
fn inside(path: &str) -> PathBuf {
    let plain = |part: &Component| matches!(part, Component::Normal(_));
    Path::new(path).components().filter(plain).collect()
}

fn file(path: Option<PathBuf>) -> Answer {
    match path.and_then(|path| fs::read(path).ok()) {
        Some(body) => Answer {
            body,
            ..Answer::for_origins(&["*"], "")
        },
        None => Answer::new(NOT_HERE, ""),
    }
}

/// Asks the server for a page of a host: status, allowed origins, content.
pub(super) fn ask(
    host: &str,
    target: &str,
    headers: &[(String, String)],
) -> std::io::Result<(u16, Vec<String>, Vec<u8>)> {
    let mut stream = TcpStream::connect(*ADDRESS)?;
    let mut request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n");
    for (name, value) in headers {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes())?;
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim_end().is_empty() {
            break;
        }
        lines.push(line.trim_end().to_owned());
    }
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    let status = lines
        .first()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok())
        .unwrap_or_default();
    let origins = lines
        .iter()
        .filter_map(|line| line.strip_prefix("Access-Control-Allow-Origin:"));
    Ok((
        status,
        origins.map(|value| value.trim().to_owned()).collect(),
        body,
    ))
}
