//! Who issued a text, when and where: the signature below a report, its delivery, the order that puts a law in force.

use super::date::{ends_in_date, first_date};
use super::genre::{Genre, List, Pattern, contains_any};
use super::heading::first_characters;
use super::issuer::{office_at, office_of_line, without_term};
use super::line::{short_without_blanks, without_blanks};
use super::marker::section_marker;
use super::region::Gazetteer;
use super::title::before_announcement;

/// The government and the date below a report, or one of them.
#[derive(Debug, Default)]
pub(super) struct Signature {
    pub issuer: Option<String>,
    pub date: Option<String>,
}

/// The place and the date of delivery: ——2013年1月24日在某省第十二届人民代表大会第一次会议上.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    /// Whether a congress is named.
    pub is_to_congress: bool,
    pub region: Vec<String>,
    pub date: Option<String>,
}

/// Lines below a title in which it may be signed.
const MAX_BELOW_TITLE: usize = 5;
/// Most characters of a line that says when and where a report was delivered.
const MAX_DELIVERY: usize = 80;
/// Characters of a line below the title of a law that are read.
const MAX_ORDER: usize = 120;
/// Most characters of a line that is only a date, or a speaker and a date.
const MAX_DATE_LINE: usize = 40;

/// The order that puts a law in force, or the session that adopted it.
#[derive(Debug)]
pub(super) struct Order {
    /// ISO 8601, if it is stated with the order.
    pub date: Option<String>,
    /// 国务院
    pub issuer: String,
    /// 中华人民共和国国务院令第439号, if it has a number.
    pub number: Option<String>,
}

impl Order {
    /// Reads the line below the title of a law, which may be in brackets, or the number of the announcement above it.
    pub(super) fn of(head: &[&str], below_title: &[&str], genre: &Genre) -> Option<Self> {
        let order = genre.pattern(Pattern::Order);
        let below = below_title
            .iter()
            .take(MAX_BELOW_TITLE)
            .filter(|line| line.contains('日'))
            .map(|line| without_blanks(first_characters(line, MAX_ORDER)));
        let mut orders = below.filter_map(|line| {
            let found = order.captures(&line)?;
            let number = found.name("number").map(|number| number.as_str());
            Some(Self {
                date: Some(first_date(&found["date"], genre)?),
                issuer: without_term(&found["issuer"], genre),
                number: number.map(|number| format!("{}{number}", &found["authority"])),
            })
        });
        orders.next().or_else(|| Self::announced(head, genre))
    }

    /// Reads an announcement and its number: 宁浦市人民政府令 / 第62号.
    fn announced(head: &[&str], genre: &Genre) -> Option<Self> {
        const BEGINNING: usize = 5;
        let mut lines = head.iter().enumerate().take(BEGINNING);
        lines.find_map(|(at, line)| {
            let announcement = without_blanks(line);
            let office = before_announcement(&announcement, genre)?;
            let issuer = office_of_line(office, genre)?;
            let number = if announcement.ends_with('号') {
                String::new()
            } else {
                let below = without_blanks(head.get(at + 1)?);
                let is_number = genre.pattern(Pattern::NumberOfOrder).is_match(&below);
                is_number.then_some(below)?
            };
            Some(Self {
                date: None,
                issuer: without_term(&issuer, genre),
                number: Some(announcement + &number),
            })
        })
    }
}

impl Signature {
    /// Whether nobody signed.
    pub(super) fn is_empty(&self) -> bool {
        self.issuer.is_none() && self.date.is_none()
    }

