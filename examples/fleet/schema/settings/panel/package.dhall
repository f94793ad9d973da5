-- Settings of meshPanel.
let Registration = ./registration.dhall

let MessageOfTheDay = ./motd.dhall

let Plausible = ./plausible.dhall

let ui = ./ui.dhall

let DashboardNotification = ./dashboard-notification.dhall

let Sso = ./sso.dhall

let Settings =
      { Type =
          -- What the wizard for new workspaces asks for.
          { registration : Optional Registration.Type
          -- A banner on the home screen; before 2025.52.0.
          , motd : Optional MessageOfTheDay.Type
          -- Counting the use of the panel.
          , plausible : Optional Plausible.Type
          -- Texts of the panel.
          , ui : Optional ui.Ui.Type
          -- What the dashboard warns of.
          , dashboardNotification : Optional DashboardNotification.Type
          -- How users get a payment method, HTML; the product's template
          -- `payment:payment-description`.
          , payment-description : Optional Text
          -- How logins start.
          , sso : Optional Sso.Type
          }
      , default =
        { registration = None Registration.Type
        , motd = None MessageOfTheDay.Type
        , plausible = None Plausible.Type
        , ui = None ui.Ui.Type
        , dashboardNotification = None DashboardNotification.Type
        , payment-description = None Text
        , sso = None Sso.Type
        }
      }

in    { Settings
      , Registration
      , MessageOfTheDay
      , Plausible
      , DashboardNotification
      , Sso
      }
   // ui
