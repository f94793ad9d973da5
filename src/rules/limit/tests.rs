//! Each kind of limit with a value beyond it and a near one within.

use serde_json::{Value as Json, json};

use super::*;
use crate::rules::fixture::Sample;

/// A node as the model reads it from JSON.
fn node(json: &Json) -> Node {
    let value = match json {
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) if number.is_f64() => Value::Double(number.as_f64().unwrap()),
        Json::Number(number) => match number.as_u64() {
            Some(number) => Value::Natural(number),
            None => Value::Integer(number.as_i64().unwrap()),
        },
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(elements) => Value::List(elements.iter().map(node).collect()),
        Json::Object(fields) => {
            let fields = fields.iter();
            Value::Record(
                fields
                    .map(|(label, field)| (label.clone(), node(field)))
                    .collect(),
            )
        }
        Json::Null => Value::Absent,
    };
    Node::new(value, None)
}

fn check(form: Form, within: &[Json], beyond: &[(Json, &str)]) {
    for json in within {
        assert_eq!(flaw::flaw(form, &node(json)), None, "{form:?} {json}");
    }
    for (json, message) in beyond {
        let found = flaw::flaw(form, &node(json));
        assert_eq!(found.as_deref(), Some(*message), "{form:?} {json}");
    }
}

#[test]
fn texts_say_something() {
    check(
        Form::Filled,
        &[json!("a")],
        &[
            (json!(""), "the text is empty"),
            (json!(" \n"), "the text is empty"),
        ],
    );
    check(
        Form::Html,
        &[
            json!("<b>Call</b> us at 5 < 6"),
            json!("<a href=\"https://acme.example\">on=off</a>"),
            json!("<linked>"),
        ],
        &[
            (json!("x<SCRIPT src=a>"), "the panel takes `<script>` away"),
            (json!("<img onError=\"x()\">"), "the panel takes `onerror` away"),
            (
                json!("<a href='javascript:x()'>"),
                "the panel takes `javascript:` away",
            ),
        ],
    );
    check(
        Form::OneOf(&["A", "B"]),
        &[json!("A")],
        &[(json!("a"), "`a` is none of the values")],
    );
}

#[test]
fn addresses_lead_somewhere() {
    let web = Form::Url {
        schemes: &["https", "http"],
        end: "",
    };
    check(
        web,
        &[
            json!("https://acme.example"),
            json!("http://acme.example:8080/pay?new=1#top"),
            json!("https://[2001:db8::1]/"),
            json!("HTTPS://acme.example/"),
        ],
        &[
            (json!("acme.example/pay"), "`acme.example/pay` is no absolute URL"),
            (
                json!("https//acme.example"),
                "`https//acme.example` is no absolute URL",
            ),
            (
                json!("ftp://acme.example"),
                "`ftp://acme.example` does not begin with `https` or `http`",
            ),
            (json!("https:///pay"), "`https:///pay` names no host"),
            (
                json!("https://acme.example:0"),
                "`https://acme.example:0` names no host",
            ),
            (
                json!("https://a b.example"),
                "`https://a b.example` has spaces in it",
            ),
            (
                json!("https://me:hunter2@acme.example"),
                "the URL has a password in it",
            ),
        ],
    );
    let access = Form::Url {
        schemes: &["https"],
        end: "/access",
    };
    check(
        access,
        &[
            json!("https://acme.example/x/access"),
            json!("https://acme.example/access?a=b"),
        ],
        &[(
            json!("https://acme.example/x"),
            "`https://acme.example/x` does not end in `/access`",
        )],
    );
    check(
        Form::Mail,
        &[json!("it@acme.example")],
        &[(json!("it"), "`it` is no mail address")],
    );
    check(
        Form::Server,
        &[
            json!("smtp.acme.example"),
            json!("mailhost"),
            json!("10.0.0.25"),
            json!("2001:db8::1"),
            json!(""),
        ],
        &[
            (
                json!("smtp.acme.example:25"),
                "`smtp.acme.example:25` is no name of a server",
            ),
            (
                json!("smtp://acme.example"),
                "`smtp://acme.example` is no name of a server",
            ),
        ],
    );
    check(
        Form::Domain,
        &[json!("acme.example")],
        &[
            (json!("acme"), "`acme` is no domain"),
            (json!("10.0.0.1"), "`10.0.0.1` is no domain"),
        ],
    );
}

