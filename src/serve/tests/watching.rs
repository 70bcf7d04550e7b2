//! Real files, watched by the system and compared without it: what is noticed, and how often.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tempfile::TempDir;

use super::PATIENCE;
use crate::serve::watch::{Followed, Signal, Watcher};
use crate::serve::{Limit, WatchPlan};

/// Long enough for the system to report what it has to report of one change.
const SETTLED: Duration = Duration::from_millis(150);

/// Longer than the longest quiet that a look waits for.
const QUIET: Duration = Duration::from_millis(900);

/// A folder `content` with a file and a folder, and somebody who looks when it changes.
struct Watched {
    folder: TempDir,
    looks: Receiver<()>,
    sender: Sender<Signal>,
    looking: Option<JoinHandle<()>>,
}

impl Watched {
    fn new(poll: Option<Duration>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("content/inner")).expect("a folder");
        fs::write(root.join("content/a.md"), "a").expect("a file");
        let plan = WatchPlan {
            folders: vec![root.join("content"), root.join("later/still")],
            files: vec![root.join("prepbook.yml")],
            ignored: vec![root.join("content/public")],
            depth: None,
        };
        let mut watcher = Watcher::new(poll);
        assert_eq!(watcher.follow(&plan), Followed::Renewed);
        assert_eq!(watcher.follow(&plan), Followed::Same);
        let (look, looks) = channel();
        let sender = watcher.sender();
        let looking = thread::spawn(move || while watcher.wait() && look.send(()).is_ok() {});
        Self {
            folder,
            looks,
            sender,
            looking: Some(looking),
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str) {
        fs::write(self.path(path), "new").expect("a file");
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("a rename");
    }

    /// Waits for a look and for quiet after it; returns the number of looks.
    fn looks(&self, quiet: Duration) -> usize {
        self.looks.recv_timeout(PATIENCE).expect("a look");
        1 + self.more_looks(quiet)
    }

    /// Number of looks until it is quiet.
    fn more_looks(&self, quiet: Duration) -> usize {
        std::iter::from_fn(|| self.looks.recv_timeout(quiet).ok()).count()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.sender.send(Signal::Stop);
        let ended = self.looking.take().map(JoinHandle::join);
        assert!(thread::panicking() || ended.is_some_and(|ended| ended.is_ok()));
    }
}

/// Everything that has to be noticed, however it is noticed.
fn notices_everything(watched: &Watched) {
    let step = |what: &str, change: &dyn Fn()| {
        change();
        assert!(watched.looks(SETTLED) > 0, "{what}");
    };
    step("a save", &|| watched.write("content/a.md"));
    step("a new file", &|| watched.write("content/inner/b.md"));
    step("a save by renaming", &|| {
        watched.write("content/.a.md.tmp");
        watched.rename("content/.a.md.tmp", "content/a.md");
    });
    step("a save after that", &|| {
        fs::write(watched.path("content/a.md"), "something longer").expect("a file");
    });
    step("a save with a copy of the old file", &|| {
        watched.rename("content/a.md", "content/a.md~");
        watched.write("content/a.md");
        fs::remove_file(watched.path("content/a.md~")).expect("a file");
    });
    step("a deleted file", &|| {
        fs::remove_file(watched.path("content/inner/b.md")).expect("a file");
    });
    fs::create_dir_all(watched.path("elsewhere/deep/down")).expect("a folder");
    watched.write("elsewhere/deep/down/c.md");
    step("a folder moved in", &|| {
        watched.rename("elsewhere", "content/moved");
    });
    step("a save inside it", &|| {
        fs::write(watched.path("content/moved/deep/down/c.md"), "longer").expect("a file");
    });
    step("the folder renamed", &|| {
        watched.rename("content/moved/deep", "content/moved/other");
    });
    step("a save below its new name", &|| {
        watched.write("content/moved/other/down/d.md");
    });
    step("the folder moved out", &|| {
        watched.rename("content/moved", "outside");
    });
    step("new folders, one in the other", &|| {
        fs::create_dir_all(watched.path("content/x/y/z")).expect("a folder");
    });
    step("a file in the innermost", &|| {
        watched.write("content/x/y/z/e.md");
    });
    step("the content folder replaced", &|| {
        watched.rename("content", "before");
        fs::create_dir(watched.path("content")).expect("a folder");
    });
    step("a file in the new one", &|| watched.write("content/f.md"));
    step("the configuration", &|| watched.write("prepbook.yml"));
    step("a folder that was waited for", &|| {
        fs::create_dir_all(watched.path("later/still")).expect("a folder");
    });
    step("a file in that", &|| watched.write("later/still/g.md"));
}

#[test]
fn what_the_system_reports_is_noticed() {
    notices_everything(&Watched::new(None));
}

#[test]
fn what_is_compared_is_noticed() {
    notices_everything(&Watched::new(Some(Duration::from_millis(20))));
}

