//! The known names nearest to one that is not known.

/// At most this many are worth reading.
const MOST: usize = 3;

/// The names among `known` that `name` is probably a misspelling of, best first.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    // An ending such as `.md` is no evidence that two names are alike.
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let limit = (stem.chars().count() / 3).clamp(1, 12);
    let mut found: Vec<(usize, &str)> = known
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            let far = if letters.len().abs_diff(wanted.len()) <= limit {
                distance(&wanted, &letters, limit)
            } else {
                None
            };
            // A shortened name is near, however long the rest of it is.
            let inside = wanted.len() >= 4 && letters.starts_with(&wanted);
            far.or(inside.then_some(limit)).map(|far| (far, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// Edit distance in which a swap of neighbours counts once (optimal string alignment), if it is at
/// most `limit`.
pub fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (above[j] + 1)
                .min(row[j - 1] + 1)
                .min(above[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().min().is_some_and(|least| *least > limit) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|far| *far <= limit)
}

/// `did you mean 'a' or 'b'?`, or nothing.
pub fn did_you_mean(names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, nearest};

    #[test]
    fn misspellings_find_what_was_meant() {
        let known = ["connection-pools", "locking", "indexes"];
        assert_eq!(
            nearest("conection-pool", known.into_iter()),
            ["connection-pools"]
        );
        assert_eq!(nearest("lokcing", known.into_iter()), ["locking"]);
        assert_eq!(nearest("quantum", known.into_iter()), Vec::<&str>::new());
        assert_eq!(
            nearest("gone.md", ["fine.md", "done.md"].into_iter()),
            ["done.md"]
        );
        assert_eq!(
            did_you_mean(&["a", "b"]).as_deref(),
            Some("did you mean 'a' or 'b'?")
        );
    }
}
