//! The whole input of a page: what a template may see, and nothing else.
//!
//! Every `html` field is finished HTML and safe to print as it is (`| safe`); every other text
//! is plain and escaped by the template. URLs are relative to the page. Only links for editing
//! hold a place in a source file; without `repository:`, moving text without changing it changes
//! no page.
//!
//! Longer than most files, because this list of plain types is the contract with every theme.

use std::collections::BTreeMap;

use serde::Serialize;

/// What a template gets.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// What is the same on every page.
    pub site: SiteContext,
    /// What every page has.
    pub page: PageHead,
    /// Links to neighbours and ancestors, a hundred at most.
    pub sidebar: Vec<SidebarEntry>,
    /// Headings and questions of this page.
    pub contents: Vec<ContentsEntry>,
    /// The page before this one.
    pub previous: Option<PageLink>,
    /// The page after this one.
    pub next: Option<PageLink>,
    /// The terms of glossaries that answers on this page link to.
    pub terms: Vec<TermPreview>,
    /// What only this kind of page has; its `kind` names the template.
    pub body: Body,
}

/// What a term means, in short, for the links to it.
#[derive(Clone, Debug, Serialize)]
pub struct TermPreview {
    /// The `id` that the links name as their description.
    pub id: String,
    /// The term as HTML without links.
    pub name_html: String,
    /// The beginning of what it means, as plain text.
    pub text: String,
}

/// What is the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// Name of the guide.
    pub title: String,
    /// One sentence about it, or empty.
    pub description: String,
    /// BCP 47 tag of the content's language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Name and version of the program.
    pub generator: String,
    /// Name under which browsers keep what readers do: `id:`, or made from the title.
    pub id: String,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Whether answers and all else that pages fold away stand open: `reveal: open`.
    pub reveal_open: bool,
    /// Name of the edition, unless it is the whole guide.
    pub edition: Option<String>,
    /// Whose site it is.
    pub brand: BrandContext,
}

/// Whose site it is. Paths are relative to the site's root and ready for links: write
/// `page.root` before them.
#[derive(Clone, Debug, Serialize)]
pub struct BrandContext {
    /// Name in the header and in previews.
    pub name: String,
    /// Path of the picture before the name.
    pub logo: String,
    /// Whether the logo is the site's own, of any width.
    pub own_logo: bool,
    /// Path of the picture in the browser's tab.
    pub favicon: String,
    /// MIME type of the favicon, or empty.
    pub favicon_type: String,
    /// Paths of stylesheets after the theme's.
    pub stylesheets: Vec<String>,
    /// Absolute address of the picture in previews; needs the base URL.
    pub image: Option<String>,
}

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub struct PageHead {
    /// Plain title, for the window.
    pub title: String,
    /// Title as HTML, for the first heading.
    pub title_html: String,
    /// One sentence for search engines, or empty.
    pub description: String,
    /// BCP 47 tag of the page's language: its document's, or else the site's.
    pub language: String,
    /// `ltr` or `rtl`, for that language.
    pub direction: String,
    /// The languages that the document is written in; empty where there is one.
    pub languages: Vec<LanguageLink>,
    /// Number, from 1, of the page's first question among those of its document in all languages;
    /// 0 where there is none.
    pub first_question: usize,
    /// The same page in its languages, with their tags for titles; for search engines.
    pub alternates: Vec<PageLink>,
    /// Address relative to the site's root (`scenarios/junior.html`).
    pub url: String,
    /// From the page to the site's root: empty or `../` repeated.
    pub root: String,
    /// Absolute address, when the base URL is known.
    pub canonical: Option<String>,
    /// From the home page down to this page's parent.
    pub breadcrumbs: Vec<PageLink>,
    /// Position among the pages of a document that is split, from 1; with `pages`.
    pub page_number: usize,
    /// Number of pages of the document; 1 when it is not split.
    pub pages: usize,
    /// The document's title, when the page is one of several of it.
    pub document: Option<PageLink>,
    /// Footnotes used on this page.
    pub footnotes: Vec<FootnoteContext>,
    /// What links to the page.
    pub mentions: MentionsContext,
    /// Anchors for what moved away from the page.
    pub moved: Vec<MovedContext>,
    /// Where the page's source can be edited.
    pub edit_url: Option<String>,
    /// Who looks after the document, or empty.
    pub owner: String,
    /// When somebody last checked it, `YYYY-MM-DD`, or empty.
    pub reviewed: String,
    /// The team's own front matter keys.
    pub extra: BTreeMap<String, String>,
    /// The site's own line at the end of every page as HTML, or empty.
    pub footer_html: String,
}

