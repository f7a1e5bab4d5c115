//! Days as programs write them, with the English name of the month. Must not know where.

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A day by its words as ISO 8601: `31`, `Dec` and `2024` are 2024-12-31.
pub(crate) fn day_of_words(day: &str, month: &str, year: &str) -> Option<String> {
    let day: u8 = day.parse().ok()?;
    let name = month.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| name.starts_with(month))? + 1;
    let year: u16 = year.parse().ok()?;
    let is_day = (1..=31).contains(&day) && (1900..=9999).contains(&year);
    is_day.then(|| format!("{year:04}-{month:02}-{day:02}"))
}
