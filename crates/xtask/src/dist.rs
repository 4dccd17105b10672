//! `cargo xtask build`: the app as files to copy, in `dist/`.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsStr,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use crate::{
    failure::{Failure, Result, While},
    html, project, run,
    setup::{Cache, WasmTools, npm},
};

/// What no build of the app reads, in the root and below.
const NOT_READ: [&str; 12] = [
    "target",
    "dist",
    "demo",
    "e2e",
    "bench",
    "docs",
    "deploy",
    "tests",
    "fuzz",
    "gateway",
    "simulator",
    "xtask",
];

const COMPRESS: &str = include_str!("compress.mjs");

/// Makes `dist/` anew.
///
/// # Errors
/// When a tool lacks, a step fails, or the result would not work under the shipped policy.
pub(crate) fn build(cache: &Cache) -> Result<()> {
    let tools = WasmTools::ready(cache)?;
    let before = inputs(&project::root());
    // A folder of its own: another command may be building at the same time.
    let fresh = project::scratch(&format!("dist-{}", std::process::id()));
    remove(&fresh)?;
    fs::create_dir_all(&fresh).or_say(format_args!("{} can't be made", fresh.display()))?;

    run::say("Building the app with trunk (about 4 minutes the first time, then about one)");
    let mut trunk = trunk(&tools, "build")?;
    trunk.arg("--release").args(["--features", "split"]).arg("--dist").arg(&fresh);
    run::run(&mut trunk, "trunk build")?;
    run::say("Taking apart what the first answer does not need, a few seconds");
    let parts = split(&tools)?;
    run::say("Making it smaller with wasm-opt and esbuild, about 20 seconds");
    shrink(&npm::tools(cache)?, &fresh, &parts)?;
    check(&fresh)?;
    run::say("Compressing with brotli and gzip, a few seconds");
    compress(&fresh)?;

    let dist = project::dist();
    remove(&dist)?;
    fs::rename(&fresh, &dist).or_say(format_args!("{} can't be put in place", dist.display()))?;
    // Only saves the next build: without it, that is made anew.
    let _ = fs::write(stamp(), before);
    run::say(format_args!("The app is in {}: copy its files to any folder.", dist.display()));
    Ok(())
}

/// Makes `dist/` anew if it is older than what it is made of.
///
/// # Errors
/// As [`build`].
pub(crate) fn ensure(cache: &Cache) -> Result<()> {
    let is_fresh = project::dist().join("index.html").is_file()
        && fs::read_to_string(stamp()).is_ok_and(|text| text == inputs(&project::root()));
    if is_fresh {
        run::say("dist/ is up to date.");
        return Ok(());
    }
    build(cache)
}

/// trunk with what makes it work without its server, whatever the user's environment says.
pub(crate) fn trunk(tools: &WasmTools, verb: &str) -> Result<std::process::Command> {
    let mut trunk = tools.command("trunk")?;
    trunk.current_dir(project::root()).arg(verb).args(["--offline", "true"]);
    trunk.arg("--skip-version-check");
    // What leads where is needed to take the WebAssembly apart.
    let mut flags = vec!["-Clink-args=--emit-relocs".to_owned()];
    // Panics hold the paths of libraries, which say where the builder's home is.
    if let Some(sources) = registry_sources() {
        flags.push(format!("--remap-path-prefix={}=", sources.display()));
    }
    trunk.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    // trunk takes only `true` and `false` there, and stops at the usual `1`.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// Where cargo keeps the sources of libraries.
pub(crate) fn registry_sources() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")))?;
    Some(home.join("registry").join("src"))
}

/// Writes the compressed copies beside the files of a folder.
///
/// # Errors
/// When Node lacks or a file can't be written.
pub(crate) fn compress(folder: &Path) -> Result<()> {
    npm::check_node()?;
    let mut node = run::command("node");
    node.args(["--input-type=module", "--eval", COMPRESS]).arg(folder);
    run::run(&mut node, "Compressing")
}

