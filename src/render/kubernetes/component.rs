//! The components that run in an environment: what each is made of, and who talks to whom.

use crate::model::Settings;

/// A program that runs in an environment.
#[derive(Debug)]
pub(super) struct Component {
    /// Its name in the namespace, and its host there.
    pub(super) name: &'static str,
    /// What it is made of.
    pub(super) image: Image,
    /// Where it listens.
    pub(super) ports: &'static [Port],
    /// How it is run.
    pub(super) scale: Scale,
    /// The user of its image; never root.
    pub(super) user: i64,
    /// Mebibytes of memory in an environment of size small; medium has twice, large four times as much.
    pub(super) memory: u32,
    /// How to see that it is well.
    pub(super) health: Health,
    /// Arguments beside the image's own.
    pub(super) args: &'static [&'static str],
    /// Environment variables with fixed values.
    pub(super) variables: &'static [(&'static str, &'static str)],
    /// Folders beside `/tmp` that it writes to and that need not outlive it.
    pub(super) scratch: &'static [&'static str],
    /// The label in `Hosts` under which it is reached from outside.
    pub(super) host: Option<&'static str>,
    /// How it takes its secrets.
    pub(super) secrets: SecretStyle,
}

/// What a component is made of.
#[derive(Debug)]
pub(super) enum Image {
    /// Part of the product: its tag is the release.
    Product,
    /// Of somebody else, at a fixed version.
    Foreign(&'static str, &'static str),
}

/// A port that a component listens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Port {
    pub(super) name: &'static str,
    pub(super) number: u16,
}

/// How a component is run.
#[derive(Debug)]
pub(super) enum Scale {
    /// In as many replicas as the environment's size says.
    Replicated,
    /// One at a time.
    Single,
    /// One, with a volume of so many gibibytes, mounted there.
    Store(u32, &'static str),
}

/// How to see that a component is well.
#[derive(Debug)]
pub(super) enum Health {
    /// It answers on the port to the path for being alive and the path for being ready.
    Http(&'static str, &'static str, &'static str),
    /// The command succeeds.
    Command(&'static [&'static str]),
}

/// How a component takes its secrets.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SecretStyle {
    /// As files, one for each property.
    Files,
    /// As environment variables, named like their keys.
    Variables,
}

/// The component that only runs where there is a directory to import.
pub(super) const IDENTITY_CONNECTOR: &str = "identity-connector";

const HTTP: Port = port("http", 8080);
const METRICS: Port = port("metrics", 8081);
const SPRING: [Port; 2] = [HTTP, METRICS];
const MYSQL: [Port; 1] = [port("mysql", 3306)];
const SPRING_HEALTH: Health = Health::Http(
    "metrics",
    "/actuator/health/liveness",
    "/actuator/health/readiness",
);
const SPRING_VARIABLES: &[(&str, &str)] =
    &[("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:/etc/meshstack/config/")];

const fn port(name: &'static str, number: u16) -> Port {
    Port { name, number }
}

/// A Spring Boot service of the product.
const fn spring(name: &'static str, scale: Scale, memory: u32, host: Option<&'static str>) -> Component {
    Component {
        name,
        image: Image::Product,
        ports: &SPRING,
        scale,
        user: 10001,
        memory,
        health: SPRING_HEALTH,
        args: &[],
        variables: SPRING_VARIABLES,
        scratch: &[],
        host,
        secrets: SecretStyle::Files,
    }
}

/// A relational database.
const fn mariadb(name: &'static str, variables: &'static [(&'static str, &'static str)]) -> Component {
    Component {
        name,
        image: Image::Foreign("mariadb", "11.4.8"),
        ports: &MYSQL,
        scale: Scale::Store(50, "/var/lib/mysql"),
        user: 999,
        memory: 1024,
        health: Health::Command(&["healthcheck.sh", "--connect", "--innodb_initialized"]),
        args: &[],
        variables,
        scratch: &["/run/mysqld"],
        host: None,
        secrets: SecretStyle::Variables,
    }
}

