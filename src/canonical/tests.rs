//! What is written, to the letter, and that it is read as it was meant.

use proptest::collection;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use super::block::{self, Context};
use super::names::Names;
use super::{Manner, same, write};
use crate::model::{Block, BlockKind, Inline, InlineKind};
use crate::parse::{ParseOptions, blocks, parse};
use crate::source::{FileId, SourceFile, Span};

fn prose(blocks: &[Block]) -> String {
    let context = Context {
        math: None,
        levels: &[1, 1, 2, 3, 4, 5, 6],
        names: &Names::default(),
    };
    block::text(blocks, context)
}

/// What becomes of a document in the canonical form.
fn canonical(text: &str) -> String {
    let file = SourceFile::new(FileId::new("tea.md"), "tea.md", text.as_bytes());
    let options = ParseOptions::default();
    let document = parse(&file, &options).value;
    let written = write(&file, &document, &options, &[]);
    assert_eq!(written.manner, Manner::Canonical, "{:?}", written.differs);
    written.text
}

#[test]
fn markdown_that_is_written_well_stays_as_it_is() {
    for text in [
        "Words with *stress*, **weight**, ~~doubt~~ and `code`.",
        "A line\nand the next\\\nand one after a break.",
        "snake_case_names, 2 * 3 * 4, a < b, AT&T, 5 $ and #hash",
        "See [the *manual*](manual.md#part \"All of it\") and ![a cup](cup.png).",
        "Bare https://example.org/a_b and [[Connection pools]] and [[pools.md|these]].",
        "``a ` b`` and ` `` `",
        "$x^2$ and\n\n$$\n\\sum_i x_i\n$$",
        "> [!NOTE]\n> Mind the kettle.\n>\n> It is hot.",
        "> One\n>\n> - two",
        "```rust title=\"a.rs\" {2}\nfn main() {}\n\n```",
        "````md\n```\ncode\n```\n````",
        "- one\n- two\n  - deeper\n\n    loose\n- [x] done\n- [ ] open",
        "1. one\n\n2. two\n\n   ```sh\n   ls\n   ```\n\n3. three",
        "- a\n- b\n\n+ another list",
        "| Cup | Price |\n|:--|--:|\n| small | 2 \\| 3 |\n| **big** | `a \\| b` |",
        "Term\n: What it means.\n\nOther\n: One thing.\n: Another.",
        "<details>\n<summary>More &amp; more</summary>\n\nInside.\n\n</details>",
        "<details open>\n<summary>More</summary>\n\n- Inside\n\n</details>",
        "<div align=\"center\">\n  <img src=\"a.png\">\n</div>",
        "Text with <kbd>Ctrl</kbd> and a<br>break.",
        "---",
        "## A heading with `code` {#named",
    ] {
        assert_eq!(prose(&blocks(text, None)), text);
    }
}

#[test]
fn other_ways_to_write_become_one() {
    for (text, wanted) in [
        ("* one\n* two", "- one\n- two"),
        ("3) three\n4) four", "3. three\n4. four"),
        ("__weight__ and _stress_", "**weight** and *stress*"),
        ("Heading\n=======", "# Heading"),
        ("    indented code", "```\nindented code\n```"),
        ("~~~\ncode\n~~~", "```\ncode\n```"),
        ("[text][ref]\n\n[ref]: a.md 'T'", "[text](a.md \"T\")"),
        ("a  \nb", "a\\\nb"),
        ("***", "---"),
        ("A &copy; B &amp;copy;", "A © B \\&copy;"),
    ] {
        assert_eq!(prose(&blocks(text, None)), wanted, "{text}");
    }
}

#[test]
fn words_that_look_like_markdown_keep_their_backslashes_and_no_more() {
    for text in [
        "\\* no list",
        "1\\. no list",
        "\\# no heading",
        "\\> no quotation",
        "2 \\*3\\* 4",
        "\\[no](link)",
        "\\`no code\\`",
        "wow\\![a](b)",
    ] {
        let written = prose(&blocks(text, None));
        let read = same::blocks(&blocks(&written, None));
        assert_eq!(read, same::blocks(&blocks(text, None)), "{written}");
        assert!(
            written.matches('\\').count() <= text.matches('\\').count() + 2,
            "{written}"
        );
    }
}

