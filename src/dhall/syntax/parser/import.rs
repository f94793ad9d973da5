//! Imports: paths, URLs, environment variables, hashes and modes.

use std::net::Ipv6Addr;

use super::super::{Expr, ExprId, Import, ImportMode, LocalPrefix, Location};
use super::cursor::{Parse, Parser, is_path_byte};
use super::trace::Shape;

impl Parser<'_> {
    /// Whether the next token begins an import.
    pub(super) fn starts_import(&self) -> bool {
        let second = self.byte(self.at + 1);
        match self.peek() {
            b'.' => second == b'/' || (second == b'.' && self.byte(self.at + 2) == b'/'),
            b'~' => second == b'/',
            b'/' => second != b'/' && second != b'\\',
            b'h' => self.starts_url(),
            b'e' => {
                self.rest().starts_with(b"env:")
                    && !matches!(self.byte(self.at + 4), b' ' | b'\t' | b'\n' | b'\r' | b':')
            }
            b'm' => self.word() == b"missing",
            _ => false,
        }
    }

    fn starts_url(&self) -> bool {
        self.rest().starts_with(b"http://") || self.rest().starts_with(b"https://")
    }

    pub(super) fn import(&mut self) -> Parse<ExprId> {
        let (start, mark) = (self.at, self.mark());
        let location = match self.peek() {
            b'm' => {
                self.take(7);
                Location::Missing
            }
            b'h' => self.remote()?,
            b'e' => self.environment()?,
            _ => self.local()?,
        };
        let hash = self.hash()?;
        let mode = self.mode()?;
        self.node(Shape::Import, mark);
        let import = Import { location, hash, mode };
        let import = self.add(Expr::Import(Box::new(import)), start);
        if self.peek() == b'.' && !matches!(self.byte(self.at + 1), b'/' | b'.') {
            return Err(self.selection_from_import(start));
        }
        Ok(import)
    }

    fn hash(&mut self) -> Parse<Option<[u8; 32]>> {
        if !self.gap() || !self.rest().starts_with(b"sha256:") {
            return Ok(None);
        }
        let digits = &self.rest()[7..];
        let length = digits.iter().position(|byte| !byte.is_ascii_hexdigit());
        let length = length.unwrap_or(digits.len());
        if length != 64 {
            return Err(self.bad_hash(length));
        }
        let digit = |byte: u8| (byte as char).to_digit(16).expect("a hexadecimal digit") as u8;
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0]) << 4 | digit(pair[1]);
        }
        self.take(71);
        Ok(Some(hash))
    }

    fn mode(&mut self) -> Parse<ImportMode> {
        if !self.gap() || self.word() != b"as" {
            return Ok(ImportMode::Code);
        }
        self.keyword(2)?;
        let mode = match self.word() {
            b"Text" => ImportMode::RawText,
            b"Location" => ImportMode::Location,
            b"Bytes" => ImportMode::RawBytes,
            _ => return Err(self.expected("`Text`, `Bytes` or `Location` behind `as`")),
        };
        self.take(self.word().len());
        Ok(mode)
    }

    fn local(&mut self) -> Parse<Location> {
        let (prefix, mut at) = match (self.peek(), self.byte(self.at + 1)) {
            (b'.', b'.') => (LocalPrefix::Parent, self.at + 2),
            (b'.', _) => (LocalPrefix::Here, self.at + 1),
            (b'~', _) => (LocalPrefix::Home, self.at + 1),
            _ => (LocalPrefix::Absolute, self.at),
        };
        let mut components: Vec<Box<str>> = Vec::new();
        while self.byte(at) == b'/' {
            let (component, after) = if self.byte(at + 1) == b'"' {
                let end = self.quoted_component_end(at + 2);
                if self.byte(end) != b'"' || end == at + 2 {
                    return Err(self.bad_path(at, end));
                }
                (&self.text[at + 2..end], end + 1)
            } else {
                let rest = &self.bytes[at + 1..];
                let length = rest.iter().position(|byte| !is_path_byte(*byte));
                let end = at + 1 + length.unwrap_or(rest.len());
                if end == at + 1 {
                    return Err(self.bad_path(at, end));
                }
                (&self.text[at + 1..end], end)
            };
            components.push(component.into());
            at = after;
        }
        self.close_token(at);
        let components = components.into_boxed_slice();
        Ok(Location::Local { prefix, components })
    }

    fn quoted_component_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'/' | 0x00..0x20));
        at + length.unwrap_or(rest.len())
    }

    fn remote(&mut self) -> Parse<Location> {
        let start = self.at;
        let https = self.byte(start + 4) == b's';
        let host_at = start + if https { 8 } else { 7 };
        let authority_end = self.authority_end(host_at);
        let authority = &self.text[host_at..authority_end];
        if !is_authority(authority) {
            return Err(self.bad_authority(host_at, authority_end));
        }
        let mut components: Vec<Box<str>> = Vec::new();
        let mut at = authority_end;
        while self.byte(at) == b'/' {
            let end = self.url_run(at + 1, b":@");
            components.push(self.text[at + 1..end].into());
            at = end;
        }
        if components.is_empty() {
            components.push("".into());
        }
        let mut query = None;
        if self.byte(at) == b'?' {
            let end = self.url_run(at + 1, b":@/?");
            query = Some(self.text[at + 1..end].into());
            at = end;
        }
        self.close_token(at);
        let authority = authority.into();
        let headers = self.headers()?;
        Ok(Location::Remote {
            https,
            authority,
            components: components.into_boxed_slice(),
            query,
            headers,
        })
    }

    /// `using e`.
    fn headers(&mut self) -> Parse<Option<ExprId>> {
        if !self.gap() || self.word() != b"using" {
            return Ok(None);
        }
        self.keyword(5)?;
        if matches!(self.word(), b"toMap" | b"merge" | b"Some" | b"showConstructor") {
            return Err(self.needs_parentheses("behind `using`"));
        }
        if self.depth >= self.depth_limit {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let headers = self.import_expression();
        self.depth -= 1;
        headers.map(Some)
    }

    /// The end of a run of `unreserved`, `sub-delims`, `pct-encoded` and `also`.
    fn url_run(&self, mut at: usize, also: &[u8]) -> usize {
        loop {
            let byte = self.byte(at);
            if is_url_byte(byte) || (byte != 0 && also.contains(&byte)) {
                at += 1;
            } else if byte == b'%'
                && self.byte(at + 1).is_ascii_hexdigit()
                && self.byte(at + 2).is_ascii_hexdigit()
            {
                at += 3;
            } else {
                return at;
            }
        }
    }

    fn authority_end(&self, start: usize) -> usize {
        let user_end = self.url_run(start, b":");
        let host = if self.byte(user_end) == b'@' {
            user_end + 1
        } else {
            start
        };
        if self.byte(host) != b'[' {
            return self.url_run(host, b":");
        }
        let rest = &self.bytes[host..];
        let address = rest
            .iter()
            .position(|byte| !(is_url_byte(*byte) || matches!(byte, b'[' | b':')));
        let mut end = host + address.unwrap_or(rest.len());
        if self.byte(end) == b']' {
            end = self.url_run(end + 1, b":");
        }
        end
    }

    fn environment(&mut self) -> Parse<Location> {
        let start = self.at + 4;
        if self.byte(start) == b'"' {
            return self.quoted_environment(start);
        }
        let rest = &self.bytes[start..];
        let length = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'))
            .unwrap_or(rest.len());
        if length == 0 || rest[0].is_ascii_digit() {
            return Err(self.bad_environment(start, start + length));
        }
        let name = self.text[start..start + length].into();
        self.close_token(start + length);
        Ok(Location::Env(name))
    }

    fn quoted_environment(&mut self, quote: usize) -> Parse<Location> {
        let mut name = String::new();
        let mut at = quote + 1;
        loop {
            let byte = self.byte(at);
            at += 1;
            match byte {
                b'"' if !name.is_empty() => break,
                b'\\' => {
                    let Some(escaped) = posix_escape(self.byte(at)) else {
                        return Err(self.bad_environment(quote, at + usize::from(at < self.bytes.len())));
                    };
                    name.push(escaped);
                    at += 1;
                }
                0x20..=0x7e if byte != b'=' && byte != b'"' => name.push(byte as char),
                _ => return Err(self.bad_environment(quote, at.min(self.bytes.len()))),
            }
        }
        self.close_token(at);
        Ok(Location::Env(name.into()))
    }
}

