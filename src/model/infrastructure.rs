//! Where an On-Prem instance runs and how releases get there.

use super::Secret;
use super::record::{record, union};

record! {
    /// The customer's infrastructure and the operator's way in.
    pub struct Infrastructure {
        /// Whose machines they are.
        provider: Provider = "provider",
        /// How the operator's staff get in.
        operator_access: OperatorAccess = "operatorAccess",
    }
}

union! {
    /// The infrastructures that can be agreed on.
    pub enum Provider {
        /// The customer's own data centre.
        OnPremise(OnPremise),
        /// Amazon Web Services.
        AWS(Aws),
        /// Microsoft Azure.
        Azure(Azure),
        /// Google Cloud.
        GoogleCloud(GoogleCloud),
    }
}

record! {
    /// A data centre of the customer.
    pub struct OnPremise {
        /// Where it stands.
        location: String = "location",
    }
}

record! {
    /// An account at Amazon Web Services.
    pub struct Aws {
        /// The twelve digits of the account.
        account: String = "account",
        /// The region, such as `eu-central-1`.
        region: String = "region",
    }
}

record! {
    /// A subscription at Microsoft Azure.
    pub struct Azure {
        /// The UUID of the subscription.
        subscription: String = "subscription",
        /// The region, such as `westeurope`.
        region: String = "region",
    }
}

record! {
    /// A project at Google Cloud.
    pub struct GoogleCloud {
        /// The identifier of the project.
        project: String = "project",
        /// The region, such as `europe-west3`.
        region: String = "region",
    }
}

record! {
    /// How the operator's staff get into the customer's infrastructure.
    pub struct OperatorAccess {
        /// The group or role that they act as.
        principal: String = "principal",
        /// The way in, such as a bastion host or a VPN.
        path: String = "path",
    }
}

record! {
    /// The pipeline that rolls releases out.
    pub struct Pipeline {
        /// Who runs it.
        provider: PipelineProvider = "provider",
        /// On what it runs.
        system: CiSystem = "system",
    }
}

union! {
    /// Who runs a pipeline.
    #[derive(Copy, Eq)]
    pub enum PipelineProvider {
        /// The operator.
        Operator,
        /// The customer.
        Customer,
    }
}

union! {
    /// What a pipeline runs on.
    #[derive(Copy, Eq)]
    pub enum CiSystem {
        /// Argo CD.
        ArgoCD,
        /// Concourse.
        Concourse,
        /// Flux.
        Flux,
        /// GitHub Actions.
        GitHubActions,
        /// GitLab CI/CD.
        GitLab,
    }
}

record! {
    /// The customer's store to which the artifacts of new releases are pushed.
    pub struct ArtifactStore {
        /// The registry and the path in it, such as `registry.example.org/meshstack`.
        registry: String = "registry",
        /// What it takes to push there.
        credential: Secret = "credential",
    }
}

record! {
    /// The copy of the configuration that the customer gets.
    pub struct ConfigCopy {
        /// The customer's git repository.
        repository: String = "repository",
        /// Whom to ask about it.
        contact: String = "contact",
    }
}

record! {
    /// The link to the customer's security operations centre.
    pub struct SocLink {
        /// Where events are sent, an HTTPS URL.
        endpoint: String = "endpoint",
        /// What it takes to send there.
        token: Secret = "token",
    }
}
