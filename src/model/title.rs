//! Titles made of the names of files and folders.

/// `01_question-bank` is called `Question bank`; a name of digits alone keeps them.
pub fn of_name(name: &str) -> String {
    let words = name
        .trim_start_matches(|character: char| character.is_ascii_digit())
        .replace(['-', '_'], " ");
    let words = words.trim();
    capitalized(if words.is_empty() { name } else { words })
}

/// The text with a capital letter in front.
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn names_lose_their_numbers_and_joints() {
        assert_eq!(of_name("01_question-bank"), "Question bank");
        assert_eq!(of_name("2026"), "2026");
        assert_eq!(of_name("ßharp"), "SSharp");
        assert_eq!(of_name(""), "");
    }
}
