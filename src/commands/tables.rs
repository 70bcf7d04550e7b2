//! Tables of questions among the attachments are documents.
//!
//! Whether a table is one is told from its header, so it has to be read first; all others stay what
//! they are, files to download.

use std::fs;
use std::sync::Arc;

use crate::parse::{holds_questions, is_table};
use crate::source::inputs::id_prefix;
use crate::source::{FileId, Inputs, Site, SourceFile};

/// Larger tables are not looked at.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Makes documents of the tables of questions; where one file was named, of that one alone.
pub(super) fn take(inputs: &mut Inputs, site: &Site, content: &str) {
    let prefix = id_prefix(content);
    let named = |path: &str| site.only.as_ref().is_none_or(|only| only == path);
    let tables: Vec<(Arc<str>, SourceFile)> = inputs
        .assets
        .iter()
        .filter(|(path, asset)| is_table(path) && named(path) && asset.size <= LARGEST)
        .filter_map(|(path, asset)| {
            let bytes = fs::read(&asset.disk).ok()?;
            let id = FileId::new(format!("{prefix}{path}"));
            let file = SourceFile::new(id, Arc::clone(path), &bytes);
            holds_questions(&file.text).then(|| (Arc::clone(path), file))
        })
        .collect();
    if tables.is_empty() {
        return;
    }
    for (path, file) in tables {
        inputs.assets.remove(&path);
        inputs.documents.push(file);
    }
    inputs.documents.sort_by(|a, b| a.path.cmp(&b.path));
}