    /// Reads the last lines of a text, or the lines below the last one that may be signed.
    pub(super) fn of(tail: &[&str], genre: &Genre) -> Self {
        let date = genre.pattern(Pattern::Date);
        let date_line = |(at, line): (usize, &&str)| {
            // 时间：2022-04-25 is a label of the page above a short text.
            if line.contains([':', '：']) {
                return None;
            }
            let line = short_without_blanks(line, MAX_DATE_LINE)?;
            ends_in_date(&line, genre).then_some((at, line))
        };
        let date_line = tail.iter().enumerate().rev().find_map(date_line);
        let issuer_before = |end: usize| {
            let office = |at: &usize| office_of_line(tail[*at], genre).is_some();
            let nearest = (0..end).rev().take(2).find(office)?;
            // Several offices sign one below the other, unless they are a list below a label: 抄送单位：.
            let first = (0..=nearest).rev().take_while(office).last()?;
            let is_list = first > 0 && tail[first - 1].ends_with(['：', ':']);
            let from = if is_list { nearest } else { first };
            let offices: Vec<String> = tail[from..=nearest]
                .iter()
                .filter_map(|line| office_of_line(line, genre))
                .collect();
            Some(offices.join("、"))
        };
        let Some((at, line)) = date_line else {
            return Self {
                issuer: issuer_before(tail.len()),
                date: None,
            };
        };
        let before_date = date.find(&line).map_or("", |found| &line[..found.start()]);
        let inline = office_at(before_date, genre).map(ToString::to_string);
        Self {
            issuer: inline.or_else(|| issuer_before(at)),
            date: first_date(&line, genre),
        }
    }

    /// Reads the lines below a title: the office alone on its line, and a date below it.
    pub(super) fn below_title(below: &[&str], genre: &Genre) -> Self {
        let is_above_text = |line: &&&str| {
            line.chars().nth(MAX_DATE_LINE).is_none()
                && !line.contains(['。', '：', '，'])
                && section_marker(line).is_none()
        };
        let mut lines = below.iter().take(MAX_BELOW_TITLE).take_while(is_above_text);
        let Some(issuer) = lines.find_map(|line| office_of_line(line, genre)) else {
            return Self::default();
        };
        Self {
            issuer: Some(issuer),
            date: lines.find_map(|line| first_date(line, genre)),
        }
    }
}

impl Delivery {
    /// Reads the delivery from the title or the opening lines.
    pub(super) fn of(title: Option<&str>, opening: &[&str], gazetteer: Gazetteer) -> Self {
        let genre = gazetteer.genre;
        let pattern = genre.pattern(Pattern::Delivery);
        let lines = || title.into_iter().chain(opening.iter().copied());
        let is_short = |line: &&str| line.chars().nth(MAX_DELIVERY).is_none();
        // The delivery may be set in two lines.
        let pairs = opening.windows(2).filter(|pair| pair.iter().all(is_short));
        let delivery = lines()
            .filter(is_short)
            .map(ToString::to_string)
            .chain(pairs.map(<[&str]>::concat))
            .filter(|line| line.contains('届') && is_short(&line.as_str()))
            .map(|line| without_blanks(&line))
            .filter(|line| pattern.is_match(line))
            .reduce(|first, other| {
                let names_place = |line: &str| {
                    pattern
                        .captures(line)
                        .is_some_and(|found| !found[1].is_empty())
                };
                if !names_place(&first) && names_place(&other) {
                    other
                } else {
                    first
                }
            });
        let Some(line) = delivery else {
            let of_speaker = genre.pattern(Pattern::DateOfSpeaker);
            let date = lines()
                .filter(|line| line.chars().nth(MAX_DATE_LINE).is_none())
                .find_map(|line| first_date(of_speaker.find(line)?.as_str(), genre));
            return Self {
                date,
                ..Self::default()
            };
        };
        let region = pattern
            .captures(&line)
            .map(|found| gazetteer.region_of(&found[1]))
            .unwrap_or_default();
        let date_of_line = |line: &str| {
            let is_of_page = contains_any(line, genre.list(List::PageDateWords));
            let is_short = line.chars().nth(MAX_DATE_LINE).is_none();
            (is_short && !is_of_page).then(|| first_date(line, genre))?
        };
        let date = first_date(&line, genre).or_else(|| lines().find_map(date_of_line));
        Self {
            is_to_congress: true,
            region,
            date,
        }
    }
}
