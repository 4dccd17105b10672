//! The command line, which is also what the tests start the simulator with.

use std::{net::SocketAddr, path::PathBuf};

use chrono::{DateTime, Utc};
use clap::{Parser, ValueEnum};

/// Whose habits EM's replies follow (the reference, sections 0.1 and c).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Api {
    /// `PascalCase` keys, milliseconds, short names.
    #[default]
    V12,
    /// `camelCase` keys, microseconds, long names.
    V13,
}

impl Api {
    /// The word of the command line and of the control endpoint.
    pub fn word(self) -> &'static str {
        match self {
            Api::V12 => "v12",
            Api::V13 => "v13",
        }
    }
}

/// A double of Veeam Enterprise Manager's REST API.
///
/// Prints one line of JSON when it is ready: where it listens, the fingerprint
/// of its certificate, who may log on, and which sessions are worth a look.
#[derive(Clone, Debug, Parser)]
#[command(name = "restore-desk-simulator", version)]
pub struct Options {
    /// Where to serve EM's API over HTTPS; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9398")]
    pub listen: SocketAddr,
    /// Whose habits the replies follow.
    #[arg(long, value_enum, default_value = "v12")]
    pub api: Api,
    /// Starts every JSON body with a byte order mark.
    #[arg(long)]
    pub bom: bool,
    /// What EM calls itself in hrefs; seldom the address it is reached at.
    #[arg(long, value_name = "URL", default_value = "https://enterprise04.tech.local:9398")]
    pub href_base: String,
    /// After how long without a request a logon session ends.
    #[arg(long, value_name = "N", default_value_t = 900)]
    pub idle_timeout_seconds: u32,
    /// How often EM's copy of the data moves.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub collection_interval_seconds: u32,
    /// How many collections the moving restore takes from Starting to its result.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(5..))]
    pub restore_ticks: u32,
    /// How many restore sessions there are, of the last 90 days; never fewer than the named
    /// ones, and with more VMs where there are thousands.
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub sessions: u32,
    /// Where to serve the control endpoint over plain HTTP; loopback only.
    #[arg(long, value_name = "ADDR")]
    pub control: Option<SocketAddr>,
    /// Certificate chain in PEM; without it a self-signed one is made.
    #[arg(long, value_name = "FILE", requires = "key")]
    pub cert: Option<PathBuf>,
    /// Private key in PEM.
    #[arg(long, value_name = "FILE", requires = "cert")]
    pub key: Option<PathBuf>,
    /// Ends when standard input does, that is, with the parent process.
    #[arg(long)]
    pub exit_on_stdin_close: bool,
    /// What the clock shows at the start, such as 2026-06-16T06:30:00Z.
    #[arg(long, value_name = "RFC3339", value_parser = parse_time)]
    pub seed_time: Option<DateTime<Utc>>,
}

fn parse_time(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.with_timezone(&Utc))
        .map_err(|error| format!("not an RFC 3339 time: {error}"))
}
