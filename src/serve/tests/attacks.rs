//! Everything that somebody who means harm may send, and what it gets.

use std::fs;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::thread;

use super::{Guide, HOME, Response, get};

/// The answer to bytes as they are; nothing when there is none.
fn raw(guide: &Guide, bytes: &[u8]) -> Option<Response> {
    let mut stream = guide.connect();
    // The server may have heard enough before the end.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    stream
        .read_to_end(&mut answer)
        .unwrap_or_else(|error| panic!("{error}: {:?}", String::from_utf8_lossy(bytes)));
    (!answer.is_empty()).then(|| Response::new(&answer))
}

fn status(guide: &Guide, bytes: &[u8]) -> String {
    raw(guide, bytes).map_or("nothing".to_owned(), |answer| answer.status)
}

#[test]
fn nothing_outside_the_site_can_be_had() {
    let guide = Guide::new(&[("index.html", HOME), ("a/b.txt", "inside")]);
    fs::write(guide.folder.path().join("secret.txt"), "hidden words").expect("a file");
    for (target, expected) in [
        ("/../secret.txt", "400 Bad Request"),
        ("/a/../../secret.txt", "400 Bad Request"),
        ("/a/../a/b.txt", "400 Bad Request"),
        ("/./index.html", "400 Bad Request"),
        ("/%2e%2e/secret.txt", "400 Bad Request"),
        ("/%2E./secret.txt", "400 Bad Request"),
        ("/..%2fsecret.txt", "400 Bad Request"),
        ("/..\\secret.txt", "400 Bad Request"),
        ("/..%5csecret.txt", "400 Bad Request"),
        ("/a%5cb.txt", "400 Bad Request"),
        ("/index.html%00", "400 Bad Request"),
        ("/index.html%00.txt", "400 Bad Request"),
        ("/%", "400 Bad Request"),
        ("/%4", "400 Bad Request"),
        ("/%zz", "400 Bad Request"),
        ("/%ff", "400 Bad Request"),
        ("/%c0%ae%c0%ae/secret.txt", "400 Bad Request"),
        ("*", "400 Bad Request"),
        ("index.html", "400 Bad Request"),
        ("http://localhost/index.html", "400 Bad Request"),
        ("file:///etc/passwd", "400 Bad Request"),
        ("localhost:80", "400 Bad Request"),
        // Decoded once, these are names of files that are not there.
        ("/%252e%252e/secret.txt", "404 Not Found"),
        ("/..%252fsecret.txt", "404 Not Found"),
        ("//secret.txt", "404 Not Found"),
        ("//etc/passwd", "404 Not Found"),
        ("/content/index.html", "404 Not Found"),
        ("/a//b.txt", "404 Not Found"),
        ("/C:/secret.txt", "404 Not Found"),
        ("/__prepbook/../secret.txt", "400 Bad Request"),
        ("/__prepbook/", "404 Not Found"),
        ("/.prepbook-output", "404 Not Found"),
        // An encoded slash is a slash, inside the site.
        ("/a%2fb.txt", "200 OK"),
    ] {
        let answer = guide.get(target, "");
        assert_eq!(answer.status, expected, "{target}");
        assert!(!answer.body.contains("hidden words"), "{target}");
    }
}

#[test]
fn only_its_own_names_are_answered() {
    let guide = Guide::new(&[("index.html", HOME)]);
    for hosts in [
        "",
        "Host: \r\n",
        "Host: rebound.example\r\n",
        "Host: rebound.example:4000\r\n",
        "Host: localhost.rebound.example\r\n",
        "Host: 127.0.0.1.nip.example\r\n",
        "Host: 192.168.0.1\r\n",
        "Host: 0.0.0.0\r\n",
        "Host: 2130706433\r\n",
        "Host: 0x7f.1\r\n",
        "Host: user@localhost\r\n",
        "Host: localhost@rebound.example\r\n",
        "Host: user:password@localhost:4000\r\n",
        "Host: localhost/\r\n",
        "Host: localhost, rebound.example\r\n",
        "Host: localhost\r\nHost: rebound.example\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
        "X-Forwarded-Host: localhost\r\nHost: rebound.example\r\n",
    ] {
        let answer = guide.ask(&format!("GET / HTTP/1.1\r\n{hosts}"));
        assert_eq!(answer.status, "421 Misdirected Request", "{hosts:?}");
    }
    for host in ["localhost", "LOCALHOST:4000", "127.0.0.1", "[::1]:80"] {
        let answer = guide.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n"));
        assert_eq!(answer.status, "200 OK", "{host}");
    }
}

#[test]
fn no_other_site_may_listen() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let events = "/__prepbook/events?path=index.html&digest=1";
    for headers in [
        "Origin: http://elsewhere.example\r\n",
        "Origin: http://localhost:1\r\n",
        "Origin: https://localhost\r\n",
        "Origin: null\r\n",
        "Origin: \r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: http://localhost\r\nSec-Fetch-Site: cross-site\r\n",
    ] {
        let answer = guide.get(events, headers);
        assert_eq!(answer.status, "403 Forbidden", "{headers}");
    }
    let answer = guide.ask(&format!(
        "GET {events} HTTP/1.1\r\nHost: rebound.example\r\n"
    ));
    assert_eq!(answer.status, "421 Misdirected Request");
}

