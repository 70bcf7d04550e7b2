//! Tells open pages what changed: who listens, and what each of them has to hear.
//!
//! Every page listens with its own path and digest, so it hears of its own change only, and of
//! files that are no pages (style sheets, scripts, pictures). The number of the last change goes
//! along as the event's id: a page that was away learns what it missed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::site::ServedSite;

/// More pages than this cannot listen at once: each one holds two threads.
pub(super) const MOST_STREAMS: usize = 128;

/// So many messages may wait for a page that does not read; then it is given up.
const LONGEST_QUEUE: usize = 16;

/// The page that listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listener {
    /// Its path in the site.
    pub(super) path: String,
    /// The digest of what the browser shows.
    pub(super) digest: String,
    /// The id of the last event it heard.
    pub(super) seen: Option<String>,
}

/// Everybody who listens.
#[derive(Default)]
pub(super) struct Live {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// Number of the last change.
    change: u64,
    /// The last change of every file that is no page.
    assets: BTreeMap<String, u64>,
    streams: Vec<Stream>,
    next_stream: u64,
    closed: bool,
}

struct Stream {
    id: u64,
    listener: Listener,
    sender: SyncSender<String>,
}

/// One page's messages, the first of which is there at once.
pub(super) struct Subscription {
    /// For [`Live::leave`].
    pub(super) id: u64,
    /// What to send.
    pub(super) messages: Receiver<String>,
}

impl Live {
    /// Takes a listener in and queues what it has to know now. When too many listen, the one that
    /// has listened longest goes: it is most likely a page that was left, which only writing to
    /// it would tell. `None` when the server ends.
    pub(super) fn listen(
        &self,
        listener: Listener,
        site: impl FnOnce() -> std::sync::Arc<ServedSite>,
    ) -> Option<Subscription> {
        let mut inner = self.lock();
        if inner.closed {
            return None;
        }
        if inner.streams.len() >= MOST_STREAMS {
            inner.streams.remove(0);
        }
        // Looked up under the lock: a change after this is sent to the new stream as well.
        let site = site();
        let (sender, messages) = sync_channel(LONGEST_QUEUE);
        let _ = sender.try_send(inner.greeting(&listener, &site));
        let id = inner.next_stream;
        inner.next_stream += 1;
        inner.streams.push(Stream {
            id,
            listener,
            sender,
        });
        Some(Subscription { id, messages })
    }

    /// Forgets a stream.
    pub(super) fn leave(&self, id: u64) {
        self.lock().streams.retain(|stream| stream.id != id);
    }

    /// The pages that somebody listens for, each once.
    pub(super) fn pages(&self) -> Vec<String> {
        let inner = self.lock();
        let pages = inner.streams.iter().map(|stream| &stream.listener.path);
        let pages: BTreeSet<&String> = pages.collect();
        pages.into_iter().cloned().collect()
    }

    /// Tells everybody about a site that has just taken the place of another; `assets` are the
    /// files that pages share and that are not the same.
    pub(super) fn announce(&self, site: &ServedSite, assets: &BTreeSet<String>) {
        let mut inner = self.lock();
        inner.change += 1;
        let change = inner.change;
        for asset in assets {
            inner.assets.insert(asset.clone(), change);
        }
        let id = inner.id();
        inner.send(|listener| {
            let mut text = String::new();
            if site.digest(&listener.path) != listener.digest {
                event(&mut text, "reload", &id, &listener.path);
            } else if !assets.is_empty() {
                event(&mut text, "assets", &id, assets);
            }
            text
        });
    }

    /// Tells everybody what is wrong now.
    pub(super) fn tell(&self, site: &ServedSite) {
        let mut inner = self.lock();
        let id = inner.id();
        let mut text = String::new();
        event(&mut text, "diagnostics", &id, &*site.diagnostics);
        inner.send(|_| text.clone());
    }

    /// How many listen.
    #[cfg(test)]
    pub(super) fn listeners(&self) -> usize {
        self.lock().streams.len()
    }

