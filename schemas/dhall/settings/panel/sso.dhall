-- `web.sso`: how logins start.
{ Type =
    -- The identity provider that logins go to straight away. Only where there
    -- is no other: nobody gets to choose.
    { kc_idp_hint : Text }
, default = {=}
}
