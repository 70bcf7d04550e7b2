//! The door in front of tiny_http: nobody gets in without a whole request.
//!
//! tiny_http gives every connection one of its threads for as long as it lasts, and one that says
//! nothing lasts for ever. Connections that come together can even be given to a thread that
//! another of them keeps, so that a silent client stops a page from loading. It knows no time
//! limit and no longest head either. Therefore:
//!
//! 1. Connections are accepted here, and wait here until the head of a request is there, with a
//!    limit to its size, to the time it takes and to how many wait.
//! 2. The head goes to tiny_http, which listens behind the door, by a connection of its own that
//!    ends with the answer: its threads are free again before anybody can miss them.
//! 3. The answer is handed on as it comes; then the client's connection ends. What a client sends
//!    after the head is nothing that this server wants, and is never read as another request.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use super::bind::reachable;
use super::head::{self, LONGEST_HEAD, Unfit};
use super::http::{self, Answer};
use super::state::State;

/// How long the head of a request may take. Browsers open connections in case they need them, and
/// open another one when this one is gone.
const HEAD_LIMIT: Duration = Duration::from_secs(30);

/// How long a client may leave an answer unread.
const READ_LIMIT: Duration = Duration::from_secs(30);

/// So much of what follows a request is thrown away before the connection ends; more is a flood.
const MOST_REST: usize = 1024 * 1024;

/// How long the end of a connection may take.
const END_LIMIT: Duration = Duration::from_secs(2);

/// So many connections may wait with no request; then the one that has waited longest ends.
const MOST_WAITING: usize = 256;

/// How often the receiving thread looks whether the server has ended.
const LOOK_UP: Duration = Duration::from_millis(500);

/// Time to let the system recover after it refused a connection.
const BREATH: Duration = Duration::from_millis(100);

/// More files than this are never open here.
#[cfg(unix)]
const MOST_FILES: u64 = 4096;

/// Most of a thread's usual stack would never be used here.
const STACK: usize = 256 * 1024;

/// Answers what comes to `listener` until the server has `stopped`.
///
/// # Errors
/// When the system gives no port to listen on behind the door, or no thread.
pub(super) fn accept(
    listener: &TcpListener,
    state: &Arc<State>,
    stopped: &AtomicBool,
) -> io::Result<()> {
    allow_many_files();
    let behind = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let door = Arc::new(Door {
        behind: behind.local_addr()?,
        limit: HEAD_LIMIT,
        waiting: Mutex::default(),
    });
    thread::scope(|scope| {
        let admit = || door.admit_all(listener, stopped);
        Builder::new()
            .name("door".to_owned())
            .spawn_scoped(scope, admit)?;
        let answered = answer_all(&behind, state, stopped);
        stopped.store(true, Ordering::Relaxed);
        // The thread at the door looks up when somebody comes.
        if let Ok(address) = listener.local_addr() {
            let _ = TcpStream::connect_timeout(&reachable(address), LOOK_UP);
        }
        door.close();
        answered
    })
}

/// Every page that listens takes a few files, and some systems give a program 256.
fn allow_many_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

        let limit = getrlimit(Resource::Nofile);
        let most = limit.maximum.unwrap_or(MOST_FILES).min(MOST_FILES);
        if limit.current.is_some_and(|current| current < most) {
            // Without it, who comes last waits.
            let _ = setrlimit(
                Resource::Nofile,
                Rlimit {
                    current: Some(most),
                    ..limit
                },
            );
        }
    }
}

/// Hands every request to a thread of its own: a client that reads slowly holds up nobody else.
fn answer_all(behind: &TcpListener, state: &Arc<State>, stopped: &AtomicBool) -> io::Result<()> {
    loop {
        let server = tiny_http::Server::from_listener(behind.try_clone()?, None)
            .map_err(|error| io::Error::other(error.to_string()))?;
        loop {
            let request = server.recv_timeout(LOOK_UP);
            if stopped.load(Ordering::Relaxed) {
                return Ok(());
            }
            match request {
                Ok(Some(request)) => {
                    let state = state.clone();
                    // Without a thread the request is dropped, which tiny_http answers with 500.
                    let _ = Builder::new()
                        .name("request".to_owned())
                        .spawn(move || http::handle(request, &state));
                }
                Ok(None) => {}
                // It accepts nothing more after an error (no more file handles, say), so another
                // one takes its place.
                Err(_) => break,
            }
        }
        drop(server);
        thread::sleep(BREATH);
    }
}

