//! Documents beside the checkout, which tests read and never copy anything from.

use libtest_mimic::Trial;

/// Their folders below `../shared`.
pub const FOLDERS: [&str; 9] = [
    "reference",
    "corpora/csharp-rcallaby",
    "corpora/data-science-alexeygrigorev",
    "corpora/interviews-kdn251",
    "corpora/ios-9magnets",
    "corpora/react-sudheerj",
    "corpora/sql-cheatsheet-enochtangg",
    "corpora/sysadmin-trimstray",
    "corpora/thirty-seconds",
];

/// A trial that is ignored, and says why, unless what it reads is `there`.
pub fn when(there: bool, trial: Trial) -> Trial {
    if there {
        return trial;
    }
    trial
        .with_kind("not beside the checkout")
        .with_ignored_flag(true)
}
