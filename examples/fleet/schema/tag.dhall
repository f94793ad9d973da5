-- JSON Schemas of the tags that an installation knows, each as a text, such as
-- `Some ./user-tags.json as Text`.
--
-- They are kept for judging what the configuration says about tags: default
-- tags of users, tags that are imported, tags in statements. The product has a
-- catalogue of its own and does not read them.
--
-- A schema describes an object with a property for each tag; any draft will do.
-- A tag is a list of texts, or, where its property is of another type than
-- `array`, one text.
let TagSchemas =
      { Type =
          -- Of the tags of users.
          { user : Optional Text
          -- Of the tags of groups.
          , group : Optional Text
          -- Of the tags of workspaces.
          , workspace : Optional Text
          -- Of the tags of projects.
          , project : Optional Text
          -- Of the tags of payment methods.
          , paymentMethod : Optional Text
          -- Of the tags of landing zones.
          , landingZone : Optional Text
          }
      , default =
        { user = None Text
        , group = None Text
        , workspace = None Text
        , project = None Text
        , paymentMethod = None Text
        , landingZone = None Text
        }
      }

in  { TagSchemas }
