-- Weekly windows that customers have agreed to, by the wall clock of Berlin.
let meshc = ../schema/package.dhall

let Weekday = meshc.Weekday

in  { mondayEvening = meshc.Window.weekly Weekday.Monday 18:00:00 22:00:00
    , tuesdayEvening = meshc.Window.weekly Weekday.Tuesday 18:00:00 22:00:00
    , wednesdayMorning = meshc.Window.weekly Weekday.Wednesday 06:00:00 09:00:00
    , thursdayNight = meshc.Window.weekly Weekday.Thursday 21:00:00 23:59:00
    , saturdayMorning = meshc.Window.weekly Weekday.Saturday 07:00:00 11:00:00
    , sundayMorning = meshc.Window.weekly Weekday.Sunday 05:00:00 10:00:00
    }
