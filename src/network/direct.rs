//! Exchanges over TCP and TLS, straight to the server.

use std::fmt;
use std::net::IpAddr;
use std::time::Instant;

use rustls::CertificateError;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::address::is_public;
use super::authority::Authority;
use super::wire::{Call, CertificateFault, Reply, Wire, WireError};

const ALLOWED_ORIGIN: &str = "access-control-allow-origin";

/// Asks servers itself; certificates are judged by the roots that come with the program, and by the authorities
/// that were named besides.
pub(super) struct Direct {
    agent: Agent,
    /// The same, with the named authorities only.
    network: Option<Agent>,
}

impl Direct {
    pub(super) fn new(authorities: &[Authority]) -> Self {
        Self::to(is_public, authorities)
    }

    /// Connects only to addresses that `may_ask` lets pass.
    fn to(may_ask: fn(IpAddr) -> bool, authorities: &[Authority]) -> Self {
        let certificates: Vec<_> = authorities
            .iter()
            .flat_map(Authority::certificates)
            .cloned()
            .collect();
        let named = (!certificates.is_empty()).then(|| RootCerts::new_with_certs(&certificates));
        Self {
            agent: agent(may_ask, RootCerts::WebPki),
            network: named.map(|named| agent(may_ask, named)),
        }
    }
}

fn agent(may_ask: fn(IpAddr) -> bool, roots: RootCerts) -> Agent {
    let config = Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .user_agent(concat!("meshc/", env!("CARGO_PKG_VERSION")))
        .build();
    let judge = Judge {
        resolver: DefaultResolver::default(),
        may_ask,
    };
    Agent::with_parts(config, DefaultConnector::default(), judge)
}

/// Resolves names and refuses the ones with an address that must not be asked. The connection is made to the
/// very addresses that were judged, so that a name that changes in between gains nothing.
struct Judge {
    resolver: DefaultResolver,
    may_ask: fn(IpAddr) -> bool,
}

impl Resolver for Judge {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        // Each system words it in its own way that there is no such name.
        let found = self
            .resolver
            .resolve(uri, config, timeout)
            .map_err(|error| match error {
                Error::Io(_) => Error::HostNotFound,
                other => other,
            })?;
        if found.iter().all(|address| (self.may_ask)(address.ip())) {
            Ok(found)
        } else {
            Err(Error::Other(Box::new(WireError::NotPublic)))
        }
    }
}

impl fmt::Debug for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Judge")
    }
}

impl Wire for Direct {
    fn exchange(&self, call: Call<'_>) -> Result<Reply, WireError> {
        let begin = Instant::now();
        let reply = ask(&self.agent, call);
        match (&reply, &self.network) {
            // Nothing was asked yet: a certificate is judged before anything is sent.
            (Err(WireError::Certificate(CertificateFault::Authority)), Some(network)) => {
                let within = call.within.saturating_sub(begin.elapsed());
                ask(network, Call { within, ..call })
            }
            _ => reply,
        }
    }
}

fn ask(agent: &Agent, call: Call<'_>) -> Result<Reply, WireError> {
    let wrong = |error| wire_error(error, call);
    let mut request = agent
        .get(call.url)
        .config()
        .timeout_global(Some(call.within))
        .build();
    for (name, value) in call.headers {
        request = request.header(name, value);
    }
    let mut response = request.call().map_err(wrong)?;
    let status = response.status().as_u16();
    let values = |name: &str| {
        let values = response.headers().get_all(name).iter();
        let texts = values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        texts.collect::<Vec<_>>()
    };
    let (location, allowed_origins) = (values("location").into_iter().next(), values(ALLOWED_ORIGIN));
    let body = if status == 200 {
        let body = response.body_mut().with_config().limit(call.most);
        body.read_to_vec().map_err(wrong)?
    } else {
        Vec::new()
    };
    Ok(Reply {
        status,
        location,
        allowed_origins,
        body,
    })
}

fn wire_error(error: Error, call: Call<'_>) -> WireError {
    match error {
        Error::HostNotFound => WireError::NoHost,
        Error::BodyExceedsLimit(_) => WireError::TooLarge(call.most),
        Error::Timeout(_) => WireError::TooSlow(call.within),
        Error::Rustls(error) => tls_error(&error),
        Error::Io(error) => match error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<rustls::Error>())
        {
            Some(error) => tls_error(error),
            None => WireError::Broken(error.to_string()),
        },
        Error::Other(inner) => match inner.downcast::<WireError>() {
            Ok(own) => *own,
            Err(other) => WireError::Broken(other.to_string()),
        },
        other => WireError::Broken(other.to_string()),
    }
}

