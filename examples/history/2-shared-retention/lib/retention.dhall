-- How long logs are kept where a supervisory authority asks for more.
let meshc = ../schema/package.dhall

let supervised = meshc.LogRetention.default with events = 60

in  { supervised }
