//! What asks, in any script.

/// Whether a text holds a question mark of any script.
pub(super) fn asks(text: &str) -> bool {
    text.contains(['?', '？', '؟', '⸮', '\u{37e}'])
}
