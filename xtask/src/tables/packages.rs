//! Versions and folders of the crates that the tables are made from, as `cargo metadata` names them.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What `cargo metadata` prints.
pub(super) struct Packages(Value);

impl Packages {
    pub(super) fn read() -> Result<Self, String> {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
            .output()
            .map_err(|error| format!("cargo metadata: {error}"))?;
        if !output.status.success() {
            return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
        }
        serde_json::from_slice(&output.stdout).map(Self).map_err(|error| format!("cargo metadata: {error}"))
    }

    pub(super) fn version(&self, name: &str) -> Result<&str, String> {
        self.field(name, "version")
    }

    /// The text of a file inside a package.
    pub(super) fn file(&self, name: &str, path: &str) -> Result<String, String> {
        let path = Path::new(self.field(name, "manifest_path")?).with_file_name(path);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn field(&self, name: &str, field: &str) -> Result<&str, String> {
        let packages = self.0["packages"].as_array().map_or(&[][..], Vec::as_slice);
        let package = packages.iter().find(|package| package["name"] == name);
        package
            .and_then(|package| package[field].as_str())
            .ok_or_else(|| format!("no {field} of package {name}"))
    }
}
