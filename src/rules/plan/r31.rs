//! R31: On-Prem runs on infrastructure that was agreed, named in its provider's own words.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Provider};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// An On-Prem instance runs in the customer's data centre or in the customer's account at Amazon Web Services,
    /// Microsoft Azure or Google Cloud. Another provider cannot be written. The account is named as the provider
    /// names it: twelve digits, a UUID, or the identifier of a project; so is the region, which is no zone of it
    /// and no display name. A data centre has a location.
    ///
    /// ## Why
    ///
    /// The name of an account that cannot exist is a slip that shows itself late, when the pipeline finds nothing
    /// there, or finds what belongs to somebody else.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Provider.AWS { account = "1111-2222-3333", region = "eu-central-1a" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Provider.AWS { account = "111122223333", region = "eu-central-1" }
    /// ```
    R31 = "R31", Stated Error, "On-Prem runs on agreed infrastructure of the customer",
    Enforcement::Snapshot(check),
    ["Provider"] => ["*"],
    ["OnPrem"] => ["infrastructure", "provider", "cloud", "cluster", "region", "hosting"],
    ["Infrastructure"] => ["owner", "ownedBy", "provider", "cloud", "account", "subscription", "project", "region", "location"],
}

/// What is wrong with a text, and what would be right.
struct Fault {
    label: &'static str,
    message: String,
    expected: &'static str,
    mended: Option<String>,
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (declared, plan) in context.on_prem() {
        let provider = &plan.infrastructure.provider;
        let faults = account_flaw(provider).into_iter().chain(region_flaw_of(provider));
        found.extend(faults.map(|fault| report(declared, fault)));
    }
    found
}

fn report(declared: &Declared, fault: Fault) -> Diagnostic {
    let place = Place::in_instance(declared, &format!("plan.infrastructure.provider.{}", fault.label));
    let finding = R31.finding(fault.message).on(&place, "").expected(fault.expected);
    match fault.mended {
        Some(mended) => finding.replace(&place, format!("\"{mended}\"")),
        None => finding,
    }
}

fn account_flaw(provider: &Provider) -> Option<Fault> {
    let (label, text, is_right, name, expected): (_, &str, fn(&str) -> bool, _, _) = match provider {
        Provider::OnPremise(site) => {
            let is_right = |text: &str| !text.trim().is_empty();
            (
                "location",
                &site.location,
                is_right,
                "location",
                "where the data centre stands",
            )
        }
        Provider::AWS(aws) => ("account", &aws.account, is_account, "account", "twelve digits"),
        Provider::Azure(azure) => {
            let expected = "a UUID in lower case";
            (
                "subscription",
                &azure.subscription,
                is_uuid,
                "subscription",
                expected,
            )
        }
        Provider::GoogleCloud(google) => {
            let expected = "6 to 30 lower-case letters, digits and hyphens, a letter first";
            ("project", &google.project, is_project, "project", expected)
        }
    };
    if is_right(text) {
        return None;
    }
    let digits: String = text.chars().filter(|char| !"- ".contains(*char)).collect();
    let lower = text.trim().to_lowercase();
    Some(Fault {
        label,
        message: format!("{} is no {name} of {}", quote(text), owner(provider)),
        expected,
        mended: [digits, lower]
            .into_iter()
            .find(|mended| is_right(mended) && !mended.is_empty()),
    })
}

/// Whether a region has not the form that its provider gives to regions.
pub(in crate::rules) fn region_flaw(provider: &Provider) -> Option<&'static str> {
    region_flaw_of(provider).map(|fault| fault.expected)
}

fn region_flaw_of(provider: &Provider) -> Option<Fault> {
    let (text, is_right, expected): (&str, fn(&str) -> bool, _) = match provider {
        Provider::OnPremise(_) => return None,
        Provider::AWS(aws) => (&aws.region, is_aws_region, "a region such as `eu-central-1`"),
        Provider::Azure(azure) => (&azure.region, is_azure_region, "a region such as `westeurope`"),
        Provider::GoogleCloud(google) => (
            &google.region,
            is_google_region,
            "a region such as `europe-west3`",
        ),
    };
    if is_right(text) {
        return None;
    }
    let shorter = |count: usize| {
        let kept = text.len().checked_sub(count)?;
        text.get(..kept).filter(|kept| is_right(kept)).map(str::to_owned)
    };
    // `eu-central-1a` and `europe-west3-a` are zones.
    let zone = [1, 2].into_iter().find_map(shorter);
    let spelled: String = text.to_lowercase().split_whitespace().collect();
    let message = match zone {
        Some(_) => format!("{} is a zone of {}, and no region", quote(text), owner(provider)),
        None => format!("{} is no region of {}", quote(text), owner(provider)),
    };
    Some(Fault {
        label: "region",
        message,
        expected,
        mended: zone.or_else(|| is_right(&spelled).then_some(spelled)),
    })
}

