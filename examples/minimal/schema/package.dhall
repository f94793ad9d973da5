{-  The types of a configuration repository.

    Bring it in under one name, and write `::` for every record:

        let meshc = ../../schema/package.dhall

        in  meshc.Instance::{ id = "acme", customer = …, plan = … }

    A record of the model is a schema: `Type` is its type, `default` what need
    not be written down, and some have ways of making one beside them, such as
    `meshc.Hosts.under`. A union is the type itself, and its alternatives are
    taken from it: `meshc.Size.Small`, `meshc.Secret.fromTerraform "name"`.
-}
let secret = ./secret.dhall

let calendar = ./calendar.dhall

let agreement = ./agreement.dhall

let infrastructure = ./infrastructure.dhall

let environment = ./environment.dhall

let instance = ./instance.dhall

let release = ./release.dhall

let repository = ./repository.dhall

let tag = ./tag.dhall

let waiver = ./waiver.dhall

let approval = ./approval.dhall

let settings = ./settings/package.dhall

in    secret
    // calendar
    // agreement
    // infrastructure
    // environment
    // instance
    // release
    // repository
    // tag
    // waiver
    // approval
    // { Settings = settings.Settings, settings }