/// Takes the WebAssembly that cargo built apart into what the first answer needs and what comes
/// later, and binds the first to its glue; gives the folder of both.
///
/// # Errors
/// When a tool fails.
fn split(tools: &WasmTools) -> Result<PathBuf> {
    let built = target().join("wasm32-unknown-unknown").join("release").join("restore-desk.wasm");
    let parts = project::scratch("parts");
    remove(&parts)?;
    let mut split = tools.command("wasm-split-cli")?;
    split.arg(built).arg(&parts).args(["--target", "web", "--out-name", "restore-desk"]);
    run::run(&mut split, "wasm-split-cli")?;
    let mut bind = tools.command("wasm-bindgen")?;
    bind.args(["--target", "web", "--no-typescript", "--keep-debug", "--keep-lld-exports"]);
    bind.arg("--out-dir").arg(parts.join("bound")).arg(parts.join("restore-desk.wasm"));
    run::run(&mut bind, "wasm-bindgen")?;
    Ok(parts)
}

/// Where cargo builds.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| project::root().join("target"), PathBuf::from)
}

/// Makes both files of WebAssembly, the glue and the styles smaller; the names in `index.html` follow.
///
/// # Errors
/// When a tool fails, or trunk's result is not what the step knows.
fn shrink(tools: &Path, folder: &Path, parts: &Path) -> Result<()> {
    let mut node = run::command("node");
    node.arg(shrink_scripts().join("main.mjs")).arg(folder).arg(tools).arg(parts);
    run::run(&mut node, "Making the app smaller")
}

fn shrink_scripts() -> PathBuf {
    project::root().join("crates").join("xtask").join("shrink")
}

/// Every file of a folder and below it, as paths relative to it, in order.
///
/// # Errors
/// When a folder can't be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let said = format!("{} can't be read", next.display());
        for entry in fs::read_dir(&next).or_say(&said)? {
            let path = entry.or_say(&said)?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The built page must need no inline script and no fixed folder.
fn check(folder: &Path) -> Result<()> {
    let text = fs::read_to_string(folder.join("index.html")).or_say("trunk made no index.html")?;
    let complaints = html::complaints(&text);
    if complaints.is_empty() {
        return Ok(());
    }
    Err(Failure::Said(format!(
        "The built index.html would not work as it is shipped: {}. Look at index.html and \
         Trunk.toml.",
        complaints.join("; ")
    )))
}

fn stamp() -> PathBuf {
    project::scratch("dist.inputs")
}

/// Name, time and length of every file that the build may read, as one text.
fn inputs(root: &Path) -> String {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let is_hidden = name != ".cargo" && name.to_string_lossy().starts_with('.');
            let Ok(about) = entry.metadata() else { continue };
            if is_hidden || NOT_READ.iter().any(|skipped| name == OsStr::new(skipped)) {
                continue;
            }
            if about.is_dir() {
                open.push(path);
                continue;
            }
            let changed = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            found.insert(path, (changed.unwrap_or_default().as_nanos(), about.len()));
        }
    }
    // How it is built counts as well as what it is built from.
    let mut text = format!("{COMPRESS}\n{:?}\n", npm::TOOLS);
    for script in fs::read_dir(shrink_scripts()).into_iter().flatten().flatten() {
        text.push_str(&fs::read_to_string(script.path()).unwrap_or_default());
    }
    for (path, (changed, length)) in found {
        // Writing to a String can't fail.
        let _ = writeln!(text, "{} {changed} {length}", path.display());
    }
    text
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::Said(format!("{} can't be removed: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_input_is_seen_and_other_files_are_not() {
        let root = env::temp_dir().join(format!("xtask-dist-{}", std::process::id()));
        for folder in ["src", "docs", "crates/model/src", "crates/gateway"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("src/main.rs"), "fn main() {}").unwrap();
        let first = inputs(&root);
        fs::write(root.join("docs/a.md"), "text").unwrap();
        fs::write(root.join("crates/gateway/main.rs"), "text").unwrap();
        assert_eq!(inputs(&root), first);
        fs::write(root.join("crates/model/src/lib.rs"), "").unwrap();
        let second = inputs(&root);
        assert_ne!(second, first);
        fs::remove_file(root.join("src/main.rs")).unwrap();
        assert_ne!(inputs(&root), second);
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn files_are_listed_below_a_folder() {
        let root = env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        fs::create_dir_all(root.join("b")).unwrap();
        fs::write(root.join("b/two"), "").unwrap();
        fs::write(root.join("one"), "").unwrap();
        assert_eq!(files(&root).unwrap(), [PathBuf::from("b/two"), PathBuf::from("one")]);
        fs::remove_dir_all(&root).unwrap();
    }
}