fn owner(provider: &Provider) -> &'static str {
    match provider {
        Provider::OnPremise(_) => "a data centre",
        Provider::AWS(_) => "Amazon Web Services",
        Provider::Azure(_) => "Microsoft Azure",
        Provider::GoogleCloud(_) => "Google Cloud",
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-');
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(is_digit)
}

fn is_project(text: &str) -> bool {
    (6..=30).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`.
fn is_aws_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let Some((number, words)) = parts.split_last() else {
        return false;
    };
    words.len() >= 2 && words.iter().all(|word| is_word(word)) && is_number(number)
}

/// `westeurope`, `eastus2`.
fn is_azure_region(text: &str) -> bool {
    is_word(text.trim_end_matches(|char: char| char.is_ascii_digit()))
}

/// `europe-west3`, `northamerica-northeast1`.
fn is_google_region(text: &str) -> bool {
    let Some((continent, side)) = text.split_once('-') else {
        return false;
    };
    let word = side.trim_end_matches(|char: char| char.is_ascii_digit());
    is_word(continent) && is_word(word) && is_number(&side[word.len()..])
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::fixture::Sample;

    fn check(provider: Value, expected: &[(&str, Option<&str>)]) {
        let found = Sample::new()
            .set("acme:plan.infrastructure.provider", provider.clone())
            .diagnostics(&R31);
        let shown: Vec<_> = found
            .iter()
            .map(|found| {
                let mended = found.suggestion.as_ref();
                (
                    found.message.as_str(),
                    mended.map(|mended| mended.replacement.as_str()),
                )
            })
            .collect();
        assert_eq!(shown, expected, "{provider}");
    }

    #[test]
    fn accounts_are_named_as_their_provider_names_them() {
        let aws = |account| json!({ "AWS": { "account": account, "region": "eu-central-1" } });
        check(aws("111122223333"), &[]);
        check(
            aws("1111-2222-3333"),
            &[(
                "`1111-2222-3333` is no account of Amazon Web Services",
                Some("\"111122223333\""),
            )],
        );
        check(
            aws("11112222333"),
            &[("`11112222333` is no account of Amazon Web Services", None)],
        );
        let azure = |id| json!({ "Azure": { "subscription": id, "region": "westeurope" } });
        check(azure("7f3b2d90-41ae-4c8d-b0f6-5e19c2a7d384"), &[]);
        check(
            azure("7F3B2D90-41AE-4C8D-B0F6-5E19C2A7D384"),
            &[(
                "`7F3B2D90-41AE-4C8D-B0F6-5E19C2A7D384` is no subscription of Microsoft Azure",
                Some("\"7f3b2d90-41ae-4c8d-b0f6-5e19c2a7d384\""),
            )],
        );
        check(
            azure("production"),
            &[("`production` is no subscription of Microsoft Azure", None)],
        );
        let google = |id| json!({ "GoogleCloud": { "project": id, "region": "europe-west3" } });
        check(google("acme-mesh"), &[]);
        check(google("acme"), &[("`acme` is no project of Google Cloud", None)]);
        check(
            google("1acme-mesh"),
            &[("`1acme-mesh` is no project of Google Cloud", None)],
        );
        check(
            json!({ "OnPremise": { "location": " " } }),
            &[("` ` is no location of a data centre", None)],
        );
    }

    #[test]
    fn regions_are_no_zones_and_no_display_names() {
        let aws = |region| json!({ "AWS": { "account": "111122223333", "region": region } });
        let id = "7f3b2d90-41ae-4c8d-b0f6-5e19c2a7d384";
        let azure = |region| json!({ "Azure": { "subscription": id, "region": region } });
        let google = |region| json!({ "GoogleCloud": { "project": "acme-mesh", "region": region } });
        for region in [
            "eu-central-1",
            "us-gov-west-1",
            "eusc-de-east-1",
            "ap-southeast-2",
        ] {
            check(aws(region), &[]);
        }
        for region in ["westeurope", "eastus2"] {
            check(azure(region), &[]);
        }
        for region in ["europe-west3", "northamerica-northeast1", "europe-west12"] {
            check(google(region), &[]);
        }
        check(
            aws("eu-central-1a"),
            &[(
                "`eu-central-1a` is a zone of Amazon Web Services, and no region",
                Some("\"eu-central-1\""),
            )],
        );
        check(
            google("europe-west3-a"),
            &[(
                "`europe-west3-a` is a zone of Google Cloud, and no region",
                Some("\"europe-west3\""),
            )],
        );
        check(
            azure("West Europe"),
            &[(
                "`West Europe` is no region of Microsoft Azure",
                Some("\"westeurope\""),
            )],
        );
        check(
            aws("europe-west3"),
            &[("`europe-west3` is no region of Amazon Web Services", None)],
        );
        check(google("€"), &[("`€` is no region of Google Cloud", None)]);
    }
}
