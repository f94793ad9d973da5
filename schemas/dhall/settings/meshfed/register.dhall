-- `meshfed.web.register`: how people sign up.
{ Type =
    -- Whether signing up takes valid payment information; `None` counts as
    -- `False`. The same as `requirePayment` of the panel's `registration`.
    { requirePayment : Optional Bool
    -- Whether an administrator approves new workspaces first. Only before
    -- release 2024.41.0.
    , approvalRequired : Optional Bool
    }
, default = { requirePayment = None Bool, approvalRequired = None Bool }
}
