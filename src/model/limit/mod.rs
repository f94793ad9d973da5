//! What values of one field may be, field by field.
//!
//! A [`Limit`] is about one place of an instance and is judged by that place alone. What several places have to agree
//! on is not here, and neither is what the types already say. The table is the one source of what is checked and of
//! what the documentation lists.

mod form;
mod place;
mod table;

pub use form::Form;
pub use place::Places;
pub use table::LIMITS;

/// What the values at one place may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The place from the root of an instance, such as `settings.panel.ui.connectivityError`.
    ///
    /// `[]` stands for each element of a list, `*` for each field of a record, and an alternative of a union for it.
    pub place: &'static str,
    /// What a value there is.
    pub form: Form,
    /// Whether another value cannot work, or is only unwise.
    pub strength: Strength,
    /// Where the limit comes from.
    pub origin: Origin,
}

/// How bad it is to go beyond a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Nothing else works.
    Must,
    /// Other values work, and are hardly ever meant.
    Should,
}

/// Where a limit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The documentation of the product says so.
    Stated,
    /// It follows from what the field is for.
    Derived,
}

impl Limit {
    const fn must(place: &'static str, form: Form) -> Self {
        Self {
            place,
            form,
            strength: Strength::Must,
            origin: Origin::Derived,
        }
    }

    const fn should(place: &'static str, form: Form) -> Self {
        Self {
            strength: Strength::Should,
            ..Self::must(place, form)
        }
    }

    /// The same, said by the documentation of the product.
    const fn stated(self) -> Self {
        Self {
            origin: Origin::Stated,
            ..self
        }
    }
}
