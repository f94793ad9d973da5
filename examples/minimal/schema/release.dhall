-- The release catalog.

-- A feature release adds functionality and may break; a patch mends.
let ReleaseKind = < Feature | Patch >

-- Whether the notes of a release say that it breaks something that worked.
let Breaking = < Yes | No | Unknown >

-- One release.
let Release =
      { Type =
          -- Its identifier, such as `2025.55.0`.
          { version : Text
          -- The day of publication.
          , date : Date
          -- `Patch` if the third number is above 0.
          , kind : ReleaseKind
          -- The main topics of its notes.
          , summary : Text
          -- Whether it breaks something that worked.
          , breaking : Breaking
          }
      , default = {=}
      }

-- A number that was published and taken back; nothing may run it.
let Withdrawn =
      { Type =
          { version : Text
          -- What took its place, or why it went.
          , reason : Text
          }
      , default = {=}
      }

-- Every release that there is.
let Catalog =
      { Type =
          -- In the order of publication.
          { releases : List Release.Type, withdrawn : List Withdrawn.Type }
      , default.withdrawn = [] : List Withdrawn.Type
      }

in  { Catalog, Release, ReleaseKind, Breaking, Withdrawn }
