//! Code between the tags of other tools: GitBook's `{% code title="…" %}` around a fence,
//! Jekyll's `{% highlight ruby linenos %}` in place of one, kramdown's `{: file="…" }` below one.
//!
//! What the tags say moves to the line that opens the fence, where [`super::markdown`] reads it.

use super::lines::{Fence, Line};
use super::repair::Edit;

/// The edits that make plain fences of them. Lines between highlight tags become fenced.
pub(super) fn fences(source: &str, lines: &mut [Line], fences: &[Fence]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for fence in fences {
        let Some(close) = fence.close else { continue };
        if let Some(before) = fence.open.checked_sub(1)
            && let Some(options) = tag(lines[before].text(source), "code")
        {
            edits.push(emptied(source, &lines[before]));
            edits.push(told(&lines[fence.open], options));
        }
        for after in lines.iter().skip(close + 1).take(2) {
            let text = after.text(source);
            if tag(text, "endcode").is_some() {
                edits.push(emptied(source, after));
            } else if let Some(options) = attributes(text) {
                edits.push(emptied(source, after));
                edits.push(told(&lines[fence.open], options));
            } else {
                break;
            }
        }
    }
    edits.extend(highlighted(source, lines));
    edits
}

fn highlighted(source: &str, lines: &mut [Line]) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !source.contains("{%") {
        return edits;
    }
    let is_end = |line: &Line| tag(line.text(source), "endhighlight").is_some();
    // Looking for the end from each beginning would take long where there is none.
    let ends: Vec<usize> = (0..lines.len()).filter(|at| is_end(&lines[*at])).collect();
    let mut index = 0;
    while index < lines.len() {
        let start = index;
        index += 1;
        let Some(options) = tag(lines[start].text(source), "highlight") else {
            continue;
        };
        let end = ends.get(ends.partition_point(|end| *end <= start)).copied();
        let Some(end) = end.filter(|_| !lines[start].fenced) else {
            continue;
        };
        let code = &source[lines[start].range.end..lines[end].range.start];
        let mark = if code.contains("~~~") {
            "~~~~~~~~"
        } else {
            "~~~"
        };
        edits.push(Edit::replace(
            trimmed(source, &lines[start]),
            format!("{mark}{options}"),
        ));
        edits.push(Edit::replace(trimmed(source, &lines[end]), mark));
        for line in &mut lines[start..=end] {
            line.fenced = true;
        }
        index = end + 1;
    }
    edits
}

/// What `{% name … %}` says, if the line is nothing else.
fn tag<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let inner = line.trim().strip_prefix("{%")?.strip_suffix("%}")?;
    let inner = inner.trim_matches('-').trim();
    let options = inner.strip_prefix(name)?;
    let whole = options.is_empty() || options.starts_with(char::is_whitespace);
    (whole && !options.contains("%}")).then(|| options.trim())
}

/// What `{: … }` says about a file or a title, if the line is nothing else.
fn attributes(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix("{:")?.strip_suffix('}')?.trim();
    let says = ["file=", "title=", "filename=", "hl_lines="];
    says.iter()
        .any(|key| inner.contains(key))
        .then_some(inner)
        .filter(|inner| !inner.contains(['{', '}']))
}

/// The line without its words.
fn emptied(source: &str, line: &Line) -> Edit {
    Edit::replace(trimmed(source, line), String::new())
}

/// The opening line with `options` behind what it says. The info string of a fence of backticks
/// holds none.
fn told(opening: &Line, options: &str) -> Edit {
    Edit::insert(opening.range.end, format!(" {}", options.replace('`', "'")))
}

fn trimmed(source: &str, line: &Line) -> std::ops::Range<usize> {
    let text = line.text(source);
    let start = line.range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::fences;
    use crate::parse::lines::scan;
    use crate::parse::repair::Repaired;

    fn repaired(source: &str) -> String {
        let (mut lines, found) = scan(source, 0);
        let edits = fences(source, &mut lines, &found);
        Repaired::new(source, edits).text
    }

    #[test]
    fn tags_around_a_fence_move_into_it() {
        assert_eq!(
            repaired(
                "a\n{% code title=\"x.js\" lineNumbers=\"true\" %}\n```js\n1\n```\n{% endcode %}\nb\n"
            ),
            "a\n\n```js title=\"x.js\" lineNumbers=\"true\"\n1\n```\n\nb\n"
        );
        assert_eq!(
            repaired("```rb\n1\n```\n{: file=\"a.rb\" .nolineno }\n"),
            "```rb file=\"a.rb\" .nolineno\n1\n```\n\n"
        );
    }

    #[test]
    fn highlight_tags_become_a_fence() {
        assert_eq!(
            repaired(
                "- a\n\n  {% highlight ruby linenos %}\n  # no heading\n  {%- endhighlight -%}\n"
            ),
            "- a\n\n  ~~~ruby linenos\n  # no heading\n  ~~~\n"
        );
        assert_eq!(
            repaired("{% highlight md %}\n~~~\n{% endhighlight %}\n"),
            "~~~~~~~~md\n~~~\n~~~~~~~~\n"
        );
    }

    #[test]
    fn other_tags_stay_where_they_are() {
        for source in [
            "{% highlight ruby %}\nnever ends\n",
            "{% codetabs %}\n```js\n1\n```\n",
            "{% code %} spoken of\n```js\n1\n```\n",
            "```js\n1\n```\n{: .note }\n",
            "```\n{% highlight a %}\n{% endhighlight %}\n```\n",
        ] {
            assert_eq!(repaired(source), source);
        }
    }
}
