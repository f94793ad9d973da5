//! The server that mails go through, and who gets which.

use crate::model::record::record;
use crate::model::settings::TextEntry;

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
        #[schemars(range(min = 1, max = 65535))]
        port: u64 = "port",
        /// Whom mails are from.
        sender: Sender = "sender",
        /// How to talk to the server.
        smtp: Smtp = "smtp",
        /// How mails look; before 2025.26.0 (I50).
        theme: Option<MailTheme> = "theme",
        /// What mails say instead of the product's own words, by key such as `mail.footer`; before 2025.26.0 (I50).
        messages: Option<Vec<TextEntry>> = "messages",
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

record! {
    /// How mails look.
    pub struct MailTheme {
        /// The logo.
        logo: MailLogo = "logo",
        /// The colour of buttons, such as `#1a73e8`.
        button_color: String = "button-color",
    }
}

record! {
    /// The logo in mails.
    pub struct MailLogo {
        /// Where the picture is.
        href: String = "href",
        /// Where it leads.
        url: String = "url",
    }
}

record! {
    /// Who gets certain mails at all events, as mail addresses.
    ///
    /// The product has these three lists in its configuration and never published what it calls them. The labels are
    /// this model's own, in the style of `mesh.meshfed.mail`.
    pub struct NotificationRecipients {
        /// Who hears of new tenants.
        tenant_created: Vec<String> = "tenant-created",
        /// Who hears of tenants that are marked for deletion.
        tenant_deleted: Vec<String> = "tenant-deleted",
        /// Who hears of replications that failed.
        replication_failed: Vec<String> = "replication-failed",
    }
}
