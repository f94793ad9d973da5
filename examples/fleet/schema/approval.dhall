-- Approvals of changes: the files of the folder `approvals`, one approval each.
-- `meshc approve` writes them.
let Approval =
      { Type =
          -- The digest of what is approved, as `meshc plan` prints it: of the
          -- changes in the scope, or of the whole plan.
          { digest : Text
          -- The environments that it is for: `acme/production`, `*/staging`, or
          -- `acme` for all environments of an instance. `*` stands for any text.
          , scope : List Text
          -- Who approves: `Mara Lindqvist <mara@operator.example>`.
          , who : Text
          -- In which role: one of those that the gate names.
          , role : Text
          -- The day of the approval.
          , date : Date
          -- The last day on which it holds; as long as the digest does without.
          , expires : Optional Date
          -- Where it was asked for.
          , ticket : Optional Text
          }
      , default = { expires = None Date, ticket = None Text }
      }

in  { Approval }
