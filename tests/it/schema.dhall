-- The types that the program reads, each held against the package. It is the program that writes this.
let meshc = ../../schemas/dhall/package.dhall

in  { Instance =
        \(it : meshc.Instance.Type) ->
          it :
            { customer :
                { contact : Text
                , name : Text
                }
            , id : Text
            , plan :
                < OnPrem :
                    { agreement :
                        { extendedSupport : List
                            { release : Text
                            , until : Date
                            }
                        , reference : Text
                        , upgradeWindowDays : Natural
                        , validFrom : Date
                        , validUntil : Optional Date
                        }
                    , artifactStore : Optional
                        { credential :
                            < Native : Text
                            | Raw : Text
                            | fromAnsible : Text
                            | fromEnv : Text
                            | fromTerraform : Text
                            >
                        , registry : Text
                        }
                    , configCopy : Optional
                        { contact : Text
                        , repository : Text
                        }
                    , infrastructure :
                        { operatorAccess :
                            { path : Text
                            , principal : Text
                            }
                        , provider :
                            < AWS :
                                { account : Text
                                , region : Text
                                }
                            | Azure :
                                { region : Text
                                , subscription : Text
                                }
                            | GoogleCloud :
                                { project : Text
                                , region : Text
                                }
                            | OnPremise :
                                { location : Text
                                }
                            >
                        }
                    , pipeline :
                        { provider :
                            < Customer
                            | Operator
                            >
                        , system :
                            < ArgoCD
                            | Concourse
                            | Flux
                            | GitHubActions
                            | GitLab
                            >
                        }
                    , production :
                        { backup :
                            { everyHours : Natural
                            , keepDays : Natural
                            , request : Optional Text
                            }
                        , certificates :
                            { coverage :
                                < San : List Text
                                | Wildcard
                                >
                            , fullChain : Bool
                            , secret :
                                < Native : Text
                                | Raw : Text
                                | fromAnsible : Text
                                | fromEnv : Text
                                | fromTerraform : Text
                                >
                            }
                        , hosts :
                            { api : Text
                            , kraken : Text
                            , panel : Text
                            , sonar : Text
                            , sso : Text
                            }
                        , logRetention :
                            { components : Natural
                            , events : Natural
                            , identityEvents : Natural
                            , identityLogs : Natural
                            }
                        , monitoringAccess : List
                            { principal : Text
                            , request : Text
                            }
                        , release : Text
                        , rollout :
                            < Gate :
                                { approvals : Natural
                                , roles : List Text
                                , soakDays : Natural
                                , window : Optional
                                    { end : Time
                                    , start : Time
                                    , weekday :
                                        < Friday
                                        | Monday
                                        | Saturday
                                        | Sunday
                                        | Thursday
                                        | Tuesday
                                        | Wednesday
                                        >
                                    , zone : Text
                                    }
                                }
                            | Window :
                                { end : Time
                                , start : Time
                                , weekday :
                                    < Friday
                                    | Monday
                                    | Saturday
                                    | Sunday
                                    | Thursday
                                    | Tuesday
                                    | Wednesday
                                    >
                                , zone : Text
                                }
                            >
                        , secretStore :
                            { kind :
                                < ClusterSecretStore
                                | SecretStore
                                >
                            , name : Text
                            }
                        , size :
                            < Large
                            | Medium
                            | Small
                            >
                        }
                    , soc : Optional
                        { endpoint : Text
                        , token :
                            < Native : Text
                            | Raw : Text
                            | fromAnsible : Text
                            | fromEnv : Text
                            | fromTerraform : Text
                            >
                        }
                    , staging : Optional
                        { backup :
                            { everyHours : Natural
                            , keepDays : Natural
                            , request : Optional Text
                            }
                        , certificates :
                            { coverage :
                                < San : List Text
                                | Wildcard
                                >
                            , fullChain : Bool
                            , secret :
                                < Native : Text
                                | Raw : Text
                                | fromAnsible : Text
                                | fromEnv : Text
                                | fromTerraform : Text
                                >
                            }
                        , hosts :
                            { api : Text
                            , kraken : Text
                            , panel : Text
                            , sonar : Text
                            , sso : Text
                            }
                        , logRetention :
                            { components : Natural
                            , events : Natural
                            , identityEvents : Natural
                            , identityLogs : Natural
                            }
                        , monitoringAccess : List
                            { principal : Text
                            , request : Text
                            }
                        , release : Text
                        , rollout :
                            < AsSoonAsPossible
                            | Window :
                                { end : Time
                                , start : Time
                                , weekday :
                                    < Friday
                                    | Monday
                                    | Saturday
                                    | Sunday
                                    | Thursday
                                    | Tuesday
                                    | Wednesday
                                    >
                                , zone : Text
                                }
                            >
                        , secretStore :
                            { kind :
                                < ClusterSecretStore
                                | SecretStore
                                >
                            , name : Text
                            }
                        , size :
                            < Large
                            | Medium
                            | Small
                            >
                        }
                    }
                | SaaS :
                    { production :
                        { hosts :
                            { api : Text
                            , kraken : Text
                            , panel : Text
                            , sonar : Text
                            , sso : Text
                            }
                        , logRetention :
                            { components : Natural
                            , events : Natural
                            , identityEvents : Natural
                            , identityLogs : Natural
                            }
                        , monitoringAccess : List
                            { principal : Text
                            , request : Text
                            }
                        }
                    , window :
                        < Monday
                        | Thursday
                        >
                    }
                >
            , settings :
                { kraken :
                    { statements : Optional
                        { first-period : Text
                        , period-offset-days : Natural
                        , relevant-meta-keys : List Text
                        }
                    , worker :
                        { finalize-reports-after-days : Natural
                        }
                    }
                , meshfed :
                    { identity-lookup : Optional
                        { deny-assigning-other-users : Bool
                        , provider : Optional
                            < Azure :
                                { azure :
                                    { aad-tenant : Text
                                    , client-id : Text
                                    , client-secret :
                                        < Native : Text
                                        | Raw : Text
                                        | fromAnsible : Text
                                        | fromEnv : Text
                                        | fromTerraform : Text
                                        >
                                    , emailAttributeUpdate : Optional
                                        { propertyToUse : Text
                                        }
                                    , euidSchemaExtensionUpdate : Optional
                                        { euidExtensionSchemaIdentifier : Text
                                        , euidExtensionSchemaProperty : Text
                                        }
                                    , euidUserAttributeUpdate : Optional
                                        { userAttributeName : Text
                                        }
                                    , guestLookup : Optional
                                        { guestProperty : Text
                                        , guestValue : Text
                                        }
                                    , usernameAttributeUpdate : Optional
                                        { formatString : Optional Text
                                        , propertyToUse : Text
                                        }
                                    }
                                }
                            | Gcd :
                                { gcd :
                                    { customer-id : Text
                                    , domain : Text
                                    , service-account-credentials-b64 :
                                        < Native : Text
                                        | Raw : Text
                                        | fromAnsible : Text
                                        | fromEnv : Text
                                        | fromTerraform : Text
                                        >
                                    }
                                }
                            | GcdEuid :
                                { euid :
                                    { euidCustomSchema : Text
                                    , euidProperty : Text
                                    }
                                , gcd :
                                    { customer-id : Text
                                    , domain : Text
                                    , service-account-credentials-b64 :
                                        < Native : Text
                                        | Raw : Text
                                        | fromAnsible : Text
                                        | fromEnv : Text
                                        | fromTerraform : Text
                                        >
                                    }
                                }
                            >
                        }
                    , mail : Optional
                        { enabled : Bool
                        , host : Text
                        , port : Natural
                        , sender :
                            { address : Text
                            , reply-to : Optional Text
                            }
                        , smtp :
                            { auth : Bool
                            , ssl :
                                { enable : Bool
                                }
                            , starttls :
                                { enable : Bool
                                }
                            }
                        , username : Text
                        }
                    , register : Optional
                        { requirePayment : Optional Bool
                        }
                    }
                , osb :
                    { platforms : List
                        { permissionReplication :
                            < AzureAd :
                                { b2bUserInvitation : Optional
                                    { redirect-url : Text
                                    , send-azure-invitation-mail : Bool
                                    }
                                , groupNamePattern : Optional Text
                                , roleMappings : List
                                    { mapKey : Text
                                    , mapValue :
                                        { alias : Text
                                        }
                                    }
                                , servicePrincipal :
                                    { aadTenant : Text
                                    , clientId : Text
                                    , clientSecret :
                                        < Native : Text
                                        | Raw : Text
                                        | fromAnsible : Text
                                        | fromEnv : Text
                                        | fromTerraform : Text
                                        >
                                    , objectId : Text
                                    }
                                }
                            | MeshIdb
                            >
                        , platform : Text
                        }
                    }
                , panel :
                    { registration : Optional
                        { requirePayment : Bool
                        }
                    }
                }
            }
    , Repository =
        \(it : meshc.Repository.Type) ->
          it :
            { catalog : Text
            , windowReading :
                < Civil
                | Literal
                >
            }
    , Catalog =
        \(it : meshc.Catalog.Type) ->
          it :
            { releases : List
                { breaking :
                    < No
                    | Unknown
                    | Yes
                    >
                , date : Date
                , kind :
                    < Feature
                    | Patch
                    >
                , summary : Text
                , version : Text
                }
            , withdrawn : List
                { reason : Text
                , version : Text
                }
            }
    , Waiver =
        \(it : meshc.Waiver.Type) ->
          it :
            { expires : Date
            , owner : Text
            , reason : Text
            , rule : Text
            , scope :
                < Address : Text
                | Environment : Text
                | Instance : Text
                >
            , ticket : Text
            }
    }
