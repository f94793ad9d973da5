-- Directories that are searched when people are invited.
let meshc = ../schema/package.dhall

let meshfed = meshc.settings.meshfed

let Provider = meshfed.IdentityProvider

let only =
      \(provider : Provider) ->
        meshfed.IdentityLookup::{
        , provider = Some provider
        , deny-assigning-other-users = True
        }

let entra =
      \(creds : meshfed.AzureCreds.Type) ->
        only (Provider.Azure { azure = creds })

let google = \(gcd : meshfed.GcdCreds.Type) -> only (Provider.Gcd { gcd })

let googleWithEuid =
      \(gcd : meshfed.GcdCreds.Type) ->
      \(euid : meshfed.GcdEuid.Type) ->
        only (Provider.GcdEuid { gcd, euid })

let guests =
      meshfed.AzureGuestDetection::{
      , guestProperty = "userType"
      , guestValue = "Guest"
      }

in  { entra, google, googleWithEuid, guests }
