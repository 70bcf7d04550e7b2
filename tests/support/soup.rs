//! Text that looks like Markdown, mixed without sense, and example documents with damage.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::{collection, sample, strategy};

/// Words and pieces of lines that mean something somewhere.
const PIECES: &[&str] = &[
    "What is a mutex?",
    "Why?",
    "Answer",
    "**Answer:**",
    "**Expected Answer:** It locks.",
    "**Level:** senior · **Tags:** a, b · **Time:** 5 min",
    "**Level:** wizard",
    "**Level:** &amp;é日 `x`",
    "**Q12: Why?**",
    "Question 3:",
    "面团为什么会发酵？",
    "🥖👩‍🍳",
    "`code`",
    "``co`de",
    "*a **b* c**",
    "~~x~~",
    "$5-$10",
    "$\\frac{1}{2}$",
    "$$",
    "$x and y$",
    "[link](a.md#b)",
    "[^1]",
    "[^1]: note",
    "[ref]",
    "[ref]: <a b> 't'",
    "![img](i.png \"t\")",
    "<https://a.example>",
    "https://a.example/x_(y)",
    "<b>",
    "</b>",
    "<br/>",
    "<a href=\"x.md\">",
    "<a href='",
    "<!-- id: cap -->",
    "<!-- open",
    "-->",
    "{#authored}",
    "{{ x }} {% y %}",
    "&amp; &nbsp; &#0;",
    "\\*",
    "\\",
    "a | b",
    "|---|:-:|",
    "| a | $1 | `|` |",
    "TODO",
    "To be completed",
    "[Back to top](#top)",
    "- 15 minutes: Design",
    "60 minutes total",
    "**Pass:**",
    "**Instead of:** \"x\"",
    "**Say:** \"y\"",
    "**Interviewer:** \"Why?\"",
    "**Candidate:** \"Because.\"",
    "[interviewer]: Hello",
    "  [applicant]: Hi",
    "Term",
    ": definition",
    "> [!NOTE]",
    ":::",
    "import X from 'y'",
    "o bullet",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "e\u{301}",
    "\t",
    "  ",
    "",
];

/// What a line may start with.
const STARTS: &[&str] = &[
    "",
    "",
    "",
    "",
    "# ",
    "## ",
    "### ",
    "#### ",
    "####### ",
    "- ",
    "* ",
    "  - ",
    "    ",
    "\t",
    "1. ",
    "2) ",
    "12. ",
    "   3. ",
    "> ",
    "> > ",
    ">",
    "- [ ] ",
    "- [x] ",
    "### 1. ",
    "### Q2. ",
    "**",
    "#### Answer",
    "#### Follow-ups",
    "#### Rubric",
    "#### Options",
    "#### Hints",
    "### Role",
    "### Interview format",
    "### Evaluation criteria",
    "### Phase 1 (5-10 minutes)",
    "| ",
    "+ ",
    "=== ",
    "---",
    "***",
];

/// Whole lines that open or close something.
const LINES: &[&str] = &[
    "```",
    "```rust",
    "````",
    "~~~",
    "    ```",
    "- ```",
    "> ```",
    "<details>",
    "<details open>",
    "<details><summary>Answer</summary>",
    "<summary>What is IAM?</summary><br><b>",
    "</details>",
    "</b></details>",
    "<div>",
    "</div>",
    "<pre>",
    "---",
    "===",
    "",
    "",
    "",
];

fn line() -> impl Strategy<Value = String> {
    let piece = sample::select(PIECES);
    let start = sample::select(STARTS);
    prop_oneof![
        6 => (start, collection::vec(piece, 0..4)).prop_map(|(start, pieces)| {
            format!("{start}{}", pieces.join(" "))
        }),
        3 => sample::select(LINES).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn front_matter() -> impl Strategy<Value = &'static str> {
    sample::select(
        [
            "",
            "",
            "",
            "---\ntitle: A\nkind: questions\n---\n",
            "---\nkind: scenario\ntags: [a, 'b']\n---\n",
            "---\nkind: transcript\n---\n",
            "---\nkind: playbook\nquestion-level: 3\n---\n",
            "---\nkind: glossary\nmath: true\n---\n",
            "---\ntitle: 面: 包\n---\n",
            "---\nlevel: 高手\nfoo: &x [*x]\n---\n",
            "---\n? {a: b}\n: c\n---\n",
            "---\n",
            "---\n---\n",
        ]
        .as_slice(),
    )
}

fn line_end() -> impl strategy::Strategy<Value = &'static str> {
    prop_oneof![4 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")]
}

/// The lines of the example documents, one document after the other.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shapes");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the example documents")
        .map(|entry| entry.expect("an example document").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).expect("an example document");
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
});

/// Some lines in a row from the examples.
fn excerpt() -> impl Strategy<Value = Vec<String>> {
    (any::<sample::Index>(), 1..60_usize).prop_map(|(start, length)| {
        let start = start.index(EXAMPLES.len());
        let end = (start + length).min(EXAMPLES.len());
        EXAMPLES[start..end].to_vec()
    })
}

/// Some lines of it.
pub fn body() -> impl Strategy<Value = String> {
    let lines = collection::vec(line(), 0..12);
    let mixed = collection::vec(prop_oneof![excerpt(), lines], 1..6);
    prop_oneof![
        collection::vec(line(), 0..40).prop_map(|lines| lines.join("\n")),
        mixed.prop_map(|pieces| pieces.concat().join("\n")),
    ]
}

/// A whole file of it, with front matter and foreign line ends at times.
pub fn file() -> impl Strategy<Value = String> {
    (front_matter(), body(), line_end())
        .prop_map(|(front, body, end)| format!("{front}{body}").replace('\n', end))
}
