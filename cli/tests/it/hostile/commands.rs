//! The commands to run, one per line. A test replaces each `{name}`.

/// Commands that find something.
pub const FOUND: &str = "\
mentions 行政复议
mentions {typed}
mentions 行政复议 --count
mentions 行政复议 -l
mentions 行政复议 --verify
mentions 行政复议 --width 5
mentions 行政复议 --limit 1
mentions 行政复议 --csv
mentions 行政复议 --csv -l
mentions 行政复议 --csv --count --verify
mentions 行政复议 --json --verify
mentions 行政复议 --json -l
mentions 行政复议 -e {typed}
mentions 行政复议 -e {typed} --count
mentions 行政复议 -e {typed} --count --csv
mentions 行政复议 -f ../texts
mentions 行政复议 --heading 做法
mentions 行政复议 --region 松泽
search 行政复议
search {query}
search {query} --csv
search 行政复议 --facet year,region
search 行政复议 --csv
search 行政复议 --json
search 行政复议 --no-collapse --literal
search 行政复议 --one-per-report
search 行政复议 --plain
list
list --csv
list --json
explain {query}
explain {query} --json
status
status --json
status --health
status --health --json
verify
verify --json
show {document}
show {document} --json
show {section}
show {section} --json
show {mention}
show {mention} --json
show {path}
completions bash
completions zsh
completions fish
man
--help
mentions --help";

/// Commands that read one file each.
pub const OF_A_FILE: &str = "\
outline {file}
outline {file} --json
outline {file} --explain
outline {file} --explain --json";

/// Commands that find nothing.
pub const NOTHING_FOUND: &str = "\
mentions {absent}
mentions {absent} --json
search {must}
search {must} --json
search {must} --csv
list --region {absent}";

/// Commands that fail with an error that quotes an argument.
pub const FAILED: &str = "\
search {unclosed}
search {expression}
search 行政复议 --after {acts}
search 行政复议 --facet {acts}
search 行政复议 --limit {acts}
search 行政复议 {acts}
mentions 行政复议 {acts}
mentions 行政复议 --year {acts}
mentions 行政复议 --width {acts}
mentions 行政复议 -f {acts}
mentions {acts}/ -e 行政
mentions 行政复议 .. {acts}
explain {unclosed}
show {acts}
show 甲 {acts}
outline {acts}
list {acts}
list --index {acts}
list --{acts}
status {acts}
status --index {acts}
verify {acts}
index {acts}
index . --max-file-size {acts}
man --out {acts}
completions {acts}
{acts}";