/// A language that a page's document is written in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LanguageLink {
    /// What the language is called by those who speak it.
    pub title: String,
    /// Its BCP 47 tag.
    pub tag: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Relative address of the page with the same.
    pub url: String,
    /// Whether it is this page's.
    pub current: bool,
    /// Where questions correspond: number of the first question of each page of the document in
    /// that language, from 0, and the page's relative address, all with spaces between them.
    pub questions: String,
}

/// A footnote's text.
#[derive(Clone, Debug, Serialize)]
pub struct FootnoteContext {
    /// Its number.
    pub number: u32,
    /// `id` of the list item.
    pub id: String,
    /// `id` of the first reference.
    pub reference_id: String,
    /// Its text.
    pub html: String,
}

/// A link to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageLink {
    /// Plain title.
    pub title: String,
    /// Relative address.
    pub url: String,
}

/// A line of the sidebar.
#[derive(Clone, Debug, Serialize)]
pub struct SidebarEntry {
    /// Plain title.
    pub title: String,
    /// Relative address.
    pub url: String,
    /// `folder`, or the kind of the document; `all-questions`, `topics` and `about` have no title,
    /// and `about` no address: the theme has the words.
    pub kind: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether this page is below it.
    pub open: bool,
    /// What is shown below it.
    pub children: Vec<SidebarEntry>,
}

/// A line of the page's contents.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsEntry {
    /// Title as HTML without links.
    pub html: String,
    /// `#id`, or an address when it is on another page of the document.
    pub url: String,
    /// What is below it.
    pub children: Vec<ContentsEntry>,
}

/// What only one kind of page has.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    /// The start page.
    Home(HomeContext),
    /// A folder without a document of its own.
    Folder(FolderContext),
    /// The first page of a document whose parts are pages of their own.
    Document(DocumentContext),
    /// Questions.
    Questions(QuestionsContext),
    /// A mock interview.
    Scenario(ScenarioContext),
    /// How to hold an interview.
    Playbook(PlaybookContext),
    /// An interview as it was spoken.
    Transcript(TranscriptContext),
    /// Terms.
    Glossary(GlossaryContext),
    /// Prose.
    Page(ProseContext),
    /// Questions in rows: all of them, or those of one kind or level, answered or not.
    AllQuestions(QuestionListContext),
    /// Questions in rows: those of one topic.
    Topic(QuestionListContext),
    /// All topics.
    Topics(TopicsContext),
    /// All documents.
    AllDocuments(AllDocumentsContext),
    /// The page that searches.
    Search(SearchContext),
    /// The page for addresses that do not exist.
    NotFound(NotFoundContext),
    /// A page that sends on from an old address.
    Redirect(RedirectContext),
}

impl Body {
    /// Name of the template, without folder and ending.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home",
            Self::Folder(_) => "folder",
            Self::Document(_) => "document",
            Self::Questions(_) => "questions",
            Self::Scenario(_) => "scenario",
            Self::Playbook(_) => "playbook",
            Self::Transcript(_) => "transcript",
            Self::Glossary(_) => "glossary",
            Self::Page(_) => "page",
            Self::AllQuestions(_) => "all-questions",
            Self::Topic(_) => "topic",
            Self::Topics(_) => "topics",
            Self::AllDocuments(_) => "all-documents",
            Self::Search(_) => "search",
            Self::NotFound(_) => "not-found",
            Self::Redirect(_) => "redirect",
        }
    }
}

/// The start page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeContext {
    /// What the root's own document says before its first heading, when it is prose.
    pub lead_html: String,
    /// The rest of it.
    pub html: String,
    /// Where to start reading.
    pub start: Option<PageLink>,
    /// What is in the guide, folder by folder; long folders are cut.
    pub collections: Vec<CollectionContext>,
    /// Folders that have no cards here because there are many.
    pub folders: Vec<PageLink>,
    /// The project's own papers, such as the licence.
    pub about: Vec<PageLink>,
    /// What leads to the lists of questions; absent when nothing is asked.
    pub index: Option<IndexContext>,
    /// Address of the list of all documents, when there is one.
    pub all_documents: Option<String>,
    /// Number of documents, the project's papers not counted.
    pub documents: usize,
    /// Number of questions, exchanges and prompts.
    pub questions: usize,
    /// How many of them have an answer.
    pub answered: usize,
    /// How many of them lack one; prompts need none.
    pub unanswered: usize,
}

