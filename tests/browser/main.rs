//! Browser tests: what the generated pages do in a real Chromium.
//!
//! Without Chromium every trial is ignored, or fails when `PREPBOOK_BROWSER=required`.
//! `PREPBOOK_CHROMIUM` names the Chromium to use.

mod accessibility;
mod cdp;
mod choices;
mod chromium;
mod code;
mod find;
mod focus;
mod glossary;
mod guide;
mod input;
mod keyboard;
mod languages;
mod layout;
mod lists;
mod live;
mod marks;
mod page;
mod pieces;
mod pieces_of_pages;
mod reading;
mod record;
mod redirect;
mod search;
mod session;
mod site;
mod smoke;
mod study;
mod tools;
mod trouble;
mod unfold;
mod view;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::Result;
use libtest_mimic::{Arguments, Trial};

use crate::chromium::Chromium;

type Body = Box<dyn FnOnce(&Chromium) -> Result<()> + Send>;

/// A browser test by name, before it is known whether there is a browser.
pub struct Case {
    name: String,
    body: Body,
    missing: Option<&'static str>,
}

impl Case {
    /// Creates a case that fails when `body` panics or returns an error.
    pub fn new(
        name: impl Into<String>,
        body: impl FnOnce(&Chromium) -> Result<()> + Send + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            body: Box::new(body),
            missing: None,
        }
    }

    /// The case, ignored when something that it needs is not there.
    pub fn ignored(mut self, reason: Option<&'static str>) -> Self {
        self.missing = reason;
        self
    }

    fn into_trial(self, browser: Arc<Browser>, required: bool) -> Trial {
        let needed = self.missing;
        let missing = browser.program.clone().err();
        let trial = Trial::test(self.name, move || {
            let chromium = browser.get()?;
            (self.body)(chromium).map_err(|error| format!("{error:#}"))?;
            Ok(())
        });
        if let Some(reason) = needed {
            return trial.with_kind(reason).with_ignored_flag(true);
        }
        match missing {
            Some(reason) if !required => trial.with_kind(reason).with_ignored_flag(true),
            _ => trial,
        }
    }
}

/// The one Chromium of all trials, launched by the first that runs.
struct Browser {
    program: Result<PathBuf, String>,
    chromium: OnceLock<Result<Chromium, String>>,
}

impl Browser {
    fn get(&self) -> Result<&Chromium, String> {
        let chromium = self.chromium.get_or_init(|| {
            let program = self.program.as_ref().map_err(|reason| {
                format!("{reason}, but the browser tests need it: set PREPBOOK_CHROMIUM")
            })?;
            Chromium::launch(program).map_err(|error| format!("{error:#}"))
        });
        chromium.as_ref().map_err(Clone::clone)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let required = std::env::var_os("PREPBOOK_BROWSER").is_some_and(|value| value == "required");
    let browser = Arc::new(Browser {
        program: Chromium::find(),
        chromium: OnceLock::new(),
    });
    let trials = [
        smoke::cases(),
        reading::cases(),
        accessibility::cases(),
        layout::cases(),
        focus::cases(),
        glossary::cases(),
        guide::cases(),
        code::cases(),
        tools::cases(),
        unfold::cases(),
        languages::cases(),
        redirect::cases(),
        keyboard::cases(),
        lists::cases(),
        live::cases(),
        trouble::cases(),
        find::cases(),
        marks::cases(),
        choices::cases(),
        view::cases(),
        search::cases(),
        pieces::cases(),
        pieces_of_pages::cases(),
    ]
    .into_iter()
    .flatten()
    .map(|case| case.into_trial(Arc::clone(&browser), required))
    .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The trials are gone, so this is the last handle and dropping it stops Chromium.
    drop(browser);
    conclusion.exit_code()
}
