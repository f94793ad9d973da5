//! Origins: scheme, host and port of a remote import, which the rules about servers compare.

use std::fmt;

/// From which server something comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    https: bool,
    host: String,
    port: String,
}

impl Origin {
    /// The origin of a URL.
    pub(super) fn of(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let https = match scheme {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let server = authority.rsplit_once('@').map_or(authority, |(_, server)| server);
        let (host, port) = match server.rsplit_once(':') {
            // The colons between brackets are of an IPv6 address.
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (server, ""),
        };
        let default = if https { "443" } else { "80" };
        Some(Self {
            https,
            host: host.to_ascii_lowercase(),
            port: if port.is_empty() { default } else { port }.to_owned(),
        })
    }

    /// Host and port, under which the user's headers are kept.
    pub(super) fn key(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Whether what `self` imports from `child` may be used: by the standard's `corsCompliant`, the server
    /// must say so with exactly one header, unless it is the same one.
    pub(super) fn may_use(&self, child: &Self, allowed_origins: &[String]) -> bool {
        let [allowed] = allowed_origins else {
            return self == child;
        };
        self == child || allowed == "*" || *allowed == self.to_string()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, default) = if self.https {
            ("https", "443")
        } else {
            ("http", "80")
        };
        write!(f, "{scheme}://{}", self.host)?;
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
    fn origins_are_read_off_urls() {
        let rows = [
            (
                "https://Example.com/a?b",
                "https://example.com",
                "example.com:443",
            ),
            (
                "http://u:p@example.com:8080",
                "http://example.com:8080",
                "example.com:8080",
            ),
            (
                "https://example.com:443/",
                "https://example.com",
                "example.com:443",
            ),
            ("http://[::1]/x", "http://[::1]", "[::1]:80"),
            ("http://[::1]:81/x", "http://[::1]:81", "[::1]:81"),
        ];
        for (url, shown, key) in rows {
            let origin = Origin::of(url).unwrap();
            assert_eq!((origin.to_string().as_str(), origin.key().as_str()), (shown, key));
        }
        assert_eq!(Origin::of("ftp://example.com/"), None);
    }

    #[test]
    fn another_server_must_allow_the_importing_one_in_exactly_one_header() {
        let rows: [(&str, &[&str], bool); 9] = [
            ("https://a.example/x", &[], true),
            ("https://b.example/x", &[], false),
            ("https://b.example/x", &["*"], true),
            ("https://b.example/x", &["https://a.example"], true),
            ("https://b.example/x", &["https://c.example"], false),
            ("https://b.example/x", &["null"], false),
            ("https://b.example/x", &[""], false),
            ("https://b.example/x", &["*", "*"], false),
            ("http://a.example/x", &[], false),
        ];
        let parent = Origin::of("https://a.example/p.dhall").unwrap();
        for (child, allowed, expected) in rows {
            let allowed: Vec<String> = allowed.iter().map(|value| (*value).to_owned()).collect();
            let child = Origin::of(child).unwrap();
            assert_eq!(
                parent.may_use(&child, &allowed),
                expected,
                "{child:?} {allowed:?}"
            );
        }
    }
}
