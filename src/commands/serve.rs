//! `prepbook serve`: the site in a browser, and again whenever a file changes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::project::{Loaded, Project, cache};
use super::{Outcome, terminal};
use crate::cache::Cache;
use crate::cli::ServeArgs;
use crate::diagnostic::{Diagnostic, ReportFormat};
use crate::html::Highlighter;
use crate::pipeline::{Builder, Look, Prepared};
use crate::serve::{self, NewSite, Rebuilt, ServeOptions, Verified, Verify, WatchPlan};
use crate::source::inputs::NEIGHBOURS;
use crate::source::site::{CONFIG_FILE, LEDGER_FILE};

/// Serves until the process ends.
///
/// # Errors
/// When the project cannot be read at first, or nothing can be served.
pub fn run(arguments: &ServeArgs) -> anyhow::Result<Outcome> {
    let project = Project::new(&arguments.source, None, None)?;
    // A folder that is not there is an error now; one that goes away later is waited for.
    let first = project.load()?;
    first.say_if_empty();
    let options = ServeOptions {
        host: arguments.host,
        port: arguments.port,
        open: arguments.open,
        poll: arguments.poll,
    };
    let cache = cache(&arguments.source, arguments.no_cache);
    let highlighter = Arc::new(cache.load());
    let mut session = Session {
        project,
        builder: Builder::with(Arc::clone(&highlighter)),
        colours: Colours { cache, highlighter },
        watch: WatchPlan::default(),
        shown: None,
        told: Arc::default(),
    };
    let mut first = Some(first);
    let look = move || match first.take() {
        Some(loaded) => session.show(loaded),
        None => session.look_again(),
    };
    serve::serve(&options, look, |event| terminal::say(&event.to_string()))?;
    Ok(Outcome::Fine)
}

/// What is kept from one look at the sources to the next.
struct Session {
    project: Project,
    builder: Builder,
    colours: Colours,
    watch: WatchPlan,
    /// What was read for the site that is shown.
    shown: Option<Arc<Loaded>>,
    told: Arc<Told>,
}

/// Code in colours, and where it is kept for other processes.
#[derive(Clone)]
struct Colours {
    cache: Cache,
    highlighter: Arc<Highlighter>,
}

/// What was said and found out about the sites that were shown.
#[derive(Default)]
struct Told {
    /// The report that stands on the terminal.
    report: Mutex<String>,
    /// Templates and words that all pages could be made with.
    verified: Mutex<Option<Look>>,
}

impl Session {
    fn look_again(&mut self) -> Rebuilt {
        let loaded = match &self.shown {
            Some(shown) => self.project.load_again(shown),
            None => self.project.load(),
        };
        match loaded {
            Ok(loaded) => self.show(loaded),
            Err(error) => {
                let report = format!("error: {error:#}\n");
                // Once it can be read again, the site has to be shown anew.
                self.shown = None;
                self.told.say(&report, || terminal::say_raw(&report));
                self.rebuilt(serve::Outcome::Kept(report))
            }
        }
    }

