//! Keeps raw tags balanced, so that no fragment of HTML can break a page.
//!
//! Every container (a list item, a table's cell, a paragraph, the words of a link) has a frame of
//! its own: what is opened in it is closed at its end, and an end tag without a start tag in the
//! same frame vanishes. Browsers also end elements on their own (`<li>` ends the `<li>` before
//! it, a table throws out what is in no cell); those ends are written here, so that the tree a
//! browser builds is the one that was written.

use super::allowed::{Element, Kind};
use crate::guide::terms::shuts_out_terms;

/// More raw elements are not opened within each other: browsers stop nesting at some depth too,
/// and looking through all of them for every tag would take long.
const DEEPEST: usize = 200;

/// The open raw tags of all open containers.
#[derive(Debug, Default)]
pub(super) struct Balancer {
    frames: Vec<Frame>,
}

/// One container.
#[derive(Debug)]
struct Frame {
    open: Vec<Open>,
    /// Whether blocks may stand in it.
    flow: bool,
    /// Whether it is the content of a link.
    link: bool,
}

/// One open raw tag.
#[derive(Debug)]
struct Open {
    name: &'static str,
    written: &'static str,
    kind: Kind,
}

impl Balancer {
    /// Begins a container in which blocks may stand.
    pub(super) fn enter_flow(&mut self) {
        self.enter(true, false);
    }

    /// Begins a container of running text.
    pub(super) fn enter_phrasing(&mut self) {
        self.enter(false, false);
    }

    /// Begins a container of what its surroundings may hold.
    pub(super) fn enter_same(&mut self) {
        self.enter(self.flow(), false);
    }

    /// Begins the content of a link.
    pub(super) fn enter_link(&mut self) {
        self.enter(self.flow(), true);
    }

    fn enter(&mut self, flow: bool, link: bool) {
        self.frames.push(Frame {
            open: Vec::new(),
            flow,
            link,
        });
    }

    /// Ends the container, and first whatever is still open in it.
    pub(super) fn leave(&mut self, out: &mut String) {
        self.truncate(0, out);
        self.frames.pop();
    }

    /// Whether blocks may stand here.
    pub(super) fn flow(&self) -> bool {
        self.frames.last().is_none_or(|frame| frame.flow)
    }

    /// Whether a link is open, so that no other may begin.
    pub(super) fn in_link(&self) -> bool {
        self.frames
            .iter()
            .any(|frame| frame.link || frame.open.iter().any(|open| open.written == "a"))
    }

    /// Whether a raw element is open in which no term is linked.
    pub(super) fn shuts_out_terms(&self) -> bool {
        self.frames
            .iter()
            .any(|frame| frame.link || frame.open.iter().any(|open| shuts_out_terms(open.name)))
    }

    /// Prepares for content: what stands in a table but in no cell gets a row and a cell.
    pub(super) fn make_room(&mut self, out: &mut String) {
        loop {
            match self.open().last().map(|open| open.kind) {
                Some(Kind::Columns) => self.truncate(self.open().len() - 1, out),
                Some(Kind::Table | Kind::Section) => self.push("tr", "tr", Kind::Row, "", out),
                Some(Kind::Row) => self.push("td", "td", Kind::Cell, "", out),
                _ => return,
            }
        }
    }

    /// Prepares for a heading, which ends a raw heading that is open around it.
    pub(super) fn make_room_for_heading(&mut self, out: &mut String) {
        self.make_room(out);
        if self
            .open()
            .last()
            .is_some_and(|open| open.kind == Kind::Heading)
        {
            self.truncate(self.open().len() - 1, out);
        }
    }

    /// Opens a raw element, written as `<written attributes>`; `false` when it cannot stand here.
    pub(super) fn open_element(
        &mut self,
        element: &Element,
        written: &'static str,
        attributes: &str,
        out: &mut String,
    ) -> bool {
        if !self.admit(element, out) {
            return false;
        }
        self.push(element.name, written, element.kind, attributes, out);
        if matches!(element.kind, Kind::Void | Kind::Rule | Kind::Column) {
            self.frames.last_mut().and_then(|frame| frame.open.pop());
        }
        true
    }