fn tls_error(error: &rustls::Error) -> WireError {
    let rustls::Error::InvalidCertificate(fault) = error else {
        return WireError::Broken(error.to_string());
    };
    WireError::Certificate(match fault {
        CertificateError::UnknownIssuer => CertificateFault::Authority,
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => CertificateFault::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            CertificateFault::Early
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            CertificateFault::Host
        }
        other => CertificateFault::Other(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::time::Duration;

    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    use rustls::{ServerConfig, ServerConnection, StreamOwned};

    use super::*;

    /// A server that answers every request with these bytes and says what it was asked.
    fn server(answer: &'static [u8]) -> (u16, std::sync::mpsc::Receiver<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let asked = lines.map_while(Result::ok).take_while(|line| !line.is_empty());
                let _ = sender.send(asked.collect());
                let _ = stream.write_all(answer);
            }
        });
        (port, receiver)
    }

    fn ask(wire: &Direct, url: &str, headers: &[(String, String)]) -> Result<Reply, WireError> {
        wire.exchange(Call {
            url,
            headers,
            most: 16,
            within: Duration::from_secs(5),
        })
    }

    #[test]
    fn an_answer_keeps_status_every_header_and_content() {
        let (port, asked) = server(
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nAccess-Control-Allow-Origin: *\r\n\
              Access-Control-Allow-Origin: https://a.example\r\nConnection: close\r\n\r\n42",
        );
        let headers = [("X-Test".to_owned(), "yes".to_owned())];
        let reply = ask(
            &Direct::to(|_| true, &[]),
            &format!("http://127.0.0.1:{port}/a?b"),
            &headers,
        )
        .unwrap();
        assert_eq!((reply.status, reply.body.as_slice()), (200, b"42".as_slice()));
        assert_eq!(reply.allowed_origins, ["*", "https://a.example"]);
        let asked = asked.recv().unwrap();
        assert_eq!(asked[0], "GET /a?b HTTP/1.1");
        assert!(
            asked.iter().any(|line| line.eq_ignore_ascii_case("x-test: yes")),
            "{asked:?}"
        );
        assert!(
            !asked
                .iter()
                .any(|line| line.to_lowercase().starts_with("accept-encoding")),
            "{asked:?}"
        );
    }

    #[test]
    fn redirections_are_told_and_not_followed() {
        let (port, asked) = server(
            b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        );
        let reply = ask(
            &Direct::to(|_| true, &[]),
            &format!("http://127.0.0.1:{port}/"),
            &[],
        )
        .unwrap();
        assert_eq!(
            (reply.status, reply.location.as_deref()),
            (302, Some("/elsewhere"))
        );
        assert_eq!(asked.try_iter().count(), 1);
    }

    #[test]
    fn what_is_too_large_is_not_read() {
        let (port, _asked) =
            server(b"HTTP/1.1 200 OK\r\nContent-Length: 17\r\nConnection: close\r\n\r\n12345678901234567");
        let found = ask(
            &Direct::to(|_| true, &[]),
            &format!("http://127.0.0.1:{port}/"),
            &[],
        );
        assert_eq!(found.unwrap_err(), WireError::TooLarge(16));
    }

    #[test]
    fn addresses_that_are_not_public_are_never_connected_to_however_they_are_written() {
        let (port, asked) = server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        for host in [
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
        ] {
            let found = ask(&Direct::new(&[]), &format!("http://{host}:{port}/"), &[]).unwrap_err();
            // A system without an address of that kind knows no such host.
            assert!(
                matches!(
                    found,
                    WireError::NotPublic | WireError::NoHost | WireError::Broken(_)
                ),
                "{host}: {found}"
            );
        }
        let found = ask(&Direct::new(&[]), &format!("http://127.0.0.1:{port}/"), &[]).unwrap_err();
        assert_eq!(found, WireError::NotPublic);
        assert_eq!(asked.try_iter().count(), 0);
    }

    const AUTHORITY: &[u8] = include_bytes!("../../tests/it/tls/authority.pem");
    const STRANGER: &[u8] = include_bytes!("../../tests/it/tls/stranger.pem");
    const KEY: &[u8] = include_bytes!("../../tests/it/tls/server.key");
    const SERVER: &[u8] = include_bytes!("../../tests/it/tls/server.pem");

    /// A server over TLS, the way [`server`] is one without, with a certificate.
    fn secure(certificate: &[u8], answer: &'static [u8]) -> (u16, std::sync::mpsc::Receiver<Vec<String>>) {
        let chain = vec![CertificateDer::from_pem_slice(certificate).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                let mut stream = BufReader::new(StreamOwned::new(connection, stream));
                let lines = stream.by_ref().lines();
                let asked = lines.map_while(Result::ok).take_while(|line| !line.is_empty());
                let asked: Vec<String> = asked.collect();
                if !asked.is_empty() {
                    let _ = sender.send(asked);
                    let _ = stream.get_mut().write_all(answer);
                    stream.get_mut().conn.send_close_notify();
                    let _ = stream.get_mut().flush();
                }
            }
        });
        (port, receiver)
    }

    fn trusting(pem: &[u8]) -> Direct {
        Direct::to(|_| true, &[Authority::parse(pem).unwrap()])
    }

    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nAccess-Control-Allow-Origin: *\r\n\r\n42";

    #[test]
    fn a_server_is_believed_by_the_authority_that_is_named() {
        let (port, asked) = secure(SERVER, ANSWER);
        let headers = [("Authorization".to_owned(), "Bearer x".to_owned())];
        for host in ["localhost", "127.0.0.1"] {
            let reply = ask(
                &trusting(AUTHORITY),
                &format!("https://{host}:{port}/x"),
                &headers,
            )
            .unwrap();
            assert_eq!(
                (reply.status, reply.body.as_slice()),
                (200, b"42".as_slice()),
                "{host}"
            );
            assert_eq!(reply.allowed_origins, ["*"]);
            let asked = asked.recv().unwrap();
            assert_eq!(asked[0], "GET /x HTTP/1.1");
            assert!(
                asked
                    .iter()
                    .any(|line| line.eq_ignore_ascii_case("authorization: bearer x")),
                "{asked:?}"
            );
        }
    }

    #[test]
    fn nothing_is_asked_of_a_server_whose_certificate_proves_nothing() {
        let (server, trusted) = (SERVER, AUTHORITY);
        let expired = include_bytes!("../../tests/it/tls/expired.pem");
        let later = include_bytes!("../../tests/it/tls/later.pem");
        let elsewhere = include_bytes!("../../tests/it/tls/elsewhere.pem");
        let rows = [
            (server, STRANGER, CertificateFault::Authority),
            (expired, trusted, CertificateFault::Expired),
            (later, trusted, CertificateFault::Early),
            (elsewhere, trusted, CertificateFault::Host),
        ];
        for (certificate, authority, expected) in rows {
            let (port, asked) = secure(certificate, ANSWER);
            let found = ask(&trusting(authority), &format!("https://localhost:{port}/"), &[]);
            assert_eq!(found.unwrap_err(), WireError::Certificate(expected));
            assert_eq!(asked.try_iter().count(), 0);
        }
        let (port, _asked) = secure(server, ANSWER);
        let found = ask(
            &Direct::to(|_| true, &[]),
            &format!("https://localhost:{port}/"),
            &[],
        );
        assert_eq!(
            found.unwrap_err(),
            WireError::Certificate(CertificateFault::Authority)
        );
    }

    #[test]
    fn what_is_too_large_or_too_slow_is_not_read_over_tls_either() {
        let (port, _asked) = secure(
            SERVER,
            b"HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n12345678901234567",
        );
        let found = ask(&trusting(AUTHORITY), &format!("https://localhost:{port}/"), &[]);
        assert_eq!(found.unwrap_err(), WireError::TooLarge(16));
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let within = Duration::from_millis(200);
        let found = trusting(AUTHORITY).exchange(Call {
            url: &format!("https://localhost:{}/", silent.local_addr().unwrap().port()),
            headers: &[],
            most: 16,
            within,
        });
        assert_eq!(found.unwrap_err(), WireError::TooSlow(within));
    }

    #[test]
    fn a_server_without_tls_is_told_apart_from_one_without_a_proof() {
        let (port, _asked) = server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        let found = ask(&trusting(AUTHORITY), &format!("https://localhost:{port}/"), &[]).unwrap_err();
        assert!(matches!(found, WireError::Broken(_)), "{found}");
    }
}