#[test]
fn what_does_not_count_is_not_looked_at() {
    for poll in [None, Some(Duration::from_millis(20))] {
        let watched = Watched::new(poll);
        fs::create_dir_all(watched.path("content/public/deep")).expect("a folder");
        watched.write("content/public/index.html");
        watched.write("content/public/deep/index.html");
        fs::create_dir_all(watched.path("content/.git/objects")).expect("a folder");
        watched.write("content/.git/HEAD");
        fs::create_dir(watched.path("content/.public.prepbook-staging-7")).expect("a folder");
        watched.write("content/.public.prepbook-staging-7/index.html");
        watched.write("beside.md");
        fs::read(watched.path("content/a.md")).expect("a file");
        assert_eq!(watched.more_looks(QUIET), 0, "{poll:?}");
    }
}

#[test]
fn two_thousand_changed_files_are_looked_at_once_or_twice() {
    let watched = Watched::new(None);
    for folder in 0..40 {
        fs::create_dir(watched.path(&format!("content/{folder}"))).expect("a folder");
    }
    watched.looks(QUIET);
    for number in 0..2000 {
        // As Git does it: the old file goes, and the new one comes.
        let path = watched.path(&format!("content/{}/{number}.md", number % 40));
        let _ = fs::remove_file(&path);
        fs::write(&path, format!("# {number}\n")).expect("a file");
    }
    let looks = watched.looks(QUIET);
    assert!(looks <= 2, "{looks} looks");
}

#[cfg(unix)]
#[test]
fn what_is_behind_a_link_is_noticed() {
    use std::os::unix::fs::symlink;

    for poll in [None, Some(Duration::from_millis(20))] {
        let watched = Watched::new(poll);
        let linked = watched.path("content/public/linked");
        fs::create_dir_all(&linked).expect("a folder");
        fs::write(watched.path("content/public/one.md"), "one").expect("a file");
        // Both links lead to what is not looked at for its own sake.
        symlink(&linked, watched.path("content/link")).expect("a link");
        symlink("public/one.md", watched.path("content/one.md")).expect("a link");
        watched.looks(SETTLED);
        fs::write(linked.join("b.md"), "b").expect("a file");
        assert!(watched.looks(SETTLED) > 0, "a folder, {poll:?}");
        fs::write(watched.path("content/public/one.md"), "another").expect("a file");
        assert!(watched.looks(SETTLED) > 0, "a file, {poll:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_configuration_that_is_a_link_is_noticed_where_it_leads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("real")).expect("a folder");
    fs::create_dir(path("site")).expect("a folder");
    fs::write(path("real/prepbook.yml"), "title: A\n").expect("a file");
    std::os::unix::fs::symlink("../real/prepbook.yml", path("site/prepbook.yml")).expect("a link");
    let plan = WatchPlan {
        files: vec![path("site/prepbook.yml")],
        ..WatchPlan::default()
    };
    let mut watcher = Watcher::new(None);
    watcher.follow(&plan);
    fs::write(path("real/prepbook.yml"), "title: B\n").expect("a file");
    assert!(bounded(&mut watcher));
}

#[test]
fn after_lost_events_everything_is_watched_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut watcher = Watcher::new(None);
    let plan = WatchPlan {
        folders: vec![folder.path().to_owned()],
        ..WatchPlan::default()
    };
    watcher.follow(&plan);
    let lost = notify::Event::new(notify::EventKind::Other);
    let lost = lost.set_flag(notify::event::Flag::Rescan);
    watcher
        .sender()
        .send(Signal::Seen(Ok(lost)))
        .expect("a signal");
    assert!(watcher.wait());
    fs::write(folder.path().join("a.md"), "a").expect("a file");
    assert!(bounded(&mut watcher));
}

/// Waits for a change; panics if none comes.
fn bounded(watcher: &mut Watcher) -> bool {
    let sender = watcher.sender();
    let (seen, never) = channel::<()>();
    thread::spawn(move || {
        if never.recv_timeout(PATIENCE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            let _ = sender.send(Signal::Stop);
        }
    });
    let changed = watcher.wait();
    drop(seen);
    changed
}

#[test]
fn the_way_to_more_watches_is_told() {
    let said = |limit| crate::serve::ServeEvent::Polling { limit }.to_string();
    assert_eq!(
        said(Limit::Watches),
        "the system gives no more file watches, so files are compared once a second; to raise \
         the limit and start again: sudo sysctl fs.inotify.max_user_watches=524288"
    );
    assert_eq!(
        said(Limit::Watchers),
        "the system gives no more file watches, so files are compared once a second; to raise \
         the limit and start again: sudo sysctl fs.inotify.max_user_instances=1024"
    );
    assert_eq!(
        said(Limit::Unknown),
        "the system gives no more file watches, so files are compared once a second"
    );
}

#[test]
fn a_folder_that_is_not_there_is_no_trouble() {
    let plan = WatchPlan {
        folders: vec![Path::new("/no/such/folder").to_owned()],
        ..WatchPlan::default()
    };
    assert_eq!(Watcher::new(None).follow(&plan), Followed::Renewed);
}
