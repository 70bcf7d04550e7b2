//! The catalogue of codes: why each is bad, an example, and the fix.
//!
//! A code is named for the problem. `prepbook check --codes` prints this file.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Severity;

/// What the catalogue says about a code.
#[derive(Clone, Copy, Debug)]
pub struct CodeInfo {
    /// The name in reports and in `diagnostics:` of `prepbook.yml`.
    pub name: &'static str,
    /// How bad it is unless the configuration says otherwise.
    pub severity: Severity,
    /// Why it is bad.
    pub why: &'static str,
    /// Content that shows it.
    pub example: &'static str,
    /// What to do.
    pub fix: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident {
        why: $why:literal, example: $example:literal, fix: $fix:literal $(,)?
    })*) => {
        /// A kind of trouble.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What the catalogue says about it.
            pub fn info(self) -> &'static CodeInfo {
                match self {
                    $(Self::$variant => &CodeInfo {
                        name: $name,
                        severity: Severity::$severity,
                        why: $why,
                        example: $example,
                        fix: $fix,
                    },)*
                }
            }
        }
    };
}

codes! {
    /// `prepbook.yml` is not YAML.
    InvalidConfig = "invalid-config", Error {
        why: "Without a readable prepbook.yml nobody can say what the site should be.",
        example: "title: \"My guide",
        fix: "Mend the YAML at the place shown; a value with a colon in it needs quotes.",
    }
    /// A key of `prepbook.yml` that does not exist.
    UnknownConfigKey = "unknown-config-key", Error {
        why: "A misspelt key would be ignored in silence, and the site would not be what you asked for.",
        example: "titel: My guide",
        fix: "Use one of the keys that the message lists, or remove the line.",
    }
    /// A value in `prepbook.yml` that cannot be used.
    BadConfigValue = "bad-config-value", Error {
        why: "The setting cannot be carried out as written.",
        example: "base-url: guide.example",
        fix: "Write the value in the form that the message shows.",
    }
    /// A template cannot be used.
    InvalidTemplate = "invalid-template", Error {
        why: "Pages cannot be made with a template that does not parse or asks for unknown values.",
        example: "{{ page.titel }}",
        fix: "Mend the template at the place shown; the handbook lists what each template gets.",
    }
    /// Two authored ids are alike.
    DuplicateId = "duplicate-id", Error {
        why: "An id is the key of links, progress and exported cards; two questions cannot share one.",
        example: "<!-- id: cap --> under two headings",
        fix: "Give one of the two questions another id.",
    }
    /// A line of `prepbook.ids` that makes no sense.
    BadIdLine = "bad-id-line", Warning {
        why: "The line is ignored, so its question gets another id: links to it break, and readers lose their marks.",
        example: "<<<<<<< HEAD in prepbook.ids",
        fix: "Take the line back as Git has it, then run prepbook ids --write.",
    }
    /// `prepbook.ids` does not know the questions of today.
    StaleIds = "stale-ids", Warning {
        why: "Ids were found by what questions looked like when the file was written; the more changes, the less is left to find them by.",
        example: "a question that was reworded, added, moved or removed since prepbook ids --write",
        fix: "Run prepbook ids to see what changed, then prepbook ids --write, and commit prepbook.ids.",
    }
    /// An id of `prepbook.ids` that may be the one of several questions.
    AmbiguousId = "ambiguous-id", Warning {
        why: "Nobody can say which of them it was, so none has the id: old links and readers' marks lead nowhere.",
        example: "one question that was split into two that resemble it",
        fix: "Write <!-- id: … --> with the old id under the heading that it belongs to, or remove its line from prepbook.ids.",
    }
    /// Two terms are called alike.
    DuplicateTerm = "duplicate-term", Warning {
        why: "An answer is linked to one explanation, and its reader does not see the other.",
        example: "Cache\n: A store of answers. (in two glossaries)",
        fix: "Keep one of the two, or call them differently; glossary: false in the front matter \
              of one keeps its terms out of answers.",
    }
    /// Two files would have one URL, or one where names ignore case.
    DuplicateUrl = "duplicate-url", Warning {
        why: "One of the two gets a number behind its name, and links from outside may not last; a \
              file that is only copied is left out.",
        example: "Intro.md and intro.md in one folder; static/intro.html beside them",
        fix: "Rename one of the files.",
    }
    /// A Markdown file that cannot be read, or is larger than any that a person writes.
    UnreadFile = "unread-file", Warning {
        why: "What is in the file is not in the guide.",
        example: "all-questions.md (50 MiB)",
        fix: "Split the file, or let it be read; exclude: keeps it out for good.",
    }
    /// Front matter is not YAML.
    InvalidFrontMatter = "invalid-front-matter", Warning {
        why: "What front matter says about the document is ignored.",
        example: "---\ntitle: CAP: a theorem\n---",
        fix: "Mend the YAML at the place shown; a value with a colon in it needs quotes.",
    }
    /// A key of front matter that does not exist.
    UnknownFrontMatterKey = "unknown-front-matter-key", Warning {
        why: "A misspelt key has no effect, and nobody notices.",
        example: "tag: [sql]",
        fix: "Use one of the keys that the message lists, or remove the line.",
    }
    /// A value in front matter that cannot be used.
    BadFrontMatterValue = "bad-front-matter-value", Warning {
        why: "The value is ignored, so the document is not what you asked for.",
        example: "level: expert",
        fix: "Write one of the values that the message lists.",
    }
    /// A `Level`, `Tags` or `Time` line with a value that cannot be used.
    BadMetaValue = "bad-meta-value", Warning {
        why: "The value is ignored, so filters and badges miss the question.",
        example: "**Level:** wizard",
        fix: "Write one of the values that the message lists.",
    }
    /// A link to a page or file that is not there.
    BrokenLink = "broken-link", Warning {
        why: "Readers land on nothing.",
        example: "[pools](pools.md)",
        fix: "Correct the path; the message names the nearest files.",
    }
    /// A link by name to something that has no such name.
    UnknownName = "unknown-name", Warning {
        why: "The brackets are shown as they were written, and lead nowhere.",
        example: "[[Conection pools]]",
        fix: "Correct the name; what is no link belongs into code: `[[Prototype]]`.",
    }
    /// A link by name to one of several things.
    AmbiguousName = "ambiguous-name", Warning {
        why: "Readers may land at the other one: the first in reading order was taken.",
        example: "[[Caching]] where two documents have that title",
        fix: "Name the file, too, such as [[backend/caching.md#invalidation]].",
    }
    /// An old address that cannot be sent on.
    BadRedirect = "bad-redirect", Warning {
        why: "Old links do not arrive: the line in aliases: or redirects: is ignored.",
        example: "redirects: {old.md: gone.md}",
        fix: "Correct the line as the message says; pages that are there are never replaced.",
    }
    /// A link to a fragment that is not there.
    BrokenFragment = "broken-fragment", Warning {
        why: "Readers land at the top of the page instead of the place meant.",
        example: "[pools](databases.md#conection-pools)",
        fix: "Correct the fragment; the message names the nearest headings.",
    }
    /// An image that is not there.
    MissingImage = "missing-image", Warning {
        why: "Readers see a gap.",
        example: "![diagram](img/diagramm.png)",
        fix: "Correct the path or add the file.",
    }
    /// A link that names a file in other letters than the file system.
    LinkSpelling = "link-spelling", Warning {
        why: "It leads there in this guide, and nowhere on GitHub and most web servers.",
        example: "![plan](Images/Plan.PNG)",
        fix: "Write the name as the file has it.",
    }
    /// A link whose scheme could run something.
    UnsafeLink = "unsafe-link", Warning {
        why: "Links that run scripts are dropped, because guides are often shared.",
        example: "[click](javascript:alert(1))",
        fix: "Link to a page.",
    }
    /// A footnote that is used and not written.
    MissingFootnote = "missing-footnote", Warning {
        why: "The reference leads nowhere.",
        example: "as measured[^bench]",
        fix: "Write the footnote: [^bench]: …",
    }
    /// A question without an answer among answered ones.
    MissingAnswer = "missing-answer", Warning {
        why: "Most questions of the document have an answer; this one was probably forgotten.",
        example: "### What is a mutex? without an Answer",
        fix: "Write the answer, or move unanswered questions to a document of their own.",
    }
    /// An answer that only says that it will be written.
    PlaceholderAnswer = "placeholder-answer", Warning {
        why: "Readers unfold it and find nothing; it counts as unanswered.",
        example: "**Answer:** TODO",
        fix: "Write the answer, or remove the placeholder.",
    }
    /// A row of a table of questions that its header does not fit.
    BrokenRow = "broken-row", Warning {
        why: "A question or an answer may be missing, or hold more than it should.",
        example: "What is a lock?,It waits, and wakes up.,threads",
        fix: "Put fields that hold commas, quotation marks or line ends into quotation marks.",
    }
    /// A code fence without an end.
    UnclosedFence = "unclosed-fence", Warning {
        why: "Everything behind it would become code; it was closed before the next heading or question.",
        example: "``` without a second ```",
        fix: "Close the fence where the code ends.",
    }
    /// `<details>` that is not closed, or closed without being open.
    UnbalancedDetails = "unbalanced-details", Warning {
        why: "Everything behind it would be folded away; it was closed at the end of its part.",
        example: "<details> without </details>",
        fix: "Add the missing tag.",
    }
    /// Steps of an interview that do not add up.
    TimeBudget = "time-budget", Warning {
        why: "Interviewers who follow the plan run late or finish early.",
        example: "- 60 minutes total\n- 20 minutes: API\n- 30 minutes: Design",
        fix: "Correct the total or the steps.",
    }
    /// A code language that is not known.
    UnknownLanguage = "unknown-language", Warning {
        why: "The code is shown without colours.",
        example: "```pyhton",
        fix: "Correct the name; use `text` for what is no code.",
    }
    /// Marked lines that a block of code does not have.
    BadMarkedLines = "bad-marked-lines", Warning {
        why: "Readers are not shown what the author points at; often the code changed since.",
        example: "```rust {12} above a block of eight lines",
        fix: "Count lines from 1 in the block, and write a range as 4-6.",
    }
    /// A formula that does not parse.
    InvalidMath = "invalid-math", Warning {
        why: "The formula is shown as its source.",
        example: "$\\frac{1}$",
        fix: "Mend the TeX; the handbook lists what is understood.",
    }
    /// Dollars that may be money or a formula.
    AmbiguousMath = "ambiguous-math", Warning {
        why: "The dollars were taken as money and left as text; a formula would read badly that way.",
        example: "costs $5 and $6",
        fix: "Write \\$ for money, or set math: true or false in front matter.",
    }
    /// A file that is not clean UTF-8.
    InvalidEncoding = "invalid-encoding", Warning {
        why: "Characters were replaced, so words may be damaged.",
        example: "a file saved as Latin-1",
        fix: "Save the file as UTF-8.",
    }
    /// `kind:` asks for something the document does not hold.
    KindMismatch = "kind-mismatch", Warning {
        why: "The document was read as prose, because nothing in it looks like the kind named.",
        example: "kind: scenario without a role, a format or questions",
        fix: "Correct kind:, or add what the kind needs.",
    }
    /// A question without something that `require:` asks for.
    MissingRequired = "missing-required", Warning {
        why: "The house rules in prepbook.yml ask every question for it.",
        example: "require: [level] and a question without a level",
        fix: "Add what the message names, or take it out of require:.",
    }
    /// Text that an edition leaves out because nobody said what it is.
    WithheldText = "withheld-text", Warning {
        why: "An edition without answers shows only what is labelled, so readers miss this text.",
        example: "### What is a mutex? with text below it and no #### Answer, built with --edition candidate",
        fix: "Label the parts of the question, or switch the code off when the text is meant to stay out.",
    }
    /// A name in `editions:` of front matter that no edition has.
    UnknownEdition = "unknown-edition", Warning {
        why: "The document stays out of every edition but the whole one.",
        example: "editions: [candidat]",
        fix: "Use the name of an edition, or add it to editions: in prepbook.yml.",
    }
    /// A tag that `tags:` does not list.
    UnknownTag = "unknown-tag", Warning {
        why: "Two spellings of one topic are two topics, and each shows half of the questions.",
        example: "tags: [kubernetes] in prepbook.yml and **Tags:** kubernets",
        fix: "Use a tag that prepbook.yml lists, or add this one there.",
    }
    /// One topic with tags of several spellings.
    TagSpelling = "tag-spelling", Warning {
        why: "Tags that differ in spelling alone are two topics, or one with a name left to chance.",
        example: "**Tags:** nodejs below one question and **Tags:** Node.js below another",
        fix: "Use the spelling that the message proposes, or list the others as synonyms: of the topic in prepbook.yml.",
    }
    /// A topic of `topics:` that no question has.
    UnusedTopic = "unused-topic", Warning {
        why: "The topic gets no page; often its name is misspelt, or the tag was renamed.",
        example: "topics: {kubernets: {title: Kubernetes}} in prepbook.yml",
        fix: "Correct the name, tag a question with it, or remove the topic.",
    }
    /// A parent in `topics:` that is neither a topic nor a tag.
    UnknownTopic = "unknown-topic", Warning {
        why: "The topic stands at the top of the overview instead of below the one meant.",
        example: "topics: {kubernetes: {parent: opertions}} in prepbook.yml",
        fix: "Correct the name, or add the parent to topics:.",
    }
    /// One question in two places.
    NearDuplicate = "near-duplicate", Warning {
        why: "Readers meet the question twice, and only one of the two is kept up to date.",
        example: "### What is a mutex? in threads.md and in locks.md, with the same answer",
        fix: "Keep one and link to it; exclude: in prepbook.yml leaves a whole copy out.",
    }
    /// A file that `brand:` names and that is not there.
    MissingBrandFile = "missing-brand-file", Warning {
        why: "Every page asks for it and shows a gap.",
        example: "brand: {logo: logo.svg} without static/logo.svg",
        fix: "Put the file into static/, or correct the path.",
    }
    /// An accent colour that cannot be read on the theme's paper.
    LowContrast = "low-contrast", Warning {
        why: "Links in this colour are hard to read; WCAG asks for a contrast of 4.5:1.",
        example: "brand: {accent: \"#ffcc00\"}",
        fix: "Use the colour that the message proposes, or another one with enough contrast.",
    }
}

impl Code {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The code of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique_kebab_case_and_every_entry_says_something() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        for code in Code::ALL {
            let info = code.info();
            assert!(
                info.name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-'),
                "{}",
                info.name
            );
            assert!(
                info.why.ends_with('.') && info.fix.len() > 10,
                "{}",
                info.name
            );
            assert!(!info.example.is_empty(), "{}", info.name);
        }
    }
}
