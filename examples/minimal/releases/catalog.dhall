-- The releases that there are, in the order of publication.
let release = ../schema/release.dhall

let Feature = release.ReleaseKind.Feature

let Patch = release.ReleaseKind.Patch

let Yes = release.Breaking.Yes

let No = release.Breaking.No

in  release.Catalog::{
    , releases =
      [ { version = "2025.53.0", date = 2025-12-10, kind = Feature, breaking = Yes, summary = "platform auth and secret format reshaped" }
      , { version = "2025.53.1", date = 2025-12-11, kind = Patch, breaking = No, summary = "payment cap lifted" }
      , { version = "2025.54.0", date = 2025-12-16, kind = Feature, breaking = No, summary = "subscription naming enforcement switch" }
      , { version = "2025.55.0", date = 2025-12-17, kind = Feature, breaking = Yes, summary = "exact-match block queries" }
      ]
    }
