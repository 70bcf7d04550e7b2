//! The code of a whole guide in colours, before its pages are made.
//!
//! A grammar is some megabytes of regular expressions. Pages have code of many languages between
//! all their other work, so every block would find the processor's caches full of something else;
//! language by language, the same work takes a third less time.

use rayon::prelude::*;

use crate::guide::Guide;
use crate::html::Highlighter;
use crate::language::changes_of;
use crate::model::{BlockKind, Document, PartBody, Prose};

/// Blocks between two looks at whether anybody still wants them.
const BATCH: usize = 4_096;

/// Colours the code of questions and of plain pages, where nearly all of it is; what stands
/// elsewhere is coloured with its page. Ends early when `stop` says so.
pub(super) fn colour(guide: &Guide, highlighter: &Highlighter, stop: &mut dyn FnMut() -> bool) {
    let mut blocks = Vec::new();
    for document in &guide.documents {
        code_of(&document.document, &mut |language, code| {
            if let Some(token) = highlighter.grammar(language, code) {
                blocks.push((token, code));
            }
        });
    }
    // Neighbours are coloured by the same thread.
    blocks.sort_by_key(|(token, _)| *token);
    for batch in blocks.chunks(BATCH) {
        if stop() {
            return;
        }
        batch
            .par_iter()
            .for_each(|(token, code)| highlighter.prepare(token, code));
    }
}

/// Calls `found` with the language and the text of blocks of code. Changes are not among them:
/// what they are coloured by is cut out of them first.
fn code_of<'a>(document: &'a Document, found: &mut impl FnMut(&'a str, &'a str)) {
    let mut look = |prose: &'a Prose| {
        prose.for_each_block(&mut |block| {
            if let BlockKind::Code { language, text, .. } = &block.kind
                && changes_of(language).is_none()
            {
                found(language, text);
            }
        });
    };
    for part in &document.parts {
        if let PartBody::Page(prose) = &part.body {
            look(prose);
        }
        for question in part.questions() {
            look(&question.prompt);
            question.hints.iter().for_each(&mut look);
            if let Some(answer) = &question.answer {
                look(&answer.prose);
            }
            for follow_up in &question.follow_ups {
                look(&follow_up.prompt);
                follow_up.answer.iter().for_each(&mut look);
            }
            look(&question.notes);
        }
    }
}
