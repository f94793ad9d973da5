-- What is metered: the traits of resources that a price can be for
-- (`mesh.kraken.productcatalog.traits`). Numbers are whole ones of GiB or MiB,
-- as the collectors report them. Nobody sets traits; prices name them.

-- `openstack.nova.vm`: a server.
let NovaVm =
      { Type =
          -- GiB of disk.
          { disk : Optional Integer
          -- GiB of ephemeral disk.
          , diskEphemeral : Optional Integer
          -- GiB of root disk.
          , diskRoot : Optional Integer
          -- The name of the flavour, not its identifier.
          , flavor : Optional Text
          -- MiB of memory.
          , ramMb : Optional Integer
          -- The state of the server; `ACTIVE` by default.
          , state : Text
          -- Virtual CPUs.
          , vcpu : Optional Integer
          }
      , default =
        { disk = None Integer
        , diskEphemeral = None Integer
        , diskRoot = None Integer
        , flavor = None Text
        , ramMb = None Integer
        , state = "ACTIVE"
        , vcpu = None Integer
        }
      }

-- `openstack.cinder.volume`: a volume.
let CinderVolume =
      { Type =
          -- The zone.
          { availabilityZone : Optional Text
          -- The status of its replication.
          , replicationStatus : Optional Text
          -- GiB.
          , size : Integer
          -- The status of the volume.
          , status : Text
          -- The type of the volume.
          , type : Optional Text
          }
      , default =
        { availabilityZone = None Text
        , replicationStatus = None Text
        , type = None Text
        }
      }

-- `openstack.cinder.snapshot`: a snapshot of a volume.
let CinderSnapshot =
      { Type =
          -- The zone.
          { availabilityZone : Optional Text
          -- The status of its replication.
          , replicationStatus : Optional Text
          -- The status of the snapshot.
          , status : Text
          -- GiB of the volume.
          , volumeSize : Integer
          }
      , default =
        { availabilityZone = None Text, replicationStatus = None Text }
      }

-- `openstack.glance.image`: an image.
let GlanceImage =
      { Type =
          -- The backend that keeps it.
          { service : Optional Text
          -- GiB.
          , size : Optional Integer
          -- The status of the image.
          , status : Text
          }
      , default = { service = None Text, size = None Integer }
      }

-- `openstack.neutron.loadbalancer`: a load balancer.
let LoadBalancer =
      { Type =
          -- Listeners.
          { listeners : Optional Integer
          -- `ONLINE`, `OFFLINE`, `DEGRADED`, `ERROR` or `NO_MONITOR`.
          , operatingStatus : Optional Text
          -- Pools behind it.
          , pools : Optional Integer
          -- Who provides it.
          , provider : Optional Text
          }
      , default =
        { listeners = None Integer
        , operatingStatus = None Text
        , pools = None Integer
        , provider = None Text
        }
      }

-- `cloudfoundry.app`: an app.
let CloudFoundryApp =
      { Type =
          -- `RUNNING` or `STOPPED`.
          { appState : Optional Text
          -- `STARTED`, `STOPPED`, `TASK_STARTED`, `TASK_STOPPED`,
          -- `BUILDPACK_SET` or `UNKNOWN`.
          , event : Text
          -- Instances.
          , instances : Integer
          -- MiB of memory of each instance.
          , ramMb : Integer
          -- Instances and MiB of memory, as a pair.
          , size : List Integer
          }
      , default = { appState = None Text, event = "STARTED" }
      }

-- `cloudfoundry.service.instance`: an instance of a service.
let CloudFoundryService =
      { Type =
          -- The identifier of the plan.
          { planId : Optional Text
          -- `MANAGED_SERVICE_INSTANCE`, `USER_PROVIDED_SERVICE_INSTANCE` or
          -- `UNKNOWN`.
          , type : Text
          }
      , default = { planId = None Text, type = "MANAGED_SERVICE_INSTANCE" }
      }

-- `kubernetes.pod`: a pod.
let KubernetesPod =
      { Type =
          -- The limit of CPU in thousandths.
          { milliCpu : Integer
          -- The limit of memory in MiB.
          , ramMb : Integer
          -- The phase of the pod; `Running` by default.
          , status : Text
          }
      , default = { milliCpu = +0, ramMb = +0, status = "Running" }
      }

-- `kubernetes.persistentvolumeclaim`: a claim of a volume.
let KubernetesVolumeClaim =
      { Type =
          -- The phase of the claim; `Bound` by default.
          { status : Text
          -- The class of storage.
          , storageClassName : Text
          -- MiB.
          , storageMb : Integer
          }
      , default.status = "Bound"
      }

-- `mesh.tenant`: a tenant, for fees on tenants and on landing zones.
let MeshTenant =
      { Type =
          -- The identifier of the landing zone.
          { landingZoneName : Text
          -- `Azure`, `AWS` or `GCP`.
          , platformType : Text
          }
      , default = {=}
      }

-- A resource of one kind. Of floating addresses and routers, that there is one
-- is all that can be charged.
let Resource =
      < NovaVm : NovaVm.Type
      | CinderVolume : CinderVolume.Type
      | CinderSnapshot : CinderSnapshot.Type
      | GlanceImage : GlanceImage.Type
      | NeutronFloatingIp
      | NeutronRouter
      | NeutronLoadBalancer : LoadBalancer.Type
      | CloudFoundryApp : CloudFoundryApp.Type
      | CloudFoundryServiceInstance : CloudFoundryService.Type
      | KubernetesPod : KubernetesPod.Type
      | KubernetesPersistentVolumeClaim : KubernetesVolumeClaim.Type
      | MeshTenant : MeshTenant.Type
      >

in  { Resource
    , NovaVm
    , CinderVolume
    , CinderSnapshot
    , GlanceImage
    , LoadBalancer
    , CloudFoundryApp
    , CloudFoundryService
    , KubernetesPod
    , KubernetesVolumeClaim
    , MeshTenant
    }
