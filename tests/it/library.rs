//! The library as embedded by a developer.

use quanwen::Searcher;
use quanwen::api::{
    Concordance, Engine, Freshness, MentionRequest, SearchRequest, ShowRequest, ShownPart,
};

use crate::support::{indexed_sample, sample_searcher};

#[test]
fn a_section_about_the_query_comes_before_a_passing_remark() {
    let searcher = sample_searcher();
    let answer = searcher.search(&SearchRequest::new("行政复议")).unwrap();
    assert!(searcher.dictionary_is_loaded());
    for hit in &answer.hits {
        // The text before the first heading is under the report's title.
        let above = match hit.section.path.as_slice() {
            [] => hit.document.title.clone().unwrap_or_default(),
            path => path.join(""),
        };
        assert!(above.contains("复议"), "{}. {above}", hit.rank);
    }
    assert!(answer.summary.total > 60);
    assert_eq!(answer.summary.shown, 10);
}

#[test]
fn passages_are_sentences_of_the_section_with_highlights_in_order() {
    let answer = sample_searcher()
        .search(&SearchRequest::new("行政复议案件办理情况").limit(40))
        .unwrap();
    assert_eq!(answer.hits.len(), 40);
    for hit in &answer.hits {
        let shown = sample_searcher()
            .show(&ShowRequest::new(&hit.section.id))
            .unwrap();
        for passage in &hit.passages {
            assert!(shown.document.text.contains(&passage.text));
            let characters: Vec<char> = passage.text.chars().collect();
            let mut end = 0;
            for [start, stop] in &passage.highlights {
                assert!(*start >= end && start < stop && *stop <= characters.len());
                end = *stop;
            }
        }
    }
}

#[test]
fn ids_and_paths_of_an_answer_can_be_shown() {
    let searcher = sample_searcher();
    let mention = searcher
        .mentions(&MentionRequest::new("依法行政二、规范"))
        .unwrap()
        .mentions
        .remove(0);
    let shown = searcher.show(&ShowRequest::new(&mention.id)).unwrap();
    let ShownPart::Mention(section, range) = shown.part.clone() else {
        panic!("a mention is shown")
    };
    assert_eq!(&shown.document.text[range], mention.kwic.matched);
    assert_eq!(shown.document.heading_path(section), mention.section.path);
    let shown = searcher
        .show(&ShowRequest::new(&mention.section.id))
        .unwrap();
    assert!(shown.document.text[shown.range].contains("依法行政"));
    assert_eq!(
        searcher
            .show(&ShowRequest::new(&mention.document.id))
            .unwrap()
            .document
            .path,
        mention.document.path
    );
    assert_eq!(
        searcher
            .show(&ShowRequest::new(&mention.document.path))
            .unwrap()
            .document
            .id,
        mention.document.id
    );
}

#[test]
fn an_answer_states_its_freshness() {
    let open = |freshness| {
        Searcher::open(&indexed_sample().index_folder())
            .unwrap()
            .with_freshness(freshness)
    };
    let summary = |freshness| {
        open(freshness)
            .count_mentions(&MentionRequest::new("行政复议"))
            .unwrap()
    };
    assert_eq!(
        (
            summary(Freshness::Unknown).coverage.stale,
            summary(Freshness::Unknown).coverage.complete
        ),
        (None, true)
    );
    assert_eq!(
        (
            summary(Freshness::Current).coverage.stale,
            summary(Freshness::Current).coverage.complete
        ),
        (Some(false), true)
    );
    assert_eq!(
        (
            summary(Freshness::Stale).coverage.stale,
            summary(Freshness::Stale).coverage.complete
        ),
        (Some(true), false)
    );
}

#[test]
fn a_limit_does_not_change_the_counts() {
    let searcher = sample_searcher();
    let answer = searcher
        .mentions(&MentionRequest::new("行政复议").limit(Some(5)))
        .unwrap();
    assert_eq!(answer.mentions.len(), 5);
    assert_eq!(
        (
            answer.summary.mentions,
            answer.summary.truncated,
            answer.summary.coverage.complete
        ),
        (225, true, true)
    );
}

#[test]
fn mentions_are_ordered_by_region_year_path_and_position() {
    let mentions = sample_searcher()
        .mentions(&MentionRequest::new("行政复议"))
        .unwrap()
        .mentions;
    assert_eq!(mentions.len(), 225);
    let keys: Vec<_> = mentions
        .iter()
        .map(|mention| {
            let document = &mention.document;
            (
                document.region.join("/"),
                document.year,
                document.path.clone(),
                mention.line,
                mention.column,
            )
        })
        .collect();
    assert!(keys.is_sorted());
}
