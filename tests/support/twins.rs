//! Two sites that are treated alike, one of them by builds that keep nothing: what the others keep must
//! not show.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::Run;
use crate::site::{Site, snapshot};

/// A build into the only folder.
pub const BUILD: [&str; 4] = ["build", "site", "--out", "out"];

/// How a build ended that went well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// It was made.
    Built,
    /// The last one was the same, and its site stood.
    Recalled,
}

/// Two sites that are treated alike; the first is built with a cache.
pub struct Twins {
    /// The one with a cache.
    pub cached: Site,
    /// The other one.
    pub plain: Site,
}

impl Twins {
    /// Sites with every kind of input, and with a link that leads nowhere.
    pub fn new() -> Self {
        let site = || {
            Site::new()
                .file("prepbook.yml", "title: Bread\ncontent: content\n")
                .file(
                    "content/bread.md",
                    "# Bread\n\n### Why does dough rise?\n\n#### Answer\n\nYeast makes gas \u{fffd}. \
                     ![Loaf](loaf.svg) [More](nowhere.md)\n\n```rust\nlet gas = 1;\n```\n",
                )
                .file("content/draft.md", "---\ndraft: true\n---\n# Later\n")
                .file("content/loaf.svg", "<svg id='1'/>")
                .file("content/notes.txt", "for nobody, 1")
                .file("static/robots.txt", "User-agent: 1\n")
                .file("themes/default/css/95-own.css", "p { margin: 1px }\n")
                .file(
                    "themes/default/templates/partials/home-progress.html",
                    "{#- Text. -#}\n<p>1</p>\n",
                )
                .file("themes/default/assets/font.woff2", "font 1")
        };
        Self {
            cached: site(),
            plain: site(),
        }
    }

    /// Does something to both.
    pub fn edit(&self, edit: impl Fn(&Path)) {
        edit(&self.cached.path(""));
        edit(&self.plain.path(""));
    }

    /// Builds both, which must be the same to whoever looks, and says what the cached one was.
    pub fn build_in(&self, folder: &str, arguments: &[&str]) -> Was {
        let arguments = [arguments, &["--timings"]].concat();
        let cached = Run::with_cache(&self.cached.path(folder), &self.cache(), &arguments);
        let arguments = [&arguments[..], &["--no-cache"]].concat();
        let plain = Run::new(&self.plain.path(folder), &arguments);
        let ((said, table), (expected, _)) = (split(&cached.stderr), split(&plain.stderr));
        // Some errors have whole paths.
        let beside = |said: &str, site: &Site| {
            let folder = site.path("").canonicalize().expect("a folder");
            said.replace(&*folder.to_string_lossy(), "")
        };
        assert_eq!(
            beside(said, &self.cached),
            beside(expected, &self.plain),
            "{arguments:?}"
        );
        assert_eq!(cached.stdout, plain.stdout, "{arguments:?}");
        assert_eq!(cached.code, plain.code, "{arguments:?}");
        let outs = [&self.cached, &self.plain].map(|site| site.path("out"));
        if outs[0].exists() {
            assert!(snapshot(&outs[0]) == snapshot(&outs[1]), "{arguments:?}");
        }
        // Without a build there is no table.
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().take(3).collect())
            .collect();
        let is_recalled = rows.contains(&vec!["recall", "1", "1"]);
        if is_recalled {
            let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
            assert_eq!(names, ["stage", "read", "recall", "publish", "all", "(in"]);
            assert_eq!(rows[3][1], rows[3][2], "files");
            return Was::Recalled;
        }
        Was::Built
    }

    /// The same beside both sites, with more arguments.
    pub fn build(&self, more: &[&str]) -> Was {
        self.build_in("", &[&BUILD, more].concat())
    }

    pub fn cache(&self) -> PathBuf {
        self.cached.path("cache")
    }

    /// The record of the only folder that was built into.
    pub fn record(&self) -> PathBuf {
        let [record] = records(&self.cache()).try_into().expect("one record");
        record
    }
}

/// Messages, and the table of `--timings`.
fn split(stderr: &str) -> (&str, &str) {
    stderr.split_at(stderr.find("stage      ").unwrap_or(stderr.len()))
}

/// The records in a cache folder.
pub fn records(cache: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(cache.join("prepbook")) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "build"))
        .collect()
}

/// Puts `one` in the place of `other` in a file, or the other way round; size and time tell nothing.
pub fn flip(file: PathBuf, one: &[u8], other: &[u8]) {
    let Ok(bytes) = fs::read(&file) else {
        return;
    };
    let find = |part: &[u8]| bytes.windows(part.len()).position(|window| window == part);
    let (at, old, new) = match (find(one), find(other)) {
        (Some(at), _) => (at, one, other),
        (None, Some(at)) => (at, other, one),
        (None, None) => panic!("nothing to flip in {}", file.display()),
    };
    let time = fs::metadata(&file).and_then(|about| about.modified());
    let flipped = [&bytes[..at], new, &bytes[at + old.len()..]].concat();
    fs::write(&file, flipped).expect("written");
    let opened = fs::File::options().write(true).open(&file);
    opened
        .and_then(|file| file.set_modified(time?))
        .expect("a time");
}

/// Removes a file, or writes it where none is.
pub fn remove_or_write(file: PathBuf, bytes: &[u8]) {
    if fs::remove_file(&file).is_err() && file.parent().is_some_and(Path::exists) {
        fs::write(&file, bytes).expect("written");
    }
}