/// What leads to the lists of questions.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IndexContext {
    /// Address of the list of all questions.
    pub url: String,
    /// Number of all questions.
    pub count: usize,
    /// Number of the files that hold the questions for scripts: `data/questions-1-….js` and so on.
    pub shards: usize,
    /// Kinds, when there are several: `question`, `scenario`, `exchange`, `prompt`.
    pub kinds: Vec<FacetLink>,
    /// Levels, when not all questions have the same: `junior`, `mid`, `senior`, `staff`.
    pub levels: Vec<FacetLink>,
    /// `yes` and `no`, when some questions have an answer and others lack one.
    pub answered: Vec<FacetLink>,
    /// The topics with the most questions, in alphabetical order.
    pub topics: Vec<FacetLink>,
    /// Address of the list of all topics; empty when there are none.
    pub topics_url: String,
    /// Number of all topics.
    pub topic_count: usize,
}

/// A link to the questions that have something in common.
#[derive(Clone, Debug, Serialize)]
pub struct FacetLink {
    /// What they have in common, as addresses say it.
    pub value: String,
    /// Name of a topic; empty for the others, which the theme has words for.
    pub title: String,
    /// Relative address.
    pub url: String,
    /// Number of questions.
    pub count: usize,
    /// Whether it is this list.
    pub current: bool,
}

/// Questions in rows.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionListContext {
    /// What the questions have in common: `kind`, `level`, `answered`, `topic`; or empty.
    pub facet: String,
    /// Which kind, level and so on.
    pub value: String,
    /// Name of the topic, or empty.
    pub title: String,
    /// What is known about the topic; absent in lists of other questions.
    pub about: Option<TopicContext>,
    /// Number of questions in the list.
    pub count: usize,
    /// The questions on this page, by document.
    pub groups: Vec<RowGroup>,
    /// Links to the pages of the list; empty when there is one.
    pub pagination: Vec<PaginationLink>,
    /// What leads to the other lists.
    pub index: IndexContext,
}

/// Rows of one document.
#[derive(Clone, Debug, Serialize)]
pub struct RowGroup {
    /// Plain title of the document.
    pub title: String,
    /// Relative address of the document.
    pub url: String,
    /// Plain title of its folder; empty at the root.
    pub folder: String,
    /// The questions.
    pub rows: Vec<QuestionRow>,
}

/// A question in a list.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionRow {
    /// Its id, the key of a reader's marks.
    pub id: String,
    /// Title as HTML.
    pub title_html: String,
    /// Relative address with fragment.
    pub url: String,
    /// `question`, `scenario`, `exchange` or `prompt`.
    pub entry_kind: String,
    /// Level, or empty.
    pub level: String,
    /// Topics.
    pub tags: Vec<TagContext>,
    /// Minutes, when known.
    pub minutes: Option<u32>,
    /// Whether it lacks an answer; a prompt needs none.
    pub unanswered: bool,
}

/// A tag, which leads to its topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagContext {
    /// The topic as it was first written.
    pub name: String,
    /// Relative address of the topic's page; empty for a tag of a translation that is no topic.
    pub url: String,
}

/// A link to a page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaginationLink {
    /// Number of the page, from 1.
    pub number: usize,
    /// Relative address.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether pages before it were left out.
    pub gap: bool,
}

/// All topics.
#[derive(Clone, Debug, Serialize)]
pub struct TopicsContext {
    /// Number of all topics.
    pub count: usize,
    /// The topics with the most questions; empty when there are few anyway.
    pub common: Vec<FacetLink>,
    /// The topics on this page; one group without a letter when there are few.
    pub letters: Vec<TopicLetter>,
    /// Links to the pages of the list; empty when there is one.
    pub pagination: Vec<PaginationLink>,
}

/// Topics that begin with one letter.
#[derive(Clone, Debug, Serialize)]
pub struct TopicLetter {
    /// The letter, or empty.
    pub letter: String,
    /// Fragment.
    pub id: String,
    /// The topics.
    pub topics: Vec<NestedTopic>,
}

/// A topic with those below it.
#[derive(Clone, Debug, Serialize)]
pub struct NestedTopic {
    /// The way to it, with the number of its questions and of those below it.
    pub link: FacetLink,
    /// The topics right below it.
    pub children: Vec<NestedTopic>,
}

