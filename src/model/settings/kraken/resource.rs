//! What is metered: the traits of resources that a price can be for.
//!
//! Sizes are whole numbers of GiB or MiB, as the collectors report them. Nobody sets traits; prices name them.

use crate::model::record::{record, union};

union! {
    /// A resource of one kind, with its traits (`mesh.kraken.productcatalog.traits`).
    pub enum Resource {
        /// `openstack.nova.vm`: a server.
        NovaVm(NovaVm),
        /// `openstack.cinder.volume`: a volume.
        CinderVolume(CinderVolume),
        /// `openstack.cinder.snapshot`: a snapshot of a volume.
        CinderSnapshot(CinderSnapshot),
        /// `openstack.glance.image`: an image.
        GlanceImage(GlanceImage),
        /// `openstack.neutron.floatingIp`: a floating address; that there is one is all that can be charged.
        NeutronFloatingIp,
        /// `openstack.neutron.router`: a router; that there is one is all that can be charged.
        NeutronRouter,
        /// `openstack.neutron.loadbalancer`: a load balancer.
        NeutronLoadBalancer(LoadBalancer),
        /// `cloudfoundry.app`: an app.
        CloudFoundryApp(CloudFoundryApp),
        /// `cloudfoundry.service.instance`: an instance of a service.
        CloudFoundryServiceInstance(CloudFoundryService),
        /// `kubernetes.pod`: a pod.
        KubernetesPod(KubernetesPod),
        /// `kubernetes.persistentvolumeclaim`: a claim of a volume.
        KubernetesPersistentVolumeClaim(KubernetesVolumeClaim),
        /// `mesh.tenant`: a tenant, for fees on tenants and landing zones.
        MeshTenant(MeshTenant),
    }
}

record! {
    /// Traits of `openstack.nova.vm`.
    pub struct NovaVm {
        /// GiB of disk.
        disk: Option<i64> = "disk",
        /// GiB of ephemeral disk.
        disk_ephemeral: Option<i64> = "diskEphemeral",
        /// GiB of root disk.
        disk_root: Option<i64> = "diskRoot",
        /// The name of the flavour, not its identifier.
        flavor: Option<String> = "flavor",
        /// MiB of memory.
        ram_mb: Option<i64> = "ramMb",
        /// The state of the server, such as `ACTIVE`.
        state: String = "state",
        /// Virtual CPUs.
        vcpu: Option<i64> = "vcpu",
    }
}

record! {
    /// Traits of `openstack.cinder.volume`.
    pub struct CinderVolume {
        /// The zone.
        availability_zone: Option<String> = "availabilityZone",
        /// The status of its replication.
        replication_status: Option<String> = "replicationStatus",
        /// GiB.
        size: i64 = "size",
        /// The status of the volume.
        status: String = "status",
        /// The type of the volume.
        kind: Option<String> = "type",
    }
}

record! {
    /// Traits of `openstack.cinder.snapshot`.
    pub struct CinderSnapshot {
        /// The zone.
        availability_zone: Option<String> = "availabilityZone",
        /// The status of its replication.
        replication_status: Option<String> = "replicationStatus",
        /// The status of the snapshot.
        status: String = "status",
        /// GiB of the volume.
        volume_size: i64 = "volumeSize",
    }
}

record! {
    /// Traits of `openstack.glance.image`.
    pub struct GlanceImage {
        /// The backend that keeps it.
        service: Option<String> = "service",
        /// GiB.
        size: Option<i64> = "size",
        /// The status of the image.
        status: String = "status",
    }
}

record! {
    /// Traits of `openstack.neutron.loadbalancer`.
    pub struct LoadBalancer {
        /// Listeners.
        listeners: Option<i64> = "listeners",
        /// `ONLINE`, `OFFLINE`, `DEGRADED`, `ERROR` or `NO_MONITOR`.
        operating_status: Option<String> = "operatingStatus",
        /// Pools behind it.
        pools: Option<i64> = "pools",
        /// Who provides it.
        provider: Option<String> = "provider",
    }
}

record! {
    /// Traits of `cloudfoundry.app`.
    pub struct CloudFoundryApp {
        /// `RUNNING` or `STOPPED`.
        app_state: Option<String> = "appState",
        /// `STARTED`, `STOPPED`, `TASK_STARTED`, `TASK_STOPPED`, `BUILDPACK_SET` or `UNKNOWN`.
        event: String = "event",
        /// Instances.
        instances: i64 = "instances",
        /// MiB of memory of each instance.
        ram_mb: i64 = "ramMb",
        /// Instances and MiB of memory, as a pair.
        size: Vec<i64> = "size",
    }
}

record! {
    /// Traits of `cloudfoundry.service.instance`.
    pub struct CloudFoundryService {
        /// The identifier of the plan.
        plan_id: Option<String> = "planId",
        /// `MANAGED_SERVICE_INSTANCE`, `USER_PROVIDED_SERVICE_INSTANCE` or `UNKNOWN`.
        kind: String = "type",
    }
}

record! {
    /// Traits of `kubernetes.pod`.
    pub struct KubernetesPod {
        /// The limit of CPU in thousandths.
        milli_cpu: i64 = "milliCpu",
        /// The limit of memory in MiB.
        ram_mb: i64 = "ramMb",
        /// The phase of the pod.
        status: String = "status",
    }
}

record! {
    /// Traits of `kubernetes.persistentvolumeclaim`.
    pub struct KubernetesVolumeClaim {
        /// The phase of the claim.
        status: String = "status",
        /// The class of storage.
        storage_class_name: String = "storageClassName",
        /// MiB.
        storage_mb: i64 = "storageMb",
    }
}

record! {
    /// Traits of `mesh.tenant`.
    pub struct MeshTenant {
        /// The identifier of the landing zone.
        landing_zone_name: String = "landingZoneName",
        /// `Azure`, `AWS` or `GCP`.
        platform_type: String = "platformType",
    }
}
