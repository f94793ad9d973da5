-- Entries of maps. A list of them is written with `toMap`, such as
-- `toMap { costCenter = "cost centre" }`.
let TextEntry = { mapKey : Text, mapValue : Text }

let TextsEntry = { mapKey : Text, mapValue : List Text }

in  { TextEntry, TextsEntry }
