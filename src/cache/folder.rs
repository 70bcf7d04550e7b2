//! Where programs keep what can be made again.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Below the system's folder.
const OWN: &str = "prepbook";

/// The folder, if the system says where; it need not be there yet.
pub(super) fn of_system() -> Option<PathBuf> {
    let system = System {
        windows: cfg!(windows),
        mac: cfg!(target_os = "macos"),
    };
    of(system, |name| env::var_os(name))
}

#[derive(Clone, Copy)]
struct System {
    windows: bool,
    mac: bool,
}

fn of(system: System, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // A relative path would mean another place from each folder.
    let path = |name: &str| {
        let path = PathBuf::from(variable(name)?);
        path.is_absolute().then_some(path)
    };
    let folder = if system.windows {
        path("LOCALAPPDATA")
    } else if system.mac {
        path("HOME").map(|home| home.join("Library/Caches"))
    } else {
        path("XDG_CACHE_HOME").or_else(|| path("HOME").map(|home| home.join(".cache")))
    };
    folder.map(|folder| folder.join(OWN))
}

#[cfg(all(test, unix))]
mod tests {
    use super::{System, of};

    const LINUX: System = System {
        windows: false,
        mac: false,
    };

    fn folder(system: System, variables: &[(&str, &str)]) -> String {
        let folder = of(system, |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.into())
        });
        folder.map_or_else(
            || "none".to_owned(),
            |folder| folder.to_string_lossy().into_owned(),
        )
    }

    #[test]
    fn each_system_has_its_place() {
        let home = ("HOME", "/home/ann");
        let mac = System { mac: true, ..LINUX };
        let windows = System {
            windows: true,
            ..LINUX
        };
        assert_eq!(folder(LINUX, &[home]), "/home/ann/.cache/prepbook");
        assert_eq!(
            folder(LINUX, &[home, ("XDG_CACHE_HOME", "/tmp/c")]),
            "/tmp/c/prepbook"
        );
        assert_eq!(folder(mac, &[home]), "/home/ann/Library/Caches/prepbook");
        assert_eq!(
            folder(windows, &[home, ("LOCALAPPDATA", "/c/local")]),
            "/c/local/prepbook"
        );
    }

    #[test]
    fn nothing_and_relative_paths_are_no_place() {
        let relative = ("XDG_CACHE_HOME", "cache");
        assert_eq!(folder(LINUX, &[]), "none");
        assert_eq!(folder(LINUX, &[("HOME", "")]), "none");
        assert_eq!(folder(LINUX, &[relative]), "none");
        assert_eq!(
            folder(LINUX, &[relative, ("HOME", "/a")]),
            "/a/.cache/prepbook"
        );
    }
}