/// Every component that there can be, by name.
pub(super) const COMPONENTS: [Component; 13] = [
    Component {
        name: "broker",
        image: Image::Foreign("rabbitmq", "4.1.4-management"),
        ports: &[port("amqp", 5672), port("metrics", 15692)],
        scale: Scale::Store(10, "/var/lib/rabbitmq"),
        user: 999,
        memory: 512,
        health: Health::Command(&["rabbitmq-diagnostics", "-q", "ping"]),
        args: &[],
        variables: &[("RABBITMQ_DEFAULT_USER", "meshstack")],
        scratch: &["/etc/rabbitmq/conf.d"],
        host: None,
        secrets: SecretStyle::Variables,
    },
    mariadb(
        "db",
        &[("MARIADB_DATABASE", "meshfed"), ("MARIADB_USER", "meshfed")],
    ),
    Component {
        name: "document-db",
        image: Image::Foreign("ravendb", "6.2.9-ubuntu.22.04-x64"),
        ports: &[HTTP],
        scale: Scale::Store(50, "/var/lib/ravendb/data"),
        user: 999,
        memory: 1024,
        health: Health::Http("http", "/setup/alive", "/setup/alive"),
        args: &[],
        // Who may connect is decided by the network policies.
        variables: &[
            ("RAVEN_License_Eula_Accepted", "true"),
            ("RAVEN_Security_UnsecuredAccessAllowed", "PrivateNetwork"),
            ("RAVEN_ServerUrl", "http://0.0.0.0:8080"),
            ("RAVEN_Setup_Mode", "None"),
        ],
        scratch: &["/var/log/ravendb"],
        host: None,
        secrets: SecretStyle::Variables,
    },
    Component {
        name: "identity-broker",
        image: Image::Foreign("keycloak", "26.3.5"),
        ports: &[HTTP, port("cluster", 7800), port("metrics", 9000)],
        scale: Scale::Replicated,
        user: 1000,
        memory: 768,
        health: Health::Http("metrics", "/health/live", "/health/ready"),
        args: &["start", "--optimized"],
        variables: &[
            ("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
            ("KC_CACHE_STACK", "jdbc-ping"),
            ("KC_DB", "mariadb"),
            ("KC_DB_URL", "jdbc:mariadb://identity-db:3306/keycloak"),
            ("KC_DB_USERNAME", "keycloak"),
            ("KC_HEALTH_ENABLED", "true"),
            ("KC_HTTP_ENABLED", "true"),
            ("KC_METRICS_ENABLED", "true"),
            ("KC_PROXY_HEADERS", "xforwarded"),
        ],
        scratch: &["/opt/keycloak/data/tmp"],
        host: Some("sso"),
        secrets: SecretStyle::Variables,
    },
    spring(IDENTITY_CONNECTOR, Scale::Single, 512, None),
    mariadb(
        "identity-db",
        &[("MARIADB_DATABASE", "keycloak"), ("MARIADB_USER", "keycloak")],
    ),
    spring("kraken-api", Scale::Replicated, 1024, Some("kraken")),
    spring("kraken-worker", Scale::Single, 1024, None),
    spring("meshfed", Scale::Replicated, 2048, Some("api")),
    Component {
        name: "panel",
        image: Image::Product,
        ports: &SPRING,
        scale: Scale::Replicated,
        user: 101,
        memory: 128,
        health: Health::Http("http", "/", "/"),
        args: &[],
        variables: &[],
        scratch: &["/var/cache/nginx"],
        host: Some("panel"),
        secrets: SecretStyle::Files,
    },
    spring("replicator", Scale::Single, 1024, None),
    spring("sonar", Scale::Single, 512, Some("sonar")),
    Component {
        name: "telemetry",
        image: Image::Foreign("prometheus", "v3.5.0"),
        ports: &[port("metrics", 9090)],
        scale: Scale::Single,
        user: 65534,
        memory: 256,
        health: Health::Http("metrics", "/-/healthy", "/-/ready"),
        args: &[
            "--agent",
            "--config.file=/etc/meshstack/config/prometheus.yml",
            "--storage.agent.path=/prometheus",
        ],
        variables: &[],
        scratch: &["/prometheus"],
        host: None,
        secrets: SecretStyle::Files,
    },
];

impl Component {
    /// The number of the port with that name.
    pub(super) fn port(&self, name: &str) -> Option<u16> {
        self.ports
            .iter()
            .find(|port| port.name == name)
            .map(|port| port.number)
    }

    /// Whether it outlives a restart.
    pub(super) fn is_store(&self) -> bool {
        matches!(self.scale, Scale::Store(..))
    }
}

/// The components that run in an environment with these settings.
pub(super) fn components(settings: &Settings) -> impl Iterator<Item = &'static Component> {
    let imports = settings.identityconnector.ldap.is_some();
    let runs = move |component: &&Component| component.name != IDENTITY_CONNECTOR || imports;
    COMPONENTS.iter().filter(runs)
}

/// The component with that name.
pub(super) fn component(name: &str) -> Option<&'static Component> {
    COMPONENTS.iter().find(|component| component.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_sorted_and_unique() {
        assert!(COMPONENTS.is_sorted_by(|one, other| one.name < other.name));
    }

    #[test]
    fn health_is_asked_on_ports_that_are_there() {
        for component in &COMPONENTS {
            if let Health::Http(port, ..) = component.health {
                assert!(component.port(port).is_some(), "{}", component.name);
            }
        }
    }
}
