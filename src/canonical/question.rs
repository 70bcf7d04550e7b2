//! A question with its parts under their labels.

use super::block::{self, Context};
use super::inline::{self, Place};
use crate::model::{AnswerOption, Block, BlockKind, FollowUp, Inline, Prose, Question};

/// Longer ids are not read from comments.
const LONGEST_ID: usize = 100;

/// Deepest level of headings.
const DEEPEST: u8 = 6;

/// A question as a heading of `level`.
pub(super) fn text(question: &Question, level: u8, context: Context<'_>) -> String {
    let own = levels_of(question);
    // An answer's own headings stand below its label, where there is room for both.
    let as_headings = usize::from(DEEPEST.saturating_sub(level + 1)) >= own.len();
    let first = if as_headings { level + 2 } else { level + 1 };
    let levels = map(&own, first);
    let writer = Writer {
        context: Context {
            levels: &levels,
            ..context
        },
        level,
        as_headings,
    };
    writer.question(question)
}

/// The levels of the headings in a question, shallowest first.
fn levels_of(question: &Question) -> Vec<u8> {
    let mut levels = Vec::new();
    let rubric = &question.rubric;
    let answer = question.answer.iter().map(|answer| &answer.prose);
    let lists = [&rubric.minimum, &rubric.strong, &rubric.red_flags];
    let follow_ups = question.follow_ups.iter();
    let proses = [&question.prompt, &question.notes]
        .into_iter()
        .chain(answer)
        .chain(lists.into_iter().flatten())
        .chain(&question.hints)
        .chain(question.options.iter().map(|option| &option.prose))
        .chain(follow_ups.flat_map(|follow_up| {
            std::iter::once(&follow_up.prompt).chain(follow_up.answer.as_ref())
        }));
    for prose in proses {
        push_levels(prose, &mut levels);
    }
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// Adds the levels of the headings in `prose`.
pub(super) fn push_levels(prose: &Prose, levels: &mut Vec<u8>) {
    prose.for_each_block(&mut |block| {
        if let Some((level, _)) = block.as_heading() {
            levels.push(level);
        }
    });
}

/// Gives the levels that are in use new ones from `first` on, without gaps.
pub(super) fn map(own: &[u8], first: u8) -> [u8; 7] {
    let mut levels = [DEEPEST; 7];
    for (index, level) in own.iter().enumerate() {
        let new = first.saturating_add(u8::try_from(index).unwrap_or(DEEPEST));
        levels[usize::from(*level).min(6)] = new.min(DEEPEST);
    }
    levels
}

struct Writer<'a> {
    context: Context<'a>,
    level: u8,
    as_headings: bool,
}

