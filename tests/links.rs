//! Links by name, old addresses and mentions in whole sites: what editions tell, what stands on
//! the pages, and that nothing dead goes without a diagnostic.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use site::{Site, snapshot};

/// All files of a built site as one text, names included.
fn bytes(site: &Site, out: &str) -> String {
    let files = snapshot(&site.path(out));
    let texts = files.iter().map(|(name, bytes)| {
        let text = String::from_utf8_lossy(bytes);
        format!("{name}\n{text}\n")
    });
    texts.collect()
}

fn page(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.path(path)).expect("the page")
}

fn told() -> Site {
    Site::new()
        .file(
            "prepbook.yml",
            "editions: {candidate: {exclude: [inside.md]}}\nredirects: {zebra.md: inside.md}\n",
        )
        .file(
            "content/a.md",
            "# A\n\n### What is shown?\n\nSee [[inside--what-is-quokka]] and \
             [[inside.md#quokka|this]].\n\n#### Answer\n\nWombat [[What is next?]] here.\n\n\
             ### What is next?\n\nLook at [[What is shown?]] first.\n\n#### Answer\n\nYes.\n",
        )
        .file(
            "content/inside.md",
            "---\naliases: [old/narwhal.md]\n---\n# Inside\n\n### What is quokka?\n\nNumbat \
             [[What is next?]] too.\n\n#### Answer\n\nYes.\n",
        )
}

#[test]
fn an_edition_tells_nothing_of_what_it_leaves_out() {
    let site = told();
    let run = site.run(&["build", "site", "--edition", "candidate", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let all = bytes(&site, "out");
    for word in ["quokka", "Numbat", "narwhal", "zebra", "Wombat"] {
        assert!(!all.contains(word), "{word}");
    }
    let shown = page(&site, "out/a.html");
    assert!(shown.contains("<p>See … and this.</p>"), "{shown}");
    assert!(
        shown.contains("Look at What is shown? first.</span>"),
        "{shown}"
    );
    let run = site.run(&["build", "site", "--out", "whole"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let all = bytes(&site, "whole");
    for word in ["quokka", "Numbat", "narwhal", "zebra", "Wombat"] {
        assert!(all.contains(word), "{word}");
    }
}

#[test]
fn a_mention_shows_its_sentence_unless_it_is_folded_away() {
    let site = told();
    let run = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let shown = page(&site, "out/a.html");
    let (_, next) = shown
        .split_once("id=\"a--what-is-next\"")
        .expect("the question");
    let (_, list) = next
        .split_once("<details class=\"mentions\">")
        .expect("mentions");
    let (list, _) = list.split_once("</details>").expect("the end");
    assert_eq!(
        list,
        "<summary>Mentioned in <span class=\"count\">2</span></summary>\n<ul>\n\
         <li><a href=\"#a--what-is-shown\">What is shown?</a> \
         <span class=\"mention-place\">in the expected answer</span></li>\n\
         <li><a href=\"inside.html#inside--what-is-quokka\">What is quokka?</a> \
         <span class=\"mention-sentence\">Numbat What is next? too.</span></li>\n</ul>\n"
    );
}

#[test]
fn a_hub_lists_ten_and_counts_the_others() {
    let mut site = Site::new().file("hub.md", "# Hub\n\nAll.\n");
    for number in 10..25 {
        let text = format!("# Page {number}\n\nSee the [hub](hub.md) and [again](hub.md).\n");
        site = site.file(&format!("p{number}.md"), text);
    }
    let run = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let shown = page(&site, "out/hub.html");
    assert!(shown.contains("<span class=\"count\">15</span>"), "{shown}");
    assert!(shown.contains("<p>and 5 more places</p>"), "{shown}");
    assert_eq!(shown.matches("mention-sentence").count(), 10);
}

#[test]
fn old_addresses_send_on_and_are_in_no_sitemap() {
    let site = Site::new()
        .file(
            "prepbook.yml",
            "base-url: https://g.example/x/\nlanguage: de\nredirects:\n  a/old.md: new.md\n  \
             \"a/old.md#p\": \"new.md#part\"\n  \"new.md#gone\": https://else.example/\n",
        )
        .file(
            "content/new.md",
            "# New\n\n## Part\n\nText [old](a/old.md#p).\n",
        );
    let run = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(
        (run.code, run.stderr.contains("warning")),
        (0, false),
        "{}",
        run.stderr
    );
    let old = page(&site, "out/a/old.html");
    for piece in [
        "<html lang=\"de\"",
        "<noscript><meta http-equiv=\"refresh\" content=\"0; url=../new.html\"></noscript>",
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://g.example/x/new.html\">",
        "<a class=\"moved-to\" href=\"../new.html\" data-redirect>Sie ist jetzt hier: New</a>",
        "<a id=\"p\" href=\"../new.html#part\">New</a>",
    ] {
        assert!(old.contains(piece), "{piece}\n{old}");
    }
    let new = page(&site, "out/new.html");
    assert!(new.contains("<a href=\"#part\">old</a>"), "{new}");
    assert!(
        new.contains("<a id=\"gone\" href=\"https://else.example/\">"),
        "{new}"
    );
    assert!(!page(&site, "out/sitemap.xml").contains("old.html"));
}
