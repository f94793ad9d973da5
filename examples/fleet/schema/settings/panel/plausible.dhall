-- `mesh.panel.environment`, the part about Plausible. Since release 2023.2.0.
{ Type =
    -- Whether the use of the panel is counted, without names. The panel's web
    -- server hands it on to the operator's Plausible. Only after the customer
    -- has agreed.
    { activatePlausibleTracking : Bool }
, default = {=}
}
