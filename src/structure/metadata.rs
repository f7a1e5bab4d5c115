//! Title, region, year, issuer, dates and numbers of a report, each with its source.
//!
//! The page around the text is believed before the title, the title before the text, the text before the names of
//! folders. What none of them states stays empty; what follows from what they state is inferred. This order is code.

use super::attribution::{Delivery, Order, Signature};
use super::genre::{Genre, List, Pattern, ends_with_any, starts_with_any};
use super::heading::{
    MAX_CHARACTER_BYTES, MAX_TITLE, first_characters, strip_markup, strip_markup_end,
};
use super::issuer::{
    is_of_nation, of_people, office_in_title, office_of_body, office_of_source, office_of_speaker,
    with_place, without_term,
};
use super::line::{Line, LineKind};
use super::outline::Outline;
use super::page::read_page;
use super::region::Gazetteer;
use super::rule::Rule;
use super::title::{PrintedTitle, title_of, without_delivery};
use super::year::{
    Chapter, year_before, year_of_chapters, year_of_opening, year_of_path, year_of_sentence,
    year_of_tasks, year_of_title,
};
use crate::corpus::Extracted;
use crate::document::{Basis, Metadata, Section};

/// Lines at the beginning that are read for title, page table and delivery.
const HEAD_LINES: usize = 60;
/// Lines at the beginning that are read for the opening of a speech.
const OPENING_LINES: usize = 20;
/// Lines of the body that are read for the opening of a report.
const BODY_LINES: usize = 10;
/// Chapters that are read for the year of a report.
const MAX_CHAPTERS: usize = 20;
/// Lines at the end that are read for the signature.
const TAIL_LINES: usize = 12;
/// Characters of a line that are read for a title, a table or a delivery.
const MAX_OPENING: usize = 2000;
/// Characters after the name of a place in which its authorities are looked for.
const MAX_AUTHORITY: usize = 16;
/// Characters of a text in which mentions of places are counted.
const MAX_SPOKEN: usize = 30_000;

/// Reads the metadata of an extracted text with this outline. `path` is the document's path in its corpus.
pub(super) fn read(
    extracted: &Extracted,
    lines: &[Line],
    outline: &Outline,
    path: &str,
    gazetteer: Gazetteer,
) -> Metadata {
    let genre = gazetteer.genre;
    let text = extracted.text.as_str();
    let bare = |line: &Line| {
        let is_content = matches!(line.kind, LineKind::Text | LineKind::Table);
        let bare = strip_markup_end(strip_markup(line.text(text)));
        (is_content && !bare.is_empty()).then_some(bare)
    };
    let head: Vec<&str> = lines
        .iter()
        .filter_map(bare)
        .take(HEAD_LINES)
        .map(|line| first_characters(line, MAX_OPENING))
        .collect();
    let tail = |lines: &mut dyn Iterator<Item = &Line>| {
        let mut tail: Vec<&str> = lines
            .filter_map(bare)
            .take(TAIL_LINES)
            .map(closing)
            .collect();
        tail.reverse();
        Signature::of(&tail, genre)
    };
    let body = outline.body.iter().rev();
    let signature = tail(&mut body.flat_map(|range| lines[range.clone()].iter().rev()));
    let body_end = outline.body.last().map_or(0, |range| range.end);
    let signature = if signature.is_empty() && body_end < lines.len() {
        tail(&mut lines.iter().rev())
    } else {
        signature
    };
    let mut metadata = Metadata::default();
    read_page(extracted, &head, genre, &mut metadata);
    let printed_title = title_of(&head, genre);
    if metadata.title.is_none()
        && let Some(printed) = &printed_title
    {
        metadata.title = Some(printed.text.clone());
        metadata.title_basis = Some(Basis::Title);
    }
    let opening = &head[..head.len().min(OPENING_LINES)];
    let below_title = &head[printed_title.as_ref().map_or(0, |printed| printed.end)..];
    let source = Source {
        text,
        opening,
        body: body_of(below_title, genre),
        chapters: chapters(text, &outline.sections),
        delivery: Delivery::of(metadata.title.as_deref(), opening, gazetteer),
        signature,
        signature_below_title: Signature::below_title(below_title, genre),
        order: Order::of(&head, below_title, genre),
        printed_title,
        path,
        gazetteer,
        genre,
    };
    if metadata.document_number.is_none() {
        metadata.document_number = source.order.as_ref().and_then(|order| order.number.clone());
    }
    source.read_issuer(&mut metadata);
    source.read_published(&mut metadata);
    source.read_year(&mut metadata);
    source.read_region(&mut metadata);
    source.complete_issuer(&mut metadata);
    metadata.title = metadata
        .title
        .as_deref()
        .map(|title| without_delivery(title, genre));
    metadata
}

