-- Settings of kraken: metering and billing.
let Statements = ./statements.dhall

let Worker = ./worker.dhall

let Settings =
      { Type = { statements : Optional Statements.Type, worker : Worker.Type }
      , default =
        { statements = None Statements.Type, worker = Worker.default }
      }

in  { Settings, Statements, Worker }