    /// Closes the innermost raw element that the end tag can mean, and what is open in it.
    pub(super) fn close_element(&mut self, element: &Element, out: &mut String) {
        let same = |open: &Open| {
            open.name == element.name || element.kind == Kind::Heading && open.kind == Kind::Heading
        };
        let beyond = |open: &Open| match element.kind {
            Kind::Table => false,
            Kind::Caption | Kind::Columns | Kind::Section | Kind::Row | Kind::Cell => {
                open.kind == Kind::Table
            }
            Kind::Item => is_cell(open) || matches!(open.name, "ul" | "ol"),
            Kind::Term => is_cell(open) || open.name == "dl",
            _ => is_cell(open),
        };
        if let Some(at) = self.find(same, beyond) {
            self.truncate(at, out);
        }
    }

    /// Writes the ends that the element's start implies; `false` when it cannot stand here.
    fn admit(&mut self, element: &Element, out: &mut String) -> bool {
        let kind = element.kind;
        let phrasing = matches!(kind, Kind::Phrasing | Kind::Void | Kind::Ruby);
        if !phrasing && !self.flow() || self.open().len() >= DEEPEST {
            return false;
        }
        let parent = match kind {
            Kind::Item => self.find(|open| matches!(open.name, "ul" | "ol"), is_wall),
            Kind::Term => self.find(|open| open.name == "dl", is_wall),
            Kind::Summary => self.find(|open| open.name == "details", is_wall),
            Kind::Ruby => self.find(|open| open.name == "ruby", is_wall),
            Kind::Caption
            | Kind::Columns
            | Kind::Column
            | Kind::Section
            | Kind::Row
            | Kind::Cell => return self.admit_in_table(kind, out),
            _ => {
                self.make_room(out);
                if !phrasing {
                    self.end_paragraph(kind, out);
                }
                if kind == Kind::Heading {
                    self.make_room_for_heading(out);
                }
                return true;
            }
        };
        let Some(parent) = parent else {
            return false;
        };
        let sibling = |open: &Open| open.kind == kind;
        if let Some(at) = self.open()[parent + 1..].iter().position(sibling) {
            self.truncate(parent + 1 + at, out);
        }
        if !phrasing {
            self.end_paragraph(kind, out);
        }
        true
    }

    /// A part of a table ends the parts before it that cannot hold it.
    fn admit_in_table(&mut self, kind: Kind, out: &mut String) -> bool {
        let Some(table) = self.find(|open| open.kind == Kind::Table, |_| false) else {
            return false;
        };
        let parents: &[Kind] = match kind {
            Kind::Cell => &[Kind::Row, Kind::Section, Kind::Table],
            Kind::Row => &[Kind::Section, Kind::Table],
            Kind::Column => &[Kind::Columns, Kind::Table],
            _ => &[Kind::Table],
        };
        let parent = parents
            .iter()
            .find_map(|parent| {
                let inner = &self.open()[table..];
                inner.iter().position(|open| open.kind == *parent)
            })
            .unwrap_or(0);
        self.truncate(table + parent + 1, out);
        if kind == Kind::Cell
            && self
                .open()
                .last()
                .is_some_and(|open| open.kind != Kind::Row)
        {
            self.push("tr", "tr", Kind::Row, "", out);
        }
        true
    }

    /// Ends a `p`, before blocks that are no raw HTML.
    pub(super) fn end_written_paragraph(&mut self, out: &mut String) {
        self.end_paragraph(Kind::Block, out);
    }

    /// A block ends an open `p`; a `p` also ends one that is written as `div`.
    fn end_paragraph(&mut self, kind: Kind, out: &mut String) {
        let open = |open: &Open| {
            open.kind == Kind::Paragraph && (kind == Kind::Paragraph || open.written == "p")
        };
        if let Some(at) = self.find(open, is_cell) {
            self.truncate(at, out);
        }
    }

    fn push(
        &mut self,
        name: &'static str,
        written: &'static str,
        kind: Kind,
        attributes: &str,
        out: &mut String,
    ) {
        out.push('<');
        out.push_str(written);
        out.push_str(attributes);
        out.push('>');
        if let Some(frame) = self.frames.last_mut() {
            frame.open.push(Open {
                name,
                written,
                kind,
            });
        }
    }

    fn open(&self) -> &[Open] {
        self.frames.last().map_or(&[], |frame| &frame.open)
    }

