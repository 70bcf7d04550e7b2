//! What a misspelt language name may have meant.

use super::normal;
use super::table::{GRAMMARS, UNCOLOURED};
use crate::diagnostic::nearest::distance;

/// The known name that differs least from `name`: one letter in a name of three, two in a
/// longer one. A swap of neighbours counts as one letter; the first in the table wins a tie.
pub fn nearest(name: &str) -> Option<&'static str> {
    let name: Vec<char> = normal(name).chars().collect();
    let allowed = match name.len() {
        0..=2 => return None,
        3 => 1,
        _ => 2,
    };
    let mut best = None;
    let mut least = allowed + 1;
    for known in GRAMMARS
        .iter()
        .chain(UNCOLOURED)
        .flat_map(|language| language.names())
    {
        // With names as short as these, two changed letters would match half the table.
        let bound = if known.len() <= 3 { 1 } else { allowed };
        let letters: Vec<char> = known.chars().collect();
        if let Some(far) = distance(&name, &letters, bound)
            && far < least
        {
            least = far;
            best = Some(known);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_of_the_finger_find_their_language() {
        assert_eq!(nearest("pyhton"), Some("python"));
        assert_eq!(nearest("javscript"), Some("javascript"));
        assert_eq!(nearest("Typescirpt"), Some("typescript"));
        assert_eq!(nearest("kotlni"), Some("kotlin"));
        assert_eq!(nearest("sqll"), Some("sql"));
    }

    #[test]
    fn what_resembles_nothing_has_no_neighbour() {
        assert_eq!(nearest("klingon"), None);
        assert_eq!(nearest("xx"), None);
        assert_eq!(nearest(""), None);
    }
}
