//! A page of prose with everything that prose can hold.

use super::line;
use crate::view::PageContext;
use crate::view::context::{Body, ContentsEntry, ProseContext, QuestionLink};

pub(super) fn page_html() -> String {
    [
        r##"<p>A page of prose shows <strong>everything</strong> that authors write: <em>emphasis</em>, <code>inline code</code>, <del>struck words</del>, keys such as <kbd>Ctrl</kbd>, <a href="pools.html">links</a>, <a class="external" href="https://example.org/">links that leave</a>, <span class="broken-link" title="no such page">links that lead nowhere</span> and a footnote<sup class="footnote-ref"><a href="#fn-bench" id="fnref-bench">1</a></sup>.</p>"##,
        r##"<h2 id="lists">Lists <a class="anchor" href="#lists" aria-label="Link to this place">#</a></h2>"##,
        r#"<ul><li>One</li><li>Two<ul><li>Two and a half</li></ul></li><li class="task"><input type="checkbox" disabled checked> Done</li><li class="task"><input type="checkbox" disabled> To do</li></ul>"#,
        r#"<ol><li><p>First, with two paragraphs.</p><p>The second of them.</p></li><li><p>Second</p></li></ol>"#,
        r#"<blockquote><p>Queues hide a problem until it is a large one.</p></blockquote>"#,
        r##"<h2 id="alerts">Alerts</h2>"##,
        r#"<div class="alert alert-note"><p class="alert-title">Note</p><p>Something worth knowing.</p></div>"#,
        r#"<div class="alert alert-tip"><p class="alert-title">Tip</p><p>Something that helps.</p></div>"#,
        r#"<div class="alert alert-important"><p class="alert-title">Important</p><p>Something to keep in mind, with <code>code</code> and <a href="pools.html">a link</a>.</p></div>"#,
        r#"<div class="alert alert-warning"><p class="alert-title">Warning</p><p>Something that can go wrong.</p></div>"#,
        r#"<div class="alert alert-caution"><p class="alert-title">Caution</p><p>Something that does go wrong.</p></div>"#,
        r##"<h2 id="tables-and-code">Tables and code</h2>"##,
        r#"<div class="table" data-name="Table"><table><thead><tr><th>Queue</th><th class="align-center">Order</th><th class="align-right">Messages a second</th><th>Remarks</th></tr></thead><tbody><tr><td>In memory</td><td class="align-center">yes</td><td class="align-right">1 200 000</td><td>Gone after a restart</td></tr><tr><td>On disk</td><td class="align-center">within a partition</td><td class="align-right">85 000</td><td>Needs somebody who looks after it</td></tr></tbody></table></div>"#,
        r#"<figure class="code"><figcaption><code class="file" dir="ltr">src/queue.rs</code> <span class="language">Rust</span></figcaption><pre dir="ltr" data-name="src/queue.rs, Rust"><code><span class="d">- timeout = 30</span>
<span class="i">+ timeout = 3   # a long line that does not fit on any narrow screen and therefore scrolls by itself, alone</span>
<span class="m"># Heading</span> <span class="k">let</span> <span class="v">name</span><span class="o">:</span> <span class="t">String</span> = <span class="s">"text"</span>; <span class="a">#[derive]</span> <span class="f">call</span>(<span class="n">42</span>) <span class="c">// why</span>
</code></pre></figure>"#,
        r#"<div class="math" data-name="Formula"><math display="block"><mrow><mi>W</mi><mo>=</mo><mfrac><mi>L</mi><mi>λ</mi></mfrac></mrow></math></div>"#,
        r#"<p>A formula that does not parse: <code class="math-error">\frac{1}{</code>.</p>"#,
        r#"<details class="fold"><summary>Something that the author folded</summary><p>It is here.</p></details>"#,
        r#"<p><span class="missing-image">A diagram of the queue</span></p><p><a class="remote-image external" href="https://example.org/queue.png" rel="noopener noreferrer">A picture on another site</a></p>"#,
        r#"<h3 id="long">Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft</h3><p>See https://guide.example/a/very/long/address/that/does/not/break/anywhere/by/itself/and/goes/on.html for more.</p><hr><p>The end.</p>"#,
    ]
    .join("\n")
}

pub(super) fn page() -> PageContext {
    let body = ProseContext {
        html: page_html(),
        elsewhere: vec![QuestionLink {
            id: "dead-letters".into(),
            html: "Dead letters".into(),
            url: "queues-2.html#dead-letters".into(),
        }],
    };
    let mut page = super::page(
        "backend/queues.html",
        "Distributed systems & queues",
        Body::Page(body),
    );
    page.contents = vec![
        line("Lists", "#lists"),
        line("Alerts", "#alerts"),
        ContentsEntry {
            children: vec![line("A very long word", "#long")],
            ..line("Tables and code", "#tables-and-code")
        },
    ];
    page
}
