-- `mesh.kraken.api.statements`: chargeback statements.
{ Type =
    -- Keys of metadata and tags that become columns, in their order. Beside the
    -- tags of a workspace, a project or a payment method there are
    -- `last_modified`, `contactMail`, `ownerUsername`, `ownerFirstName`,
    -- `ownerLastName`, `paymentName`, `paymentIdentifier`,
    -- `paymentExpirationDate` and `paymentAmount`.
    { relevant-meta-keys : List Text
    -- Days from the end of a period until its statements appear. More than
    -- `finalize-reports-after-days` of the worker: only final reports count.
    , period-offset-days : Natural
    -- The start of the first monthly period in UTC, such as
    -- `2021-01-01T00:00:00Z`.
    , first-period : Text
    }
, default = {=}
}
