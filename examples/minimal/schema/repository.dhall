-- The settings of a configuration repository, the file `meshc.dhall`.

-- The readings of "17 to 21 CEST", which the generic agreement says: `Civil` is
-- the wall clock of Berlin, in winter, too; `Literal` is two hours ahead of UTC
-- all year.
let WindowReading = < Civil | Literal >

-- Who may get a copy of the configuration. One paragraph of the plans grants it
-- to plan SaaS On-Prem, another one says "when applicable to your plan".
let CopyReading = < OnPremOnly | AnyPlan >

-- The release of plan SaaS that plans show and rules judge settings by: the
-- newest one, together with which a change is rolled out, or the one that the
-- last weekly window brought, which a change finds running.
let ReleaseReading = < Newest | LastWindow >

-- What ends the life of a release, "as soon as a higher number exists": any
-- higher number, or only that of a higher feature release, so that a patch
-- leaves time for what it mends.
let EndOfLifeReading = < AnyHigher | HigherFeature >

-- The days that `upgradeWindowDays` counts, from the day after the end of life:
-- every day, or Monday to Friday.
let DayReading = < Calendar | Working >

-- What `requirePayment` of meshfed's `register` means where it is not set:
-- `False`, or the same as that of the panel's `registration`.
let PaymentReading = < NotRequired | AsPanel >

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
          -- Who may get a copy of the configuration.
          , copyReading : CopyReading
          -- The release of plan SaaS that plans show and rules judge by.
          , releaseReading : ReleaseReading
          -- What ends the life of a release.
          , endOfLifeReading : EndOfLifeReading
          -- The days that an upgrade window counts.
          , upgradeDayReading : DayReading
          -- What meshfed's `requirePayment` means where it is not set.
          , paymentReading : PaymentReading
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
        , copyReading = CopyReading.OnPremOnly
        , releaseReading = ReleaseReading.Newest
        , endOfLifeReading = EndOfLifeReading.AnyHigher
        , upgradeDayReading = DayReading.Calendar
        , paymentReading = PaymentReading.NotRequired
        , allowEnv = [] : List Text
        , allowHosts = [] : List Text
        , levels = [] : List RuleLevel
        , freezes = [] : List Freeze.Type
        }
      }

in  { Repository
    , WindowReading
    , CopyReading
    , ReleaseReading
    , EndOfLifeReading
    , DayReading
    , PaymentReading
    , RuleLevel
    , Level
    , Freeze
    }