/// What is known about a topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicContext {
    /// One sentence, or empty.
    pub description: String,
    /// The topics above it, the topmost first.
    pub above: Vec<TagContext>,
    /// The topics right below it.
    pub below: Vec<FacetLink>,
    /// How many questions of each kind there are; kinds without one are left out.
    pub kinds: Vec<FacetCount>,
    /// The same by level.
    pub levels: Vec<FacetCount>,
}

/// How many questions have something in common.
#[derive(Clone, Debug, Serialize)]
pub struct FacetCount {
    /// Name of the kind or level.
    pub value: String,
    /// How many.
    pub count: usize,
}

/// All documents.
#[derive(Clone, Debug, Serialize)]
pub struct AllDocumentsContext {
    /// Number of all documents.
    pub count: usize,
    /// The documents on this page, by folder.
    pub groups: Vec<DocumentGroup>,
    /// Links to the pages of the list; empty when there is one.
    pub pagination: Vec<PaginationLink>,
}

/// Documents of one folder.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentGroup {
    /// Fragment.
    pub id: String,
    /// The folders from the root's child down to this one; empty at the root.
    pub path: Vec<PageLink>,
    /// The documents.
    pub documents: Vec<DocumentCard>,
}

/// A folder without a document of its own.
#[derive(Clone, Debug, Serialize)]
pub struct FolderContext {
    /// What is in it; long folders are cut.
    pub collections: Vec<CollectionContext>,
    /// Folders that have no cards here because there are many.
    pub folders: Vec<PageLink>,
}

/// A group of documents.
#[derive(Clone, Debug, Serialize)]
pub struct CollectionContext {
    /// Plain title; empty for documents of the folder itself.
    pub title: String,
    /// Address of the folder's page; empty for the folder itself.
    pub url: String,
    /// What is in it, or the first of it.
    pub documents: Vec<DocumentCard>,
    /// Number of all documents in it.
    pub count: usize,
    /// Number of all questions in it.
    pub questions: usize,
    /// Address of the complete list, when `documents` is cut.
    pub all: Option<String>,
}

/// A document in a list.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentCard {
    /// Plain title.
    pub title: String,
    /// Relative address.
    pub url: String,
    /// Its kind.
    pub kind: String,
    /// One sentence, or empty.
    pub description: String,
    /// Number of questions.
    pub questions: usize,
    /// Number of questions with an answer.
    pub answered: usize,
}

/// The first page of a document whose parts are pages of their own.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentContext {
    /// What stands before the first part.
    pub html: String,
    /// The parts.
    pub parts: Vec<PartCard>,
}

/// A part in its document's list; its `id` and those of its questions keep
/// `document.html#id` arriving.
#[derive(Clone, Debug, Serialize)]
pub struct PartCard {
    /// Title as HTML.
    pub html: String,
    /// Relative address.
    pub url: String,
    /// Its kind.
    pub kind: String,
    /// Its fragment; empty when it has none.
    pub id: String,
    /// Its questions.
    pub questions: Vec<QuestionLink>,
}

/// A question in a list.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionLink {
    /// Its id, which the list carries as an anchor.
    pub id: String,
    /// Title as HTML without links.
    pub html: String,
    /// Relative address with fragment.
    pub url: String,
}

/// Questions.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionsContext {
    /// What stands before the first section.
    pub html: String,
    /// The sections on this page.
    pub sections: Vec<SectionContext>,
    /// Questions on the document's other pages: on its first page, so that their ids arrive.
    pub elsewhere: Vec<QuestionLink>,
    /// Number of questions on this page.
    pub questions: usize,
    /// Number of questions with an answer on this page.
    pub answered: usize,
}

/// Questions under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct SectionContext {
    /// Fragment; empty when the section has no heading.
    pub id: String,
    /// Title as HTML; empty when the section has no heading.
    pub title_html: String,
    /// What stands before the first question.
    pub html: String,
    /// The questions.
    pub questions: Vec<QuestionContext>,
}

