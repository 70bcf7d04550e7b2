//! What was written for a forge works as it does there: links, images, raw HTML, and what other tools
//! would have run; and a second wall stands behind the texts of strangers.

#[path = "support/run.rs"]
#[expect(dead_code, reason = "shared with tests that compare whole transcripts")]
mod run;
#[path = "support/site.rs"]
mod site;

use site::{Site, snapshot};

/// The body of a page of the site, built with `arguments`.
fn built(site: &Site, page: &str, arguments: &[&str]) -> (String, String) {
    let mut all = vec!["build", "site", "--out", "out", "--format", "short"];
    all.extend(arguments);
    let run = site.run(&all);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages = snapshot(&site.path("out"));
    let html = String::from_utf8_lossy(&pages[page]).into_owned();
    let start = html.find("<main").expect("a main part");
    (html[start..].to_owned(), run.stderr)
}

/// Fails unless every piece stands in the text.
fn holds(text: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(text.contains(piece), "{piece}\nis not in\n{text}");
    }
}

#[test]
fn paths_are_resolved_as_on_a_forge() {
    let site = Site::new()
        .file(
            "prepbook.yml",
            "title: Notes\ncontent: docs\nrepository: https://github.com/ferry/notes\n",
        )
        .file("docs/images/plan.PNG", "x")
        .file("docs/images/a b 图.png", "x")
        .file("docs/deep/er/Target.md", "# Target\n\n## A place\n")
        .file(
            "docs/from/here.md",
            "# Here\n\n\
             [1](/deep/er/Target.md) [2](/docs/deep/er/Target.md#a-place) [3](../deep/er/target.MD)\n\
             [4](https://github.com/Ferry/notes/blob/master/docs/deep/er/Target.md?plain=1#a-place)\n\
             [5](../../docs/deep/er/Target.md) [6](..\\\\deep\\\\er\\\\Target.md) [7](../deep/er/Target.md#L3-L5)\n\
             [8](https://github.com/ferry/notes/issues)\n\n\
             ![a](/images/plan.PNG?raw=true) ![b](../images/Plan.png)\n\
             ![c](../images/a%20b%20%E5%9B%BE.png) ![d](<../images/a b 图.png>)\n\
             ![e](https://raw.githubusercontent.com/ferry/notes/main/docs/images/plan.PNG)\n",
        );
    let (html, said) = built(&site, "from/here.html", &[]);
    holds(
        &html,
        &[
            "<a href=\"../deep/er/target.html\">1</a>",
            "<a href=\"../deep/er/target.html#a-place\">2</a>",
            "<a href=\"../deep/er/target.html\">3</a>",
            "<a href=\"../deep/er/target.html#a-place\">4</a>",
            "<a href=\"../deep/er/target.html\">5</a>",
            "<a href=\"../deep/er/target.html\">6</a>",
            "<a href=\"../deep/er/target.html\">7</a>",
            "href=\"https://github.com/ferry/notes/issues\"",
            "<img src=\"../images/plan.PNG\" alt=\"a\"",
            "<img src=\"../images/plan.PNG\" alt=\"b\"",
            "<img src=\"../images/a%20b%20图.png\" alt=\"c\"",
            "<img src=\"../images/a%20b%20图.png\" alt=\"d\"",
            "<img src=\"../images/plan.PNG\" alt=\"e\"",
        ],
    );
    let codes: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split_once("here.md:")?.1.split(';').next())
        .collect();
    assert_eq!(
        codes,
        [
            "3:62: warning[link-spelling]: the file is called 'deep/er/Target.md'",
            "5:35: warning[link-spelling]: the file is called 'deep/er/Target.md'",
            "8:33: warning[link-spelling]: the file is called 'images/plan.PNG'",
        ]
    );
    let copied = snapshot(&site.path("out"));
    assert!(copied.contains_key("images/plan.PNG") && copied.contains_key("images/a b 图.png"));
}

