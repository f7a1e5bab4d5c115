//! What may have been meant by arguments that are refused.

use clap::error::{ContextKind, ContextValue};
use quanwen_messages::{Argument, Language, Message, message, text};

use super::context::{Context, INDENT, painted};

/// What may have been meant.
pub(super) fn of(context: &Context) -> Option<String> {
    let similar = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let similar = similar.into_iter().map(|kind| context.texts(kind));
    let similar = similar.filter(|several| !several.is_empty());
    let mut tips: Vec<Message> = similar
        .map(|several| similar_to(context, &several))
        .collect();
    if let Some(ContextValue::StyledStrs(suggested)) = context.get(ContextKind::Suggested) {
        let words = suggested.iter().map(ToString::to_string);
        tips.extend(words.map(|words| of_clap(context, &words)));
    }
    let title = context.valid(text!("tip:").in_language(Language::Chinese));
    let tips: Vec<String> = tips
        .iter()
        .map(|tip| tip.in_language(Language::Chinese))
        .map(|tip| format!("{INDENT}{title}{tip}"))
        .collect();
    (!tips.is_empty()).then(|| tips.join("\n"))
}

fn similar_to(context: &Context, several: &[String]) -> Message {
    let several: Argument = several.iter().map(|one| context.valid(one)).collect();
    message!("a similar one exists: {similar}", similar = several)
}

/// What clap suggests in English words.
fn of_clap(context: &Context, english: &str) -> Message {
    let typed = context.text(ContextKind::InvalidArg).unwrap_or_default();
    let exists = english.strip_suffix("' exists");
    if english.starts_with("to pass '") {
        message!(
            "to pass '{argument}' as a value, use '{typed}'",
            argument = context.invalid(ContextKind::InvalidArg),
            typed = context.valid(&format!("-- {typed}"))
        )
    } else if let Some(exists) = exists.and_then(|exists| exists.strip_prefix('\'')) {
        message!("'{command}' exists", command = context.valid(exists))
    } else {
        message!(
            "subcommand '{command}' exists; to use it, remove the '{dashes}' before it",
            command = context.valid(&typed),
            dashes = painted(context.styles.get_invalid(), "--")
        )
    }
}
