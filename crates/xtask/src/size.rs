//! `cargo xtask size`: what the first load costs, against the budget.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    dist,
    failure::{Result, While},
    project,
    setup::Cache,
};

/// The most that the first load, everything together, is to weigh with brotli, in bytes.
pub(crate) const FIRST_LOAD_BUDGET_BYTES: u64 = 120 * 1024;

/// The most that the script is to weigh that pages of other sites load, with brotli, in bytes.
const ELEMENT_BUDGET_BYTES: u64 = 4 * 1024;
/// That script.
const ELEMENT: &str = "restore-session.js";

/// One file of the built app.
#[derive(Debug, PartialEq, Eq)]
struct File {
    name: String,
    raw_bytes: u64,
    brotli_bytes: u64,
    /// Whether the first page needs it.
    first_load: bool,
}

/// Prints the table.
///
/// # Errors
/// When the first load is over the budget, or the app can't be built or read.
pub(crate) fn size(cache: &Cache) -> Result<()> {
    dist::ensure(cache)?;
    let files = measure(&project::dist())?;
    let total = first_load_bytes(&files);
    print!("{}", table(&files, total));
    let over = total.saturating_sub(FIRST_LOAD_BUDGET_BYTES);
    if over > 0 {
        return Err(format!(
            "The first load is {over} bytes over the budget of {FIRST_LOAD_BUDGET_BYTES}: find \
             what grew."
        )
        .into());
    }
    check_element(&files)
}

/// What a portal's page loads, each time that it is shown.
fn check_element(files: &[File]) -> Result<()> {
    let element = files.iter().find(|file| file.name == ELEMENT);
    match element.map(|file| file.brotli_bytes) {
        None => Err(format!("{ELEMENT} is missing from what was built.").into()),
        Some(bytes) if ELEMENT_BUDGET_BYTES < bytes => Err(format!(
            "{ELEMENT} is {bytes} bytes with brotli, over its budget of {ELEMENT_BUDGET_BYTES}: \
             find what grew."
        )
        .into()),
        Some(_) => Ok(()),
    }
}

fn first_load_bytes(files: &[File]) -> u64 {
    files.iter().filter(|file| file.first_load).map(|file| file.brotli_bytes).sum()
}

/// Reads the sizes of a built app's files.
fn measure(folder: &Path) -> Result<Vec<File>> {
    let paths = dist::files(folder)?;
    let length = |path: &Path| fs::metadata(folder.join(path)).ok().map(|about| about.len());
    let mut texts = BTreeMap::new();
    let mut sizes = Vec::new();
    for path in paths.iter().filter(|path| !is_compressed_copy(path)) {
        let name = path.to_string_lossy().replace('\\', "/");
        let raw = length(path).unwrap_or(0);
        let mut copy = path.clone().into_os_string();
        copy.push(".br");
        sizes.push((name.clone(), raw, length(&PathBuf::from(copy)).unwrap_or(raw)));
        let is_text = path
            .extension()
            .is_some_and(|kind| ["html", "js", "css", "webmanifest"].iter().any(|k| kind == *k));
        let text = if is_text {
            fs::read_to_string(folder.join(path)).or_say(format_args!("{name} can't be read"))?
        } else {
            String::new()
        };
        texts.insert(name, text);
    }
    let needed = first_load(&texts, &sizes);
    let file = |(name, raw_bytes, brotli_bytes): (String, u64, u64)| {
        let first_load = needed.contains(&name);
        File { name, raw_bytes, brotli_bytes, first_load }
    };
    Ok(sizes.into_iter().map(file).collect())
}

/// What the first page needs: of the files that are named, not what comes later, and the texts of
/// one language, taken for the largest.
fn first_load(texts: &BTreeMap<String, String>, sizes: &[(String, u64, u64)]) -> BTreeSet<String> {
    let mut needed = reachable(texts);
    let size_of = |name: &String| sizes.iter().find(|(known, ..)| known == name).map(|it| it.2);
    let languages = needed.iter().filter(|name| name.starts_with("texts-"));
    let largest = languages.max_by_key(|name| size_of(name)).cloned();
    needed.retain(|name| !name.starts_with("later-"));
    needed.retain(|name| !name.starts_with("texts-") || Some(name) == largest.as_ref());
    needed
}

/// The files that `index.html` names, and those that these name, and so on.
fn reachable(texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut needed = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(name) = open.pop() {
        let Some(text) = texts.get(&name) else { continue };
        if !needed.insert(name) {
            continue;
        }
        let named = texts.keys().filter(|other| !needed.contains(*other) && names(text, other));
        open.extend(named.cloned().collect::<Vec<_>>());
    }
    needed
}

/// Whether a text holds a file's name as a word of its own.
fn names(text: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    text.split(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)))
        .any(|word| word.trim_start_matches('.') == name)
}

fn is_compressed_copy(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind == "br" || kind == "gz")
}

