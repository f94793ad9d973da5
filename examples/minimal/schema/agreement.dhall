-- What is agreed with a customer of plan SaaS On-Prem.
let Window = (./calendar.dhall).Window.Type

-- Extended support of one feature release.
let ExtendedSupport =
      { Type =
          -- The feature release, such as `2025.40.0`. Its patches are covered.
          { release : Text
          -- The last day of it.
          , until : Date
          }
      , default = {=}
      }

-- The individual agreement.
let Agreement =
      { Type =
          -- The number or name under which the contract is filed.
          { reference : Text
          -- The first day on which it holds.
          , validFrom : Date
          -- The last day on which it holds; open-ended without.
          , validUntil : Optional Date
          -- How many days a release may still run after a higher one exists.
          -- There is no usual value: it has to be agreed.
          , upgradeWindowDays : Natural
          -- Releases that are kept going beyond their end of life.
          , extendedSupport : List ExtendedSupport.Type
          }
      , default =
        { validUntil = None Date
        , extendedSupport = [] : List ExtendedSupport.Type
        }
      }

-- What has to happen before production is rolled out.
let Gate =
      { Type =
          -- How many people have to approve, at least 1.
          { approvals : Natural
          -- Who may approve: names of roles or groups, at least one.
          , roles : List Text
          -- How many days staging has to run the release first. 0 without a
          -- staging environment.
          , soakDays : Natural
          -- When an approved rollout starts; at once without.
          , window : Optional Window
          }
      , default = { soakDays = 0, window = None Window }
      }

-- When a staging environment is rolled out; always by itself.
let StagingRollout = < AsSoonAsPossible | Window : Window >

-- When a production environment is rolled out: by itself in a weekly window,
-- which is unusual, or after the customer's approval.
let ProductionRollout = < Window : Window | Gate : Gate.Type >

in  { Agreement, ExtendedSupport, Gate, StagingRollout, ProductionRollout }