/// Who waits for what.
struct Door {
    /// Where tiny_http listens.
    behind: SocketAddr,
    /// How long the head of a request may take.
    limit: Duration,
    waiting: Mutex<Waiting>,
}

/// Connections without a request, in the order in which they came.
#[derive(Default)]
struct Waiting {
    next: u64,
    clients: BTreeMap<u64, Arc<TcpStream>>,
}

impl Door {
    fn admit_all(self: &Arc<Self>, listener: &TcpListener, stopped: &AtomicBool) {
        loop {
            let client = listener.accept();
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            match client {
                Ok((client, _)) => self.admit(client),
                // No more file handles, or the client left before it was let in.
                Err(_) => thread::sleep(BREATH),
            }
        }
    }

    fn admit(self: &Arc<Self>, client: TcpStream) {
        let client = Arc::new(client);
        let place = {
            let mut waiting = self.waiting();
            if waiting.clients.len() >= MOST_WAITING
                && let Some((_, longest)) = waiting.clients.pop_first()
            {
                let _ = longest.shutdown(Shutdown::Both);
            }
            let place = waiting.next;
            waiting.next += 1;
            waiting.clients.insert(place, client.clone());
            place
        };
        let door = self.clone();
        let serve = move || {
            // An error means that the client left.
            let _ = door.serve(&client, place);
            door.waiting().clients.remove(&place);
        };
        let thread = Builder::new().name("client".to_owned()).stack_size(STACK);
        if thread.spawn(serve).is_err() {
            self.waiting().clients.remove(&place);
        }
    }

    fn serve(&self, client: &TcpStream, place: u64) -> io::Result<()> {
        let read = read_head(client, self.limit)?;
        self.waiting().clients.remove(&place);
        client.set_write_timeout(Some(READ_LIMIT))?;
        match read.and_then(|head| head::passed_on(&head)) {
            Ok(head) => {
                let mut server = TcpStream::connect(self.behind)?;
                server.write_all(&head)?;
                // Nothing follows; without this, one refusal of tiny_http waits for more.
                server.shutdown(Shutdown::Write)?;
                let mut client = client;
                io::copy(&mut server, &mut client)?;
            }
            Err(unfit) => {
                let answer = Answer::text(unfit.status(), unfit.words());
                let mut client = client;
                client.write_all(&answer.into_bytes(false))?;
            }
        }
        end(client)
    }

    /// Sends everybody away who has not asked for anything.
    fn close(&self) {
        for client in self.waiting().clients.values() {
            let _ = client.shutdown(Shutdown::Both);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing in here is left half done by a panic.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the head of a request, and perhaps something after it.
///
/// # Errors
/// When the client left, or said nothing at all.
fn read_head(mut client: &TcpStream, limit: Duration) -> io::Result<Result<Vec<u8>, Unfit>> {
    let deadline = Instant::now() + limit;
    let mut read = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        // No time at all would be taken for no limit.
        client.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
        match client.read(&mut piece) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(length) => {
                let searched = read.len().saturating_sub(3);
                read.extend_from_slice(&piece[..length]);
                if let Some(end) = head::end(&read[searched..]) {
                    read.truncate(searched + end);
                    return Ok(Ok(read));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) if !read.is_empty() && Instant::now() >= deadline => {
                return Ok(Err(Unfit::Slow));
            }
            Err(error) => return Err(error),
        }
        if read.len() > LONGEST_HEAD {
            return Ok(Err(Unfit::Long));
        }
    }
}

/// Ends a connection so that the client gets the whole answer: closing it with something unread
/// would throw away what is still on its way.
fn end(mut client: &TcpStream) -> io::Result<()> {
    client.shutdown(Shutdown::Write)?;
    let deadline = Instant::now() + END_LIMIT;
    let mut rest = [0; 4096];
    for _ in 0..MOST_REST / rest.len() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        client.set_read_timeout(Some(left))?;
        if client.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}
