//! Settings of meshfed.

use super::IdentityLookup;
use crate::model::record::record;

record! {
    /// Settings of meshfed.
    pub struct MeshfedSettings {
        /// `meshfed.web.register`.
        register: Option<Register> = "register",
        /// `mesh.meshfed.mail`.
        mail: Option<Mail> = "mail",
        /// `mesh.meshfed.web.identity-lookup`.
        identity_lookup: Option<IdentityLookup> = "identity-lookup",
    }
}

record! {
    /// `meshfed.web.register`: how people sign up.
    pub struct Register {
        /// Whether signing up takes valid payment information; `None` counts as `False` (I01).
        require_payment: Option<bool> = "requirePayment",
    }
}

record! {
    /// `mesh.meshfed.mail`: the server that mails go through. The password is injected, never written.
    pub struct Mail {
        /// Whether mails are sent at all.
        enabled: bool = "enabled",
        /// The login name.
        username: String = "username",
        /// The server's host.
        host: String = "host",
        /// The server's port, 1 to 65535.
        port: u64 = "port",
        /// Whom mails are from.
        sender: Sender = "sender",
        /// How to talk to the server.
        smtp: Smtp = "smtp",
    }
}

record! {
    /// Whom mails are from.
    pub struct Sender {
        /// The From address.
        address: String = "address",
        /// The Reply-To address.
        reply_to: Option<String> = "reply-to",
    }
}

record! {
    /// How to talk to the mail server.
    pub struct Smtp {
        /// TLS from the first byte.
        ssl: Toggle = "ssl",
        /// TLS after a STARTTLS.
        starttls: Toggle = "starttls",
        /// Whether to log in.
        auth: bool = "auth",
    }
}

record! {
    /// A switch that the product keeps in a record of its own.
    pub struct Toggle {
        /// On or off.
        enable: bool = "enable",
    }
}
