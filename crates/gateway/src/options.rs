//! What can be set, and where: a flag beats the environment, which beats the file.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand};
use serde::Deserialize;

/// CORS proxy in front of Veeam Backup Enterprise Manager, and host of the Restore Desk app.
#[derive(Debug, Parser)]
#[command(name = "restore-desk-gateway", args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// Another task than serving.
    #[command(subcommand)]
    pub task: Option<Task>,
    /// A TOML file with any of the settings below, named as the flags are.
    #[arg(long, value_name = "FILE", env = "RESTORE_DESK_GATEWAY_CONFIG")]
    pub config: Option<PathBuf>,
    /// The settings.
    #[command(flatten)]
    pub given: Given,
}

/// Tasks other than serving.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Prints the SHA-256 fingerprint of a server's certificate, for --fingerprint.
    Fingerprint {
        /// The server, for example <https://em.example:9398>
        url: String,
    },
}

/// Declares [`Given`] and how a weaker source fills what a stronger one left open.
macro_rules! given {
    ($($(#[$attr:meta])* $name:ident: $type:ty,)*) => {
        /// Settings as they were given, by whatever way; `None` is not given.
        #[derive(Args, Clone, Debug, Default, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Given {
            $($(#[$attr])* pub $name: Option<$type>,)*
        }

        impl Given {
            /// These, and where they say nothing the weaker ones.
            #[must_use]
            pub fn or(self, weaker: Given) -> Given {
                Given { $($name: self.$name.or(weaker.$name),)* }
            }
        }
    };
}

given! {
    /// Address of Enterprise Manager's REST service, for example <https://em.example:9398>
    #[arg(long, value_name = "URL", env = "RESTORE_DESK_GATEWAY_ENTERPRISE_MANAGER")]
    enterprise_manager: String,
    /// Address to listen on for the API (and the app) [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR", env = "RESTORE_DESK_GATEWAY_LISTEN")]
    listen: SocketAddr,
    /// Sites whose pages may call the API, for example <https://desk.example>
    #[arg(long, value_name = "ORIGIN", num_args = 1.., value_delimiter = ',', env = "RESTORE_DESK_GATEWAY_ALLOW_ORIGIN")]
    allow_origin: Vec<String>,
    /// SHA-256 fingerprint of Enterprise Manager's certificate; two while it is being renewed
    #[arg(long, value_name = "SHA256", num_args = 1.., value_delimiter = ',', env = "RESTORE_DESK_GATEWAY_FINGERPRINT")]
    fingerprint: Vec<String>,
    /// PEM file with the authority that issued Enterprise Manager's certificate
    #[arg(long, value_name = "FILE", env = "RESTORE_DESK_GATEWAY_CA")]
    ca: PathBuf,
    /// Folder of the built app, to be served too
    #[arg(long, value_name = "DIR", env = "RESTORE_DESK_GATEWAY_APP")]
    app: PathBuf,
    /// Address of its own for the app, which makes it an origin of its own
    #[arg(long, value_name = "ADDR", env = "RESTORE_DESK_GATEWAY_APP_LISTEN")]
    app_listen: SocketAddr,
    /// File to serve as the app's config.json
    #[arg(long, value_name = "FILE", env = "RESTORE_DESK_GATEWAY_APP_CONFIG")]
    app_config: PathBuf,
    /// Sites whose pages may frame the app and exchange messages with it
    #[arg(long, value_name = "ORIGIN", num_args = 1.., value_delimiter = ',', env = "RESTORE_DESK_GATEWAY_PORTAL_ORIGIN")]
    portal_origin: Vec<String>,
    /// The API's address as browsers reach it, for the config.json of an app on its own address
    #[arg(long, value_name = "URL", env = "RESTORE_DESK_GATEWAY_API_URL")]
    api_url: String,
    /// PEM file with the gateway's own certificate and its issuers; read again when it changes
    #[arg(long, value_name = "FILE", env = "RESTORE_DESK_GATEWAY_TLS_CERT")]
    tls_cert: PathBuf,
    /// PEM file with the key to it
    #[arg(long, value_name = "FILE", env = "RESTORE_DESK_GATEWAY_TLS_KEY")]
    tls_key: PathBuf,
    /// A proxy in front speaks TLS to the browsers
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_parser = BoolishValueParser::new(), env = "RESTORE_DESK_GATEWAY_BEHIND_TLS")]
    behind_tls: bool,
    /// Opens further resources for reading: restore points, backups, repositories, jobs, …
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_parser = BoolishValueParser::new(), env = "RESTORE_DESK_GATEWAY_EXPLORE")]
    explore: bool,
    /// Loopback address for /readyz and /metrics
    #[arg(long, value_name = "ADDR", env = "RESTORE_DESK_GATEWAY_ADMIN_LISTEN")]
    admin_listen: SocketAddr,
    /// Networks of proxies in front whose X-Forwarded-For, and user, is believed
    #[arg(long, value_name = "CIDR", num_args = 1.., value_delimiter = ',', env = "RESTORE_DESK_GATEWAY_TRUSTED_PROXY")]
    trusted_proxy: Vec<String>,
    /// File with an account of the gateway's own at Enterprise Manager; nobody else signs in then
    #[arg(long, value_name = "FILE", env = "RESTORE_DESK_GATEWAY_SIGN_IN_ACCOUNT")]
    sign_in_account: PathBuf,
    /// Header in which a trusted proxy names the user; with --sign-in-account
    #[arg(long, value_name = "NAME", env = "RESTORE_DESK_GATEWAY_TRUST_USER_HEADER")]
    trust_user_header: String,
    /// Lets everybody who reaches the gateway read; with --sign-in-account
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_parser = BoolishValueParser::new(), env = "RESTORE_DESK_GATEWAY_ANONYMOUS_READERS")]
    anonymous_readers: bool,
    /// Longest wait for a connection to Enterprise Manager [default: 5000]
    #[arg(long, value_name = "MS", env = "RESTORE_DESK_GATEWAY_CONNECT_TIMEOUT_MS")]
    connect_timeout_ms: NonZeroU32,
    /// Longest time for one whole request [default: 30000]
    #[arg(long, value_name = "MS", env = "RESTORE_DESK_GATEWAY_TIMEOUT_MS")]
    timeout_ms: NonZeroU32,
    /// Largest reply that is passed on [default: 8388608]
    #[arg(long, value_name = "BYTES", env = "RESTORE_DESK_GATEWAY_REPLY_LIMIT_BYTES")]
    reply_limit_bytes: u64,
    /// Largest request body that is passed on [default: 65536]
    #[arg(long, value_name = "BYTES", env = "RESTORE_DESK_GATEWAY_BODY_LIMIT_BYTES")]
    body_limit_bytes: u32,
    /// Most requests under way at a time [default: 64]
    #[arg(long, value_name = "COUNT", env = "RESTORE_DESK_GATEWAY_CONCURRENT_REQUESTS")]
    concurrent_requests: NonZeroU32,
    /// Sign-ins a minute for one user name [default: 5]
    #[arg(long, value_name = "COUNT", env = "RESTORE_DESK_GATEWAY_SIGN_INS_PER_USER")]
    sign_ins_per_user: NonZeroU32,
    /// Sign-ins a minute from one address [default: 60]
    #[arg(long, value_name = "COUNT", env = "RESTORE_DESK_GATEWAY_SIGN_INS_PER_ADDRESS")]
    sign_ins_per_address: NonZeroU32,
    /// Ends when standard input does
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_parser = BoolishValueParser::new(), env = "RESTORE_DESK_GATEWAY_EXIT_ON_STDIN_CLOSE")]
    exit_on_stdin_close: bool,
}

impl Given {
    /// Reads settings from the text of a TOML file.
    ///
    /// # Errors
    /// What the reader says, with the line and the key.
    pub fn from_toml(text: &str) -> Result<Given, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
