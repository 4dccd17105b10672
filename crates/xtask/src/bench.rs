//! `cargo xtask bench`: the app's first load against a page without a framework, the memory
//! that a day of watching costs, how long replies that are far too large hold the page up, a long
//! list, and what a poll costs.

use std::{fs, path::Path};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    dist,
    failure::{Result, While},
    project, run,
    servers::{self, Ports, Trust},
    setup::{Cache, chromium, npm},
    supervise::Group,
};

/// What `bench` takes.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the flags of a command")]
pub(crate) struct Bench {
    /// Measured rounds; one more warms up.
    #[arg(long, default_value_t = 9)]
    rounds: u32,
    /// How many times the CPU is slowed; 1 is full speed.
    #[arg(long, default_value_t = 4)]
    cpu: u32,
    /// Leaves the network as fast as it is.
    #[arg(long)]
    no_network_limit: bool,
    /// Measures the memory instead: a day of polls, about five minutes.
    #[arg(long)]
    heap: bool,
    /// Measures how long replies that are far too large hold the page up.
    #[arg(long, conflicts_with = "heap")]
    hostile: bool,
    /// Measures a list of a hundred thousand restores, and fifty pages of it.
    #[arg(long, conflicts_with_all = ["heap", "hostile"])]
    list: bool,
    /// Measures what one more look at a running session costs.
    #[arg(long, conflicts_with_all = ["heap", "hostile", "list"])]
    poll: bool,
}

/// Polls of a day, one in 30 s.
const DAY_POLLS: u32 = 2_880;

/// Builds all of it, measures, and prints medians and ratios.
///
/// # Errors
/// When something can't be built or started, or a page does not show the session.
pub(crate) fn bench(cache: &Cache, options: &Bench) -> Result<()> {
    let folder = project::root().join("bench");
    let browser = chromium::ready()?;
    npm::install(&folder)?;
    dist::ensure(cache)?;
    let built = project::build_servers()?;
    let limit = limit_page(&folder.join("limit"))?;
    let is_first_load = !(options.heap || options.hostile || options.list || options.poll);
    let react = is_first_load.then(|| react_page(&folder.join("react"))).transpose()?;

    let mut group = Group::default();
    let mut simulator = servers::simulator(&built, servers::free_port()?);
    if options.list {
        simulator.args(["--sessions", "100000"]);
    }
    let world = group.start("simulator", &mut simulator)?;
    let upstream = servers::text(&world, "listen")?;
    let fingerprint = servers::text(&world, "fingerprint")?;
    // One gateway each, so that all pages have the same way to the same Enterprise Manager.
    let mut start = |app: &Path| {
        let ports = Ports { app_port: servers::free_port()?, proxy_port: servers::free_port()? };
        let trust = Trust::Fingerprint(fingerprint);
        let mut gateway = servers::gateway(&built, upstream, &trust, app, &ports);
        group.start("gateway", &mut gateway)
    };
    let (app, limit) = (start(&project::dist())?, start(&limit)?);
    let react = react.map(|react| start(&react)).transpose()?;

    let member = |path: &str| {
        let found = world.pointer(path).and_then(Value::as_str);
        found.ok_or_else(|| format!("The simulator's first line has no {path}."))
    };
    let slash = |address: &str| format!("{}/", address.trim_end_matches('/'));
    // Each page asks the API of its own gateway, which lets in no other page's origin.
    let page = |gateway: &Value| -> Result<Value> {
        let api = format!("{}api/", slash(servers::text(gateway, "api")?));
        Ok(json!({ "url": slash(servers::text(gateway, "app")?), "proxy": api }))
    };
    let react = react.as_ref().map(page).transpose()?;
    let wishes = json!({
        "app": slash(servers::text(&app, "app")?),
        "limit": page(&limit)?,
        "react": react,
        "session": member(if options.heap || options.poll { "/sessions/running" } else { "/sessions/success" })?,
        "user": member("/users/0/user")?,
        "password": member("/users/0/password")?,
        "polls": DAY_POLLS,
        "rounds": options.rounds,
        "cpu": options.cpu,
        "network": !options.no_network_limit,
        "browser": browser,
        "arguments": chromium::ARGUMENTS,
    });
    let (script, long_s) = match (options.heap, options.hostile, options.list, options.poll) {
        (true, ..) => ("heap.mjs", 300),
        (_, true, ..) => ("hostile.mjs", 60),
        (_, _, true, _) => ("list.mjs", 60),
        (.., true) => ("poll.mjs", options.rounds * 6),
        _ => ("first-load.mjs", (options.rounds + 1) * 8),
    };
    run::say(format_args!("Measuring, about {long_s} seconds"));
    let mut driver = run::command("node");
    driver.current_dir(&folder).arg(script).arg(wishes.to_string());
    run::run(&mut driver, "The benchmark")
}

/// Makes a copy of the limit page with hashed names and compressed files, as the app has them.
fn limit_page(source: &Path) -> Result<std::path::PathBuf> {
    let folder = project::scratch("limit");
    let said = format!("{} can't be written", folder.display());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).or_say(&said)?;
    let mut page = fs::read_to_string(source.join("index.html")).or_say(&said)?;
    for (name, kind) in [("limit", "js"), ("limit", "css")] {
        let bytes = fs::read(source.join(format!("{name}.{kind}"))).or_say(&said)?;
        let hashed = format!("{name}-{:016x}.{kind}", hash(&bytes));
        fs::write(folder.join(&hashed), bytes).or_say(&said)?;
        page = page.replace(&format!("{name}.{kind}"), &hashed);
    }
    fs::write(folder.join("index.html"), page).or_say(&said)?;
    // The gateway fills it in; this page reads its own address instead.
    fs::write(folder.join("config.json"), "{\"proxy\":\"api/\"}\n").or_say(&said)?;
    dist::compress(&folder)?;
    Ok(folder)
}

/// Builds the same page as most web teams would write it, compressed as the app is.
fn react_page(source: &Path) -> Result<std::path::PathBuf> {
    npm::install(source)?;
    let folder = project::scratch("react");
    let mut build = run::command("node");
    build.current_dir(source).args(["node_modules/vite/bin/vite.js", "build", "--emptyOutDir"]);
    build.args(["--logLevel", "error", "--outDir"]).arg(&folder);
    run::run(&mut build, "The build of bench/react")?;
    let said = format!("{} can't be written", folder.display());
    fs::write(folder.join("config.json"), "{\"proxy\":\"api/\"}\n").or_say(&said)?;
    dist::compress(&folder)?;
    Ok(folder)
}

/// A name for a content; no one attacks it.
fn hash(bytes: &[u8]) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
