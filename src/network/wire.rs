//! One exchange with one server, whoever makes it.

use std::time::Duration;

/// One request, already judged.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The URL.
    pub url: &'a str,
    /// Names and values.
    pub headers: &'a [(String, String)],
    /// How many bytes the answer may have.
    pub most: u64,
    /// How long it may take, from the first look at the name to the last byte.
    pub within: Duration,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The `Location` header.
    pub location: Option<String>,
    /// The value of each `Access-Control-Allow-Origin` header.
    pub allowed_origins: Vec<String>,
    /// The content; of a redirection it need not be there.
    pub body: Vec<u8>,
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The name has an address that is not public.
    #[error("its address is not a public one")]
    NotPublic,
    /// No such name.
    #[error("there is no such host")]
    NoHost,
    /// Too many bytes.
    #[error("it is larger than {0} bytes")]
    TooLarge(u64),
    /// It took too long.
    #[error("it takes longer than {} seconds", .0.as_secs())]
    TooSlow(Duration),
    /// The server does not prove who it is.
    #[error(transparent)]
    Certificate(CertificateFault),
    /// Anything else: no connection, no HTTP.
    #[error("{0}")]
    Broken(String),
}

/// Why a certificate proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// Who signed it is not known.
    #[error(
        "its certificate is signed by an authority that is not trusted; if this network has an authority of its own, \
         name the file of its certificate with `--certificate-authority`"
    )]
    Authority,
    /// Its time is over.
    #[error(
        "its certificate has expired; its server needs a new one, unless the clock of this machine is wrong"
    )]
    Expired,
    /// Its time has not come.
    #[error("its certificate is not valid yet; the clock of this machine or of the authority is wrong")]
    Early,
    /// It is for another host.
    #[error(
        "its certificate is not for this host; use a name that the certificate has, or have it issued again"
    )]
    Host,
    /// Anything else about it.
    #[error("its certificate proves nothing: {0}")]
    Other(String),
}

/// Makes exchanges.
pub trait Wire: Send + Sync {
    /// Asks, follows no redirection, and connects to public addresses only.
    fn exchange(&self, call: Call<'_>) -> Result<Reply, WireError>;
}
