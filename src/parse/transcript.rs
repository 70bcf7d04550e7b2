//! Conversations: turns of speakers, and each question with the replies that follow.

use super::forms::turns::{Turns, speaker};
use super::parts::{Parts, ProseRun};
use crate::model::prose::span_of;
use crate::model::{
    Block, BlockKind, Exchange, Prose, SpeakerRole, Transcript, TranscriptItem, Turn,
};
use crate::source::Span;

/// Reads the blocks from `from` up to `to` as a conversation. A heading ends the turn before it.
pub(super) fn read(parts: &mut Parts<'_>, turns: &Turns, from: usize, to: usize) -> Transcript {
    let mut transcript = Transcript {
        speakers: turns.speakers.clone(),
        items: Vec::new(),
    };
    let mut run = ProseRun::default();
    let mut speaking = false;
    for index in from..to {
        let Some(block) = parts.take(index) else {
            continue;
        };
        if let Some(turn) = turn(&block, turns) {
            transcript
                .items
                .extend(run.flush(parts).map(TranscriptItem::Prose));
            speaking = push_turn(parts, &mut transcript, turn, block);
            continue;
        }
        let ends = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Rule);
        if ends {
            speaking = false;
        }
        if speaking {
            extend_turn(&mut transcript, block);
        } else {
            run.push(block);
        }
    }
    transcript
        .items
        .extend(run.flush(parts).map(TranscriptItem::Prose));
    transcript
}

fn turn(block: &Block, turns: &Turns) -> Option<Turn> {
    let BlockKind::Paragraph(content) = &block.kind else {
        return None;
    };
    let found = speaker(content)?;
    let index = turns
        .speakers
        .iter()
        .position(|known| known.name == found.name)?;
    let prose = if found.rest.is_empty() {
        Prose::default()
    } else {
        let span = span_of(&found.rest);
        Prose::new(vec![Block::new(span, BlockKind::Paragraph(found.rest))])
    };
    Some(Turn {
        speaker: index,
        span: block.span,
        prose,
    })
}

/// Adds a turn. What a candidate says before any question stays prose, with the speaker's name.
fn push_turn(parts: &mut Parts<'_>, transcript: &mut Transcript, turn: Turn, block: Block) -> bool {
    let asks = transcript.speakers[turn.speaker].role == SpeakerRole::Interviewer;
    match transcript.items.last_mut() {
        Some(TranscriptItem::Exchange(exchange)) if !asks => {
            exchange.span = exchange.span.to(turn.span);
            exchange.replies.push(turn);
            true
        }
        // The interviewer goes on before anybody replied.
        Some(TranscriptItem::Exchange(exchange)) if exchange.replies.is_empty() => {
            exchange.span = exchange.span.to(turn.span);
            exchange.question.prose.blocks.extend(turn.prose.blocks);
            true
        }
        _ if asks => {
            let title = match turn.prose.blocks.first().map(|block| &block.kind) {
                Some(BlockKind::Paragraph(content)) => content.clone(),
                _ => Vec::new(),
            };
            let id = parts.anchors.question_id(&parts.document, &title);
            parts
                .anchors
                .anchor(id.0.to_string(), id.0.to_string(), turn.span);
            transcript.items.push(TranscriptItem::Exchange(Exchange {
                id,
                span: turn.span,
                question: turn,
                replies: Vec::new(),
            }));
            true
        }
        _ => {
            transcript
                .items
                .push(TranscriptItem::Prose(Prose::new(vec![block])));
            false
        }
    }
}

fn extend_turn(transcript: &mut Transcript, block: Block) {
    let Some(TranscriptItem::Exchange(exchange)) = transcript.items.last_mut() else {
        transcript
            .items
            .push(TranscriptItem::Prose(Prose::new(vec![block])));
        return;
    };
    let span: Span = block.span;
    exchange.span = exchange.span.to(span);
    let turn = match exchange.replies.last_mut() {
        Some(reply) => reply,
        None => &mut exchange.question,
    };
    turn.span = turn.span.to(span);
    turn.prose.blocks.push(block);
}
