//! Rules of plans: what each has, under which agreement, and when it is rolled out.

mod r03;
mod r19;
mod r20;
mod r21;
mod r25;
mod r27;
mod r28;
mod r30;
mod r34;
mod r35;
mod r37;
mod r38;
mod r39;
mod window;

pub(super) use {
    r03::R3, r19::R19, r20::R20, r21::R21, r25::R25, r27::R27, r28::R28, r30::R30, r34::R34, r35::R35,
    r37::R37, r38::R38, r39::R39,
};
