-- Days of the week and weekly windows.

-- A day of the week.
let Weekday =
      < Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday >

-- A weekly window for rollouts, by the wall clock of a zone. It begins and
-- ends on the same day.
let Window =
      { Type =
          { weekday : Weekday
          -- The first moment, such as 17:00:00.
          , start : Time
          -- The first moment after the window; later than `start`.
          , end : Time
          -- An IANA zone. Abbreviations such as CEST are no zones.
          , zone : Text
          }
      , default.zone = "Europe/Berlin"
      }

-- A window by the wall clock of Berlin:
-- `Window.weekly Weekday.Tuesday 20:00:00 22:00:00`.
let weekly =
      \(weekday : Weekday) ->
      \(start : Time) ->
      \(end : Time) ->
        Window::{ weekday, start, end }

-- The windows that the generic agreement of plan SaaS offers, both from 17:00
-- to 21:00. How that is read in winter is a setting of the repository.
let SaasWindow = < Monday | Thursday >

in  { Weekday, Window = Window // { weekly }, SaasWindow }