#[test]
fn a_question_gets_its_id_and_its_labels() {
    let text = "# Tea\n\n## Leaves\n\n**Q1: Why does it turn bitter?**\n\nTannins.\n\n\
                **Q2: How hot?**\n\n80 °C.\n\n**Q3: How long?**\n\nTwo minutes.\n";
    assert_eq!(
        canonical(text),
        "# Tea\n\n## Leaves\n\n\
         ### Q1: Why does it turn bitter?\n<!-- id: tea--why-does-it-turn-bitter -->\n\n\
         #### Answer\nTannins.\n\n\
         ### Q2: How hot?\n<!-- id: tea--how-hot -->\n\n#### Answer\n80 °C.\n\n\
         ### Q3: How long?\n<!-- id: tea--how-long -->\n\n#### Answer\nTwo minutes.\n"
    );
}

#[test]
fn every_part_of_a_question_has_its_place() {
    let text = "---\nlevel: mid\n---\n# Tea\n\n## How hot?\n<!-- id: heat -->\n\n\
                **Time:** 5 min\n**Tags:** water, heat\n\nFor green tea.\n\n\
                **Options:**\n\n* [ ] 100\n* [x] 80\n\n**Hint:** Think of leaves.\n\n\
                **Red flags:**\n\n* Boils it\n\n**Expected answer:** 80 °C.\n\n### Why\n\nTannins.\n\n\
                **Follow-up: And black tea?**\n\n**Answer:** 95 °C.\n\n\
                **Must mention:**\n\n* Tannins\n";
    let wanted = "---\nlevel: mid\n---\n\n# Tea\n\n## How hot?\n<!-- id: heat -->\n\n\
                  **Tags:** water, heat · **Time:** 5 min\n\nFor green tea.\n\n\
                  ### Options\n- [ ] 100\n- [x] 80\n\n### Hints\n1. Think of leaves.\n\n\
                  ### Answer\n80 °C.\n\n#### Why\n\nTannins.\n\n\
                  ### Follow-ups\n- And black tea?\n\n  95 °C.\n\n\
                  ### Rubric\n**Minimum acceptable**\n- Tannins\n\n**Red flags**\n- Boils it\n";
    assert_eq!(canonical(text), wanted);
    assert_eq!(canonical(wanted), wanted);
}

#[test]
fn labels_are_bold_lines_where_an_answer_needs_the_headings() {
    let deep = "# Tea\n\n## Why?\n<!-- id: why -->\n\n### Answer\n\n#### One\n\n##### Two\n\n\
                ###### Three\n\n### Four\n\nText.\n";
    let written = canonical(deep);
    let wanted = "# Tea\n\n## Why?\n<!-- id: why -->\n\n**Answer**\n\n#### One\n\n##### Two\n\n\
                  ###### Three\n\n### Four\n\nText.\n";
    assert_eq!(written, wanted);
    assert_eq!(canonical(wanted), wanted);
}

#[test]
fn names_of_headings_stay_and_others_are_not_written() {
    let text = "# Tea\n\n## Green\n\n### Why?\n<!-- id: why -->\n\n#### Answer\n\
                ##### Leaves {#deep}\n\nSee [here](#deep).\n\n##### Leaves\n\nText.\n";
    assert_eq!(canonical(text), text);
}

#[test]
fn what_the_site_settles_the_file_says_itself() {
    let file = |text: &str| SourceFile::new(FileId::new("a.md"), "a.md", text.as_bytes());
    let options = ParseOptions {
        math: Some(false),
        ..ParseOptions::default()
    };
    for (text, wanted) in [
        (
            "# Tea\n\nIt costs $a$.\n",
            "---\nmath: false\n---\n\n# Tea\n\nIt costs $a$.\n",
        ),
        ("# Tea\n\nIt costs 3.\n", "# Tea\n\nIt costs 3.\n"),
    ] {
        let source = file(text);
        let document = parse(&source, &options).value;
        let written = write(&source, &document, &options, &[]);
        assert_eq!(written.text, wanted);
        let again = parse(&file(wanted), &ParseOptions::default()).value;
        assert_eq!(super::compare::difference(&document, &again), None);
    }
}

