//! Writes the corpus: `corpus STYLE QUESTIONS FOLDER`, with the styles prepbook, hugo, zola and
//! mdbook.

#[path = "mod.rs"]
mod corpus;

use std::path::Path;
use std::{env, fs, io};

use corpus::Style;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [style, questions, folder] = arguments.as_slice() else {
        return Err(io::Error::other("usage: corpus STYLE QUESTIONS FOLDER"));
    };
    let style = Style::named(style).ok_or_else(|| io::Error::other("no such style"))?;
    let questions = questions.parse().map_err(io::Error::other)?;
    for file in corpus::files(questions, style) {
        let path = Path::new(folder).join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.text)?;
    }
    Ok(())
}
