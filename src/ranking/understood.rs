//! What a query was read as, for the answer.

use super::sections::Sections;
use crate::api::{NotLifted, Understood};
use crate::error::{Error, Result};
use crate::index::TextColumn;
use crate::query::{Meaning, Place, Plan, Run, look_alikes};

/// What a plan names, and the words that are left. `reports` have everything that it names.
pub(super) fn understood(plan: &Plan, reports: u64, sections: &dyn Sections) -> Result<Understood> {
    let mut understood = Understood {
        reports,
        words: plan.runs.iter().flat_map(words_left).collect(),
        look_alikes: look_alikes(&plan.query, &plan.tree),
        ..Understood::default()
    };
    let readings = plan.runs.iter().flat_map(|run| &run.readings);
    for reading in readings {
        match &reading.meaning {
            Meaning::Place(places) => {
                for place in places {
                    add_place(place, sections, &mut understood)?;
                }
            }
            Meaning::Year(year) => add_year(*year, sections, &mut understood)?,
            Meaning::Issuer(issuer) => add(&mut understood.issuers, issuer),
            Meaning::Kind(kind) => add(&mut understood.kinds, kind),
            Meaning::PlaceWithoutReport(name, nearest) => add(
                &mut understood.not_lifted,
                &NotLifted {
                    name: name.clone(),
                    is_filtered: false,
                    nearest: nearest.iter().map(|place| place.0.clone()).collect(),
                },
            ),
            Meaning::Figure => {}
        }
    }
    Ok(understood)
}

fn add<T: Clone + PartialEq>(known: &mut Vec<T>, value: &T) {
    if !known.contains(value) {
        known.push(value.clone());
    }
}

/// A name of which the filters leave out every report.
fn filtered(name: &str) -> NotLifted {
    NotLifted {
        name: name.to_string(),
        is_filtered: true,
        nearest: Vec::new(),
    }
}

fn add_place(place: &Place, sections: &dyn Sections, understood: &mut Understood) -> Result<()> {
    if understood.places.contains(&place.0) {
        return Ok(());
    }
    let is_of_place = |region: &str| region == place.region() || place.contains(region);
    let is_left_out = || {
        let of_place = sections.with_text(TextColumn::Region, &is_of_place)?;
        Ok::<bool, Error>(of_place.len() == 0)
    };
    if sections.is_filtered() && is_left_out()? {
        add(&mut understood.not_lifted, &filtered(place.name()));
    } else {
        add(&mut understood.places, &place.0);
    }
    Ok(())
}

fn add_year(year: u16, sections: &dyn Sections, understood: &mut Understood) -> Result<()> {
    if understood.years.contains(&year) {
        return Ok(());
    }
    let is_of_year = |other: u16| other == year || other == year + 1;
    if sections.is_filtered() && sections.of_years(&is_of_year)?.len() == 0 {
        add(&mut understood.not_lifted, &filtered(&format!("{year}年")));
    } else {
        add(&mut understood.years, &year);
    }
    Ok(())
}

/// The words and figures of a run that name no reports, in order.
fn words_left(run: &Run) -> Vec<String> {
    let mut words: Vec<(usize, String)> = run
        .outer_words()
        .into_iter()
        .filter(|word| !word.is_name)
        .map(|word| (word.characters.start, word.text.clone()))
        .collect();
    words.extend(run.figures().map(|figure| (figure.start, run.part(figure))));
    words.sort();
    words.into_iter().map(|(_, word)| word).collect()
}
