//! `ids --pin`: comments under headings, and not a byte else.

use std::fs;

use super::site::Site;
use super::{LOCKS, STORES, ids, repository, work};

fn pinned(text: &[u8]) -> (Vec<u8>, String) {
    let site = Site::new().file("locks.md", text);
    let run = site.run(&["ids", "site", "--pin"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let first = fs::read(site.path("site/locks.md")).expect("a file");
    let again = site.run(&["ids", "site", "--pin"]);
    assert_eq!(again.code, 0);
    let second = fs::read(site.path("site/locks.md")).expect("a file");
    assert_eq!(first, second, "pinning again changes nothing");
    (first, run.stderr)
}

#[test]
fn pinning_adds_lines_and_touches_no_other_byte() {
    let comment = |title: &str| format!("<!-- id: locks--what-is-a-{title} -->");
    let expected = LOCKS
        .replace(
            "lock?\n\n### A",
            &format!("lock?\n{}\n\n### A", comment("lock")),
        )
        .replace(
            &format!("deadlock?\n{}", comment("lock")),
            &format!("deadlock?\n{}", comment("deadlock")),
        );
    let (bytes, said) = pinned(LOCKS.as_bytes());
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
    assert_eq!(said, "wrote 2 ids into 1 file\n");
    // The line ends of Windows and of old Macs, a mark at the start, and bytes that are no text.
    for end in ["\r\n", "\r"] {
        let foreign = |text: &str| {
            let mut bytes = b"\xef\xbb\xbf".to_vec();
            bytes.extend(text.replace('\n', end).bytes());
            bytes.extend(b"\xff\xfe!");
            bytes
        };
        let (bytes, _) = pinned(&foreign(LOCKS));
        assert_eq!(bytes, foreign(&expected));
    }
    // Without an end of the last line.
    let short =
        "# Locks\r\n\r\n## Why do we lock?\r\n\r\n### Answer\r\n\r\nSo.\r\n\r\n## What is open?";
    let (bytes, _) = pinned(short.as_bytes());
    let text = String::from_utf8(bytes).expect("text");
    let expected = short.replace("lock?", "lock?\r\n<!-- id: locks--why-do-we-lock -->");
    let last = "\r\n<!-- id: locks--what-is-open -->";
    assert_eq!(text, expected + last);
}

#[test]
fn what_cannot_be_pinned_is_left_and_named() {
    let wide: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(LOCKS.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let bold = "# Q\n\n**1. What is bold?**\n\n**Answer:** This.\n\n\
                **2. What is not?**\n\n**Answer:** That.\n";
    let site = Site::new()
        .file("wide.md", &wide)
        .file("bold.md", bold)
        .file("good.md", STORES);
    let run = site.run(&["ids", "site", "--pin", "--write"]);
    assert_eq!(
        run.transcript(),
        "site/bold.md: left as it is; the question in line 3 has no heading of its own (## …)\n\
         site/wide.md: left as it is; it is UTF-16; save it as UTF-8 first\n\
         wrote 2 ids into 1 file\n\
         wrote site/prepbook.ids (6 questions)\n\
         exit code: 0\n"
    );
    let read = |name: &str| fs::read(site.path("site").join(name)).expect("a file");
    assert_eq!(read("wide.md"), wide);
    assert_eq!(read("bold.md"), bold.as_bytes());
}

#[test]
fn pinned_ids_are_those_that_were_published() {
    let site = repository();
    work(&site);
    let before = ids(&site);
    let run = site.run(&["ids", "site", "--pin"]);
    assert_eq!(run.stderr, "wrote 4 ids into 2 files\n");
    assert_eq!(ids(&site), before);
    fs::remove_file(site.path("site/prepbook.ids")).expect("removed");
    assert_eq!(ids(&site), before);
}
