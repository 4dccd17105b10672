//! An archive that is the same whenever it is made from the same files.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::failure::{Result, While};

/// Where the sums stand.
const SUMS: &str = "SHA256SUMS";

/// Files by their path in the archive, with `/`, and therefore in its order.
#[derive(Debug, Default)]
pub(super) struct Contents(BTreeMap<String, Packed>);

#[derive(Debug)]
struct Packed {
    bytes: Vec<u8>,
    mode: u32,
}

impl Contents {
    /// Puts in a text or bytes.
    pub(super) fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.to_owned(), Packed { bytes: bytes.into(), mode: 0o644 });
    }

    /// Puts in a file, as it is.
    ///
    /// # Errors
    /// When it can't be read.
    pub(super) fn put_file(&mut self, path: &str, file: &Path) -> Result<()> {
        self.put(path, fs::read(file).or_say(format_args!("{} can't be read", file.display()))?);
        Ok(())
    }

    /// Puts in a program.
    ///
    /// # Errors
    /// When it can't be read.
    pub(super) fn put_program(&mut self, path: &str, file: &Path) -> Result<()> {
        self.put_file(path, file)?;
        if let Some(packed) = self.0.get_mut(path) {
            packed.mode = 0o755;
        }
        Ok(())
    }

    /// The SHA-256 of a file that was put in, in hex.
    pub(super) fn sha256(&self, path: &str) -> Option<String> {
        self.0.get(path).map(|packed| sha256(&packed.bytes))
    }

    /// Writes all of it, and its sums, below one folder, and the archive's own sum beside it;
    /// `modified_s` is what each file tells as the time of its last change, in seconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub(super) fn write(mut self, file: &Path, folder: &str, modified_s: u64) -> Result<()> {
        let line =
            |(path, packed): (&String, &Packed)| format!("{}  {path}\n", sha256(&packed.bytes));
        let sums: String = self.0.iter().map(line).collect();
        self.put(SUMS, sums);
        let said = format!("{} can't be written", file.display());
        let mut bytes = Vec::new();
        self.write_to(&mut bytes, folder, modified_s).or_say(&said)?;
        fs::write(file, &bytes).or_say(&said)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let sum = format!("{}  {name}\n", sha256(&bytes));
        fs::write(file.with_file_name(format!("{name}.sha256")), sum).or_say(&said)
    }

    fn write_to(&self, output: impl Write, folder: &str, modified_s: u64) -> io::Result<()> {
        let mut archive = tar::Builder::new(GzEncoder::new(output, Compression::best()));
        for (path, packed) in &self.0 {
            let mut header = tar::Header::new_gnu();
            header.set_size(u64::try_from(packed.bytes.len()).unwrap_or(u64::MAX));
            header.set_mode(packed.mode);
            header.set_mtime(modified_s);
            header.set_uid(0);
            header.set_gid(0);
            archive.append_data(
                &mut header,
                format!("{folder}/{path}"),
                packed.bytes.as_slice(),
            )?;
        }
        archive.into_inner()?.finish()?.flush()
    }
}

/// Unpacks an archive, and checks each file of its one folder against the sums; gives that folder.
///
/// # Errors
/// When it can't be unpacked, a sum is wrong, or a file has none.
pub(super) fn unpack(file: &Path, into: &Path) -> Result<PathBuf> {
    let said = format!("{} can't be unpacked", file.display());
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(file).or_say(&said)?));
    archive.unpack(into).or_say(&said)?;
    let mut folders = fs::read_dir(into).or_say(&said)?.flatten().map(|entry| entry.path());
    let (Some(folder), None) = (folders.next(), folders.next()) else {
        return Err(format!("{} holds more or less than one folder.", file.display()).into());
    };
    check_sums(&folder)?;
    Ok(folder)
}

fn check_sums(folder: &Path) -> Result<()> {
    let read = |path: &str| {
        fs::read(folder.join(path)).or_say(format_args!("{path} of the archive can't be read"))
    };
    let sums = read(SUMS)?;
    let mut listed = 1;
    for line in String::from_utf8_lossy(&sums).lines() {
        let (sum, path) = line.split_once("  ").ok_or_else(|| format!("{SUMS}: {line:?}"))?;
        if sha256(&read(path)?) != sum {
            return Err(format!("{path} is not what {SUMS} says.").into());
        }
        listed += 1;
    }
    let files = crate::dist::files(folder)?.len();
    if files == listed {
        return Ok(());
    }
    Err(format!("The archive holds {files} files, and sums of {listed}.").into())
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut hex = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(paths: &[&str]) -> Contents {
        let mut contents = Contents::default();
        for path in paths {
            contents.put(path, path.as_bytes());
        }
        contents
    }

    /// A folder that is gone after the test.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("xtask-package-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_same_files_make_the_same_archive() {
        let [mut one, mut other, mut later] = [const { Vec::new() }; 3];
        contents(&["b", "a/c"]).write_to(&mut one, "desk", 7).unwrap();
        contents(&["a/c", "b"]).write_to(&mut other, "desk", 7).unwrap();
        contents(&["a/c", "b"]).write_to(&mut later, "desk", 8).unwrap();
        assert_eq!(one, other);
        assert_ne!(one, later);
    }

    #[test]
    fn what_was_packed_is_unpacked_and_held_against_its_sums() {
        let scratch = Scratch::new("sums");
        let archive = scratch.0.join("desk.tar.gz");
        let long = format!("dist/{}.js", "a".repeat(120));
        contents(&["README.md", &long]).write(&archive, "desk", 7).unwrap();
        let folder = unpack(&archive, &scratch.0.join("out")).unwrap();
        assert_eq!(fs::read_to_string(folder.join(&long)).unwrap(), long);
        assert!(folder.ends_with("desk"));

        fs::write(folder.join("README.md"), "other").unwrap();
        assert!(check_sums(&folder).unwrap_err().to_string().contains("README.md"));
        fs::write(folder.join("README.md"), "README.md").unwrap();
        check_sums(&folder).unwrap();
        fs::write(folder.join("more"), "").unwrap();
        assert!(check_sums(&folder).is_err());
    }
}
