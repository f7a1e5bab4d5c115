//! Places in a query.

use std::ops::Range;

use super::names::{Name, Names, Place};
use super::{Meaning, Reading, Text, year};

/// The place at a character of a run: the longest name there that ends where a word does.
pub(super) fn at(text: &Text, start: usize, names: &Names, after_place: bool) -> Option<Reading> {
    if !text.cut[start] && !after_place {
        return None;
    }
    let is_meant = |written: &str, name: &Name| {
        let end = start + written.chars().count();
        if !text.cut[end] {
            // 北京市 in 北京市人民政府 and 吉林 in 吉林长春, which the dictionary has as words.
            return (!name.is_short && text.words.contains(&(start..end)))
                || is_before_place(text, end, names)
                || overlaps_place(text, start..end, names);
        }
        let is_word = text.rules.place.words.iter().any(|word| word == written);
        let is_beside_year = || year::begins_at(text, end) || year::ends_at(text, start);
        // The name of a company or a product may begin with that of a place: 宁德时代.
        let is_doubtful = || !name.has_reports() && !text.is_apart(end);
        !name.is_short
            || if is_word || is_doubtful() {
                is_beside_year()
            } else {
                !makes_another_name(text, end)
            }
    };
    let (length, meaning) = names.place_at(text.from(start), is_meant)?;
    Some(Reading {
        characters: start..start + length,
        meaning,
    })
}

/// Whether a word goes on over a position and what is left of it is a place too: 长春 of 吉林长春.
fn is_before_place(text: &Text, at: usize, names: &Names) -> bool {
    let end = (at..=text.len()).find(|end| text.cut[*end]);
    end.is_some_and(|end| names.is_name(text.part(at..end)))
}

/// Whether the word that goes on over the end of a name begins inside it and is a place too: 湖南 in 湖南京港澳高速, which is
/// cut into 湖 and 南京. The name that begins first counts.
fn overlaps_place(text: &Text, name: Range<usize>, names: &Names) -> bool {
    let inside = (name.start + 1..name.end).find(|at| text.cut[*at]);
    inside.is_some_and(|at| {
        let end = (name.end..=text.len()).find(|end| text.cut[*end]);
        end.is_some_and(|end| names.is_name(text.part(at..end)))
    })
}

/// Whether what follows a short name makes both another name: 湛江港, 上海合作组织, 武汉大学.
fn makes_another_name(text: &Text, end: usize) -> bool {
    if text.is_apart(end) {
        return false;
    }
    let rules = &text.rules.place;
    let next = (end + 1..=text.len()).find(|at| text.cut[*at]);
    let follows = |head: &String| {
        let after = text.end_of(end, head);
        after.is_some_and(|after| text.cut[after] || text.words.contains(&(end..after)))
    };
    if rules.heads.iter().any(follows) {
        return true;
    }
    let c = text.characters[end];
    let is_particle =
        c.is_ascii_digit() || rules.particles.contains(c) || year::begins_at(text, end);
    next == Some(end + 1) && !is_particle
}

/// Takes names of places side by side that contain one another for the inner place: 北京市朝阳区, 广东省 湛江市. Each run is
/// given by its readings and its length.
pub(crate) fn join_places(runs: &mut [(&mut Vec<Reading>, usize)]) {
    // The names side by side so far, by run and reading.
    let mut beside: Vec<(usize, usize)> = Vec::new();
    for index in 0..runs.len() {
        let mut end = 0;
        for at in 0..runs[index].0.len() {
            let Reading {
                characters,
                meaning,
            } = &runs[index].0[at];
            if characters.start != end {
                beside.clear();
            }
            end = characters.end;
            let Meaning::Place(places) = meaning else {
                beside.clear();
                continue;
            };
            let inner = beside.last().map(|(run, reading)| {
                let outer = places_of(&runs[*run].0[*reading]);
                let is_below = |place: &&Place| outer.iter().any(|outer| place.is_below(outer));
                places
                    .iter()
                    .filter(is_below)
                    .cloned()
                    .collect::<Vec<Place>>()
            });
            beside.push((index, at));
            match inner {
                Some(inner) if !inner.is_empty() => {
                    for (run, reading) in &beside {
                        runs[*run].0[*reading].meaning = Meaning::Place(inner.clone());
                    }
                }
                _ => beside = vec![(index, at)],
            }
        }
        if end != runs[index].1 {
            beside.clear();
        }
    }
}

fn places_of(reading: &Reading) -> &[Place] {
    match &reading.meaning {
        Meaning::Place(places) => places,
        _ => &[],
    }
}
