-- `mesh.panel.environment.motd`: a banner on the home screen.
--
-- Only before release 2025.52.0. Since 2024.56.0 the message is kept in the
-- panel, under Admin Area, Settings, and from 2025.46.0 on that one wins.
{ Type =
    -- What it says. HTML is allowed, and anonymous visitors see it, too.
    { message : Text
    -- The instant at which it appears, such as `2025-06-30T20:00:00Z`. The
    -- browser reads it, with `Date.parse`.
    , startTime : Text
    -- The instant at which it goes, after `startTime`.
    , endTime : Text
    }
, default = {=}
}
