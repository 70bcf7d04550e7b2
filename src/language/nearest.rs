//! What a misspelt language name may have meant.

use super::normal;
use super::table::{GRAMMARS, UNCOLOURED};

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
        let distance = distance(&name, &known.chars().collect::<Vec<_>>());
        if distance <= bound && distance < least {
            least = distance;
            best = Some(known);
        }
    }
    best
}

/// Insertions, deletions, changes and swaps of neighbours that lead from `a` to `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let change = above[j] + usize::from(left != right);
            let mut least = change.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
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
