//! URLs, as far as asking a server needs them.

use std::fmt;
use std::str::FromStr;

/// An `http` or `https` URL without credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url {
    https: bool,
    host: String,
    port: u16,
    /// Path and query, from the first `/`.
    target: String,
}

/// Why a text is no URL that may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// Not `http` and not `https`.
    #[error("only `https` and `http` can be asked")]
    Scheme,
    /// A user or a password.
    #[error("credentials do not belong into a URL; headers can carry them")]
    Credentials,
    /// No host, or one that cannot be.
    #[error("it names no host")]
    Host,
    /// A character that has to be escaped.
    #[error("it has a character that must be escaped")]
    Character,
}

impl Url {
    pub(super) fn parse(text: &str) -> Result<Self, UrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(UrlError::Scheme)?;
        let https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(UrlError::Scheme),
        };
        if !rest.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(UrlError::Character);
        }
        let (authority, target) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(UrlError::Credentials);
        }
        let (host, port) = server(authority)?;
        let target = target.split('#').next().unwrap_or_default();
        let slash = if target.starts_with('/') { "" } else { "/" };
        Ok(Self {
            https,
            host,
            port: port.unwrap_or(if https { 443 } else { 80 }),
            target: format!("{slash}{target}"),
        })
    }

    /// The URL that a redirection from here names, by RFC 3986 section 5.
    pub(super) fn join(&self, reference: &str) -> Result<Self, UrlError> {
        let scheme = if self.https { "https" } else { "http" };
        let origin = self.origin();
        let path = self.target.split('?').next().unwrap_or_default();
        if reference.starts_with("//") {
            return Self::parse(&format!("{scheme}:{reference}"));
        }
        let before_path = reference.split(['/', '?', '#']).next().unwrap_or_default();
        if before_path.contains(':') {
            return Self::parse(reference);
        }
        let (target, query) = reference.split_at(reference.find(['?', '#']).unwrap_or(reference.len()));
        let path = if target.starts_with('/') {
            target.to_owned()
        } else if target.is_empty() {
            path.to_owned()
        } else {
            let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
            format!("{folder}{target}")
        };
        Self::parse(&format!("{origin}{}{query}", without_dots(&path)))
    }

    pub(super) fn is_https(&self) -> bool {
        self.https
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Scheme, host and port.
    pub(super) fn origin(&self) -> String {
        let scheme = if self.https { "https" } else { "http" };
        format!("{scheme}://{}:{}", self.host, self.port)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, default) = if self.https { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port != default {
            write!(f, ":{}", self.port)?;
        }
        f.write_str(&self.target)
    }
}

fn server(authority: &str) -> Result<(String, Option<u16>), UrlError> {
    let (host, port) = match authority.rsplit_once(':') {
        // The colons between brackets are of an address.
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, ""),
    };
    let port = match port {
        "" => None,
        digits => Some(digits.parse().map_err(|_| UrlError::Host)?),
    };
    let host = host.to_ascii_lowercase();
    // A dot at the end means the same host.
    let host = host.strip_suffix('.').unwrap_or(&host);
    let is_name = |host: &str| {
        host.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    let is_address = |host: &str| {
        let inside = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        inside.is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok())
    };
    if host.is_empty() || !(is_name(host) || is_address(host)) {
        return Err(UrlError::Host);
    }
    Ok((host.to_owned(), port))
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(part),
        }
    }
    format!("/{}", kept.join("/"))
}

/// A host that may be asked: `HOST`, `HOST:PORT`, or `http://HOST` where there is no `https`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AllowedHost {
    https: bool,
    host: String,
    port: u16,
}

impl AllowedHost {
    pub(super) fn allows(&self, url: &Url) -> bool {
        (self.https, self.host.as_str(), self.port) == (url.https, url.host.as_str(), url.port)
    }
}

/// A text that names no host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no host; write a name such as `prelude.dhall-lang.org`, with `:PORT` if it is not 443")]
pub struct AllowedHostError(String);

impl FromStr for AllowedHost {
    type Err = AllowedHostError;

    fn from_str(text: &str) -> Result<Self, AllowedHostError> {
        let wrong = || AllowedHostError(text.to_owned());
        let (https, authority) = match text.split_once("://") {
            Some(("https", rest)) => (true, rest),
            Some(("http", rest)) => (false, rest),
            Some(_) => return Err(wrong()),
            None => (true, text),
        };
        let (host, port) = server(authority).map_err(|_| wrong())?;
        let default = if https { 443 } else { 80 };
        Ok(Self {
            https,
            host,
            port: port.unwrap_or(default),
        })
    }
}

impl fmt::Display for AllowedHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, default) = if self.https { ("", 443) } else { ("http://", 80) };
        write!(f, "{scheme}{}", self.host)?;
        if self.port == default {
            return Ok(());
        }
        write!(f, ":{}", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_and_written() {
        let rows = [
            ("https://Example.com", Ok("https://example.com/")),
            ("HTTPS://example.com:443/a?b=c#d", Ok("https://example.com/a?b=c")),
            ("http://example.com.:8080?q", Ok("http://example.com:8080/?q")),
            ("http://[::1]:81/x", Ok("http://[::1]:81/x")),
            ("file:///etc/passwd", Err(UrlError::Scheme)),
            ("gopher://a", Err(UrlError::Scheme)),
            ("https://u:p@a/", Err(UrlError::Credentials)),
            ("https:///a", Err(UrlError::Host)),
            ("https://a:b/", Err(UrlError::Host)),
            ("https://[::1/", Err(UrlError::Host)),
            ("https://a/b c", Err(UrlError::Character)),
            ("https://a/b\r\nHost: c", Err(UrlError::Character)),
        ];
        for (text, expected) in rows {
            let found = Url::parse(text).map(|url| url.to_string());
            assert_eq!(found, expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn redirections_are_relative_to_where_they_stand() {
        let base = Url::parse("https://a.example/x/y?z").unwrap();
        let rows = [
            ("http://b.example/c", "http://b.example/c"),
            ("//b.example/c", "https://b.example/c"),
            ("/c/../d", "https://a.example/d"),
            ("c?q", "https://a.example/x/c?q"),
            ("../../c/.", "https://a.example/c/"),
            ("?q", "https://a.example/x/y?q"),
        ];
        for (reference, expected) in rows {
            assert_eq!(base.join(reference).unwrap().to_string(), expected);
        }
        assert_eq!(base.join("file:/etc/passwd"), Err(UrlError::Scheme));
    }

    #[test]
    fn allowed_hosts_are_one_scheme_host_and_port() {
        let rows = [
            ("a.example", "https://a.example/x", true),
            ("A.example.", "https://a.example:443/", true),
            ("a.example", "http://a.example/", false),
            ("a.example", "https://a.example:8443/", false),
            ("a.example", "https://b.a.example/", false),
            ("a.example", "https://a.example.evil/", false),
            ("a.example:8443", "https://a.example:8443/", true),
            ("http://a.example", "http://a.example/", true),
        ];
        for (host, url, expected) in rows {
            let host: AllowedHost = host.parse().unwrap();
            assert_eq!(host.allows(&Url::parse(url).unwrap()), expected, "{host} {url}");
        }
        for wrong in ["", "*", "a/b", "ftp://a", "a:b", "u@a"] {
            assert!(wrong.parse::<AllowedHost>().is_err(), "{wrong}");
        }
    }
}