#[test]
fn names_have_their_form() {
    let uuid = "f71766dc-90d9-4b7d-bd9d-4499c4331c3f";
    check(
        Form::Uuid,
        &[json!(uuid)],
        &[(json!(&uuid[1..]), &format!("`{}` is no UUID", &uuid[1..]))],
    );
    check(
        Form::UuidOrDomain,
        &[json!(uuid), json!("acme.onmicrosoft.com")],
        &[(json!("Acme"), "`Acme` is neither a UUID nor a domain")],
    );
    check(
        Form::Colour,
        &[json!("#1a73e8"), json!("#FFF")],
        &[
            (json!("1a73e8"), "`1a73e8` is no colour"),
            (json!("#1a73"), "`#1a73` is no colour"),
        ],
    );
    check(
        Form::Attribute,
        &[
            json!("onPremisesExtensionAttributes/extensionAttribute1"),
            json!("mail"),
        ],
        &[(json!("given name"), "`given name` is no name of an attribute")],
    );
    check(
        Form::Identifier,
        &[json!("my-team-2")],
        &[(json!("My Team"), "`My Team` is no identifier")],
    );
    check(
        Form::ObjectName,
        &[json!("vault.prod")],
        &[(json!("Vault"), "`Vault` is no name of an object")],
    );
    check(
        Form::Expression,
        &[json!("^[0-9]{6}$")],
        &[(
            json!("[0-9"),
            "`[0-9` is no regular expression: a bracket is not closed",
        )],
    );
    check(
        Form::DistinguishedNameOrNothing,
        &[json!(""), json!("ou=people")],
        &[(json!("people"), "`people` is no distinguished name")],
    );
    check(
        Form::Filter,
        &[json!("(cn=a)")],
        &[(
            json!("cn=a"),
            "`cn=a` is no filter: a filter begins with a parenthesis",
        )],
    );
}

#[test]
fn times_are_those_that_are_read() {
    check(
        Form::Month,
        &[json!("2021-01-01T00:00:00Z")],
        &[
            (
                json!("2021-01-02T00:00:00Z"),
                "`2021-01-02T00:00:00Z` is no first instant of a month",
            ),
            (json!("2021-01-01"), "`2021-01-01` is no instant in UTC"),
            (
                json!("2021-13-01T00:00:00Z"),
                "`2021-13-01T00:00:00Z` is no instant in UTC",
            ),
            (
                json!("2021-01-01T00:00+0100"),
                "`2021-01-01T00:00+0100` is no instant in UTC",
            ),
        ],
    );
    check(
        Form::Interval,
        &[
            json!("24h"),
            json!("PT24H"),
            json!("1h"),
            json!("P2D"),
            json!("0 4 * * *"),
            json!("0 0 4 ? * MON-FRI"),
            json!("@daily"),
        ],
        &[
            (
                json!("daily"),
                "`daily` is neither a duration nor a cron expression",
            ),
            (json!("30m"), "`30m` is less than an hour"),
            (json!("P3D"), "`P3D` is more than two days"),
            (json!("P1M"), "`P1M` is neither a duration nor a cron expression"),
            (
                json!("0 4 * * always"),
                "`always` of the cron expression stands for nothing",
            ),
            (
                json!("0 */0 * * *"),
                "`*/0` of the cron expression stands for nothing",
            ),
        ],
    );
}

#[test]
fn numbers_and_lists_are_in_their_range() {
    check(Form::AtLeast(1), &[json!(1)], &[(json!(0), "0 is too small")]);
    check(
        Form::NotNegative,
        &[json!(3)],
        &[(json!(-1), "-1 is less than nothing")],
    );
    check(
        Form::NotZero,
        &[json!(-0.5)],
        &[(json!(0.0), "0 changes nothing")],
    );
    check(
        Form::Off,
        &[json!(false)],
        &[(json!(true), "this is for trying things out, and nothing is done")],
    );
    check(
        Form::Elements(1),
        &[json!(["a"])],
        &[(json!([]), "the list is empty")],
    );
    check(
        Form::Exactly(2),
        &[json!([1, 2]), json!([])],
        &[(json!([1]), "the list has 1 element")],
    );
    check(
        Form::Together("a", "b"),
        &[json!({ "a": "", "b": "" }), json!({ "a": "x", "b": "y" })],
        &[(json!({ "a": "x", "b": "" }), "`b` is empty, and `a` is not")],
    );
}

#[test]
fn a_finding_stands_where_the_value_does() {
    let found = |path: &str, json: Json| Sample::new().set(path, json).everything();
    let ui = json!({
        "connectivityError": "Call us",
        "costCenter": { "alias": "cost centre", "validationPattern": "[0-9", "validationErrorMsg": "Digits" },
    });
    assert_eq!(
        found("acme:settings.panel.ui", ui),
        [
            "model/limit error acme:settings.panel.ui.costCenter.validationPattern: `[0-9` is no regular expression: a \
             bracket is not closed"
        ]
    );
    let recipients = json!({
        "tenant-created": ["it@acme.example", "it@acme.example"],
        "tenant-deleted": ["it"],
        "replication-failed": [],
    });
    assert_eq!(
        found("acme:settings.meshfed.notification-recipients", recipients),
        [
            "model/limit warning acme:settings.meshfed.notification-recipients.tenant-created.1: `it@acme.example` \
             stands here twice",
            "model/limit error acme:settings.meshfed.notification-recipients.tenant-deleted.0: `it` is no mail address",
        ]
    );
    assert_eq!(
        found("acme:plan.production.backup.everyHours", json!(0)).len(),
        2,
        "one for the limit, one for the request that it takes"
    );
    assert_eq!(
        found("beta:customer.contact", json!("it@")),
        ["model/limit error beta:customer.contact: `it@` is no mail address"]
    );
}
