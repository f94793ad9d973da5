{ releases =
  [ { version = "2025.50.0", date = 2025-11-19, kind = Feature, summary = "custom type API; log viewer role", breaking = No }
  , { version = "2025.50.1", date = 2025-11-21, kind = Patch, summary = "invitation acceptance repaired", breaking = No }
  , { version = "2025.51.0", date = 2025-11-26, kind = Feature, summary = "event parameter renamed; location API", breaking = Yes }
  , { version = "2025.52.0", date = 2025-12-03, kind = Feature, summary = "config-file daily message removed", breaking = Yes }
  , { version = "2025.53.0", date = 2025-12-10, kind = Feature, summary = "platform auth and secret format reshaped", breaking = Yes }
  , { version = "2025.53.1", date = 2025-12-11, kind = Patch, summary = "payment cap lifted", breaking = No }
  , { version = "2025.54.0", date = 2025-12-16, kind = Feature, summary = "subscription naming enforcement switch", breaking = No }
  , { version = "2025.55.0", date = 2025-12-17, kind = Feature, summary = "exact-match block queries", breaking = Yes }
  ]
, withdrawn = []
}
