//! The kinds of limit.

use std::fmt;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// A text that says something.
    Filled,
    /// A text that says something and has no HTML that the panel takes away.
    Html,
    /// An absolute URL with one of these schemes, and with that end if there is one.
    Url {
        /// The schemes.
        schemes: &'static [&'static str],
        /// The end of the path; empty for any.
        end: &'static str,
    },
    /// A mail address.
    Mail,
    /// The name or address of a server, without scheme and port; an empty text is left to other rules.
    Server,
    /// A domain.
    Domain,
    /// A UUID.
    Uuid,
    /// A UUID or a domain.
    UuidOrDomain,
    /// A colour, `#` and six hexadecimal digits, or three.
    Colour,
    /// A regular expression.
    Expression,
    /// The name of an attribute of a directory.
    Attribute,
    /// Names of attributes of a directory, separated by commas.
    Attributes,
    /// A distinguished name (RFC 4514).
    DistinguishedName,
    /// A distinguished name, or nothing.
    DistinguishedNameOrNothing,
    /// A filter of LDAP (RFC 4515).
    Filter,
    /// An identifier of the product: lower-case letters, digits and single inner hyphens.
    Identifier,
    /// A name of an object in Kubernetes (RFC 1123, subdomain).
    ObjectName,
    /// The first instant of a month in UTC, `yyyy-MM-ddTHH:mm:ssZ`.
    Month,
    /// A duration or a cron expression.
    Interval,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A number from here on.
    AtLeast(u64),
    /// A whole number that is not negative.
    NotNegative,
    /// A number other than 0.
    NotZero,
    /// `False`.
    Off,
    /// A list with so many elements at least.
    Elements(u64),
    /// A list with exactly so many elements, or none.
    Exactly(u64),
    /// A list whose elements differ in this field, or, where it is empty, altogether.
    Distinct(&'static str),
    /// A record in which both texts are filled, or neither.
    Together(&'static str, &'static str),
}

impl Form {
    /// A URL of the web.
    pub(super) const WEB: Self = Self::Url {
        schemes: &["https", "http"],
        end: "",
    };
}

impl fmt::Display for Form {
    /// What is expected, as a noun with its article or a clause.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Filled => f.write_str("a text"),
            Self::Html => f.write_str("a text; HTML without scripts, frames, forms, styles and event handlers"),
            Self::Url { schemes, end } => {
                let schemes: Vec<String> = schemes.iter().map(|scheme| format!("`{scheme}://`")).collect();
                write!(f, "an absolute URL with {}", schemes.join(" or "))?;
                match *end {
                    "" => Ok(()),
                    end => write!(f, " that ends in `{end}`"),
                }
            }
            Self::Mail => f.write_str("a mail address"),
            Self::Server => f.write_str("a DNS name or an IP address, without scheme and port"),
            Self::Domain => f.write_str("a domain such as `example.org`"),
            Self::Uuid => f.write_str("a UUID such as `00000000-0000-0000-0000-000000000000`"),
            Self::UuidOrDomain => f.write_str("a UUID or a domain"),
            Self::Colour => f.write_str("a colour such as `#1a73e8`"),
            Self::Expression => f.write_str("a regular expression"),
            Self::Attribute => f.write_str("the name of one attribute"),
            Self::Attributes => f.write_str("names of attributes, separated by commas, each once"),
            Self::DistinguishedName => f.write_str("a distinguished name such as `dc=example,dc=org`"),
            Self::DistinguishedNameOrNothing => {
                f.write_str("a distinguished name such as `ou=people`, or nothing")
            }
            Self::Filter => f.write_str("a filter such as `(objectClass=person)`"),
            Self::Identifier => f.write_str("lower-case letters, digits and single inner hyphens"),
            Self::ObjectName => f.write_str("lower-case letters, digits, inner hyphens and dots, at most 253"),
            Self::Month => f.write_str("the first instant of a month in UTC, such as `2021-01-01T00:00:00Z`"),
            Self::Interval => f.write_str(
                "a duration from 1 hour to 48 hours, such as `24h` or `PT24H`, or a cron expression such as `0 4 * * *`",
            ),
            Self::OneOf(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
                match texts.split_last() {
                    Some((last, others)) if !others.is_empty() => {
                        write!(f, "{} or {last}", others.join(", "))
                    }
                    _ => f.write_str(&texts.concat()),
                }
            }
            Self::AtLeast(least) => write!(f, "{least} or more"),
            Self::NotNegative => f.write_str("0 or more"),
            Self::NotZero => f.write_str("a number other than 0"),
            Self::Off => f.write_str("`False`"),
            Self::Elements(least) => write!(f, "{least} element{} or more", if *least == 1 { "" } else { "s" }),
            Self::Exactly(count) => write!(f, "{count} elements, or none"),
            Self::Distinct("") => f.write_str("each element once"),
            Self::Distinct(label) => write!(f, "each `{label}` once"),
            Self::Together(one, other) => write!(f, "`{one}` and `{other}` together, or neither"),
        }
    }
}
