//! The sentence around a link, as plain text.

use std::ops::Range;

use crate::model::{Inline, InlineKind, prose::plain_text};

/// A sentence is cut at about this many characters.
const LONGEST: usize = 200;

/// The sentence of `run` that `link` stands in; nothing when it is the link alone.
pub(super) fn around(run: &[Inline], link: &Inline) -> Option<String> {
    let mut text = String::new();
    let mut place = None;
    push(run, link, &mut text, &mut place);
    let place = place?;
    let sentence = cut(&text, &place);
    let words = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
    };
    (words(&sentence) > words(&text[place])).then_some(sentence)
}

fn push(content: &[Inline], link: &Inline, text: &mut String, place: &mut Option<Range<usize>>) {
    for inline in content {
        let start = text.len();
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference { .. } => {}
            InlineKind::Math { .. } => text.push_str(&plain_text(std::slice::from_ref(inline))),
            _ => push(inline.children(), link, text, place),
        }
        if std::ptr::eq(inline, link) {
            *place = Some(start..text.len());
        }
    }
}

/// The sentence around `place`, cut between words where it is long.
fn cut(text: &str, place: &Range<usize>) -> String {
    let start = ends(text)
        .take_while(|end| *end <= place.start)
        .last()
        .unwrap_or(0);
    let end = ends(text)
        .find(|end| *end >= place.end)
        .unwrap_or(text.len());
    let (before, after) = (&text[start..place.start], &text[place.end..end]);
    let own: String = text[place.clone()].chars().take(LONGEST).collect();
    let room = LONGEST.saturating_sub(own.chars().count());
    let (left, right) = (before.chars().count(), after.chars().count());
    let keep_left = left.min((room / 2).max(room.saturating_sub(right)));
    let keep_right = right.min(room - keep_left);
    let mut shown = String::new();
    if keep_left < left {
        let tail: String = before.chars().skip(left - keep_left).collect();
        let from = tail.find(' ').map_or(0, |at| at + 1);
        shown.push('…');
        shown.push_str(&tail[from..]);
    } else {
        shown.push_str(before);
    }
    shown.push_str(&own);
    if keep_right < right {
        let head: String = after.chars().take(keep_right).collect();
        let to = head.rfind(' ').unwrap_or(head.len());
        shown.push_str(head[..to].trim_end_matches([',', ';', ':']));
        shown.push('…');
    } else {
        shown.push_str(after);
    }
    let words: Vec<&str> = shown.split_whitespace().collect();
    words.join(" ")
}

/// Where sentences end: behind a mark and blanks, unless a small letter goes on (`e.g. this`).
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(|(at, mark)| {
        let behind = at + mark.len_utf8();
        match mark {
            '。' | '！' | '？' => Some(behind),
            '.' | '!' | '?' => {
                let rest = &text[behind..];
                let next = rest.trim_start();
                let small = next.starts_with(char::is_lowercase);
                (next.len() < rest.len() && !small).then_some(text.len() - next.len())
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, around, cut};
    use crate::model::{Inline, InlineKind};
    use crate::source::Span;

    #[test]
    fn a_sentence_ends_where_people_end_it() {
        let text = "One. Pools, e.g. those of Go, wait. Then more.";
        let at = text.find("those").expect("the word");
        assert_eq!(cut(text, &(at..at + 5)), "Pools, e.g. those of Go, wait.");
        let text = "连接很贵。所以用连接池。然后呢？";
        let at = text.find("连接池").expect("the word");
        assert_eq!(cut(text, &(at..at + 9)), "所以用连接池。");
    }

    #[test]
    fn a_long_sentence_is_cut_on_both_sides() {
        let long = "word ".repeat(100);
        let text = format!("{long}LINK {long}");
        let at = text.find("LINK").expect("the word");
        let shown = cut(&text, &(at..at + 4));
        assert!(
            shown.starts_with("…word") && shown.ends_with("word…"),
            "{shown}"
        );
        assert!(shown.contains(" LINK ") && shown.chars().count() <= LONGEST + 2);
    }

    #[test]
    fn a_link_alone_says_nothing() {
        let text = |words: &str| Inline::text(Span::default(), words);
        let link = |words: &str| {
            let kind = InlineKind::Link {
                target: "a.md".to_owned(),
                title: String::new(),
                content: vec![text(words)],
            };
            Inline::new(Span::default(), kind)
        };
        let run = [link("Pools"), text(".")];
        assert_eq!(around(&run, &run[0]), None);
        let run = [text("See "), link("Pools"), text(".")];
        assert_eq!(around(&run, &run[1]).as_deref(), Some("See Pools."));
    }
}
