-- What resources of a private cloud cost, in EUR by the month.
let meshc = ../schema/package.dhall

let kraken = meshc.settings.kraken

let Resource = kraken.Resource

let price =
      \(displayName : Text) ->
      \(netAmount : Double) ->
      \(resource : Resource) ->
        kraken.UsageType::{ displayName, resource, netAmount }

let product =
      \(displayName : Text) ->
      \(platformType : kraken.PlatformType) ->
      \(resourceType : Text) ->
      \(usageTypes : List kraken.UsageType.Type) ->
        kraken.Product::{
        , resourceType
        , displayName
        , scope = kraken.ProductScope::{ platformType }
        , usageTypes
        , sellerId = "cloud-team"
        , sellerProductGroup = Some "Private cloud"
        }

let openStack = kraken.PlatformType.OpenStack

let cloudFoundry = kraken.PlatformType.CloudFoundry

let kubernetes = kraken.PlatformType.Kubernetes

let volume = kraken.CinderVolume::{ size = +1, status = "in-use" }

let snapshot = kraken.CinderSnapshot::{ volumeSize = +1, status = "available" }

let image = kraken.GlanceImage::{ size = Some +1, status = "active" }

let balancer = kraken.LoadBalancer::{ listeners = Some +1 }

let app =
      kraken.CloudFoundryApp::{
      , instances = +1
      , ramMb = +1024
      , size = [] : List Integer
      }

let claim =
      kraken.KubernetesVolumeClaim::{
      , storageClassName = "standard"
      , storageMb = +1024
      }

in  [ product
        "Servers"
        openStack
        "openstack.nova.vm"
        [ price "CPU" 9.0 (Resource.NovaVm kraken.NovaVm::{ vcpu = Some +1 })
        , price
            "GiB of memory"
            4.5
            (Resource.NovaVm kraken.NovaVm::{ ramMb = Some +1024 })
        ]
    , product
        "Volumes"
        openStack
        "openstack.cinder.volume"
        [ price "GiB" 0.08 (Resource.CinderVolume volume) ]
    , product
        "Snapshots"
        openStack
        "openstack.cinder.snapshot"
        [ price "GiB" 0.04 (Resource.CinderSnapshot snapshot) ]
    , product
        "Images"
        openStack
        "openstack.glance.image"
        [ price "GiB" 0.04 (Resource.GlanceImage image) ]
    , product
        "Networks"
        openStack
        "openstack.neutron"
        [ price "Floating address" 3.0 Resource.NeutronFloatingIp
        , price "Router" 5.0 Resource.NeutronRouter
        , price "Load balancer" 12.0 (Resource.NeutronLoadBalancer balancer)
        ]
    , product
        "Apps"
        cloudFoundry
        "cloudfoundry.app"
        [ price "GiB of memory" 6.0 (Resource.CloudFoundryApp app) ]
    , product
        "Services of apps"
        cloudFoundry
        "cloudfoundry.service.instance"
        [ price
            "Service"
            20.0
            ( Resource.CloudFoundryServiceInstance
                kraken.CloudFoundryService::{=}
            )
        ]
    , product
        "Pods"
        kubernetes
        "kubernetes.pod"
        [ price
            "CPU"
            8.0
            (Resource.KubernetesPod kraken.KubernetesPod::{ milliCpu = +1000 })
        ]
    , product
        "Claims"
        kubernetes
        "kubernetes.persistentvolumeclaim"
        [ price "GiB" 0.1 (Resource.KubernetesPersistentVolumeClaim claim) ]
    ]
