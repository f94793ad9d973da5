-- `panel.mesh.dashboardNotification`: what the dashboard warns of.
{ Type =
    -- Whether it warns of workspaces that have too few managers for approvals
    -- by two. Turn it on together with a `min-approval-count` of 2 or more in
    -- meshfed's `rolerequest`.
    { show4EyePrincipleWarning : Optional Bool }
, default.show4EyePrincipleWarning = None Bool
}