impl Writer<'_> {
    fn question(&self, question: &Question) -> String {
        let mut out = title(question, self.level, self.context.math);
        out.push_str(&id_comment(&question.id.0));
        if let Some(line) = self.meta(question) {
            out.push_str(&format!("\n\n{line}"));
        }
        self.push_prose(&question.prompt, &mut out);
        if !question.options.is_empty() {
            self.part("Options", &self.options(&question.options), true, &mut out);
        }
        if !question.hints.is_empty() {
            self.part("Hints", &self.hints(&question.hints), true, &mut out);
        }
        if let Some(answer) = &question.answer {
            let text = block::text(&answer.prose.blocks, self.context);
            self.part("Answer", &text, false, &mut out);
        }
        self.follow_ups(&question.follow_ups, &mut out);
        self.rubric(question, &mut out);
        if !question.notes.is_empty() {
            // A bold line of this name would be part of what stands above it.
            let head = "#".repeat((self.level + 1).into());
            out.push_str(&format!("\n\n{head} Notes"));
            out.push_str(&format!(
                "\n{}",
                block::text(&question.notes.blocks, self.context)
            ));
        }
        out
    }

    fn meta(&self, question: &Question) -> Option<String> {
        let mut fields = Vec::new();
        if let Some(level) = question.level {
            fields.push(format!("**Level:** {level}"));
        }
        if !question.tags.is_empty() {
            let words = [Inline::text(
                crate::source::Span::default(),
                question.tags.join(", "),
            )];
            let tags = inline::text(&words, Place::Line, self.context.math);
            fields.push(format!("**Tags:** {tags}"));
        }
        if let Some(minutes) = question.minutes {
            fields.push(format!("**Time:** {minutes} min"));
        }
        (!fields.is_empty()).then(|| fields.join(" · "))
    }

    fn push_prose(&self, prose: &Prose, out: &mut String) {
        if !prose.is_empty() {
            out.push_str("\n\n");
            out.push_str(&block::text(&prose.blocks, self.context));
        }
    }

    /// A labelled part. Below a bold line only a list can stand without a blank line.
    fn part(&self, label: &str, text: &str, list: bool, out: &mut String) {
        out.push_str("\n\n");
        let gap = if self.as_headings {
            let head = "#".repeat((self.level + 1).into());
            out.push_str(&format!("{head} {label}"));
            "\n"
        } else {
            out.push_str(&format!("**{label}**"));
            if list { "\n" } else { "\n\n" }
        };
        if !text.is_empty() {
            out.push_str(gap);
            out.push_str(text);
        }
    }

    fn options(&self, options: &[AnswerOption]) -> String {
        let key_known = options.iter().any(|option| option.correct == Some(true));
        let tight = options.iter().all(|option| is_short(&option.prose));
        let items: Vec<String> = options
            .iter()
            .map(|option| {
                let task = match option.correct {
                    None if key_known => None,
                    correct => Some(correct == Some(true)),
                };
                block::item("- ", task, &option.prose.blocks, tight, self.context)
            })
            .collect();
        items.join(if tight { "\n" } else { "\n\n" })
    }

    fn hints(&self, hints: &[Prose]) -> String {
        let tight = hints.iter().all(is_short);
        let items: Vec<String> = hints
            .iter()
            .zip(1..)
            .map(|(hint, number): (_, usize)| {
                let marker = format!("{number}. ");
                block::item(&marker, None, &hint.blocks, tight, self.context)
            })
            .collect();
        items.join(if tight { "\n" } else { "\n\n" })
    }

    /// Follow-ups as a list; those whose prompt takes more than a paragraph get a label each.
    fn follow_ups(&self, follow_ups: &[FollowUp], out: &mut String) {
        let mut at = 0;
        while at < follow_ups.len() {
            if !fits_list(&follow_ups[at]) {
                self.follow_up(&follow_ups[at], out);
                at += 1;
                continue;
            }
            let end = follow_ups[at..]
                .iter()
                .position(|other| !fits_list(other))
                .map_or(follow_ups.len(), |length| at + length);
            let run = &follow_ups[at..end];
            let tight = run.iter().all(|follow_up| follow_up.answer.is_none());
            let items: Vec<String> = run
                .iter()
                .map(|follow_up| {
                    let mut blocks = follow_up.prompt.blocks.clone();
                    blocks.extend(
                        follow_up
                            .answer
                            .iter()
                            .flat_map(|prose| prose.blocks.clone()),
                    );
                    block::item("- ", None, &blocks, tight, self.context)
                })
                .collect();
            let list = items.join(if tight { "\n" } else { "\n\n" });
            self.part("Follow-ups", &list, true, out);
            at = end;
        }
    }

    fn follow_up(&self, follow_up: &FollowUp, out: &mut String) {
        let prompt = block::text(&follow_up.prompt.blocks, self.context);
        self.part("Follow-up", &prompt, false, out);
        out.push_str("\n\n**Answer:**");
        if let Some(answer) = &follow_up.answer {
            out.push_str("\n\n");
            out.push_str(&block::text(&answer.blocks, self.context));
        }
    }

    fn rubric(&self, question: &Question, out: &mut String) {
        let rubric = &question.rubric;
        if rubric.is_empty() {
            return;
        }
        self.part("Rubric", "", false, out);
        let lists = [
            ("Minimum acceptable", &rubric.minimum),
            ("Strong answer", &rubric.strong),
            ("Red flags", &rubric.red_flags),
        ];
        let mut gap = if self.as_headings { "\n" } else { "\n\n" };
        for (label, prose) in lists {
            let Some(prose) = prose else { continue };
            out.push_str(&format!("{gap}**{label}**"));
            gap = "\n\n";
            let bullets = matches!(
                prose.blocks.first().map(|block| &block.kind),
                Some(BlockKind::List { start: None, items, .. })
                    if items.first().is_some_and(|item| !item.blocks.is_empty())
            );
            if !prose.is_empty() {
                out.push_str(if bullets { "\n" } else { "\n\n" });
                out.push_str(&block::text(&prose.blocks, self.context));
            }
        }
    }
}

/// The line of a question's title, with the number that stood before it.
fn title(question: &Question, level: u8, math: Option<bool>) -> String {
    let line = block::heading(level, &question.title, None, math);
    let words = line.trim_start_matches('#').trim_start();
    let number = question.number.trim();
    let marks = "#".repeat(level.into());
    if number.is_empty() {
        return line;
    }
    format!("{marks} {number} {words}").trim_end().to_owned()
}

fn id_comment(id: &str) -> String {
    let fits = id.len() <= LONGEST_ID && !id.contains(char::is_whitespace) && !id.contains("-->");
    if fits {
        format!("\n<!-- id: {id} -->")
    } else {
        String::new()
    }
}

/// Whether an item is nothing but a paragraph.
fn is_short(prose: &Prose) -> bool {
    prose.blocks.len() <= 1
        && prose
            .blocks
            .iter()
            .all(|block| matches!(block.kind, BlockKind::Paragraph(_)))
}

/// Whether the first block of an item asks, and all behind it answers.
fn fits_list(follow_up: &FollowUp) -> bool {
    let paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    let answer = follow_up
        .answer
        .as_ref()
        .map(|prose| prose.blocks.as_slice());
    matches!(follow_up.prompt.blocks.as_slice(), [only] if paragraph(only))
        && answer.is_none_or(|blocks| !blocks.is_empty())
}
