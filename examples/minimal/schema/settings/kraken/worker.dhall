-- `kraken-worker`: when usage reports are final.
{ Type =
    -- Days from the end of a period until its reports are final, for every
    -- platform. At least what the slowest platform in use takes: 1 for private
    -- ones, 5 for Google Cloud, 6 for AWS, about 15 for Azure. The default is
    -- the product's own, which is enough for private platforms only.
    { finalize-reports-after-days : Natural }
, default.finalize-reports-after-days = 4
}
