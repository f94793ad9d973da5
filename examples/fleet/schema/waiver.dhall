-- Exceptions from rules: the files of the folder `waivers`, one waiver each.

-- Where a rule is waived, always inside one instance: in an instance and all
-- its environments, by its id; in one environment, such as `acme/production`;
-- or at the addresses of a pattern, in which `*` stands for any text, such as
-- `acme/production.hosts.*`.
let WaiverScope = < Instance : Text | Environment : Text | Address : Text >

let Waiver =
      { Type =
          -- The code of the rule, such as `R39`.
          { rule : Text
          -- Where it is waived.
          , scope : WaiverScope
          -- Who answers for it.
          , owner : Text
          -- Why it is needed.
          , reason : Text
          -- Where it was decided.
          , ticket : Text
          -- The last day on which it holds.
          , expires : Date
          }
      , default = {=}
      }

in  { Waiver, WaiverScope }
