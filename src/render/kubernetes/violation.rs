//! What is wrong with an object, as data.

use std::fmt;

/// What is wrong with an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The object, such as `Service/panel`.
    pub object: String,
    /// The field, such as `spec.ports.0.port`.
    pub field: String,
    /// What holds there, and what would be right.
    pub breach: Breach,
}

/// What an object can do wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// Two objects of one kind have the same name.
    Duplicate,
    /// The name is no name of DNS of the length that its kind takes.
    Name(String),
    /// The host is no name of DNS.
    Host(String),
    /// The text is neither empty nor a value of a label.
    LabelValue(String),
    /// The number is no port, 1 to 65535.
    Port(String),
    /// The protocol is not written out.
    Protocol,
    /// The policy has a direction that is neither `Ingress` nor `Egress`, or none.
    Direction,
    /// The block is no block of addresses.
    Block(String),
    /// The exception does not lie inside the block.
    Exception(String),
    /// The selector does not find the pods of its own template.
    Selector,
    /// The service or budget finds no pods.
    NoPods,
    /// The object that is named is not there.
    Dangling(String),
    /// The key is none of a config map or secret.
    Key(String),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`, `{}`: ", self.object, self.field)?;
        match &self.breach {
            Breach::Duplicate => f.write_str("another object of this kind has the same name"),
            Breach::Name(name) => write!(f, "`{name}` is no name of DNS that this kind takes"),
            Breach::Host(host) => write!(f, "`{host}` is no host name of DNS"),
            Breach::LabelValue(value) => write!(
                f,
                "`{value}` is no value of a label; those are at most 63 letters, digits, `-`, `_` and `.`"
            ),
            Breach::Port(port) => write!(f, "`{port}` is no port; those are 1 to 65535"),
            Breach::Protocol => f.write_str("the protocol is not written out"),
            Breach::Direction => f.write_str("a policy is for `Ingress`, `Egress` or both"),
            Breach::Block(block) => write!(f, "`{block}` is no block of addresses"),
            Breach::Exception(block) => {
                write!(f, "`{block}` does not lie inside the block that it is cut from")
            }
            Breach::Selector => f.write_str("the selector does not find the pods of its own template"),
            Breach::NoPods => f.write_str("no workload has pods with these labels"),
            Breach::Dangling(name) => write!(f, "`{name}` is not among the objects"),
            Breach::Key(key) => write!(
                f,
                "`{key}` is no key; those are letters, digits, `-`, `_` and `.`"
            ),
        }
    }
}