#[test]
fn contents_lists_of_other_rules_arrive() {
    let headings = "## 1. ⭐️ What is `Go`?\n\nx\n\n## Über uns\n\nx\n\n## C++ & C#\n\nx\n\n\
                    <a name=\"Old-Place\"></a>\n\nx\n\n## Same\n\nx\n\n## Same\n\nx\n";
    let list: String = [
        "1-️-what-is-go",
        "1-what-is-go",
        "what-is-go",
        "_1-what-is-go",
        "user-content-1--what-is-go",
        "1.-⭐️-what-is-go?",
        "%C3%BCber-uns",
        "uber-uns",
        "Über-Uns",
        "c--c",
        "c-c",
        "old-place",
        "same-1",
    ]
    .iter()
    .map(|fragment| format!("- see [{fragment}](#{fragment}) there\n"))
    .collect();
    let site = Site::new().file("a.md", format!("# A\n\n{list}\n{headings}"));
    let (html, said) = built(&site, "a.html", &[]);
    assert_eq!(said, "");
    assert_eq!(html.matches(" there</li>").count(), 13);
    assert!(!html.contains("broken-link"), "{html}");
    holds(
        &html,
        &[
            "<a href=\"#same-1\">same-1</a>",
            "<a href=\"#Old-Place\">old-place</a>",
        ],
    );
}

#[test]
fn a_fragment_that_is_nowhere_is_said_with_the_nearest_one() {
    let site = Site::new().file(
        "a.md",
        "# A\n\nSee [a](#is-it-keys-should-be-unique-everywhere) and [b](#qualty).\n\n\
         ## Should keys be unique everywhere?\n\nYes.\n\n## Quality\n\nx\n",
    );
    let (_, said) = built(&site, "a.html", &[]);
    holds(
        &said,
        &[
            "did you mean '#should-keys-be-unique-everywhere'?",
            "did you mean '#quality'?",
        ],
    );
}