#[test]
fn no_answer_lets_another_site_read_it() {
    let guide = Guide::new(&[("index.html", HOME), ("data.js", "1")]);
    let origin = "Origin: http://elsewhere.example\r\n";
    for target in ["/", "/data.js", "/nowhere", "/__prepbook/live.js", "/%zz"] {
        let answer = guide.get(target, origin);
        let head = answer.head.to_ascii_lowercase();
        assert!(!head.contains("access-control-"), "{target}: {head}");
        assert_eq!(
            answer.header("Cross-Origin-Resource-Policy"),
            Some("same-origin")
        );
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
    }
    // Somebody who asks for permission gets none.
    let asked = guide.ask(
        "OPTIONS /data.js HTTP/1.1\r\nHost: localhost\r\nOrigin: http://elsewhere.example\r\n\
         Access-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\n",
    );
    assert_eq!(asked.status, "405 Method Not Allowed");
    assert!(!asked.head.to_ascii_lowercase().contains("access-control-"));
}

#[test]
fn nothing_can_be_changed() {
    let guide = Guide::new(&[("index.html", HOME)]);
    for method in [
        "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT",
    ] {
        for body in [
            "",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
        ] {
            let request = format!("{method} / HTTP/1.1\r\nHost: localhost\r\n{body}\r\nhello");
            let answer = raw(&guide, request.as_bytes()).expect("an answer");
            assert_eq!(answer.status, "405 Method Not Allowed", "{method} {body}");
            assert_eq!(answer.header("Allow"), Some("GET, HEAD"));
        }
    }
}

#[test]
fn what_is_no_request_is_refused_and_ended() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let long = "a".repeat(9000);
    let many = "X: y\r\n".repeat(20_000);
    let wide = "y".repeat(100_000);
    for (request, expected) in [
        ("\r\n\r\n".to_owned(), "400 Bad Request"),
        ("GET\r\n\r\n".to_owned(), "400 Bad Request"),
        ("GET /\r\n\r\n".to_owned(), "400 Bad Request"),
        (
            "GET / PTTH/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
            "400 Bad Request",
        ),
        (
            "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n".to_owned(),
            "505 HTTP Version Not Supported",
        ),
        (
            "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
            "400 Bad Request",
        ),
        (
            "GET /é HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
            "400 Bad Request",
        ),
        (
            "GET / HTTP/1.1\r\nHost\r\n\r\n".to_owned(),
            "400 Bad Request",
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\n X: folded\r\n\r\n".to_owned(),
            "400 Bad Request",
        ),
        (
            format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            "414 URI Too Long",
        ),
        (
            format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"),
            "431 Request Header Fields Too Large",
        ),
        (
            format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {wide}\r\n\r\n"),
            "431 Request Header Fields Too Large",
        ),
        // No end of the head, and then the end of the connection.
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\n".to_owned(),
            "nothing",
        ),
        ("\u{16}\u{3}\u{1}TLS".to_owned(), "nothing"),
    ] {
        let begin: String = request.chars().take(60).collect();
        assert_eq!(status(&guide, request.as_bytes()), expected, "{begin:?}");
    }
    assert_eq!(guide.get("/", "").status, "200 OK");
}

#[test]
fn a_flood_without_an_end_is_cut_off() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let mut stream = guide.connect();
    stream.write_all(b"GET / HTTP/1.1\r\n").expect("a line");
    let line = "X-Flood: 1\r\n".repeat(1000);
    let sent = (0..1000).take_while(|_| stream.write_all(line.as_bytes()).is_ok());
    assert!(sent.count() < 1000, "twelve megabytes were taken");
    assert_eq!(guide.get("/", "").status, "200 OK");
}

#[test]
fn many_who_say_nothing_or_little_hold_up_nobody() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let silent: Vec<_> = (0..400).map(|_| guide.connect()).collect();
    let slow: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = guide.connect();
            stream.write_all(b"GET / HT").expect("a piece");
            stream
        })
        .collect();
    let port = guide.server.address().port();
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(move || assert_eq!(get(port, "/", "").status, "200 OK"));
        }
    });
    // Those who waited longest were sent away, and the last ones are still heard.
    let mut first = silent.into_iter().next().expect("a connection");
    assert_eq!(first.read(&mut [0]).expect("an end"), 0);
    let mut last = slow.into_iter().last().expect("a connection");
    last.write_all(b"TP/1.1\r\nHost: localhost\r\n\r\n")
        .expect("the rest");
    let mut answer = Vec::new();
    last.read_to_end(&mut answer).expect("an answer");
    assert_eq!(Response::new(&answer).status, "200 OK");
}

#[test]
fn cookies_of_other_programs_are_no_trouble() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let cookie = format!("Cookie: a=é; b={}\r\n", "c".repeat(30_000));
    assert_eq!(guide.get("/", &cookie).status, "200 OK");
}
