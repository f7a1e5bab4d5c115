//! Hints that are the same for every command line.

use quanwen_messages::{Text, text};

/// Repairs an index.
pub(crate) const REBUILD: Text = text!("run `quanwen index --rebuild PATH`");
/// Updates an index.
pub(crate) const UPDATE: Text = text!("run `quanwen index`");
/// An index that is older than the files.
pub(crate) const STALE: Text =
    text!("the index is older than the files: `quanwen index` brings it up to date");
/// An index whose words were cut with another dictionary.
pub(crate) const OTHER_DICTIONARY: Text = text!(
    "the index was made with another dictionary: `quanwen index --rebuild PATH` improves the order of hits"
);
/// An index of other reports than those typed.
pub(crate) const OTHER_INDEX: Text = text!("name another --index, or remove this one");
/// A new index of several paths, which no later command would find.
pub(crate) const SEVERAL_PATHS: Text =
    text!("several PATHs need --index DIR: their index is not in one of them");
/// Filters that exclude every report.
pub(crate) const NO_REPORTS: Text =
    text!("no report was searched: `quanwen list` shows the reports");
/// Where to see why files were not read.
pub(crate) const WHY_SKIPPED: Text = text!("`quanwen status` says why");
/// Where to see which reports are damaged.
pub(crate) const WHICH_DAMAGED: Text = text!("`quanwen status` says which");
/// Where to see which places have several reports of a year.
pub(crate) const WHICH_REPEATED: Text = text!("`quanwen list` shows them");
/// An answer cut by the limit.
pub(crate) const CUT: Text = text!("cut by --limit");
/// The same, as a sentence.
pub(crate) const RAISE_LIMIT: Text = text!("not all mentions are shown: raise --limit");
/// Reports cut by the limit.
pub(crate) const RAISE_REPORTS: Text = text!("not all reports are shown: raise --limit");
/// Evidence cut by the limit.
pub(crate) const RAISE_EVIDENCE: Text = text!("raise --limit");
/// A table cut by the limit.
pub(crate) const RAISE_ROWS: Text = text!("not all rows are written: raise --limit");
/// How sections that have only a synonym are left out.
pub(crate) const LITERAL: Text = text!("--literal leaves them out");
/// Where definitions are, which come after other sections.
pub(crate) const DEFINITIONS: Text = text!("--part glossary");
/// A file that exists.
pub(crate) const REPLACE_FILE: Text = text!("--force replaces it");
/// A file that two answers are written to.
pub(crate) const OTHER_FILE: Text = text!("give -o and --record a file each");
/// What `replay` takes.
pub(crate) const RECORD: Text = text!("give a file that --record wrote");
/// An answer that differs although nothing it was read from does.
pub(crate) const CHECK_INDEX: Text = text!("`quanwen verify` checks the index");
/// An update of a corpus on a cluster that was interrupted.
pub(crate) const INTERRUPTED_UPDATE: Text = text!(
    "interrupted: what answered before this update still does, or its new index if that was \
     whole; run it again"
);
/// A new index on a cluster that was not made smaller.
pub(crate) const INTERRUPTED_MERGE: Text = text!(
    "interrupted: the corpus can be asked; the cluster merges its parts by itself, as with --no-merge"
);
/// What a cluster cannot do, since it has no files here.
pub(crate) const NEEDS_INDEX: Text =
    text!("not on a cluster: a scan of files (--verify); ask an index with --index DIR");
/// A table that has no room in a workbook.
pub(crate) const WHOLE_TABLE: Text = text!("-o FILE.csv has all of it");
/// A workbook, which is no text.
pub(crate) const WORKBOOK_ON_TERMINAL: Text =
    text!("a workbook is not text for a terminal: -o FILE.xlsx writes it to a file");
/// A folder that cannot be written.
pub(crate) const OTHER_FOLDER: Text = text!("name a file in a folder that you may write to");
/// The commands whose answers have a chart.
pub(crate) const CHARTS: Text =
    text!("`quanwen trend` without --evidence and `quanwen dispersion` have a chart");
/// Facet values that text leaves out.
pub(crate) const ALL_VALUES: Text = text!("--json has all");
/// `mentions` without a text.
pub(crate) const GIVE_TEXT: Text =
    text!("give a text to find, such as: quanwen mentions 行政复议 reports/");
/// `mentions` with -e or -f and a first argument that looks like a path but does not exist.
pub(crate) const GIVE_TEXT_BY_OPTION: Text = text!("a text to find is given with -e");
/// --left or --right beside a window that has none.
pub(crate) const SENTENCE_HAS_NO_SIDES: Text = text!(
    "--left and --right are for a --window in characters: leave them or `--window sentence` out"
);
/// A text that is nowhere.
pub(crate) const NO_MENTION: Text = text!(
    "look for a part of it or in more reports: `quanwen search` says which words stand nowhere"
);
/// A text with too little company.
pub(crate) const NO_COLLOCATE: Text =
    text!("nothing is near it often enough: lower --min-count, or widen --window");
/// Stop words that are not shown.
pub(crate) const STOP_WORDS: Text = text!("--all shows them");
/// A folder with a name like a text.
pub(crate) const FOLDER_AS_TEXT: Text = text!("it is searched, and counted only with -e");
/// A text without a mention beside others that have some.
pub(crate) const MAYBE_FOLDER: Text = text!("if it is a folder, there is none of this name");
/// A path before a text.
pub(crate) const TEXTS_FIRST: Text = text!("texts go before paths; another text is given with -e");
/// A list of texts that cannot be read.
pub(crate) const LIST: Text =
    text!("give a file with one text per line, or - for the standard input");
/// A concept that cannot be read.
pub(crate) const CONCEPT_FILE: Text =
    text!("give a UTF-8 file in TOML with a name and terms; `quanwen trend --help` shows one");
/// A balanced trend of one year without a place.
pub(crate) const NO_PLACE_IN_YEAR: Text =
    text!("no place has a report of this year: `quanwen status` shows the years");
/// `keywords` without a reference.
pub(crate) const GIVE_REFERENCE: Text = text!(
    "give what to compare with: --against-year, --against-region, --against-heading, \
     --against-part or --against-path, or a second PATH"
);
/// `keywords` with more than two paths.
pub(crate) const TWO_SIDES: Text = text!(
    "one PATH is compared with another: for more, give those of the reference with --against-path"
);
/// Words that are not compared.
pub(crate) const ALL_WORDS: Text = text!("--all compares them too");
/// Columns of a table that do not fit.
pub(crate) const ALL_COLUMNS: Text = text!("--json and --csv have them");
/// `cite` without an id.
pub(crate) const GIVE_ID: Text =
    text!("give an id to cite, as `quanwen mentions --json` prints it, or the path of a report");
/// A report that lacks what a citation needs.
pub(crate) const CORRECTIONS: Text = text!("a row of quanwen.csv can give it");
/// What `cite --resolve` takes.
pub(crate) const LOCATOR: Text = text!(
    "give the line that `quanwen cite` printed, a file that has it, or - (an id says nothing once path or text have changed)"
);
/// A path without a report.
pub(crate) const WHERE_REPORTS_ARE: Text = text!(
    "`quanwen list` shows paths and ids, `quanwen status` the files that were not read; `quanwen index` reads new \
     ones"
);
/// A path of several reports.
pub(crate) const THEIR_PATHS: Text = text!("`quanwen list` shows their paths");
