//! Many clients at once, and clients elsewhere.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Barrier;
use std::thread;

use super::{Server, event, get, prepbook, small};

#[test]
fn a_hundred_tabs_and_two_hundred_silent_clients_delay_nobody() {
    let folder = small();
    let server = Server::of(folder.path());
    let silent: Vec<_> = (0..200).map(|_| server.connect()).collect();
    let mut tabs: Vec<_> = (0..100).map(|_| server.listen("a.html")).collect();
    let (port, together) = (server.port, Barrier::new(50));
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                together.wait();
                for target in ["/a.html", "/assets/prepbook.css", "/assets/prepbook.js"] {
                    let (status, body) = get(port, target);
                    assert_eq!(status, "200 OK");
                    assert!(body.len() > 100);
                }
            });
        }
    });
    fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
    for tab in &mut tabs {
        event(tab, "reload");
    }
    // Those who said nothing are still heard.
    let mut last = silent.into_iter().next_back().expect("a connection");
    write!(last, "GET /a.html HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
    let mut answer = String::new();
    last.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("Other words."));
}

#[test]
fn more_than_128_streams_are_too_many_and_the_oldest_ends() {
    let folder = small();
    let server = Server::of(folder.path());
    let mut tabs: Vec<_> = (0..140).map(|_| server.listen("a.html")).collect();
    let mut rest = String::new();
    tabs[0].read_to_string(&mut rest).expect("an end");
    assert!(rest.ends_with("\r\n0\r\n\r\n"), "{rest}");
    fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
    for tab in &mut tabs[12..] {
        event(tab, "reload");
    }
}

#[test]
fn everybody_is_warned_of_an_address_that_others_reach() {
    let folder = small();
    let server = Server::start(prepbook().args(["--host", "0.0.0.0"]).arg(folder.path()));
    let warning = server.line_with("warning: listening on 0.0.0.0");
    assert!(warning.contains("can read the guide"), "{warning}");
    // Where there is a network, it says what to open, and that is answered.
    if let Some((_, url)) = warning.split_once(", at http://") {
        let host = url.trim_end_matches('/');
        let mut stream = TcpStream::connect(host).expect("a connection");
        write!(stream, "GET /a.html HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
}
