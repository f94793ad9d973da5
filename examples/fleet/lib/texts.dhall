-- The panel's texts of a customer who charges cost centres.
let meshc = ../schema/package.dhall

let panel = meshc.settings.panel

in  \(domain : Text) ->
      panel.Ui::{
      , connectivityError =
          "Our services cannot be reached. The status page at <a href=\"https://status.${domain}\">status.${domain}</a> knows more."
      , idpRegister = Some "Log in with the account of your workplace."
      , idpAcceptCustomerUserRoleRequest = Some
          "Log in with the account that the invitation went to."
      , duplicateCostCenter = Some "Another workspace has this cost centre."
      , confidentialityLevel = Some "internal"
      , platformTermsNote = Some
          "With a project you accept the terms of its platforms."
      , costCenter = Some
        { alias = "cost centre"
        , validationPattern = "^[0-9]{6}\$"
        , validationErrorMsg = "A cost centre has six digits."
        }
      , costLimitation = Some
        { aliases = toMap { owner = "Who answers for the budget" } }
      , externalPaymentMethodUrl = Some "https://finance.${domain}/cost-centres"
      }