    /// Ends every stream, and lets no new one begin.
    pub(super) fn close(&self) {
        let mut inner = self.lock();
        inner.closed = true;
        inner.streams.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here is left half done by a panic.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// The id of the last change. A server that was started anew counts from the beginning, so
    /// the process is part of it.
    fn id(&self) -> String {
        format!("{}-{}", std::process::id(), self.change)
    }

    fn greeting(&self, listener: &Listener, site: &ServedSite) -> String {
        let id = self.id();
        let mut text = "retry: 1000\n".to_owned();
        event(&mut text, "hello", &id, &listener.path);
        let missed = listener.seen.as_ref().map(|seen| self.missed(seen));
        // What happened before this server began is not known, so the page is loaded anew.
        let unknown = missed.as_ref().is_some_and(Option::is_none);
        if unknown || site.digest(&listener.path) != listener.digest {
            event(&mut text, "reload", &id, &listener.path);
        } else if let Some(assets) = missed.flatten().filter(|assets| !assets.is_empty()) {
            event(&mut text, "assets", &id, &assets);
        }
        event(&mut text, "diagnostics", &id, &*site.diagnostics);
        text
    }

    /// Files that changed since the event with this id; `None` when it is not one of ours.
    fn missed(&self, seen: &str) -> Option<Vec<&str>> {
        let (process, change) = seen.split_once('-')?;
        let change: u64 = change.parse().ok()?;
        (process == std::process::id().to_string()).then(|| {
            self.assets
                .iter()
                .filter(|(_, last)| **last > change)
                .map(|(path, _)| &**path)
                .collect()
        })
    }

    /// Queues a message for everybody for whom `message` has one.
    fn send(&mut self, message: impl Fn(&Listener) -> String) {
        self.streams.retain(|stream| {
            let text = message(&stream.listener);
            text.is_empty() || stream.sender.try_send(text).is_ok()
        });
    }
}

/// Writes one server-sent event; JSON has no line breaks, so the data is one line.
fn event(text: &mut String, name: &str, id: &str, data: &(impl serde::Serialize + ?Sized)) {
    // Serialising strings and writing to one cannot fail.
    let data = serde_json::to_string(data).unwrap_or_default();
    let _ = write!(text, "event: {name}\nid: {id}\ndata: {data}\n\n");
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Listener, Live, MOST_STREAMS, Subscription};
    use crate::render::Artifact;
    use crate::serve::site::ServedSite;

    fn site(files: &[(&str, &str)]) -> Arc<ServedSite> {
        let artifacts: Vec<_> = files
            .iter()
            .map(|(path, text)| Artifact::new(*path, text.as_bytes()))
            .collect();
        Arc::new(ServedSite::new(Arc::new(artifacts), "a \"report\"\n"))
    }

    fn listen(live: &Live, site: &Arc<ServedSite>, digest: &str, seen: Option<&str>) -> Names {
        let listener = Listener {
            path: "a.html".to_owned(),
            digest: digest.to_owned(),
            seen: seen.map(str::to_owned),
        };
        Names(live.listen(listener, || site.clone()).expect("a stream"))
    }

    /// The names of the events of a stream.
    struct Names(Subscription);

    impl Names {
        fn next(&self) -> Vec<String> {
            self.0
                .messages
                .try_iter()
                .flat_map(|text| {
                    text.lines()
                        .filter_map(|line| line.strip_prefix("event: ").map(str::to_owned))
                        .collect::<Vec<_>>()
                })
                .collect()
        }
    }

    #[test]
    fn a_page_hears_of_its_own_change_and_of_files_that_are_no_pages() {
        let live = Live::default();
        let old = site(&[("a.html", "1"), ("b.html", "1"), ("s.css", "1")]);
        let stream = listen(&live, &old, &old.digest("a.html"), None);
        assert_eq!(stream.next(), ["hello", "diagnostics"]);

        let other = site(&[("a.html", "1"), ("b.html", "2"), ("s.css", "1")]);
        live.announce(&other, &other.shared_since(&old));
        assert_eq!(stream.next(), [""; 0]);

        let style = site(&[("a.html", "1"), ("b.html", "2"), ("s.css", "2")]);
        live.announce(&style, &style.shared_since(&other));
        live.tell(&style);
        assert_eq!(stream.next(), ["assets", "diagnostics"]);

        let own = site(&[("b.html", "2"), ("s.css", "2")]);
        live.announce(&own, &own.shared_since(&style));
        assert_eq!(stream.next(), ["reload"]);
    }

    #[test]
    fn a_page_that_was_away_learns_what_it_missed() {
        let live = Live::default();
        let old = site(&[("a.html", "1"), ("s.css", "1")]);
        let digest = old.digest("a.html");
        let new = site(&[("a.html", "1"), ("s.css", "2")]);
        live.announce(&new, &new.shared_since(&old));
        let id = |change| format!("{}-{change}", std::process::id());

        let names = |digest: &str, seen: Option<&str>| listen(&live, &new, digest, seen).next();
        assert_eq!(names(&digest, Some(&id(1))), ["hello", "diagnostics"]);
        assert_eq!(
            names(&digest, Some(&id(0))),
            ["hello", "assets", "diagnostics"]
        );
        assert_eq!(
            names(&digest, Some("another-0")),
            ["hello", "reload", "diagnostics"]
        );
        assert_eq!(names("stale", None), ["hello", "reload", "diagnostics"]);
    }

    #[test]
    fn there_is_a_limit_and_the_one_that_has_listened_longest_goes() {
        let live = Live::default();
        let site = site(&[]);
        let streams: Vec<_> = (0..=MOST_STREAMS)
            .map(|_| listen(&live, &site, "", None))
            .collect();
        assert_eq!(live.listeners(), MOST_STREAMS);
        let mut ends = streams.iter().map(|subscription| {
            subscription.0.messages.try_iter().for_each(drop);
            subscription.0.messages.try_recv() == Err(std::sync::mpsc::TryRecvError::Disconnected)
        });
        assert_eq!(ends.next(), Some(true));
        assert!(ends.all(|ended| !ended));
    }
}