fn table(files: &[File], total: u64) -> String {
    let width = files.iter().map(|file| file.name.len()).max().unwrap_or(0).max(30);
    let mut text = format!("{:width$} {:>10} {:>10}\n", "file", "raw", "brotli");
    let mut row = |name: &str, raw: u64, brotli: u64| {
        // Writing to a String can't fail.
        let _ = writeln!(text, "{name:width$} {raw:>10} {brotli:>10}");
    };
    for file in files.iter().filter(|file| file.first_load) {
        row(&file.name, file.raw_bytes, file.brotli_bytes);
    }
    let raw = files.iter().filter(|file| file.first_load).map(|file| file.raw_bytes).sum();
    row("= first load", raw, total);
    for file in files.iter().filter(|file| !file.first_load) {
        row(&format!("  later: {}", file.name), file.raw_bytes, file.brotli_bytes);
    }
    let percent = total.saturating_mul(100) / FIRST_LOAD_BUDGET_BYTES;
    let _ = writeln!(
        text,
        "budget {FIRST_LOAD_BUDGET_BYTES} bytes with brotli: {percent} % of it used"
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rows: &[(&str, &str)]) -> BTreeMap<String, String> {
        rows.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn the_portal_s_script_has_a_budget_of_its_own() {
        let file = |name: &str, brotli_bytes| File {
            name: name.to_owned(),
            raw_bytes: 9_000,
            brotli_bytes,
            first_load: false,
        };
        check_element(&[file("boot.js", 9_000), file(ELEMENT, 4_096)]).unwrap();
        let over = check_element(&[file(ELEMENT, 4_097)]).unwrap_err().to_string();
        assert!(over.contains("4097 bytes"), "{over}");
        assert!(check_element(&[file("boot.js", 1)]).is_err());
    }

    #[test]
    fn the_first_load_is_what_the_page_names_and_what_that_names() {
        let needed = reachable(&texts(&[
            ("index.html", "<script src=\"./boot.js\" data-wasm=\"./app-1_bg.wasm\"></script>"),
            ("boot.js", "fetch('config.json'); import('./snippets/x/inline0.js')"),
            ("app-1_bg.wasm", ""),
            ("config.json", ""),
            ("config.schema.json", ""),
            ("snippets/x/inline0.js", "export {}"),
            ("reboot.js", ""),
        ]));
        let expected = ["app-1_bg.wasm", "boot.js", "config.json", "index.html"];
        let expected = expected.iter().chain(&["snippets/x/inline0.js"]);
        assert_eq!(needed, expected.map(|name| (*name).to_owned()).collect());
    }

    #[test]
    fn what_comes_later_and_other_languages_are_not_the_first_load() {
        let names = ["index.html", "later-1.wasm", "texts-de-1.txt", "texts-en-1.txt"];
        let page = names.map(|name| format!("./{name}")).join("\" data-x=\"");
        let texts = texts(&[
            ("index.html", &page),
            ("later-1.wasm", ""),
            ("texts-de-1.txt", ""),
            ("texts-en-1.txt", ""),
        ]);
        let sizes = names.map(|name| (name.to_owned(), 1, if name.contains("de") { 3 } else { 2 }));
        let expected = ["index.html", "texts-de-1.txt"].map(str::to_owned);
        assert_eq!(first_load(&texts, &sizes), BTreeSet::from(expected));
    }

    #[test]
    fn the_table_sums_the_first_load_alone() {
        let file = |name: &str, brotli_bytes, first_load| File {
            name: name.to_owned(),
            raw_bytes: brotli_bytes * 3,
            brotli_bytes,
            first_load,
        };
        let files = [
            file("index.html", 1_000, true),
            file("a.wasm", 50_200, true),
            file("z.json", 9, false),
        ];
        let total = first_load_bytes(&files);
        assert_eq!(total, 51_200);
        let text = table(&files, total);
        assert!(text.contains("= first load                       153600      51200\n"), "{text}");
        assert!(text.contains("later: z.json") && text.contains("41 % of it used"), "{text}");
    }

    #[test]
    fn sizes_come_from_the_files_and_their_copies() {
        let folder = std::env::temp_dir().join(format!("xtask-size-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<img src=./i.png>").unwrap();
        fs::write(folder.join("index.html.br"), "12345").unwrap();
        fs::write(folder.join("index.html.gz"), "123456").unwrap();
        fs::write(folder.join("i.png"), "abc").unwrap();
        let files = measure(&folder).unwrap();
        let sizes: Vec<_> =
            files.iter().map(|file| (&*file.name, file.raw_bytes, file.brotli_bytes)).collect();
        assert_eq!(sizes, [("i.png", 3, 3), ("index.html", 17, 5)]);
        assert!(files.iter().all(|file| file.first_load));
        fs::remove_dir_all(&folder).unwrap();
    }
}