/// The part of a line that can be a signature: all of a short line, the text after the last sentence of a long one.
fn closing(line: &str) -> &str {
    let end = line.rfind('。').map_or("", |stop| {
        line[stop..].trim_start_matches('。').trim_start()
    });
    let is_long = line.len() > MAX_TITLE * MAX_CHARACTER_BYTES;
    if is_long && !end.is_empty() {
        end
    } else {
        line
    }
}

/// The first sentences of the body in the lines below a title: a line that has a full stop or that a comma divides, and
/// the lines after it.
fn body_of<'l>(below_title: &[&'l str], genre: &Genre) -> Vec<&'l str> {
    let is_sentence = |line: &&&str| {
        let is_note = starts_with_any(line, genre.list(List::NotesAbove));
        line.contains(['。', '，']) && !is_note
    };
    let lines = below_title.iter().skip_while(|line| !is_sentence(line));
    lines.take(BODY_LINES).copied().collect()
}

/// The chapters of a report: the headings and the sentences below them.
fn chapters<'t>(text: &'t str, sections: &'t [Section]) -> Vec<Chapter<'t>> {
    let chapters = sections.iter().filter(|section| section.level == 1);
    chapters
        .take(MAX_CHAPTERS)
        .map(|section| {
            let heading = section.heading.as_str();
            let from = first_characters(&text[section.marker as usize..], MAX_OPENING);
            let below = from
                .find(heading)
                .map_or(from, |at| &from[at + heading.len()..]);
            let below = below.trim_start_matches(|c: char| !c.is_alphanumeric());
            Chapter {
                heading,
                sentence: below.split('。').next().unwrap_or(below),
            }
        })
        .collect()
}

/// The sources of metadata besides the page.
struct Source<'s> {
    text: &'s str,
    opening: &'s [&'s str],
    /// The first lines of the body.
    body: Vec<&'s str>,
    chapters: Vec<Chapter<'s>>,
    /// The title above the text; that of the page may differ.
    printed_title: Option<PrintedTitle>,
    signature: Signature,
    signature_below_title: Signature,
    delivery: Delivery,
    order: Option<Order>,
    path: &'s str,
    gazetteer: Gazetteer<'s>,
    genre: &'s Genre,
}

