//! Rules of settings: those that have to agree with each other, those that live elsewhere, and secrets.

mod i01;
mod i02;
mod i03;
mod i04;
mod i05;
mod i06;
mod i07;
mod i08;
mod i09;
mod i10;
mod i11;
mod i12;
mod i13;
mod i14;
mod i15;
mod i16;
mod i17;
mod i18;
mod i19;
mod i20;
mod i21;
mod i22;
mod i23;
mod i24;
mod i25;
mod i26;
mod i27;
mod i28;
mod i29;
mod i30;
mod i31;
mod i32;
mod i33;
mod i34;
mod i35;
mod i36;
mod i37;
mod i38;
mod i39;
mod i40;
mod i41;
mod i42;
mod i43;
mod i44;
mod i45;
mod i46;
mod i47;
mod i48;
mod i49;
mod i50;
mod ldap;
mod platform;
mod running;
mod template;

pub(super) use {
    i01::I01, i02::I02, i03::I03, i04::I04, i05::I05, i06::I06, i07::I07, i08::I08, i09::I09, i10::I10,
    i11::I11, i12::I12, i13::I13, i14::I14, i15::I15, i16::I16, i17::I17, i18::I18, i19::I19, i20::I20,
    i21::I21, i22::I22, i23::I23, i24::I24, i25::I25, i26::I26, i27::I27, i28::I28, i29::I29, i30::I30,
    i31::I31, i32::I32, i33::I33, i34::I34, i35::I35, i36::I36, i37::I37, i38::I38, i39::I39, i40::I40,
    i41::I41, i42::I42, i43::I43, i44::I44, i45::I45, i46::I46, i47::I47, i48::I48, i49::I49, i50::I50,
};

#[cfg(test)]
pub(crate) use ldap::sample as ldap_sample;

pub(super) use i19::STATIC as METADATA;
pub use i50::{OUTSIDE_OF_RELEASES, whereabouts};
