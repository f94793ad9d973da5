//! I17: mail can be sent.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Mail};
use crate::rules::plan::is_address;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Mail goes out over TLS from the first byte (`ssl`) or after a STARTTLS (`starttls`), not both. Where it is
    /// enabled, there is a host, a port from 1 to 65535, and a sender; where `auth` is set, there is a username.
    /// The password is injected when the instance is deployed; it cannot be written (I49).
    ///
    /// ## Why
    ///
    /// A client that is told both speaks TLS inside TLS and gets no answer. Nobody misses mails that never come,
    /// until an invitation or a warning is among them.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// smtp = { ssl = Toggle.on, starttls = Toggle.on, auth = True }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// smtp = { ssl = Toggle.off, starttls = Toggle.on, auth = True }
    /// ```
    I17 = "I17", Derived Error, "Mail can be sent",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        if let Some(mail) = &declared.instance.settings.meshfed.mail {
            found.extend(encryption(declared, mail));
            if mail.enabled {
                found.extend(server(declared, mail));
                found.extend(people(declared, mail));
            }
        }
    }
    found
}

fn place(declared: &Declared, label: &str) -> Place {
    Place::in_instance(declared, &format!("settings.meshfed.mail.{label}"))
}

fn encryption(declared: &Declared, mail: &Mail) -> Option<Diagnostic> {
    (mail.smtp.ssl.enable && mail.smtp.starttls.enable).then(|| {
        let likely = match mail.port {
            465 => "`ssl`, as is usual on port 465",
            _ => "one of them; `starttls` is usual on port 587, `ssl` on port 465",
        };
        I17.finding("`ssl` and `starttls` are both enabled")
            .on(&place(declared, "smtp.starttls.enable"), "")
            .beside(&place(declared, "smtp.ssl.enable"), "the other")
            .expected(likely)
    })
}

fn server(declared: &Declared, mail: &Mail) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if mail.host.trim().is_empty() {
        found.push(
            I17.finding("mail is enabled, and the host of its server is empty")
                .on(&place(declared, "host"), "")
                .expected("a DNS name such as `smtp.example.org`")
                .help("name the server, or set `enabled` to `False`"),
        );
    }
    if !(1..=65535).contains(&mail.port) {
        found.push(
            I17.finding(format!("{} is no port", mail.port))
                .on(&place(declared, "port"), "")
                .expected("1 to 65535, usually 587 or 465"),
        );
    }
    found
}

fn people(declared: &Declared, mail: &Mail) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if mail.smtp.auth && mail.username.trim().is_empty() {
        found.push(
            I17.finding("`auth` is `True`, and the username is empty")
                .on(&place(declared, "username"), "")
                .beside(&place(declared, "smtp.auth"), "asks for a login")
                .expected("the login name")
                .help("name the login, or set `auth` to `False` if the server takes mail from anybody"),
        );
    }
    let reply = mail.sender.reply_to.as_deref();
    let addresses = [
        ("sender.address", Some(mail.sender.address.as_str())),
        ("sender.reply-to", reply),
    ];
    for (label, address) in addresses {
        if let Some(address) = address.filter(|address| !is_address(address)) {
            found.push(
                I17.finding(format!("{} is no mail address", quote(address)))
                    .on(&place(declared, label), "")
                    .expected("an address such as `meshstack@example.org`"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::fixture::Sample;

    fn mail() -> Value {
        json!({
            "enabled": true,
            "username": "meshstack",
            "host": "smtp.acme.example",
            "port": 587,
            "sender": { "address": "mesh@acme.example", "reply-to": null },
            "smtp": { "ssl": { "enable": false }, "starttls": { "enable": true }, "auth": true },
        })
    }

    #[test]
    fn what_keeps_mail_from_going_out_is_found() {
        type Row<'a> = (&'a [(&'a str, Value)], Option<&'a str>);
        let rows: &[Row<'_>] = &[
            (&[], None),
            (
                &[("smtp.ssl.enable", json!(true))],
                Some("smtp.starttls.enable: `ssl` and `starttls` are both enabled"),
            ),
            (
                &[
                    ("smtp.ssl.enable", json!(true)),
                    ("smtp.starttls.enable", json!(false)),
                ],
                None,
            ),
            (
                &[("username", json!(" "))],
                Some("username: `auth` is `True`, and the username is empty"),
            ),
            (&[("username", json!("")), ("smtp.auth", json!(false))], None),
            (
                &[("host", json!(""))],
                Some("host: mail is enabled, and the host of its server is empty"),
            ),
            (&[("port", json!(0))], Some("port: 0 is no port")),
            (&[("port", json!(65536))], Some("port: 65536 is no port")),
            (&[("port", json!(65535))], None),
            (
                &[("sender.address", json!("mesh"))],
                Some("sender.address: `mesh` is no mail address"),
            ),
            (
                &[("sender.reply-to", json!(""))],
                Some("sender.reply-to: `` is no mail address"),
            ),
            (
                &[("enabled", json!(false)), ("host", json!("")), ("port", json!(0))],
                None,
            ),
        ];
        for (edits, expected) in rows {
            let sample = Sample::new().set("acme:settings.meshfed.mail", mail());
            let sample = edits.iter().fold(sample, |sample, (path, json)| {
                sample.set(&format!("acme:settings.meshfed.mail.{path}"), json.clone())
            });
            let expected = expected.map(|text| format!("error acme:settings.meshfed.mail.{text}"));
            assert_eq!(sample.findings(&I17), Vec::from_iter(expected), "{edits:?}");
        }
    }
}
