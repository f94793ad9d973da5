//! Rules of settings that have to agree with each other, and of secrets.

mod i01;
mod i02;
mod i03;
mod i04;
mod i05;
mod i06;
mod i07;
mod i08;
mod i11;
mod i14;
mod i15;
mod i16;
mod i17;
mod i18;
mod i19;
mod i20;
mod i21;
mod i22;
mod i24;
mod i32;
mod i34;
mod i38;
mod i40;
mod i41;
mod i47;
mod i49;
mod i50;
mod ldap;
mod platform;
mod running;
mod template;

pub(super) use {
    i01::I01, i02::I02, i03::I03, i04::I04, i05::I05, i06::I06, i07::I07, i08::I08, i11::I11, i14::I14,
    i15::I15, i16::I16, i17::I17, i18::I18, i19::I19, i20::I20, i21::I21, i22::I22, i24::I24, i32::I32,
    i34::I34, i38::I38, i40::I40, i41::I41, i47::I47, i49::I49, i50::I50,
};

pub use i50::{OUTSIDE_OF_RELEASES, whereabouts};