fn posix_escape(byte: u8) -> Option<char> {
    Some(match byte {
        b'"' => '"',
        b'\\' => '\\',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'v' => '\u{b}',
        _ => return None,
    })
}

/// `unreserved` and `sub-delims`.
fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'*' | b'+' | b';' | b'='
        )
}

/// `[ userinfo "@" ] host [ ":" port ]`; the user information consists of the right characters already.
fn is_authority(text: &str) -> bool {
    let host_and_port = text.rsplit_once('@').map_or(text, |(_, host)| host);
    if let Some(rest) = host_and_port.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else {
            return false;
        };
        return is_address(address) && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (host, port) = host_and_port
        .split_once(':')
        .map_or((host_and_port, ""), |(host, port)| (host, port));
    is_port(port) && is_domain(host)
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_address(text: &str) -> bool {
    let Some(future) = text.strip_prefix(['v', 'V']) else {
        return text.parse::<Ipv6Addr>().is_ok();
    };
    future.split_once('.').is_some_and(|(version, address)| {
        !version.is_empty()
            && version.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !address.is_empty()
            && address.bytes().all(|byte| is_url_byte(byte) || byte == b':')
    })
}

fn is_domain(text: &str) -> bool {
    let labels = text.strip_suffix('.').unwrap_or(text);
    labels.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}
