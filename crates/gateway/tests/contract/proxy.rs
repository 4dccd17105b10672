//! The two proxies that keep the contract.

use std::net::SocketAddr;
use std::path::Path;

use crate::em::Upstream;
use crate::row::Stage;

mod gateway;
pub(crate) mod nginx;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Gateway,
    Nginx,
}

/// What each is started with.
pub(crate) struct Setup<'a> {
    pub(crate) upstream: &'a Upstream,
    pub(crate) stage: Stage,
    /// The folder of the app, of the site's certificate and key, and of what nginx writes.
    pub(crate) dir: &'a Path,
}

/// One that serves; it ends when this is dropped.
pub(crate) enum Proxy {
    Gateway(restore_desk_gateway::gateway::Running),
    Nginx(nginx::Nginx),
}

impl Proxy {
    pub(crate) async fn start(kind: Kind, setup: &Setup<'_>) -> Proxy {
        match kind {
            Kind::Gateway => Proxy::Gateway(gateway::start(setup).await),
            Kind::Nginx => Proxy::Nginx(nginx::Nginx::start(setup).await),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        match self {
            Proxy::Gateway(running) => {
                running.addresses.api.trim_start_matches("https://").parse().unwrap()
            }
            Proxy::Nginx(nginx) => nginx.address,
        }
    }
}
