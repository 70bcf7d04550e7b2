//! What asks, in any script.

/// The question marks of all scripts.
pub(super) const QUESTION_MARKS: [char; 5] = ['?', '？', '؟', '⸮', '\u{37e}'];

/// Whether a text holds a question mark of any script.
pub(super) fn asks(text: &str) -> bool {
    text.contains(QUESTION_MARKS)
}
