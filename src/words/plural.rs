//! Which form of a word goes with a number: the categories of CLDR for whole numbers.
//!
//! `{one: "{n} question", other: "{n} questions"}` is enough for English. Words in other languages
//! may need `zero`, `two`, `few` and `many`; a form that is not given is `other`.

/// The category of `number` in a language, by the primary part of its BCP 47 tag. Languages that
/// are not named here have one form for 1 and one for everything else.
pub fn category(language: &str, number: u64) -> &'static str {
    let (tens, hundreds) = (number % 10, number % 100);
    let teens = (11..=14).contains(&hundreds);
    match language {
        "id" | "ja" | "ko" | "lo" | "ms" | "my" | "th" | "vi" | "yue" | "zh" => "other",
        "bn" | "fa" | "fr" | "gu" | "hi" | "hy" | "kn" | "pt" | "zu" if number < 2 => "one",
        "be" | "bs" | "hr" | "ru" | "sr" | "uk" => match tens {
            1 if !teens => "one",
            2..=4 if !teens => "few",
            _ if matches!(language, "bs" | "hr" | "sr") => "other",
            _ => "many",
        },
        "pl" => match tens {
            _ if number == 1 => "one",
            2..=4 if !teens => "few",
            _ => "many",
        },
        "cs" | "sk" => match number {
            1 => "one",
            2..=4 => "few",
            _ => "other",
        },
        "sl" => match hundreds {
            1 => "one",
            2 => "two",
            3 | 4 => "few",
            _ => "other",
        },
        "lt" => match tens {
            _ if (11..=19).contains(&hundreds) => "other",
            1 => "one",
            2..=9 => "few",
            _ => "other",
        },
        "ro" => match hundreds {
            _ if number == 1 => "one",
            _ if number == 0 => "few",
            1..=19 => "few",
            _ => "other",
        },
        "he" => match number {
            1 => "one",
            2 => "two",
            _ => "other",
        },
        "ar" => match number {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ if (3..=10).contains(&hundreds) => "few",
            _ if hundreds >= 11 => "many",
            _ => "other",
        },
        _ if number == 1 => "one",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::category;

    /// The categories of some numbers, in their order.
    fn categories(language: &str) -> Vec<&'static str> {
        [0, 1, 2, 5, 11, 21, 22, 100, 102, 111]
            .into_iter()
            .map(|number| category(language, number))
            .collect()
    }

    #[test]
    fn numbers_have_the_categories_of_their_language() {
        let (zero, one, two, few, many, other) = ("zero", "one", "two", "few", "many", "other");
        for language in ["en", "de", "es", "nl", "tlh"] {
            assert_eq!(
                categories(language),
                [
                    other, one, other, other, other, other, other, other, other, other
                ],
                "{language}"
            );
        }
        assert_eq!(categories("zh"), [other; 10]);
        assert_eq!(
            categories("fr"),
            [
                one, one, other, other, other, other, other, other, other, other
            ]
        );
        assert_eq!(
            categories("ru"),
            [many, one, few, many, many, one, few, many, few, many]
        );
        assert_eq!(
            categories("pl"),
            [many, one, few, many, many, many, few, many, few, many]
        );
        assert_eq!(
            categories("cs"),
            [
                other, one, few, other, other, other, other, other, other, other
            ]
        );
        assert_eq!(
            categories("sl"),
            [
                other, one, two, other, other, other, other, other, two, other
            ]
        );
        assert_eq!(
            categories("lt"),
            [other, one, few, few, other, one, few, other, few, other]
        );
        assert_eq!(
            categories("ro"),
            [few, one, few, few, few, other, other, other, few, few]
        );
        assert_eq!(
            categories("ar"),
            [zero, one, two, few, many, many, many, other, other, many]
        );
    }
}