/// One question.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionContext {
    /// Its id, and the fragment of its element.
    pub id: String,
    /// Position on the page, from 1.
    pub position: usize,
    /// Title as HTML.
    pub title_html: String,
    /// Plain title.
    pub title: String,
    /// What stands between title and answer.
    pub prompt_html: String,
    /// Level, or empty.
    pub level: String,
    /// Tags.
    pub tags: Vec<TagContext>,
    /// Minutes, when known.
    pub minutes: Option<u32>,
    /// Choices.
    pub options: Vec<OptionContext>,
    /// Whether it is known which choices are right.
    pub key_known: bool,
    /// Hints, weakest first.
    pub hints: Vec<String>,
    /// The expected answer; absent when there is none.
    pub answer_html: Option<String>,
    /// `id` of the answer's fold.
    pub answer_id: String,
    /// Whether it is answered.
    pub answered: bool,
    /// What may be asked next.
    pub follow_ups: Vec<FollowUpContext>,
    /// The rubric; absent when there is none.
    pub rubric: Option<RubricContext>,
    /// Further text for interviewers, or empty.
    pub notes_html: String,
    /// What links to it.
    pub mentions: MentionsContext,
    /// Related questions, the likest first; five at most.
    pub related: Vec<RelatedContext>,
    /// Where its source can be edited.
    pub edit_url: Option<String>,
}

/// A related question.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedContext {
    /// Its title as HTML without links.
    pub title_html: String,
    /// Relative address.
    pub url: String,
    /// What both are about, in words that stand open in both; empty when only the answers have
    /// words in common.
    pub words: Vec<String>,
}

/// One choice.
#[derive(Clone, Debug, Serialize)]
pub struct OptionContext {
    /// `A`, `B`, …
    pub letter: String,
    /// What it says.
    pub html: String,
    /// Whether it is right.
    pub correct: bool,
}

/// A further question.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUpContext {
    /// Fragment of its element.
    pub id: String,
    /// What is asked.
    pub prompt_html: String,
    /// What is expected.
    pub answer_html: Option<String>,
    /// Fragment of the answer's fold.
    pub answer_id: String,
}

/// Three lists; empty where the author gave none.
#[derive(Clone, Debug, Serialize)]
pub struct RubricContext {
    /// What has to be there.
    pub minimum_html: String,
    /// What a strong answer adds.
    pub strong_html: String,
    /// What speaks against the candidate.
    pub red_flags_html: String,
}

/// A mock interview.
#[derive(Clone, Debug, Serialize)]
pub struct ScenarioContext {
    /// Its items in the author's order.
    pub items: Vec<ScenarioItemContext>,
}

/// One thing in a scenario.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum ScenarioItemContext {
    /// Prose.
    Prose {
        /// The prose.
        html: String,
    },
    /// Facts about the position.
    Role {
        /// Fragment, or empty.
        id: String,
        /// Key and value as HTML.
        facts: Vec<FactContext>,
        /// The rest.
        html: String,
    },
    /// How the time is spent.
    Format {
        /// Fragment, or empty.
        id: String,
        /// The whole time in minutes.
        minutes: u32,
        /// The steps.
        steps: Vec<StepContext>,
        /// The rest.
        html: String,
    },
    /// A question.
    Question(Box<QuestionContext>),
    /// How to judge the candidate.
    Evaluation {
        /// Fragment, or empty.
        id: String,
        /// What stands before the lists.
        html: String,
        /// The lists.
        criteria: Vec<CriteriaContext>,
    },
}

/// One fact about the position.
#[derive(Clone, Debug, Serialize)]
pub struct FactContext {
    /// What is told.
    pub key_html: String,
    /// The fact.
    pub value_html: String,
}

/// One step of an interview.
#[derive(Clone, Debug, Serialize)]
pub struct StepContext {
    /// Its minutes.
    pub minutes: u32,
    /// Its share of the whole time in per cent, rounded, at least 1.
    pub percent: u32,
    /// What is done.
    pub html: String,
}

/// One list of criteria.
#[derive(Clone, Debug, Serialize)]
pub struct CriteriaContext {
    /// `pass`, `strong-pass` or `fail`.
    pub verdict: String,
    /// The author's label.
    pub label_html: String,
    /// The list.
    pub html: String,
}

/// How to hold an interview.
#[derive(Clone, Debug, Serialize)]
pub struct PlaybookContext {
    /// Its items in the author's order.
    pub items: Vec<PlaybookItemContext>,
    /// Fewest minutes of all phases together.
    pub minutes_from: u32,
    /// Most minutes of all phases together.
    pub minutes_to: u32,
}

/// One thing in a playbook.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum PlaybookItemContext {
    /// Prose.
    Prose {
        /// The prose.
        html: String,
    },
    /// A stretch of the interview.
    Phase {
        /// Fragment, or empty.
        id: String,
        /// Name as HTML.
        title_html: String,
        /// Plain name, fit to stand in a link.
        label: String,
        /// Fewest minutes.
        minutes_from: u32,
        /// Most minutes.
        minutes_to: u32,
        /// What happens.
        html: String,
    },
    /// A labelled list: `strong`, `red-flags`, `do` or `avoid`.
    Advice {
        /// Which list.
        sense: String,
        /// Fragment, or empty.
        id: String,
        /// The author's label.
        title_html: String,
        /// The list.
        html: String,
    },
    /// What to say instead of something else.
    Pairs {
        /// The pairs.
        pairs: Vec<PairContext>,
    },
}

