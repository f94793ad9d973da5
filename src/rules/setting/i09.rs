//! I09: a hidden address comes with a default address.

use crate::rules::{Enforcement, rule};

rule! {
    /// Before 7.52.0 the panel could hide the address of a workspace (`hideAddress`), if there was a default one
    /// (`defaultAddress`). The product does without addresses since then, and the model begins with releases that are
    /// numbered by year: they cannot be written.
    ///
    /// ## Why
    ///
    /// An address that was hidden and had no default was empty, and workspaces could not be made. What no release reads
    /// any more says something that does not hold.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// panel.PanelUi::{ connectivityError, hideAddress = Some True }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// panel.PanelUi::{ connectivityError }
    /// ```
    I09 = "I09", Stated Error, "A hidden address comes with a default address",
    Enforcement::Type,
    ["PanelUi", "Registration"] => ["hideAddress", "address", "addressHidden"],
    ["Register", "PanelUi"] => ["defaultAddress"],
}
