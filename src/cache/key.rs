//! Everything that decides what a build makes and says, as one digest.

use std::env;
use std::fs::File;
use std::path::PathBuf;

use crate::config::Config;
use crate::diagnostic::Checked;
use crate::render::embedded;
use crate::source::{Digest, Inputs, Site};

/// The digest of the program that is running: of its file, because versions do not change with every
/// change, and neither do times and sizes. None where the system does not tell which file that is.
pub fn program() -> Option<Digest> {
    let file = if cfg!(target_os = "linux") {
        // This one is the right one also when somebody has put another in its place meanwhile.
        PathBuf::from("/proc/self/exe")
    } else {
        env::current_exe().ok()?
    };
    Digest::of_reader(File::open(file).ok()?).ok()
}

/// The key of a build that `program` makes of `inputs`.
///
/// Only the bytes of files that are copied are not in it: which are copied is known after the build,
/// and a folder may hold much that is not.
pub fn key(program: Digest, site: &Site, config: &Checked<Config>, inputs: &Inputs) -> Digest {
    // Without optimisation these are no part of the program, but read when it runs.
    let theme: Vec<_> = embedded::files()
        .iter()
        .map(|(path, file)| (path, file.digest))
        .collect();
    let file = site.config.as_ref();
    let file = file.map(|file| (file.digest, &file.notes));
    // Has every field, also those that a later version adds: what the file says, and what the command
    // line made of it.
    let settings = format!("{config:?}");
    Digest::of_value(&(program, theme, file, settings, &site.only, inputs.digest()))
}
