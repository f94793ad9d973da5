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
                    { configCopy : Optional
                        { contact : Text
                        , repository : Text
                        }
                    , production :
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
                { identityconnector :
                    { ldap : Optional
                        { collector :
                            { pageSize : Natural
                            , sources : List
                                { attributes : Text
                                , base : Text
                                , collectionType :
                                    < GROUP
                                    | PERSON
                                    >
                                , filter : Text
                                }
                            }
                        , source :
                            { base : Text
                            , password :
                                < Native : Text
                                | Raw : Text
                                | fromAnsible : Text
                                | fromEnv : Text
                                | fromTerraform : Text
                                >
                            , url : Text
                            , username : Text
                            }
                        , transform :
                            { groupAttributesTransformations :
                                { displayName :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , egid :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , membersAttribute : Text
                                , name :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , ownedByCustomer : Optional
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , ownedByWorkspace : Optional
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , tags : List
                                    { tagKey : Text
                                    , transformation :
                                        < IfNull :
                                            { attribute : Text
                                            , ifNullAttribute : Text
                                            , postProcessor : Optional
                                                < LOWERCASE
                                                | UPPERCASE
                                                >
                                            }
                                        | Regex :
                                            { attribute : Text
                                            , otherwise : Optional Text
                                            , postProcessor : Optional
                                                < LOWERCASE
                                                | UPPERCASE
                                                >
                                            , rules : List
                                                { regex : Text
                                                , value : Optional Text
                                                }
                                            , template : Optional Text
                                            }
                                        | Static :
                                            { attribute : Text
                                            , postProcessor : Optional
                                                < LOWERCASE
                                                | UPPERCASE
                                                >
                                            }
                                        >
                                    }
                                }
                            , groupBindingAttributesTransformations :
                                { roleName :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                }
                            , includeAllUsers : Bool
                            , userAttributesTransformations :
                                { distinguishedNameAttribute : Text
                                , email :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , euid :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , firstName :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , lastName :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , name :
                                    < IfNull :
                                        { attribute : Text
                                        , ifNullAttribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    | Regex :
                                        { attribute : Text
                                        , otherwise : Optional Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        , rules : List
                                            { regex : Text
                                            , value : Optional Text
                                            }
                                        , template : Optional Text
                                        }
                                    | Static :
                                        { attribute : Text
                                        , postProcessor : Optional
                                            < LOWERCASE
                                            | UPPERCASE
                                            >
                                        }
                                    >
                                , tags : List
                                    { tagKey : Text
                                    , transformation :
                                        < IfNull :
                                            { attribute : Text
                                            , ifNullAttribute : Text
                                            , postProcessor : Optional
                                                < LOWERCASE
                                                | UPPERCASE
                                                >
                                            }
                                        | Regex :
                                            { attribute : Text
                                            , otherwise : Optional Text
                                            , postProcessor : Optional
                                                < LOWERCASE
                                                | UPPERCASE
                                                >
                                            , rules : List
                                                { regex : Text
                                                , value : Optional Text
                                                }
                                            , template : Optional Text
                                            }
                                        | Static :
                                            { attribute : Text
                                            , postProcessor : Optional
                                                < LOWERCASE
                                                | UPPERCASE
                                                >
                                            }
                                        >
                                    }
                                }
                            }
                        , transport :
                            { apiUser :
                                { authorities : List
                                    < CUSTOMEROWNER_ASSIGN
                                    | EXTERNAL_MESH_OBJECT_IMPORT
                                    | WORKSPACEOWNER_ASSIGN
                                    >
                                , password :
                                    < Native : Text
                                    | Raw : Text
                                    | fromAnsible : Text
                                    | fromEnv : Text
                                    | fromTerraform : Text
                                    >
                                , username : Text
                                }
                            , chunkSize : Natural
                            , dryRunOnly : Bool
                            , httpTimeoutSec : Natural
                            }
                        }
                    }
                , kraken :
                    { aws-collection : Optional
                        { awsStateCollectionInterval : Text
                        }
                    , meshMarketplace : Optional
                        { outOfScopeMarketplaceSellers : List Text
                        }
                    , productcatalog : Optional
                        { discounts : List
                            { description : Text
                            , discountRule :
                                < fixedPercentage :
                                    { discountPercentage : Double
                                    , discountScope :
                                        { productDisplayNameRegex : Optional Text
                                        , productSellerIdRegex : Optional Text
                                        , usageTypeDisplayNameRegex : Optional Text
                                        }
                                    }
                                | tieredFixedAmount :
                                    { discountFixedAmountTiersByLowerThresholds : List
                                        { fixedAmount : Double
                                        , lowerThreshold : Double
                                        }
                                    , discountScope :
                                        { productDisplayNameRegex : Optional Text
                                        , productSellerIdRegex : Optional Text
                                        , usageTypeDisplayNameRegex : Optional Text
                                        }
                                    }
                                | tieredPercentage :
                                    { discountPercentageTiersByLowerThresholds : List
                                        { discountPercentage : Double
                                        , lowerThreshold : Double
                                        }
                                    , discountScope :
                                        { productDisplayNameRegex : Optional Text
                                        , productSellerIdRegex : Optional Text
                                        , usageTypeDisplayNameRegex : Optional Text
                                        }
                                    }
                                >
                            , displayName : Text
                            , scope :
                                < PlatformInstance :
                                    { location : Text
                                    , platformInstance : Text
                                    , platformType :
                                        < Aks
                                        | Aws
                                        | Azure
                                        | CloudFoundry
                                        | Gcp
                                        | Kubernetes
                                        | OpenShift
                                        | OpenStack
                                        >
                                    }
                                | PlatformType :
                                    { platformType :
                                        < Aks
                                        | Aws
                                        | Azure
                                        | CloudFoundry
                                        | Gcp
                                        | Kubernetes
                                        | OpenShift
                                        | OpenStack
                                        >
                                    }
                                | Tenant :
                                    { localProjectId : Text
                                    , location : Text
                                    , platformInstance : Text
                                    , platformType :
                                        < Aks
                                        | Aws
                                        | Azure
                                        | CloudFoundry
                                        | Gcp
                                        | Kubernetes
                                        | OpenShift
                                        | OpenStack
                                        >
                                    }
                                >
                            , sellerId : Text
                            , sellerProductGroup : Text
                            }
                        , products : List
                            { description : Text
                            , displayName : Text
                            , resourceType : Text
                            , scope :
                                { localProjectId : Optional Text
                                , location : Optional Text
                                , platformInstance : Optional Text
                                , platformType :
                                    < Aks
                                    | Aws
                                    | Azure
                                    | CloudFoundry
                                    | Gcp
                                    | Kubernetes
                                    | OpenShift
                                    | OpenStack
                                    >
                                }
                            , sellerId : Text
                            , sellerProductGroup : Optional Text
                            , usageTypes : List
                                { displayName : Text
                                , netAmount : Double
                                , resource :
                                    < CinderSnapshot :
                                        { availabilityZone : Optional Text
                                        , replicationStatus : Optional Text
                                        , status : Text
                                        , volumeSize : Integer
                                        }
                                    | CinderVolume :
                                        { availabilityZone : Optional Text
                                        , replicationStatus : Optional Text
                                        , size : Integer
                                        , status : Text
                                        , type : Optional Text
                                        }
                                    | CloudFoundryApp :
                                        { appState : Optional Text
                                        , event : Text
                                        , instances : Integer
                                        , ramMb : Integer
                                        , size : List Integer
                                        }
                                    | CloudFoundryServiceInstance :
                                        { planId : Optional Text
                                        , type : Text
                                        }
                                    | GlanceImage :
                                        { service : Optional Text
                                        , size : Optional Integer
                                        , status : Text
                                        }
                                    | KubernetesPersistentVolumeClaim :
                                        { status : Text
                                        , storageClassName : Text
                                        , storageMb : Integer
                                        }
                                    | KubernetesPod :
                                        { milliCpu : Integer
                                        , ramMb : Integer
                                        , status : Text
                                        }
                                    | MeshTenant :
                                        { landingZoneName : Text
                                        , platformType : Text
                                        }
                                    | NeutronFloatingIp
                                    | NeutronLoadBalancer :
                                        { listeners : Optional Integer
                                        , operatingStatus : Optional Text
                                        , pools : Optional Integer
                                        , provider : Optional Text
                                        }
                                    | NeutronRouter
                                    | NovaVm :
                                        { disk : Optional Integer
                                        , diskEphemeral : Optional Integer
                                        , diskRoot : Optional Integer
                                        , flavor : Optional Text
                                        , ramMb : Optional Integer
                                        , state : Text
                                        , vcpu : Optional Integer
                                        }
                                    >
                                , unit :
                                    < DAILY
                                    | HOURLY
                                    | MONTHLY
                                    | SETUP_FEE
                                    | WEEKLY
                                    | YEARLY
                                    >
                                }
                            }
                        }
                    , statements : Optional
                        { first-period : Text
                        , period-offset-days : Natural
                        , relevant-meta-keys : List Text
                        }
                    , worker :
                        { finalize-reports-after-days : Natural
                        }
                    }
                , meshfed :
                    { defaultQuota : Optional
                        { meshProjects : Natural
                        }
                    , identity-lookup : Optional
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
                        , messages : Optional ( List
                            { mapKey : Text
                            , mapValue : Text
                            })
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
                        , theme : Optional
                            { button-color : Text
                            , logo :
                                { href : Text
                                , url : Text
                                }
                            }
                        , username : Text
                        }
                    , notification-recipients : Optional
                        { replication-failed : List Text
                        , tenant-created : List Text
                        , tenant-deleted : List Text
                        }
                    , platforms : List
                        { euid-pattern : Text
                        , platform-identifier : Text
                        }
                    , project : Optional
                        { roles : List
                            { description : Optional Text
                            , identifier : Text
                            , name : Text
                            , rank : Natural
                            }
                        }
                    , register : Optional
                        { approvalRequired : Optional Bool
                        , requirePayment : Optional Bool
                        }
                    , restriction : Optional
                        { customerIdentifierLength : Optional Natural
                        , envIdentifier : Optional Text
                        , projectIdentifierLength : Optional Natural
                        , projectIdentifierPrefix : Optional Text
                        }
                    , rolerequest : Optional
                        { min-approval-count : Natural
                        , restrict-customer-admin-role-assignment : Bool
                        , set-email-as-euid : Bool
                        }
                    , user : Optional
                        { tags : List
                            { mapKey : Text
                            , mapValue : List Text
                            }
                        }
                    }
                , monitoring :
                    { monitor : Optional
                        { additionalAlertAddresses : List Text
                        }
                    , sonar : Optional
                        { scopes : List
                            { customer : Text
                            , password :
                                < Native : Text
                                | Raw : Text
                                | fromAnsible : Text
                                | fromEnv : Text
                                | fromTerraform : Text
                                >
                            , projects : List
                                { projectName : Text
                                , targets : List
                                    { platformName : Text
                                    , url : Text
                                    }
                                }
                            , username : Text
                            }
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
                    { dashboardNotification : Optional
                        { show4EyePrincipleWarning : Optional Bool
                        }
                    , motd : Optional
                        { endTime : Text
                        , message : Text
                        , startTime : Text
                        }
                    , payment-description : Optional Text
                    , plausible : Optional
                        { activatePlausibleTracking : Bool
                        }
                    , registration : Optional
                        { requirePayment : Bool
                        }
                    , sso : Optional
                        { kc_idp_hint : Text
                        }
                    , ui : Optional
                        { confidentialityLevel : Optional Text
                        , connectivityError : Text
                        , costCenter : Optional
                            { alias : Text
                            , validationErrorMsg : Text
                            , validationPattern : Text
                            }
                        , costLimitation : Optional
                            { aliases : List
                                { mapKey : Text
                                , mapValue : Text
                                }
                            }
                        , duplicateCostCenter : Optional Text
                        , externalPaymentMethodUrl : Optional Text
                        , idpAcceptCustomerUserRoleRequest : Optional Text
                        , idpRegister : Optional Text
                        , platformTermsNote : Optional Text
                        }
                    }
                , replicator :
                    { aadUserLookupStrategy : Optional
                        < UserByMailLookupStrategy
                        | UserByUsernameLookupStrategy
                        >
                    , openStack : List
                        { default-added-roles : List Text
                        , default-added-system-users : List Text
                        , domain : Text
                        , endpoint : Text
                        , federated-idp-enabled : Optional Bool
                        , idp-protocol : Text
                        , idp-provider : Text
                        , password :
                            < Native : Text
                            | Raw : Text
                            | fromAnsible : Text
                            | fromEnv : Text
                            | fromTerraform : Text
                            >
                        , platform : Text
                        , project : Text
                        , system-user-domain : Text
                        , use-domains : Bool
                        , username : Text
                        }
                    }
                }
            , tags : Optional
                { group : Optional Text
                , landingZone : Optional Text
                , paymentMethod : Optional Text
                , project : Optional Text
                , user : Optional Text
                , workspace : Optional Text
                }
            }
    , Repository =
        \(it : meshc.Repository.Type) ->
          it :
            { allowEnv : List Text
            , allowHosts : List Text
            , catalog : Text
            , copyReading :
                < AnyPlan
                | OnPremOnly
                >
            , endOfLifeReading :
                < AnyHigher
                | HigherFeature
                >
            , freezes : List
                { from : Date
                , reason : Text
                , scope : List Text
                , until : Date
                }
            , levels : List
                { level :
                    < Error
                    | Note
                    | Warning
                    >
                , rule : Text
                }
            , paymentReading :
                < AsPanel
                | NotRequired
                >
            , releaseReading :
                < LastWindow
                | Newest
                >
            , upgradeDayReading :
                < Calendar
                | Working
                >
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
    , Approval =
        \(it : meshc.Approval.Type) ->
          it :
            { date : Date
            , digest : Text
            , expires : Optional Date
            , role : Text
            , scope : List Text
            , ticket : Optional Text
            , who : Text
            }
    }
