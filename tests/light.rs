//! Whole sites of the corpora beside the checkout: no page is heavy, and every question is found at
//! the address of its document, on whatever page it stands.
//!
//! Ignored where the corpora are not at hand.

#[path = "support/beside.rs"]
mod beside;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use beside::{FOLDERS, when};
use libtest_mimic::{Arguments, Failed, Trial};
use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::guide::Guide;
use prepbook::markup::{Token, tokens};
use prepbook::pipeline::Builder;
use prepbook::render::{Artifact, Content};
use prepbook::source::{locate, read_inputs};

/// No page has more bytes of HTML.
const HEAVIEST: usize = 300_000;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let trials = FOLDERS
        .iter()
        .map(|folder| {
            let path = shared.join(folder);
            let there = path.is_dir();
            let trial = Trial::test(format!("the site of {folder}"), move || site(&path));
            when(there, trial)
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn site(folder: &Path) -> Result<(), Failed> {
    let site = locate(folder)?;
    let config = Checked::fine(Config::default());
    let inputs = read_inputs(&site, &config.value.read_options(None))?;
    let mut artifacts: Vec<Artifact> = Vec::new();
    let build = Builder::default().build(&inputs, &config, &mut artifacts);
    let mut pages = BTreeMap::new();
    for artifact in artifacts {
        if let Content::Bytes(bytes) = artifact.content
            && artifact.path.ends_with(".html")
        {
            let html = String::from_utf8(bytes.to_vec())?;
            pages.insert(artifact.path.to_string(), html);
        }
    }
    for (url, html) in &pages {
        assert!(html.len() <= HEAVIEST, "{url} has {} bytes", html.len());
    }
    questions_arrive(&build.guide, &pages)
}

/// `document.html#id` leads to the question: it stands there, or an anchor there goes on to it.
fn questions_arrive(guide: &Guide, pages: &BTreeMap<String, String>) -> Result<(), Failed> {
    let places: BTreeMap<&str, Ids> = pages
        .iter()
        .map(|(url, html)| (url.as_str(), ids(html)))
        .collect();
    let mut lost = BTreeSet::new();
    for document in &guide.documents {
        for question in document.document.questions() {
            let id = question.id.to_string();
            let stands = |url: &str| places.get(url).is_some_and(|ids| ids.contains_key(&id));
            let first = places
                .get(document.url.as_str())
                .and_then(|ids| ids.get(&id));
            let arrives = match first {
                None => false,
                // An anchor that goes on.
                Some(Some(href)) => href.split_once('#').is_some_and(|(page, _)| {
                    let folder = document.url.rfind('/').map_or(0, |at| at + 1);
                    page.is_empty() || stands(&format!("{}{page}", &document.url[..folder]))
                }),
                Some(None) => true,
            };
            if !arrives {
                lost.insert(format!("{}#{id}", document.url));
            }
        }
    }
    if lost.is_empty() {
        Ok(())
    } else {
        Err(format!("nothing is at {lost:#?}").into())
    }
}

/// The ids of a page, with where the element leads if it is a link.
type Ids = BTreeMap<String, Option<String>>;

fn ids(html: &str) -> Ids {
    let mut ids = BTreeMap::new();
    for token in tokens(html) {
        if let Token::Start(tag) = token
            && let Some(id) = tag.attribute("id")
        {
            let href = tag.attribute("href").map(str::to_owned);
            ids.insert(id.to_owned(), href);
        }
    }
    ids
}