impl Source<'_> {
    /// Sets the issuer: the office that signed, else the one named by the title, the speaker or the order.
    fn read_issuer(&self, metadata: &mut Metadata) {
        if metadata.issuer.is_some() {
            return;
        }
        let in_title = |title: Option<&str>| office_in_title(title?, self.genre);
        let title = metadata.title.as_deref();
        let of_source = || {
            let is_other = !self.is_work_report(title.unwrap_or_default());
            is_other.then(|| office_of_source(self.opening, self.genre))?
        };
        let of_order = || self.order.as_ref().map(|order| order.issuer.clone());
        let signature = || self.signature.issuer.clone();
        let below_title = || self.signature_below_title.issuer.clone();
        (metadata.issuer, metadata.issuer_basis) = first_of(&[
            (&signature, Basis::Signature),
            (&below_title, Basis::Signature),
            (&|| self.offices_of_title(), Basis::Title),
            (&|| in_title(title), Basis::Title),
            (&|| in_title(self.printed_title()), Basis::Title),
            (&|| office_of_speaker(self.opening, self.genre), Basis::Text),
            (&of_order, Basis::Text),
            (&|| office_of_body(&self.body, self.genre), Basis::Text),
            (&of_source, Basis::Page),
        ]);
    }

    /// Completes the name of an issuer that the text names by its rank or in short; of a work report that names none it is
    /// the government of its place.
    fn complete_issuer(&self, metadata: &mut Metadata) {
        let title = metadata.title.as_deref().unwrap_or_default();
        let of_place = || {
            let place = metadata.region.last()?;
            title
                .contains("政府工作报告")
                .then(|| format!("{place}人民政府"))
        };
        let Some(stated) = &metadata.issuer else {
            metadata.issuer = of_place();
            metadata.issuer_basis = metadata.issuer.as_ref().map(|_| Basis::Inferred);
            return;
        };
        if metadata.issuer_basis == Some(Basis::Page) {
            metadata.issuer = Some(of_people(stated, self.genre));
            return;
        }
        let stated = without_term(stated, self.genre);
        let full = self
            .gazetteer
            .with_full_place(&of_people(&stated, self.genre));
        let names_place = !self.gazetteer.region_of_office(&full).is_empty();
        let with_place = with_place(&full, &metadata.region, self.genre).filter(|_| !names_place);
        if with_place.is_some() {
            metadata.issuer_basis = Some(Basis::Inferred);
        }
        metadata.issuer = Some(with_place.unwrap_or(full));
    }

    /// Sets the date of publication: that of the page, else of the signature, the delivery or the order.
    fn read_published(&self, metadata: &mut Metadata) {
        if metadata.published.is_some() {
            return;
        }
        let below_title = || self.signature_below_title.date.clone();
        (metadata.published, metadata.published_basis) = first_of(&[
            (&|| self.signature.date.clone(), Basis::Signature),
            (&|| self.delivery.date.clone(), Basis::Delivery),
            (&below_title, Basis::Signature),
            (&|| self.date_of_order(), Basis::Text),
        ]);
    }

    fn printed_title(&self) -> Option<&str> {
        self.printed_title.as_ref().map(|title| title.text.as_str())
    }

    /// The offices that the title begins with, a line each.
    fn offices_of_title(&self) -> Option<String> {
        let offices = &self.printed_title.as_ref()?.offices;
        let offices = offices.join("、");
        offices.contains('、').then_some(offices)
    }

    fn date_of_order(&self) -> Option<String> {
        self.order.as_ref().and_then(|order| order.date.clone())
    }

    /// Sets the year: that of the title, else the one that a report of December sets tasks for, else that of the opening,
    /// else of the delivery, else the one that the first lines review, else of page, order or signature, else of the file's
    /// name, else of the chapters.
    fn read_year(&self, metadata: &mut Metadata) {
        if metadata.year.is_some() {
            return;
        }
        let of_date = |date: Option<String>| date.and_then(|date| date[..4].parse().ok());
        let title = metadata.title.as_deref().unwrap_or_default();
        let is_of_page = metadata.published_basis == Some(Basis::Page);
        let of_page = metadata.published.clone().filter(|_| is_of_page);
        let is_work_report = self.is_work_report(title);
        let delivered = self.delivery.date.as_ref().or(metadata.published.as_ref());
        let of_tasks = || {
            let date = delivered.filter(|_| is_work_report)?;
            year_of_tasks(date, &self.chapters, self.genre)
        };
        let of_chapters =
            || year_of_chapters(&self.chapters, self.beginning(), is_work_report, self.genre);
        let of_title = |title: &str| year_of_title(title, self.genre);
        let of_body = || self.year_of_body(title);
        let published = metadata.published.as_deref();
        let before = || {
            let date = published.filter(|_| !is_work_report && self.is_report(title))?;
            year_before(date, &self.body, self.genre)
        };
        let below_title = || of_date(self.signature_below_title.date.clone());
        (metadata.year, metadata.year_basis) = first_of(&[
            (&|| of_title(title), Basis::Title),
            (&|| self.printed_title().and_then(of_title), Basis::Title),
            (&of_tasks, Basis::Tasks),
            (&of_body, Basis::Text),
            (&|| of_date(self.delivery.date.clone()), Basis::Delivery),
            (&before, Basis::Inferred),
            (&|| of_date(of_page.clone()), Basis::Page),
            (&|| of_date(self.date_of_order()), Basis::Text),
            (&|| of_date(self.signature.date.clone()), Basis::Signature),
            (&below_title, Basis::Signature),
            (&|| year_of_path(self.path), Basis::Path),
            (&of_chapters, Basis::Inferred),
        ]);
    }

    /// The year that the opening of a report states: 现将2020年度…情况报告如下, or its first sentence: 2020年，….
    fn year_of_body(&self, title: &str) -> Option<u16> {
        if self.is_work_report(title) {
            return None;
        }
        let stated = year_of_opening(&self.body, self.genre);
        let first = self.body.first().filter(|_| self.is_report(title));
        stated.or_else(|| year_of_sentence(first?, self.genre))
    }

    /// Whether a text with this title reports what was done.
    fn is_report(&self, title: &str) -> bool {
        title.is_empty() || self.genre.has_word(Rule::YearOfOpening, title)
    }

    /// Sets the region: the place that is stated, completed from the province down by the table of divisions, else the
    /// one that the text mentions most.
    fn read_region(&self, metadata: &mut Metadata) {
        let stated = self.stated_region(metadata);
        let Some((stated, basis)) = stated.or_else(|| self.region_of_prose(metadata.year)) else {
            return;
        };
        let (stated, basis) = if metadata.region.is_empty() {
            self.with_places_above(stated, basis)
        } else {
            (stated, basis)
        };
        let is_mentioned = |name: &str| {
            memchr::memmem::find(self.beginning().as_bytes(), name.as_bytes()).is_some()
        };
        let completed = self
            .gazetteer
            .divisions
            .complete(&stated, metadata.year, is_mentioned);
        (metadata.region, metadata.region_basis) = match completed {
            Some(region) if region != stated => (region, Some(Basis::Inferred)),
            _ => (stated, Some(basis)),
        };
    }

    /// The place that the prose is about, unless the text is of the nation.
    fn region_of_prose(&self, year: Option<u16>) -> Option<(Vec<String>, Basis)> {
        let office = self
            .printed_title()
            .and_then(|title| office_in_title(title, self.genre));
        if self.is_national() || office.is_some_and(|office| is_of_nation(&office, self.genre)) {
            return None;
        }
        let text = self.beginning();
        if let Some(name) = self.gazetteer.region_spoken_of(text, year) {
            return Some((vec![name], Basis::Inferred));
        }
        let region = self.gazetteer.region_of_body(&self.body, text);
        (!region.is_empty()).then_some((region, Basis::Text))
    }

    /// A region with the places above it that the text names, if the table of divisions does not know its first.
    fn with_places_above(&self, stated: Vec<String>, basis: Basis) -> (Vec<String>, Basis) {
        let first = stated.first();
        let is_known = first.is_some_and(|place| self.gazetteer.divisions.is_known(place));
        if is_known {
            return (stated, basis);
        }
        let text = self.beginning();
        if let Some(written) = self.gazetteer.with_places_above(&stated, text) {
            return (written, Basis::Text);
        }
        // A place of the rank of a prefecture or a province has none of those above it.
        let is_high = first.is_some_and(|first| {
            let endings = self.genre.list(List::DivisionEndings);
            ends_with_any(first, endings) && !first.ends_with('市')
        });
        if is_high {
            return (stated, basis);
        }
        let authority = self.genre.pattern(Pattern::Authority);
        let is_authority = |after: &str| authority.is_match(first_characters(after, MAX_AUTHORITY));
        let divisions = self.gazetteer.divisions;
        match divisions.only_place_above(text, is_authority) {
            Some(above) => (above.into_iter().chain(stated).collect(), Basis::Inferred),
            None => (stated, basis),
        }
    }

    /// The part of the text in which mentions of places are counted.
    fn beginning(&self) -> &str {
        first_characters(self.text, MAX_SPOKEN)
    }

    /// The place that page, title, issuer, delivery, signature, speaker, masthead or folders name: the first of them,
    /// unless a later one adds higher divisions to it.
    fn stated_region(&self, metadata: &Metadata) -> Option<(Vec<String>, Basis)> {
        let of = |name: Option<&str>| {
            name.map(|name| self.gazetteer.region_of(name))
                .unwrap_or_default()
        };
        let of_office = |name: Option<&str>| {
            name.map(|name| self.gazetteer.region_of_office(name))
                .unwrap_or_default()
        };
        let below_title = self.signature_below_title.issuer.as_deref();
        let title = metadata.title.as_deref();
        let in_title = title.and_then(|title| office_in_title(title, self.genre));
        let of_place = title.filter(|title| !title.starts_with("中华人民共和国"));
        let of_issuer = metadata.issuer_basis.unwrap_or(Basis::Page);
        let is_of_nation = in_title.as_deref().is_some_and(|office| {
            is_of_nation(office, self.genre) && of_office(Some(office)).is_empty()
        });
        if is_of_nation && metadata.region.is_empty() {
            return None;
        }
        let found = [
            (metadata.region.clone(), Basis::Page),
            (of(of_place), Basis::Title),
            (of_office(in_title.as_deref()), Basis::Title),
            (of_office(metadata.issuer.as_deref()), of_issuer),
            (self.delivery.region.clone(), Basis::Delivery),
            (
                of_office(self.signature.issuer.as_deref()),
                Basis::Signature,
            ),
            (of_office(below_title), Basis::Signature),
            (self.gazetteer.region_of_speaker(self.opening), Basis::Text),
            (self.gazetteer.region_of_page(self.opening), Basis::Page),
            (self.gazetteer.region_of_path(self.path), Basis::Path),
        ];
        let stated = found.into_iter().filter(|(region, _)| !region.is_empty());
        stated.reduce(|best, other| {
            let is_longer = other.0.len() > best.0.len();
            // The office may be of a place below the one that the title begins with.
            let is_below =
                matches!(other.1, Basis::Title | Basis::Signature) && other.0.starts_with(&best.0);
            let refines = is_longer && (other.0.ends_with(&best.0) || is_below);
            if refines { other } else { best }
        })
    }

    /// Whether the report is that of a government to its congress.
    fn is_work_report(&self, title: &str) -> bool {
        let mut opening = self.opening.iter();
        let mut headings = self.chapters.iter().map(|chapter| chapter.heading);
        title.contains("政府工作报告")
            || self.delivery.is_to_congress
            || opening.any(|line| line.starts_with("各位代表"))
            || headings.any(|heading| heading.contains("政府自身建设"))
            || (title.is_empty() && self.measures_economy())
    }

    /// Whether the text measures an economy, as only the reports of governments do.
    fn measures_economy(&self) -> bool {
        let mut measures = self.genre.list(List::Economy).iter();
        measures.all(|word| self.beginning().contains(word.as_str()))
    }

    /// Whether the State Council is the author, or the text is a law of the nation.
    fn is_national(&self) -> bool {
        let national = self.genre.pattern(Pattern::National);
        let mut opening = self.opening.iter();
        opening.any(|line| national.is_match(first_characters(line, MAX_TITLE)))
    }
}

/// The first source that has a value: the value, and the source.
fn first_of<T>(sources: &[(&dyn Fn() -> Option<T>, Basis)]) -> (Option<T>, Option<Basis>) {
    sources
        .iter()
        .find_map(|(value, basis)| Some((value()?, *basis)))
        .unzip()
}

#[cfg(test)]
mod tests;