    /// Place of the innermost open element that is wanted, unless one that blocks the view is
    /// found first.
    fn find(
        &self,
        wanted: impl Fn(&Open) -> bool,
        blocks: impl Fn(&Open) -> bool,
    ) -> Option<usize> {
        for (at, open) in self.open().iter().enumerate().rev() {
            if wanted(open) {
                return Some(at);
            }
            if blocks(open) {
                return None;
            }
        }
        None
    }

    /// Closes all but the outer `length` elements of the frame.
    fn truncate(&mut self, length: usize, out: &mut String) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        while frame.open.len() > length {
            if let Some(open) = frame.open.pop() {
                out.push_str("</");
                out.push_str(open.written);
                out.push('>');
            }
        }
    }
}

/// Whether an element hides its surroundings from parts that need a parent.
fn is_wall(open: &Open) -> bool {
    is_cell(open) || open.kind == Kind::Table
}

fn is_cell(open: &Open) -> bool {
    matches!(open.kind, Kind::Cell | Kind::Caption)
}

#[cfg(test)]
mod tests {
    use super::Balancer;
    use crate::html::allowed::{Verdict, verdict};

    /// Plays tags given as `name`, `/name` or `"text`.
    fn play(tags: &str) -> String {
        let mut balancer = Balancer::default();
        let mut out = String::new();
        balancer.enter_flow();
        for tag in tags.split(' ') {
            let name = tag.trim_start_matches('/');
            let Verdict::Allowed(element) = verdict(name) else {
                balancer.make_room(&mut out);
                out.push_str(tag);
                continue;
            };
            if tag.starts_with('/') {
                balancer.close_element(element, &mut out);
            } else {
                balancer.open_element(element, element.written, "", &mut out);
            }
        }
        balancer.leave(&mut out);
        out
    }

    #[test]
    fn what_is_opened_is_closed_and_stray_ends_vanish() {
        assert_eq!(play("/div b i x /b /i y"), "<b><i>x</i></b>y");
        assert_eq!(play("div b x"), "<div><b>x</b></div>");
        assert_eq!(play("br hr x"), "<br><hr>x");
    }

    #[test]
    fn lists_end_their_items() {
        assert_eq!(
            play("ul li 1 ul li 2 /ul li 3"),
            "<ul><li>1<ul><li>2</li></ul></li><li>3</li></ul>"
        );
        assert_eq!(play("li 1 dt 2 td 3 summary 4"), "1234");
        assert_eq!(
            play("ul table li 1"),
            "<ul><table><tr><td>1</td></tr></table></ul>"
        );
        assert_eq!(play("dl dt 1 dd 2"), "<dl><dt>1</dt><dd>2</dd></dl>");
    }

    #[test]
    fn tables_get_the_parts_that_they_miss() {
        assert_eq!(
            play("table td 1 td 2 tr td 3 /table 4"),
            "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>4"
        );
        assert_eq!(
            play("table colgroup col 1 table"),
            "<table><colgroup><col></colgroup><tr><td>1<table></table></td></tr></table>"
        );
        assert_eq!(
            play("div table thead tr th b 1 tbody /div 2"),
            "<div><table><thead><tr><th><b>1</b></th></tr></thead><tbody></tbody></table></div>2"
        );
    }

    #[test]
    fn blocks_end_paragraphs_and_headings_end_headings() {
        assert_eq!(play("p 1 ul li 2 /ul /p"), "<p>1</p><ul><li>2</li></ul>");
        assert_eq!(play("h2 1 h3 2 /h2 3"), "<h2>1</h2><h3>2</h3>3");
    }

    #[test]
    fn nesting_ends_somewhere() {
        let html = play(&"div ".repeat(5_000));
        assert_eq!(html.matches("<div>").count(), super::DEEPEST);
        assert_eq!(html.matches("</div>").count(), super::DEEPEST);
    }

    #[test]
    fn containers_do_not_see_each_other() {
        let mut balancer = Balancer::default();
        let mut out = String::new();
        let Verdict::Allowed(bold) = verdict("b") else {
            panic!("bold is allowed");
        };
        balancer.enter_flow();
        balancer.open_element(bold, "b", "", &mut out);
        balancer.enter_phrasing();
        balancer.close_element(bold, &mut out);
        balancer.leave(&mut out);
        balancer.leave(&mut out);
        assert_eq!(out, "<b></b>");
    }
}
