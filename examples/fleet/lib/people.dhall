-- Roles that take the approval of two, with a warning where there are too few
-- managers for that.
let meshc = ../schema/package.dhall

let RoleRequest = meshc.settings.meshfed.RoleRequest

in  \(settings : meshc.Settings.Type) ->
      settings
      with meshfed.rolerequest = Some RoleRequest::{ min-approval-count = 2 }
      with panel.dashboardNotification
           = Some
        { show4EyePrincipleWarning = Some True }
