//! What would be a block at the start of a line, or the end of a heading, and is none.

/// Escapes what would start a block at the start of a line.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| line_start(line.trim_start_matches([' ', '\t'])))
        .collect();
    lines.join("\n")
}

/// A line with a backslash before what would start a block.
pub(super) fn line_start(line: &str) -> String {
    let Some(first) = line.chars().next() else {
        return String::new();
    };
    let behind = &line[first.len_utf8()..];
    let alone = |text: &str| text.is_empty() || text.starts_with([' ', '\t']);
    let only = |marks: &[char]| line.trim().chars().all(|other| marks.contains(&other));
    let escape = match first {
        '-' | '+' => alone(behind) || only(&['-', ' ']),
        '*' => alone(behind),
        // Without a blank behind them two hashes are a heading to some.
        '#' => {
            let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
            hashes <= 6 && (hashes > 1 || alone(behind))
        }
        '>' => true,
        '=' => only(&['=']),
        ':' => !line.starts_with(":::"),
        '~' => line.starts_with("~~~"),
        _ => false,
    };
    if escape {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && let Some(mark) = line[digits..]
            .chars()
            .next()
            .filter(|mark| matches!(mark, '.' | ')'))
        && alone(&line[digits + 1..])
    {
        return format!("{}\\{mark}{}", &line[..digits], &line[digits + 1..]);
    }
    line.to_owned()
}

/// A heading's closing signs and attributes are words here.
pub(super) fn heading_end(text: &str) -> String {
    let stem = text.trim_end_matches('#');
    if stem.len() < text.len() && (stem.is_empty() || stem.ends_with(' ')) {
        return format!("{stem}\\{}", &text[stem.len()..]);
    }
    if let Some(stem) = text.strip_suffix('}')
        && stem.contains('{')
    {
        return format!("{stem}&#125;");
    }
    text.to_owned()
}

/// A formula in one line where a line of it would start a block.
pub(super) fn formula(tex: &str) -> String {
    let starts_block = |line: &str| {
        let line = line.trim_start_matches([' ', '\t']);
        line.starts_with("```") || line_start(line) != line
    };
    let blank = tex.trim().lines().any(|line| line.trim().is_empty());
    if blank || tex.split('\n').skip(1).any(starts_block) {
        tex.replace('\n', " ")
    } else {
        tex.to_owned()
    }
}
