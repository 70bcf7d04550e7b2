//! What links to something, as templates see it.

use super::context::{MentionContext, MentionsContext};
use super::scope::PageScope;

/// The mentions of what has this URL, relative to the site's root.
pub(super) fn of(scope: &PageScope<'_>, url: &str) -> MentionsContext {
    let Some(mentioned) = scope.guide.mentions.of(url) else {
        return MentionsContext::default();
    };
    let first = mentioned.first.iter().map(|mention| MentionContext {
        title: mention.title.clone(),
        url: scope.relative(&mention.url),
        folded: mention
            .folded
            .map(|part| part.name().to_owned())
            .unwrap_or_default(),
        sentence: mention.sentence.clone().unwrap_or_default(),
    });
    MentionsContext {
        first: first.collect(),
        more: mentioned.more,
    }
}

/// The mentions of what stands on the page under this fragment.
pub(super) fn here(scope: &PageScope<'_>, id: &str) -> MentionsContext {
    of(scope, &format!("{}#{id}", scope.url()))
}
