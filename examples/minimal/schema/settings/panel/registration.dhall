-- `mesh.panel.environment.mesh.registration`: what the wizard for new
-- workspaces asks for.
{ Type =
    -- Whether it asks for a payment method. The same as `requirePayment` of
    -- meshfed's `register`.
    { requirePayment : Bool }
, default = {=}
}