/// What not to say, and what to say instead.
#[derive(Clone, Debug, Serialize)]
pub struct PairContext {
    /// What not to say.
    pub avoid_html: String,
    /// What to say.
    pub say_html: String,
}

/// An interview as it was spoken.
#[derive(Clone, Debug, Serialize)]
pub struct TranscriptContext {
    /// What was said, in order.
    pub items: Vec<TranscriptItemContext>,
}

/// One thing in a transcript.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum TranscriptItemContext {
    /// What nobody says.
    Prose {
        /// The prose.
        html: String,
    },
    /// A question with its replies.
    Exchange {
        /// Its id, and the fragment of its element.
        id: String,
        /// `id` of the replies' fold.
        replies_id: String,
        /// What the interviewer says.
        question: TurnContext,
        /// What is said until the interviewer's next turn.
        replies: Vec<TurnContext>,
        /// What links to it.
        mentions: MentionsContext,
        /// Where its source can be edited.
        edit_url: Option<String>,
    },
}

/// What one speaker says at a stretch.
#[derive(Clone, Debug, Serialize)]
pub struct TurnContext {
    /// The speaker's name.
    pub speaker: String,
    /// `interviewer` or `candidate`.
    pub role: String,
    /// The words.
    pub html: String,
}

/// Terms.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryContext {
    /// What stands before the first term.
    pub html: String,
    /// Number of terms.
    pub count: usize,
    /// The terms in alphabetical order, by their first letters.
    pub letters: Vec<LetterContext>,
}

/// Terms that start with one letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterContext {
    /// The letter; `#` for digits and signs.
    pub letter: String,
    /// Fragment of the group.
    pub id: String,
    /// The terms.
    pub terms: Vec<TermContext>,
}

/// One term.
#[derive(Clone, Debug, Serialize)]
pub struct TermContext {
    /// Fragment.
    pub id: String,
    /// The term.
    pub name_html: String,
    /// What it means.
    pub html: String,
    /// Number of the questions whose answers use it.
    pub uses: usize,
    /// The first five of them, in reading order.
    pub used_in: Vec<QuestionLink>,
    /// Number of the others.
    pub more: usize,
    /// What links to it.
    pub mentions: MentionsContext,
}

/// Prose.
#[derive(Clone, Debug, Serialize)]
pub struct ProseContext {
    /// The prose.
    pub html: String,
    /// Questions and parts on the document's other pages.
    pub elsewhere: Vec<QuestionLink>,
}

/// The page that searches.
#[derive(Clone, Debug, Serialize)]
pub struct SearchContext {
    /// Kinds of what can be found: `question`, `scenario`, `phase`, `exchange`, `term`, `section`.
    pub kinds: Vec<String>,
    /// What leads to the lists of questions; absent when nothing is asked.
    pub index: Option<IndexContext>,
}

/// The page for addresses that do not exist.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundContext {
    /// Absolute address of the start page, when the base URL is known.
    pub home: Option<String>,
}

/// A page that sends on from an old address.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectContext {
    /// Where the page is now.
    pub url: String,
    /// Its plain title.
    pub title: String,
    /// What moved elsewhere.
    pub moved: Vec<MovedContext>,
}

/// An anchor for something that moved.
#[derive(Clone, Debug, Serialize)]
pub struct MovedContext {
    /// The fragment that it had.
    pub id: String,
    /// Where it is now.
    pub url: String,
    /// Plain title of the page that it is on now.
    pub title: String,
}

/// What links to something.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MentionsContext {
    /// The first of them in reading order.
    pub first: Vec<MentionContext>,
    /// How many more there are.
    pub more: usize,
}

/// One thing that links to another.
#[derive(Clone, Debug, Serialize)]
pub struct MentionContext {
    /// Plain title of what the link stands in.
    pub title: String,
    /// Where the link stands.
    pub url: String,
    /// The folded part that it stands in (`answer`, `hint`, `follow-up`, `rubric`, `notes`,
    /// `reply`, `fold`), or empty.
    pub folded: String,
    /// The sentence around the link as plain text; empty where it is folded away.
    pub sentence: String,
}
