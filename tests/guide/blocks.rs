//! The programs in the guide run, each by itself, in an empty folder.
//!
//! Blocks of `python`, `javascript`, `sql` and `bash` run unless their fence says `no_run`. A program
//! shows its point with assertions. SQL shows it with comments: what the block prints is what
//! its lines that begin with `-->` say.
//!
//! Without an interpreter its blocks are ignored, with the reason, or fail when
//! `PREPBOOK_INTERPRETERS=required`. What needs a newer interpreter than the one found is ignored.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

use crate::DOCUMENTS;
use crate::documents::{Block, blocks};

/// What runs a language.
struct Interpreter {
    language: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    /// The name that its blocks are stored under.
    file: &'static str,
    /// The oldest version that the guide is written for.
    since: (u32, u32),
}

const INTERPRETERS: [Interpreter; 4] = [
    Interpreter {
        language: "python",
        program: "python3",
        arguments: &["-W", "error::SyntaxWarning"],
        file: "block.py",
        since: (3, 11),
    },
    Interpreter {
        language: "javascript",
        program: "node",
        arguments: &[],
        file: "block.mjs",
        since: (20, 4),
    },
    Interpreter {
        language: "sql",
        program: "sqlite3",
        arguments: &["-bail", "-batch", ":memory:"],
        file: "block.sql",
        since: (3, 40),
    },
    Interpreter {
        language: "bash",
        program: "bash",
        arguments: &["-eu", "-o", "pipefail"],
        file: "block.sh",
        since: (4, 4),
    },
];

/// The interpreters that cannot be used, by their languages.
static MISSING: LazyLock<BTreeMap<&str, Missing>> = LazyLock::new(|| {
    let all = INTERPRETERS.iter();
    all.filter_map(|interpreter| Some((interpreter.language, interpreter.missing()?)))
        .collect()
});

/// A program that has not ended by then never will.
const PATIENCE: Duration = Duration::from_secs(120);

/// One trial for each block that runs.
pub fn trials() -> Vec<Trial> {
    let required = std::env::var_os("PREPBOOK_INTERPRETERS").is_some_and(|word| word == "required");
    let mut trials = vec![
        Trial::test("blocks::a_program_that_fails_is_reported", failing),
        Trial::test("blocks::every_language_is_shown_running", || {
            for Interpreter { language, .. } in &INTERPRETERS {
                let runs = |block: &Block| block.language() == *language && !block.stays();
                if !DOCUMENTS.blocks().iter().any(runs) {
                    return Err(format!("no block of {language} runs").into());
                }
            }
            Ok(())
        }),
    ];
    for block in DOCUMENTS.blocks() {
        let language = block.language();
        let Some(interpreter) = Interpreter::of(language).filter(|_| !block.stays()) else {
            continue;
        };
        let name = format!("blocks::{} ({language})", block.place);
        let trial = Trial::test(name, move || interpreter.run(block));
        trials.push(match MISSING.get(language) {
            Some(Missing::Old(reason)) => trial.with_kind(reason).with_ignored_flag(true),
            Some(Missing::Gone(reason)) if !required => {
                trial.with_kind(reason).with_ignored_flag(true)
            }
            _ => trial,
        });
    }
    trials
}

/// Why an interpreter cannot be used.
enum Missing {
    Gone(String),
    Old(String),
}

impl Interpreter {
    fn of(language: &str) -> Option<&'static Self> {
        INTERPRETERS.iter().find(|one| one.language == language)
    }

    fn missing(&self) -> Option<Missing> {
        let gone = || Missing::Gone(format!("{} is not installed", self.program));
        let Ok(output) = Command::new(self.program).arg("--version").output() else {
            return Some(gone());
        };
        if !output.status.success() {
            return Some(gone());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let version = version(&said)?;
        (version < self.since).then(|| {
            let (major, minor) = self.since;
            Missing::Old(format!("{} is older than {major}.{minor}", self.program))
        })
    }

    fn run(&self, block: &Block) -> Result<(), Failed> {
        if self.language == "sql" {
            return self.run_sql(block);
        }
        if self.language != "bash" && !block.text.contains("assert") {
            return Err("the program asserts nothing; it could not fail".into());
        }
        self.ends_well(block).map(|_| ())
    }

    /// Compares what is printed with what the block's comments say.
    fn run_sql(&self, block: &Block) -> Result<(), Failed> {
        let expected: Vec<&str> = block
            .text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("-->"))
            .map(str::trim)
            .collect();
        if expected.is_empty() {
            return Err("the block says nothing of what it prints; it could not fail".into());
        }
        let printed = self.ends_well(block)?;
        let printed: Vec<&str> = printed.lines().map(str::trim).collect();
        if printed == expected {
            return Ok(());
        }
        Err(format!("it prints {printed:#?}\nand says {expected:#?}").into())
    }

    /// Runs a block and returns what it prints, or why it failed.
    fn ends_well(&self, block: &Block) -> Result<String, Failed> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(self.file), &block.text)?;
        let mut command = Command::new(self.program);
        command.args(self.arguments).current_dir(&folder);
        if self.language == "sql" {
            command.stdin(fs::File::open(folder.path().join(self.file))?);
        } else {
            command.arg(self.file).stdin(Stdio::null());
        }
        let (status, stdout, stderr) = finish(command, folder.path())?;
        if status.success() && (self.language != "sql" || stderr.is_empty()) {
            return Ok(stdout);
        }
        Err(format!("{status}\n{stdout}{stderr}").into())
    }
}

/// Waits for a program; what it prints goes into files, so that no pipe can fill up.
fn finish(mut command: Command, folder: &Path) -> Result<(ExitStatus, String, String), Failed> {
    let (out, err) = (folder.join("stdout"), folder.join("stderr"));
    let mut child = command
        .stdout(fs::File::create(&out)?)
        .stderr(fs::File::create(&err)?)
        .spawn()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Err("it does not end".into());
        }
        sleep(Duration::from_millis(10));
    };
    let text = |path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok((status, text(&out)?, text(&err)?))
}

/// The first two numbers of what a program says of its version.
fn version(said: &str) -> Option<(u32, u32)> {
    let word = said
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| {
            word.starts_with(|first: char| first.is_ascii_digit()) && word.contains('.')
        })?;
    let mut numbers = word.split('.').map_while(|number| number.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// The trials above can fail: a wrong program, one that asserts nothing, and SQL that says what
/// is not so.
fn failing() -> Result<(), Failed> {
    let cases = [
        ("~~~python\nassert 1 + 1 == 3\n~~~\n", "AssertionError\n"),
        (
            "~~~python\nprint(1)\n~~~\n",
            "the program asserts nothing; it could not fail",
        ),
        (
            "~~~sql\nSELECT 1;\n--> 2\n~~~\n",
            "it prints [\n    \"1\",\n]\nand says [\n    \"2\",\n]",
        ),
        (
            "~~~sql\nSELECT 1;\n~~~\n",
            "the block says nothing of what it prints; it could not fail",
        ),
        ("~~~bash\n[[ a == b ]]\n~~~\n", "exit status: 1\n"),
    ];
    for (text, ending) in cases {
        let [block] = &blocks("made.md", text)[..] else {
            return Err("each case is one block".into());
        };
        if MISSING.contains_key(block.language()) {
            continue;
        }
        let interpreter = Interpreter::of(block.language()).ok_or("a language of the guide")?;
        let failed = interpreter.run(block).err().ok_or("it runs well")?;
        let said = failed.message().unwrap_or_default();
        assert!(said.ends_with(ending), "{said}");
    }
    Ok(())
}
