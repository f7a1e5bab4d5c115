//! Damaged files: no command answers from them, `verify` reports them, one command repairs the index.

use std::collections::BTreeMap;

use crate::damaging::Damage;
use crate::folders::kind;
use crate::program::End;
use crate::random::Random;
use crate::soak::{Tally, short_or_long, table};
use crate::work::{Judgement, Work, names_the_mending_command};

/// The effects of damage to one kind of file.
#[derive(Default)]
struct Row {
    changes: usize,
    right: usize,
    refused: usize,
    reported: usize,
    silent: usize,
    broken: usize,
    /// Not reported by `verify`, though the commit refers to the file.
    unreported: usize,
}

impl Row {
    fn enter(&mut self, judgement: &Judgement, is_referred_to: bool) {
        self.changes += 1;
        match &judgement.wrong {
            Some(_) if judgement.silent => self.silent += 1,
            Some(_) => self.broken += 1,
            None if judgement.refused > 0 => self.refused += 1,
            None => self.right += 1,
        }
        self.reported += usize::from(judgement.reported);
        self.unreported += usize::from(is_referred_to && !judgement.reported);
    }

    fn line(&self, kind: &str) -> String {
        let Self {
            changes,
            right,
            refused,
            reported,
            silent,
            broken,
            unreported,
        } = self;
        format!(
            "| `{kind}` | {changes} | {right} | {refused} | {silent} | {broken} | {reported} | {unreported} |"
        )
    }
}

fn print(rows: &BTreeMap<String, Row>) {
    let mut lines = vec![
        "| file | changes | every answer right | some refused, no wrong one | a wrong one | crash, panic or hang \
         | `verify` reports | in use and not reported |"
            .to_string(),
        "|---|---:|---:|---:|---:|---:|---:|---:|".to_string(),
    ];
    lines.extend(rows.iter().map(|(kind, row)| row.line(kind)));
    table("Damaged files, by kind:", &lines);
}

/// An update of a damaged index repairs it or names the command that does, and that command succeeds. No answer on the way
/// is wrong.
fn is_mended(work: &Work, tally: &mut Tally) -> Result<(), String> {
    let run = work.corpus.call(&["index", "."]).run();
    run.ended_cleanly()?;
    if run.end == End::Exit(0) && work.is_mended().is_ok() {
        tally.saw("mended by an update");
        return Ok(());
    }
    if run.end == End::Exit(0) {
        // An update reads only the files that it changes.
        work.judge(0, 1)
            .result()
            .map_err(|error| format!("after an update {error}"))?;
        if !work.verify_reports() {
            return Err(run.failure("hid the damage"));
        }
        tally.saw("left by an update without changes, reported by `verify`");
    } else {
        names_the_mending_command(&run)?;
        tally.saw("refused by an update");
    }
    work.rebuild()
}

fn try_damage(
    work: &Work,
    damage: &Damage,
    random: &mut Random,
    rows: &mut BTreeMap<String, Row>,
    tally: &mut Tally,
) -> Result<(), String> {
    let path = &damage.files[0].0;
    work.inflict(damage);
    let judgement = work.judge(random.below(2), short_or_long(2, 1));
    let is_referred_to = work.is_referred_to(path);
    rows.entry(kind(path))
        .or_default()
        .enter(&judgement, is_referred_to);
    let mut ended = judgement.result();
    if ended.is_ok() && is_referred_to && !judgement.reported {
        ended = Err("`verify` does not report it".to_string());
    }
    if ended.is_ok() && random.below(short_or_long(9, 4)) == 0 {
        ended = is_mended(work, tally);
        work.put_back();
    } else {
        work.take_back(damage);
    }
    ended
}

#[test]
fn a_damaged_file_never_makes_an_answer_wrong_and_is_mended_by_one_command() {
    let scenario = "damaged files";
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    let work = Work::new();
    let kinds = work.sources.files_by_kind();
    assert!(
        kinds.len() >= 12 && kinds.iter().any(|(kind, _)| kind == ".del"),
        "{kinds:?}"
    );
    let mut rows = BTreeMap::new();
    for number in 0..short_or_long(150, 2400) {
        let path = random.pick(&kinds[number % kinds.len()].1).clone();
        let damage = work.sources.damage(&mut random, &path);
        let ended = try_damage(&work, &damage, &mut random, &mut rows, &mut tally);
        tally.trial(&damage.name, ended);
    }
    print(&rows);
    assert!(!work.verify_reports(), "the index was put back");
    tally.finish();
}
