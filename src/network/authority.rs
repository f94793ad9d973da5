//! Certificate authorities that are trusted beside those that come with the program.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use ureq::tls::{Certificate, PemItem, parse_pem};

/// The certificates of a network's own authority, as its administrators hand them out.
#[derive(Clone, Debug)]
pub struct Authority {
    certificates: Vec<Certificate<'static>>,
}

/// Why a file names no authority.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// Nothing of the kind is in it.
    #[error(
        "it holds no certificate; a file of certificates is text with `-----BEGIN CERTIFICATE-----` in it (PEM)"
    )]
    NoCertificate,
    /// A certificate in it is none.
    #[error("certificate {0} in it cannot be read; export it again, in the format PEM")]
    Unreadable(usize),
}

impl Authority {
    /// The certificates in a file in the format PEM; whatever else is in it does not count.
    pub fn parse(pem: &[u8]) -> Result<Self, AuthorityError> {
        let mut certificates = Vec::new();
        for item in parse_pem(pem) {
            let number = certificates.len() + 1;
            match item {
                Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
                Ok(_) => continue,
                Err(_) => return Err(AuthorityError::Unreadable(number)),
            }
            let mut roots = RootCertStore::empty();
            let last = certificates.last().expect("one was just added");
            roots
                .add(CertificateDer::from(last.der()))
                .map_err(|_| AuthorityError::Unreadable(number))?;
        }
        if certificates.is_empty() {
            return Err(AuthorityError::NoCertificate);
        }
        Ok(Self { certificates })
    }

    pub(super) fn certificates(&self) -> &[Certificate<'static>] {
        &self.certificates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUTHORITY: &str = include_str!("../../tests/it/tls/authority.pem");
    const KEY: &str = include_str!("../../tests/it/tls/server.key");

    #[test]
    fn a_file_of_certificates_is_read_whatever_stands_around_them() {
        let text = format!("# Our authorities\n{AUTHORITY}\n{KEY}\n{AUTHORITY}");
        assert_eq!(Authority::parse(text.as_bytes()).unwrap().certificates().len(), 2);
    }

    #[test]
    fn a_file_without_certificates_is_told() {
        for text in ["", "authority", KEY] {
            let found = Authority::parse(text.as_bytes()).unwrap_err();
            assert_eq!(found, AuthorityError::NoCertificate, "{text}");
        }
        let cut = AUTHORITY.replace("-----END", "----END");
        let empty = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for (text, number) in [(cut, 1), (format!("{AUTHORITY}{empty}"), 2)] {
            let found = Authority::parse(text.as_bytes()).unwrap_err();
            assert_eq!(found, AuthorityError::Unreadable(number), "{text}");
        }
    }
}
