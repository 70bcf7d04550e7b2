//! What holds for prose of any content: pages stay whole, and nothing in them can run.

use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

use super::plain_inline_html;
use super::testing::{block, fault, image, inline, link, page, paragraph, tag, text};
use crate::markup;
use crate::model::prose::{Alert, Alignment, Definition, ListItem};
use crate::model::{Block, BlockKind, Inline, InlineKind};
use crate::source::Span;

/// Words that matter to HTML, whole and broken.
fn fragment() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<a href=x>",
        "<a name=n>",
        "</a>",
        "<a href=\"javascript:x\">",
        "<a href=http://h>",
        "<b>",
        "</b>",
        "<i",
        "<div align=center>",
        "</div>",
        "<p>",
        "</p>",
        "<p align=\"left\">",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<tbody>",
        "<thead>",
        "<caption>",
        "<colgroup>",
        "<col>",
        "<ul>",
        "</ul>",
        "<ol start=2>",
        "<li>",
        "</li>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<details open>",
        "</details>",
        "<summary>",
        "</summary>",
        "<h2>",
        "</h2>",
        "<h1 id=t>",
        "<br>",
        "</br>",
        "<hr/>",
        "<pre>",
        "</pre>",
        "<code>",
        "<img src=x onerror=alert(1)>",
        "<img src='http://h/i.png'>",
        "<img src=lost alt='\"'>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<iframe src=x>",
        "<svg onload=x>",
        "<!--",
        "-->",
        "<T>",
        "<B>",
        "<span style=\"x\" class=y onclick=z>",
        "</span>",
        "&amp;",
        "&",
        "<",
        ">",
        "\"",
        "'",
        " ",
        "\n",
        "text",
        "<ruby>",
        "<rt>",
        "</ruby>",
        "<center>",
        "</center>",
        "<picture>",
        "<textarea>",
        "</textarea>",
        "<br",
        "=\"",
        "<b title='>'>",
        "<blockquote>",
        "</blockquote>",
        "<figure/>",
        "<a id=q/>",
        "<math>",
        "<BUTTON>",
        "<TD>",
    ])
    .prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![12 => piece, 1 => any::<String>()], 0..8)
        .prop_map(|pieces| pieces.concat())
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        6 => fragment().prop_map(|html| tag(&html)),
        2 => fragment().prop_map(|words| text(&words)),
        1 => fragment().prop_map(|code| inline(InlineKind::Code(code))),
        1 => (fragment(), fragment()).prop_map(|(target, alt)| image(&target, &alt)),
        1 => (any::<bool>(), "[a-z{}^_\\\\<>& ]{0,12}")
            .prop_map(|(display, tex)| inline(InlineKind::Math { tex, display })),
        1 => any::<bool>().prop_map(|first| inline(InlineKind::FootnoteReference {
            label: String::new(),
            number: 1,
            first,
        })),
        1 => prop::sample::select(vec![InlineKind::SoftBreak, InlineKind::HardBreak])
            .prop_map(inline),
    ];
    let nested = leaf.prop_recursive(3, 12, 4, |inner| {
        let content = prop::collection::vec(inner, 0..4);
        prop_oneof![
            content
                .clone()
                .prop_map(|content| inline(InlineKind::Strong(content))),
            (fragment(), content).prop_map(|(target, content)| link(&target, content)),
        ]
    });
    prop::collection::vec(nested, 0..6)
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let leaf = prop_oneof![
        6 => fragment().prop_map(|html| block(BlockKind::Html(html))),
        4 => inlines().prop_map(paragraph),
        1 => (1_u8..=6, inlines(), "[a-z]{0,3}").prop_map(|(level, content, anchor)| {
            block(BlockKind::Heading { level, content, anchor })
        }),
        1 => ("(text|python|x|html)", fragment()).prop_map(|(language, text)| {
            block(BlockKind::Code { language, fence: Box::default(), text })
        }),
        1 => prop::collection::vec(inlines(), 1..3).prop_map(|cells| {
            block(BlockKind::Table {
                alignments: vec![Alignment::Right],
                head: cells.clone(),
                rows: vec![cells],
            })
        }),
    ];
    let nested = leaf.prop_recursive(3, 16, 4, |inner| {
        let blocks = prop::collection::vec(inner, 0..4);
        let alert = prop::sample::select(vec![None, Some(Alert::Tip)]);
        prop_oneof![
            (alert, blocks.clone())
                .prop_map(|(alert, blocks)| block(BlockKind::Quote { alert, blocks })),
            (any::<bool>(), any::<Option<bool>>(), blocks.clone()).prop_map(
                |(tight, task, blocks)| {
                    let item = ListItem {
                        span: Span::default(),
                        task,
                        blocks,
                    };
                    block(BlockKind::List {
                        start: None,
                        tight,
                        items: vec![item.clone(), item],
                    })
                }
            ),
            (inlines(), blocks.clone()).prop_map(|(term, blocks)| {
                block(BlockKind::Definitions(vec![Definition {
                    span: Span::default(),
                    term,
                    definitions: vec![blocks],
                }]))
            }),
            (inlines(), blocks).prop_map(|(summary, blocks)| {
                block(BlockKind::Details {
                    summary,
                    open: false,
                    blocks,
                })
            }),
        ]
    });
    prop::collection::vec(nested, 0..5)
}

proptest! {
    #[test]
    fn pages_stay_whole_and_hold_nothing_that_runs(blocks in blocks()) {
        let html = page(blocks);
        assert_eq!(fault(&html), None, "{html}");
    }

    #[test]
    fn words_without_links_hold_neither_links_nor_ids(content in inlines()) {
        let html = plain_inline_html(&content).0;
        assert_eq!(fault(&html), None, "{html}");
        let tags: String = html
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
            .collect();
        for mark in ["a href", " id=", "img"] {
            assert!(!tags.contains(mark), "{html}");
        }
    }

    #[test]
    fn no_byte_of_a_fragment_is_lost_to_the_tokenizer(html in fragment()) {
        let mut length = 0;
        let mut comments = false;
        for token in markup::tokens(&html) {
            length += match token {
                markup::Token::Text(text) | markup::Token::Verbatim(text) => text.len(),
                markup::Token::Start(tag) => tag.source.len(),
                markup::Token::End(_, source) => source.len(),
                markup::Token::Comment => {
                    comments = true;
                    0
                }
            };
        }
        assert!(length == html.len() || comments);
    }

    #[test]
    fn formulas_of_any_kind_are_read_or_refused(tex in prop_oneof![
        any::<String>(),
        "(\\\\[a-z]{1,6}|[{}^_&$#%~]|\\\\begin\\{[a-z]{3,7}\\}|\\\\left\\(|[a-z0-9+=<> ]){0,12}",
    ]) {
        if let Ok(mathml) = super::math::math(&tex, true) {
            assert_eq!(fault(&mathml), None, "{mathml}");
        }
    }
}
