-- The settings of a configuration repository, the file `meshc.dhall`.

-- The readings of "17 to 21 CEST", which the generic agreement says: `Civil` is
-- the wall clock of Berlin, in winter, too; `Literal` is two hours ahead of UTC
-- all year.
let WindowReading = < Civil | Literal >

-- How bad a finding is; an error fails a check.
let Level = < Note | Warning | Error >

let RuleLevel = { rule : Text, level : Level }

-- A time in which nothing is rolled out.
let Freeze =
      { Type =
          -- The first day of it, from its beginning.
          { from : Date
          -- The last day of it, until its end.
          , until : Date
          -- Why nothing is rolled out.
          , reason : Text
          -- The environments: `acme/production`, `*/production`, or `acme` for
          -- all environments of an instance. `*` stands for any text.
          , scope : List Text
          }
      , default.scope = [ "*" ]
      }

let Repository =
      { Type =
          -- Where the release catalog is, a path from the root.
          { catalog : Text
          -- How the windows of the generic agreement are read.
          , windowReading : WindowReading
          -- Environment variables that imports may read.
          , allowEnv : List Text
          -- Hosts that imports may ask, such as `prelude.dhall-lang.org`.
          , allowHosts : List Text
          -- Rules whose findings are at least that bad here, such as
          -- `{ rule = "R7", level = meshc.Level.Error }`. None is lowered.
          , levels : List RuleLevel
          -- Times in which nothing is rolled out.
          , freezes : List Freeze.Type
          }
      , default =
        { catalog = "releases/catalog.dhall"
        , windowReading = WindowReading.Civil
        , allowEnv = [] : List Text
        , allowHosts = [] : List Text
        , levels = [] : List RuleLevel
        , freezes = [] : List Freeze.Type
        }
      }

in  { Repository, WindowReading, RuleLevel, Level, Freeze }
