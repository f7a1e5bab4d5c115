//! Searches of invented reports in which more sections have what is looked for than are ranked at a time.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::OnceLock;

use quanwen::api::{Engine, SearchRequest};

use crate::cluster::{Engines, engines};
use crate::reports::Reports;

/// 1,200 sections, where 280 are ranked at a time.
const REPORTS: usize = 60;
const SECTIONS: usize = 20;
/// What each of the sections has one of.
const FIGURES: [&str; 6] = ["6.5%", "16.5%", "6.55%", "206件", "1,206件", "1206.5万元"];

/// Writes reports whose sections have a word once, twice, and so on, and are of several lengths.
fn reports() -> Reports {
    let reports = Reports::none();
    for report in 0..REPORTS {
        let mut text = format!("沙枣园镇第{}号简报\n\n", report + 1);
        for section in 0..SECTIONS {
            let number = report * SECTIONS + section;
            let figure = FIGURES[number % FIGURES.len()];
            let repeated = format!("巡查河道{number}号段。").repeat(1 + number * 7 % 13);
            let filling = "其余事项按月报送。".repeat(number * 11 % 17);
            writeln!(
                text,
                "{}．第{number}项\n　　同比增长{figure}。{repeated}{filling}",
                section + 1
            )
            .expect("a string");
        }
        reports.write(&format!("简报{report}.txt"), &text);
    }
    reports
}

fn invented() -> Option<&'static Engines> {
    static INVENTED: OnceLock<Option<Engines>> = OnceLock::new();
    let make = || engines(&reports().corpus(), "test-frequent");
    INVENTED.get_or_init(make).as_ref()
}

#[test]
fn a_figure_is_not_found_in_a_longer_number() {
    let Some(Engines { local, remote, .. }) = invented() else {
        return;
    };
    for query in [
        "6.5%",
        "6.5",
        "16.5%",
        "206件",
        "206",
        "1206件",
        "1,206",
        "巡查 -6.5%",
        "6.5% OR 206",
        "河道 NOT 6.5",
    ] {
        let request = SearchRequest::new(query);
        let local = local.search(&request).expect("an answer").summary;
        let remote = remote.search(&request).expect("an answer").summary;
        assert_eq!(remote.total, local.total, "{query}");
        assert!(remote.total_is_exact, "{query}");
    }
}

#[test]
fn the_first_page_is_as_good_as_that_of_an_index() {
    let Some(Engines { local, remote, .. }) = invented() else {
        return;
    };
    for query in ["巡查河道", "巡查", "\"河道\"", "河道 6.5%", "按月报送"] {
        let request = SearchRequest::new(query).collapse(false);
        let all = request.clone().limit(REPORTS * SECTIONS);
        let local = local.search(&all).expect("an answer").hits;
        let scores: HashMap<&str, f32> = local
            .iter()
            .map(|hit| (hit.section.id.as_str(), hit.score))
            .collect();
        let first = remote.search(&request).expect("an answer").hits;
        for (hit, of_index) in first.iter().zip(&local) {
            // Lengths are stored in one byte.
            let (score, least) = (scores[hit.section.id.as_str()], 0.98 * of_index.score);
            assert!(
                score >= least,
                "{query}: {score} at {}, not {least}",
                hit.rank
            );
        }
    }
}

#[test]
fn no_section_is_on_two_pages() {
    let Some(Engines { remote, .. }) = invented() else {
        return;
    };
    for query in ["巡查河道", "\"河道\""] {
        let mut request = SearchRequest::new(query).limit(50);
        let mut found = Vec::new();
        for _ in 0..8 {
            let answer = remote.search(&request).expect("an answer");
            found.extend(answer.hits.into_iter().map(|hit| hit.section.id));
            let Some(cursor) = answer.summary.cursor else {
                break;
            };
            request = request.after(cursor);
        }
        assert_eq!(found.len(), 400, "{query}");
        let different: BTreeSet<&String> = found.iter().collect();
        assert_eq!(different.len(), found.len(), "{query}");
    }
}