#[test]
fn raw_html_is_kept_as_a_forge_keeps_it() {
    let site = Site::new()
        .file("light.png", "x")
        .file("dark.png", "x")
        .file(
            "a.md",
            "# A\n\n\
         <p align=\"center\"><img src=./light.png width=50%></p>\n\n\
         <picture>\n<source media=\"(prefers-color-scheme: dark)\" srcset=\"dark.png\">\n\
         <img src=\"light.png\" alt=\"Plan\">\n</picture>\n\n\
         <section>\n\nIn a *section*.\n\n</section>\n\n\
         The <header> element and <li> items.\n\n\
         <a href=\"B.md\">next</a> <a HREF=lost.md>lost</a> <script>alert(1)</script>\n",
        )
        .file("b.md", "# B\n");
    let (html, said) = built(&site, "a.html", &[]);
    holds(
        &html,
        &[
            "<p class=\"align-center\"><img src=\"light.png\" alt=\"\" width=\"50%\" loading=\"lazy\"></p>",
            "<source srcset=\"dark.png\" media=\"(prefers-color-scheme: dark)\">",
            "<div>\n<p>In a <em>section</em>.</p>\n</div>",
            "The &lt;header&gt; element and &lt;li&gt; items.",
            "<a href=\"b.html\">next</a>",
            "<span class=\"broken-link\" title=\"lost.md\">lost</span>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        ],
    );
    holds(
        &said,
        &[
            "a.md:18:1: warning[link-spelling]: the file is called 'b.md'",
            "a.md:18:25: warning[broken-link]: there is no file 'lost.md'",
        ],
    );
    assert!(snapshot(&site.path("out")).contains_key("dark.png"));
}

#[test]
fn links_that_run_are_dropped_and_said_with_their_place() {
    let site = Site::new().file(
        "a.md",
        "# A\n\n[a](javascript:x) [b](<VBScript:x>) ![c](data:image/svg+xml,x) [d](slack:x)\n\n\
         <div>\n<a href=' java&#x73;cript:x'>e</a>\n</div>\n\n\
         > <b>f <a\n> href=\"data:text/html,x\">g</a></b>\n",
    );
    let (html, said) = built(&site, "a.html", &[]);
    for scheme in [
        "javascript:",
        "VBScript:",
        "data:image",
        "data:text",
        "slack:",
    ] {
        assert!(!html.contains(scheme), "{scheme} in {html}");
    }
    let places: Vec<&str> = said
        .lines()
        .filter_map(|line| Some(line.split_once("a.md:")?.1.split_once(" warning")?.0))
        .collect();
    assert_eq!(places, ["3:1:", "3:19:", "3:37:", "3:64:", "6:1:", "9:8:"]);
    holds(
        &said,
        &[
            "'javascript:x' may run something and was dropped; link to a page with https:",
            "save the image as a file and link to it",
            "'slack:x' opens a program and was dropped",
        ],
    );
}

#[test]
fn what_other_tools_would_run_is_text() {
    let site = Site::new().file(
        "a.mdx",
        "import Tabs from '@theme/Tabs';\nexport const n = {a: 1};\n\n# A\n\n\
         <Tabs groupId=\"x\">\n\nInside **them**.\n\n</Tabs>\n\n\
         {% if page.draft %} {{ page.title | escape }} {% endif %}\n\n\
         :::note Mind *this*\nInside a note.\n:::\n\n\
         ::: details More\n\n- folded\n\n:::\n\n\
         ::: code-group\n\n```js\n1\n```\n\n:::\n",
    );
    let (html, said) = built(&site, "a.html", &[]);
    assert_eq!(said, "");
    holds(
        &html,
        &[
            "import Tabs from '@theme/Tabs';",
            "export const n = {a: 1};",
            "&lt;Tabs groupId=\"x\"&gt;",
            "<p>Inside <strong>them</strong>.</p>",
            "{% if page.draft %} {{ page.title | escape }} {% endif %}",
            "<div class=\"alert alert-note\"><p class=\"alert-title\">Note</p>\n\
             <p><strong>Mind <em>this</em></strong></p>\n<p>Inside a note.</p>\n</div>",
            "<details class=\"fold\"><summary>More</summary>\n<ul>\n<li>folded</li>\n</ul>\n</details>",
            "<p>::: code-group</p>",
        ],
    );
}

#[test]
fn strangers_bring_no_files_that_run_and_no_theme() {
    let site = || {
        Site::new()
            .file(
                "prepbook.yml",
                "title: T\ncontent: .\nremote-images: allow\nbrand: {css: own.css}\n",
            )
            .file("static/own.css", "p {}")
            .file("themes/default/templates/page.html", "{{ page.nothing }}")
            .file("evil.svg", "<svg onload=\"x\"/>")
            .file("plan.png", "x")
            .file("evil.html", "<script>x</script>")
            .file(
                "a.md",
                "# A\n\n![p](plan.png) ![s](evil.svg) [h](evil.html) \
                 ![r](https://example.org/i.png)\n\n$x^2$ `y` <b onclick=z>b</b>\n",
            )
    };
    let strangers = site();
    let (html, said) = built(&strangers, "a.html", &["--untrusted"]);
    holds(
        &html,
        &[
            "<img src=\"plan.png\" alt=\"p\" loading=\"lazy\">",
            "<span class=\"missing-image\" role=\"img\" aria-label=\"s\">s</span>",
            "<span class=\"broken-link\" title=\"evil.html\">h</span>",
            "href=\"https://example.org/i.png\"",
            "<msup><mi>x</mi><mn>2</mn></msup>",
            "<b>b</b>",
        ],
    );
    holds(&said, &["'evil.svg' could run something and stays out"]);
    let files = snapshot(&strangers.path("out"));
    assert!(files.contains_key("plan.png"));
    for path in ["evil.svg", "evil.html", "own.css"] {
        assert!(!files.contains_key(path), "{path}");
    }
    let explained = strangers.run(&["check", "site", "--untrusted", "--explain"]);
    holds(
        &explained.stdout,
        &["themes/: not used with --untrusted", "static/: not used"],
    );

    // The setting is the owner's, who vouches for the rest of the folder.
    let own = Site::new()
        .file("prepbook.yml", "title: T\ncontent: .\nuntrusted: true\n")
        .file("static/own.css", "p {}")
        .file("evil.svg", "<svg/>")
        .file("a.md", "# A\n\n![s](evil.svg)\n");
    built(&own, "a.html", &[]);
    let files = snapshot(&own.path("out"));
    assert!(files.contains_key("own.css") && !files.contains_key("evil.svg"));
}
