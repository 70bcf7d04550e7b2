//! The reading order of documents.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::urls::{folder_of, is_index};
use crate::model::{Document, PartBody};

/// `order:` of each folder: that of its index document.
pub type FolderOrders = HashMap<String, i64>;

/// Collects the folders' places among their neighbours.
pub fn folder_orders(documents: &[Arc<Document>]) -> FolderOrders {
    documents
        .iter()
        .filter(|document| is_index(&document.path))
        .filter_map(|document| Some((folder_of(&document.path).to_owned(), document.meta.order?)))
        .fold(FolderOrders::new(), |mut orders, (folder, order)| {
            // With both an index.md and a README.md the smaller wins, in whatever order they come.
            let place = orders.entry(folder).or_insert(order);
            *place = order.min(*place);
            orders
        })
}

/// Compares two documents: by `order:` where it is given, then index pages first, files before
/// folders, names with numbers as people count, and the project's own papers last.
pub fn compare(a: &Document, b: &Document, orders: &FolderOrders) -> Ordering {
    let (steps_a, steps_b) = (steps(a, orders), steps(b, orders));
    steps_a.cmp(&steps_b).then_with(|| a.path.cmp(&b.path))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    papers: bool,
    order: i64,
    not_index: bool,
    folder: bool,
    name: Vec<Piece>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u64),
    Text(String),
}

fn steps(document: &Document, orders: &FolderOrders) -> Vec<Step> {
    let parts: Vec<&str> = document.path.split('/').collect();
    let last = parts.len() - 1;
    parts
        .iter()
        .enumerate()
        .map(|(depth, part)| {
            let file = depth == last;
            let order = if file {
                // An index's order places its folder, not the page inside it.
                document.meta.order.filter(|_| !is_index(&document.path))
            } else {
                orders.get(&parts[..=depth].join("/")).copied()
            };
            Step {
                papers: file && is_paper(document),
                order: order.unwrap_or(i64::MAX),
                not_index: !(file && is_index(part)),
                folder: !file,
                name: natural(part),
            }
        })
        .collect()
}

/// LICENSE, CONTRIBUTING and the like go last. A file of questions is none of them, whatever its
/// name: `security.md` may well ask about security.
pub fn is_paper(document: &Document) -> bool {
    let name = document.path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let known = matches!(
        stem.to_ascii_lowercase().replace('-', "_").as_str(),
        "authors"
            | "changelog"
            | "code_of_conduct"
            | "contributing"
            | "contributors"
            | "governance"
            | "licence"
            | "license"
            | "maintainers"
            | "pull_request_template"
            | "security"
    );
    known
        && document
            .parts
            .iter()
            .all(|part| matches!(part.body, PartBody::Page(_)))
}

/// A name as text and numbers, so that `10` comes behind `9`.
fn natural(name: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let length = if digits > 0 {
            digits
        } else {
            rest.find(|character: char| character.is_ascii_digit())
                .unwrap_or(rest.len())
        };
        let (piece, behind) = rest.split_at(length);
        pieces.push(match piece.parse() {
            Ok(number) if digits > 0 => Piece::Number(number),
            _ => Piece::Text(piece.to_lowercase()),
        });
        rest = behind;
    }
    pieces
}
