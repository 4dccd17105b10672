//! Puts the parts together: binds, serves, stops.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::account::Account;
use crate::admin;
use crate::app::App;
use crate::cors::Origin;
use crate::limits::SignIns;
use crate::logon::Logon;
use crate::metrics::Metrics;
use crate::public::{self, Shared, SignIn, Site};
use crate::reads::Reads;
use crate::reads::once::Once;
use crate::serve::{Door, tls};
use crate::settings::{self, Front, Settings};
use crate::upstream::Upstream;

/// Where everything listens, with real ports; printed as one line of JSON when it does.
#[derive(Clone, Debug, Serialize)]
pub struct Addresses {
    /// The API's origin; `/api/` and `/healthz` are below it.
    pub api: String,
    /// The app's origin, which may be the API's.
    pub app: Option<String>,
    /// The origin of `/readyz` and `/metrics`.
    pub admin: Option<String>,
}

/// A gateway that serves.
#[derive(Debug)]
pub struct Running {
    /// Where it does.
    pub addresses: Addresses,
    stop: watch::Sender<bool>,
    listeners: JoinSet<()>,
    shared: Arc<Shared>,
}

impl Running {
    /// Stops: takes no new connections, lets requests under way finish for up to 10 s, and signs
    /// out where the gateway has signed in by itself.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        while self.listeners.join_next().await.is_some() {}
        if let SignIn::Gateway { reads, .. } = &self.shared.sign_in {
            reads.logon.close().await;
        }
    }
}

/// Starts to serve.
///
/// # Errors
/// A sentence that names the setting: a taken port, a file that cannot be read.
pub async fn start(settings: Settings) -> Result<Running, String> {
    let upstream = Arc::new(Upstream::new(&settings)?);
    let metrics = Arc::new(Metrics::new());
    let sign_in = sign_in(&settings, &upstream, &metrics)?;
    let files = match &settings.front {
        Front::Tls { certificate, key } => Some(Arc::new(tls::read(certificate, key)?)),
        Front::Plain | Front::BehindTls => None,
    };
    let door = Door::open("--listen", settings.listen, files.clone()).await?;
    let door_of_app = match settings.app.as_ref().and_then(|app| app.listen) {
        Some(address) => Some(Door::open("--app-listen", address, files).await?),
        None => None,
    };
    let admin_door = match settings.admin_listen {
        Some(address) => Some(Door::open("--admin-listen", address, None).await?),
        None => None,
    };
    let app = app(&settings, &door, door_of_app.as_ref())?;
    let mut origins = settings.origins.clone();
    origins.extend(door_of_app.as_ref().and_then(own_origin));
    let api_url = door.url();
    let addresses = Addresses {
        app: app.as_ref().map(|_| door_of_app.as_ref().map_or(api_url.clone(), Door::url)),
        admin: admin_door.as_ref().map(Door::url),
        api: api_url,
    };
    let shared = Arc::new(Shared { settings, origins, upstream, metrics, sign_in });

    let (stop, stopped) = watch::channel(false);
    let mut listeners = JoinSet::new();
    let mut site = Site { shared: Arc::clone(&shared), api: true, app };
    if let Some(own_door) = door_of_app {
        let own = Site { shared: Arc::clone(&shared), api: false, app: site.app.take() };
        listeners.spawn(own_door.serve(public::router(own), stopped.clone()));
    }
    if let Some(admin_door) = admin_door {
        listeners.spawn(admin_door.serve(admin::router(Arc::clone(&shared)), stopped.clone()));
    }
    listeners.spawn(door.serve(public::router(site), stopped));
    Ok(Running { addresses, stop, listeners, shared })
}

/// What the way to sign in takes.
fn sign_in(
    settings: &Settings,
    upstream: &Arc<Upstream>,
    metrics: &Arc<Metrics>,
) -> Result<SignIn, String> {
    let limits = &settings.limits;
    let slots = Arc::new(Semaphore::new(limits.concurrent_requests));
    let own = match &settings.sign_in {
        settings::SignIn::Users => {
            let sign_ins = SignIns::new(limits.sign_ins_per_user, limits.sign_ins_per_address);
            return Ok(SignIn::Users { sign_ins, slots });
        }
        settings::SignIn::Gateway(own) => own,
    };
    let account = Account::watched(&own.account)?;
    let reads = Reads {
        upstream: Arc::clone(upstream),
        logon: Logon::new(Arc::clone(upstream), account, own.waits, Arc::clone(metrics)),
        once: Arc::new(Once::new(own.waits.kept, Arc::clone(metrics))),
        slots,
        room: Arc::new(Semaphore::new(own.reply_room_kib)),
        timeout: limits.timeout,
    };
    Ok(SignIn::Gateway { readers: own.readers.clone(), reads: Arc::new(reads) })
}

fn app(
    settings: &Settings,
    door: &Door,
    door_of_app: Option<&Door>,
) -> Result<Option<Arc<App>>, String> {
    let Some(app) = &settings.app else { return Ok(None) };
    let proxy = match (&app.api_url, door_of_app) {
        (Some(url), _) => Some(url.to_string()),
        (None, Some(_)) => Some(format!("{}/api/", door.url())),
        (None, None) => None,
    };
    let over_tls = !matches!(settings.front, Front::Plain);
    let by_gateway = matches!(settings.sign_in, settings::SignIn::Gateway(_));
    App::new(app, proxy, by_gateway, over_tls).map(|app| Some(Arc::new(app)))
}

/// The app's own origin as a browser says it; none if the address is no single one.
fn own_origin(door: &Door) -> Option<Origin> {
    if door.address().ip().is_unspecified() { None } else { door.url().parse().ok() }
}
