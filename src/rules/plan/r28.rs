//! R28: SaaS has one of two weekly windows.

use crate::rules::{Enforcement, rule};

rule! {
    /// The agreement of a SaaS customer selects one weekly window: Monday or Thursday, from 17:00 to 21:00. A
    /// third day, both days, other hours or no window cannot be written.
    ///
    /// The text of the plan says CEST all year. The repository's `windowReading` decides whether that is the wall
    /// clock of Berlin, the default, or two hours ahead of UTC in winter, too; every report names the reading.
    ///
    /// ## Why
    ///
    /// SaaS instances are rolled out together, with staff at hand. The window belongs to the plan and not to its
    /// production environment, since it is what the customer has agreed to.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.SaaS::{ window = meshc.SaasWindow.Tuesday, production }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.SaaS::{ window = meshc.SaasWindow.Thursday, production }
    /// ```
    R28 = "R28", Stated Error, "SaaS is rolled out on Monday or Thursday, 17:00 to 21:00",
    Enforcement::Type,
    ["SaasWindow"] => ["*"],
    ["SaaS", "SaasProduction"] => [
        "window", "windows", "rolloutWindow", "maintenanceWindow", "weekday", "weekdays", "day", "days", "start",
        "end", "schedule", "cron", "biweekly", "frequency",
    ],
}