    fn show(&mut self, loaded: Loaded) -> Rebuilt {
        self.watch = plan(&loaded);
        let changed = match &self.shown {
            Some(shown) => {
                let changed = loaded.changed_since(shown);
                if changed.is_empty() {
                    return self.rebuilt(serve::Outcome::Same);
                }
                changed
            }
            None => Vec::new(),
        };
        let loaded = Arc::new(loaded);
        let before = self.shown.replace(Arc::clone(&loaded));
        let shared = before.is_none_or(|before| loaded.shares_others_than(&before));
        let prepared = self.builder.prepare(&loaded.inputs, &loaded.config);
        let usable = prepared.snapshot.clone().filter(|_| loaded.is_usable());
        let Some(snapshot) = usable else {
            let report = self.told.tell(&loaded, &prepared.check());
            return self.rebuilt(serve::Outcome::Kept(report));
        };
        let verified = lock(&self.told.verified).clone();
        let look = snapshot.look();
        let trusted = verified.as_ref() == Some(&look);
        // Another theme is tried on a page of each kind before anybody sees it.
        if verified.is_some()
            && !trusted
            && let Some(diagnostics) = prepared.check_samples()
        {
            let report = self.told.tell(&loaded, &diagnostics);
            return self.rebuilt(serve::Outcome::Kept(report));
        }
        let prepared = Arc::new(prepared);
        let trial = Trial {
            prepared: Arc::clone(&prepared),
            loaded: Arc::clone(&loaded),
            look,
            told: Arc::clone(&self.told),
            colours: self.colours.clone(),
        };
        let told = Arc::clone(&self.told);
        self.rebuilt(serve::Outcome::New(NewSite {
            files: snapshot,
            changed,
            shared,
            check: Box::new(move || told.tell(&loaded, &prepared.check())),
            verify: (!trusted).then(|| -> Verify { Box::new(|is_due| trial.run(is_due)) }),
        }))
    }

    fn rebuilt(&self, outcome: serve::Outcome) -> Rebuilt {
        Rebuilt {
            outcome,
            watch: self.watch.clone(),
        }
    }
}

/// Every page of a snapshot is tried.
struct Trial {
    prepared: Arc<Prepared>,
    loaded: Arc<Loaded>,
    look: Look,
    told: Arc<Told>,
    colours: Colours,
}

impl Trial {
    fn run(self, is_due: &mut dyn FnMut() -> bool) -> Verified {
        let mut stopped = false;
        let (diagnostics, fine) = self.prepared.check_pages(&mut || {
            stopped = stopped || is_due();
            stopped
        });
        if !fine {
            return Verified::Unusable(self.told.tell(&self.loaded, &diagnostics));
        }
        if stopped {
            return Verified::Stopped;
        }
        // Now every block of the site was asked for.
        self.colours.cache.save(&self.colours.highlighter);
        *lock(&self.told.verified) = Some(self.look);
        Verified::Fine
    }
}

impl Told {
    /// The report of diagnostics for pages. It goes to the terminal when it is another than what
    /// stands there: the same warnings after each save would hide what is new.
    fn tell(&self, loaded: &Loaded, diagnostics: &[Diagnostic]) -> String {
        let report = loaded.report(diagnostics, ReportFormat::Human, false);
        self.say(&report, || {
            loaded.say_diagnostics(diagnostics, ReportFormat::Human);
        });
        report
    }

    fn say(&self, report: &str, say: impl FnOnce()) {
        let mut said = lock(&self.report);
        if *said != report {
            say();
            report.clone_into(&mut said);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is kept is put there whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn plan(loaded: &Loaded) -> WatchPlan {
    let root = &loaded.site.root;
    let config = &loaded.config.value;
    let content = root.join(&config.content);
    // Of a folder that reading does not enter, only its being there could count.
    let skipped = loaded.inputs.skipped.iter();
    let skipped = skipped.filter(|skipped| skipped.path.ends_with('/'));
    let mut ignored: Vec<_> = skipped.map(|skipped| content.join(&skipped.path)).collect();
    ignored.extend([loaded.out.clone(), root.join(".git")]);
    let mut files = vec![root.join(CONFIG_FILE), root.join(LEDGER_FILE)];
    // Rules above the content folder hold in it as well.
    let above = content.ancestors().skip(1);
    let above = above.take_while(|folder| folder.starts_with(root));
    files.extend(above.map(|folder| folder.join(".gitignore")));
    let mut folders = vec![content];
    if loaded.site.config.is_some() {
        folders.push(root.join("static"));
        folders.push(root.join("themes").join(&config.theme));
    }
    WatchPlan {
        folders,
        files,
        ignored,
        depth: loaded.site.only.as_ref().map(|_| NEIGHBOURS),
    }
}
