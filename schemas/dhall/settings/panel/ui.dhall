-- `panel.ui`, also written `panel.environment.ui` and `environment.ui`: texts
-- of the panel. All texts may hold HTML, which is sanitised.
let TextEntry = (../entry.dhall).TextEntry

-- `panel.ui.costCenter`: payment methods that are cost centres. Of use while
-- `registration` asks for a payment method.
let CostCenter =
      { Type =
          -- The customer's word for a cost centre.
          { alias : Text
          -- A regular expression that numbers of cost centres match.
          , validationPattern : Text
          -- What stands there when one does not.
          , validationErrorMsg : Text
          }
      , default = {=}
      }

-- `panel.ui.costLimitation`: payment methods that are budgets.
let CostLimitation =
      { Type =
          -- What the keys of such a payment method are called, each key once:
          -- `toMap { budgetOwner = "Who answers for the budget" }`.
          { aliases : List TextEntry }
      , default.aliases = [] : List TextEntry
      }

let Ui =
      { Type =
          -- What stands there when the backend cannot be reached.
          { connectivityError : Text
          -- Which login it takes to register.
          , idpRegister : Optional Text
          -- Which login it takes to accept an invitation.
          , idpAcceptCustomerUserRoleRequest : Optional Text
          -- What stands there when somebody else has the cost centre.
          , duplicateCostCenter : Optional Text
          -- How confidential the data is, in the navigation bar.
          , confidentialityLevel : Optional Text
          -- The terms, where a project is made.
          , platformTermsNote : Optional Text
          -- Payment methods that are cost centres.
          , costCenter : Optional CostCenter.Type
          -- Payment methods that are budgets.
          , costLimitation : Optional CostLimitation.Type
          -- Where a new payment method is asked for, an absolute URL.
          , externalPaymentMethodUrl : Optional Text
          }
      , default =
        { idpRegister = None Text
        , idpAcceptCustomerUserRoleRequest = None Text
        , duplicateCostCenter = None Text
        , confidentialityLevel = None Text
        , platformTermsNote = None Text
        , costCenter = None CostCenter.Type
        , costLimitation = None CostLimitation.Type
        , externalPaymentMethodUrl = None Text
        }
      }

in  { Ui, CostCenter, CostLimitation }
