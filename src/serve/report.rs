//! What pages are told of the diagnostics: no more than anybody reads there.

use super::announcement::ServeEvent;

/// So much of a report goes to every page; the rest stands in the terminal.
const LONGEST: usize = 24 * 1024;

/// A report for pages; empty when all is well.
pub(super) fn for_pages(report: &str) -> String {
    if report.len() <= LONGEST {
        return report.to_owned();
    }
    let mut end = LONGEST;
    while !report.is_char_boundary(end) {
        end -= 1;
    }
    // Diagnostics stand apart by a blank line, and the last one had better be whole.
    let begin = &report[..end];
    let whole = begin.rfind("\n\n").or_else(|| begin.rfind('\n'));
    let begin = &begin[..whole.unwrap_or(end)];
    format!("{begin}\n\nThere is more: prepbook check says all of it.\n")
}

/// A report for pages that are older than what it is about.
pub(super) fn for_kept_pages(report: &str) -> String {
    for_pages(&format!("{}\n\n{report}", ServeEvent::Kept))
}

#[cfg(test)]
mod tests {
    use super::{for_kept_pages, for_pages};

    #[test]
    fn a_short_report_stays_as_it_is() {
        assert_eq!(for_pages(""), "");
        assert_eq!(for_pages("warning: a\n"), "warning: a\n");
        assert_eq!(
            for_kept_pages("error: a\n"),
            "showing the last good guide\n\nerror: a\n"
        );
    }

    #[test]
    fn a_long_report_ends_with_a_whole_diagnostic_and_says_so() {
        let report = "warning: é\n  --> a.md:1:1\n\n".repeat(2000);
        let shown = for_pages(&report);
        assert!(shown.len() < 25 * 1024, "{}", shown.len());
        assert!(shown.ends_with("--> a.md:1:1\n\nThere is more: prepbook check says all of it.\n"));
        assert!(
            for_pages(&"é".repeat(30_000))
                .ends_with("é\n\nThere is more: prepbook check says all of it.\n")
        );
    }
}