#[test]
fn prose_between_questions_is_no_answer() {
    let text = "# Tea\n\n- Why is it bitter?\n- How hot?\n- How long?\n- What cup?\n\n\
                Pour, and wait.\n\n## Coffee\n\n- Why is it black?\n- Which beans?\n- How fine?\n";
    let file = SourceFile::new(FileId::new("tea.md"), "tea.md", text.as_bytes());
    let options = ParseOptions::default();
    let document = parse(&file, &options).value;
    let written = write(&file, &document, &options, &[]);
    let again = SourceFile::new(FileId::new("tea.md"), "tea.md", written.text.as_bytes());
    let again = parse(&again, &options).value;
    assert_eq!(super::compare::difference(&document, &again), None);
}

fn words() -> impl Strategy<Value = String> {
    select(vec![
        "tea",
        "2 * 3",
        "*",
        "**",
        "_x_",
        "__init__",
        "a_b",
        "`",
        "``x``",
        "[a](b)",
        "[x]",
        "[^1]",
        "![i](j)",
        "<b>",
        "</b>",
        "<!-- c -->",
        "a < b",
        "&amp;",
        "&#35;",
        "AT&T",
        "$5",
        "$x$",
        "$$",
        "# h",
        "## ",
        "1. one",
        "2) two",
        "- dash",
        "+ plus",
        "> quote",
        "| a | b |",
        "|---|",
        "---",
        "===",
        "~~~",
        "~~x~~",
        "~",
        "\\",
        "\\*",
        "!",
        "[[wiki]]",
        "https://a.example/b_c",
        "<https://a.example>",
        "Term",
        ": definition",
        "{#id}",
        "C#",
        "{{ x }}",
        "#",
        "日本",
        "é",
        "\"q\"",
        "(p)",
        "[ ] task",
        "[!NOTE]",
        "[a]: b",
        "&copy",
        "=",
        "a\u{a0}b",
        "x^2^",
        "H~2~O",
    ])
    .prop_map(str::to_owned)
}

fn inline(kind: InlineKind) -> Inline {
    Inline::new(Span::default(), kind)
}

/// Words that are meant as they are, some of them marked; blanks between all of them.
fn run() -> impl Strategy<Value = Vec<Inline>> {
    let text = |text: String| vec![inline(InlineKind::Text(text))];
    let piece = prop_oneof![
        4 => words().prop_map(InlineKind::Text),
        1 => words().prop_map(move |words| InlineKind::Emphasis(text(format!("x {words} y")))),
        1 => words().prop_map(move |words| InlineKind::Strong(text(format!("x {words} y")))),
        1 => words().prop_map(InlineKind::Code),
        1 => words().prop_map(move |words| InlineKind::Link {
            target: "a b.md".to_owned(),
            title: "a \"t\"".to_owned(),
            content: text(format!("x {words} y").replace("://", " ").replace("[[", "[")),
        }),
        1 => Just(InlineKind::SoftBreak),
        1 => Just(InlineKind::HardBreak),
    ];
    collection::vec(piece, 1..6).prop_map(|pieces| {
        let mut run = vec![inline(InlineKind::Text("start ".to_owned()))];
        for piece in pieces {
            let breaks = matches!(piece, InlineKind::SoftBreak | InlineKind::HardBreak);
            run.push(inline(piece));
            // A line has words.
            let between = if breaks { "x " } else { " " };
            run.push(inline(InlineKind::Text(between.to_owned())));
        }
        run.push(inline(InlineKind::Text("end".to_owned())));
        run
    })
}

/// The same with neighbouring texts joined, and without what readers make links of.
fn as_read(run: &[Inline]) -> String {
    same::blocks(&[Block::new(
        Span::default(),
        BlockKind::Paragraph(run.to_vec()),
    )])
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn words_are_read_as_they_were_meant(run in run()) {
        let holds = |part: &str| as_read(&run).contains(part);
        // Names and addresses are links wherever they stand.
        if !holds("[[") && !holds("://") {
            let block = Block::new(Span::default(), BlockKind::Paragraph(run.clone()));
            let written = prose(&[block]);
            prop_assert_eq!(same::blocks(&blocks(&written, None)), as_read(&run), "{}", written);
        }
    }
}
