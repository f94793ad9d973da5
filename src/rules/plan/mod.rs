//! Rules of plans: what each has, under which agreement, and when it is rolled out.

mod r03;
mod r19;
mod r20;
mod r21;
mod r22;
mod r23;
mod r25;
mod r26;
mod r27;
mod r28;
mod r29;
mod r30;
mod r31;
mod r32;
mod r33;
mod r34;
mod r35;
mod r36;
mod r37;
mod r38;
mod r39;
mod r40;
mod r46;
mod window;

pub(super) use {
    r03::R3, r19::R19, r20::R20, r21::R21, r22::R22, r23::R23, r25::R25, r26::R26, r27::R27, r28::R28,
    r29::R29, r30::R30, r31::R31, r32::R32, r33::R33, r34::R34, r35::R35, r36::R36, r37::R37, r38::R38,
    r39::R39, r40::R40, r46::R46,
};
pub(super) use {r31::region_flaw, r40::is_address};
