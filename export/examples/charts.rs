//! Draws charts of invented values into a folder, as pictures and as text of 60 and 80 columns, to be looked at:
//! `cargo run -p quanwen-export --example charts -- FOLDER`.

use std::path::Path;

use quanwen_export::chart::{BarChart, Chart, Columns, Grid, LineChart, Strip, Strips};
use quanwen_export::svg::picture;
use quanwen_export::text::{Piece, lines as lines_of};

const PLACES: [&str; 4] = ["松泽县", "望汀区", "柳渡镇", "雁石桥镇"];
const TERMS: [&str; 8] = [
    "行政复议",
    "法治政府",
    "规范性文件",
    "优化营商环境",
    "重大行政决策程序",
    "行政执法三项制度",
    "乡村振兴",
    "“放管服”改革",
];

/// An invented value: the same for the same arguments, sometimes missing or 0.
fn invented(row: usize, column: usize) -> Option<f64> {
    let mixed = (row * 7919 + column * 104_729 + row * column * 31) % 97;
    match mixed {
        0..12 => None,
        12..20 => Some(0.0),
        _ => Some(f64::from(u32::try_from(mixed).unwrap_or(0)) * (column as f64 + 4.0) / 40.0),
    }
}

fn whole(value: Option<f64>) -> Option<f64> {
    value.map(f64::floor)
}

fn lines(series: usize, years: std::ops::RangeInclusive<u16>) -> Chart {
    let count = years.clone().count();
    let chart = LineChart::new(format!("{series} series over {count} years"), years)
        .measured_in("mentions per 10,000 characters");
    let add = |chart: LineChart, index: usize| {
        let values = (0..count).map(|year| invented(index + 1, year));
        chart.series(TERMS[index], values)
    };
    (0..series).fold(chart, add).into()
}

fn grid(places: usize, years: std::ops::RangeInclusive<u16>) -> Chart {
    let count = years.clone().count();
    let grid =
        Grid::new("行政复议 by place and year", Columns::Years(years)).measured_in("mentions");
    let add = |grid: Grid, row: usize| {
        let city = ["澄州市", "南浦市", "栖霞自治州"][row / 4 % 3];
        let town = format!(
            "{}{}",
            PLACES[row % 4],
            if row < 12 {
                String::new()
            } else {
                row.to_string()
            }
        );
        grid.row(
            ["岚江省", city, town.as_str()],
            (0..count).map(|year| whole(invented(row, year))),
        )
    };
    (0..places).fold(grid, add).into()
}

fn bars(count: usize) -> Chart {
    let chart = BarChart::new("行政复议 in 2021").measured_in("mentions per 10,000 characters");
    let add = |chart: BarChart, row: usize| {
        let name = format!("{}{row}", PLACES[row % 4]);
        chart.bar(["岚江省", "澄州市", name.as_str()], invented(row, 8))
    };
    (0..count).fold(chart, add).into()
}

fn strips() -> [Chart; 2] {
    let marks = |row: usize, n: usize| {
        (0..n)
            .map(move |i| (i * (row + 3) * 7919 % 1009) as f64 / 1009.0)
            .map(|p| p * p)
    };
    let chart = Strips::new("行政复议 in each report")
        .strip(
            Strip::new("松泽县 2019", marks(1, 12))
                .part("一、", 0.2)
                .part("二、", 0.7)
                .part("三、", 1.0)
                .detail("DP 0.31"),
        )
        .strip(Strip::new("松泽县 2020", []).detail("–"))
        .strip(Strip::missing("松泽县 2021"))
        .strip(
            Strip::new(
                "望汀区人民政府关于2022年度法治政府建设工作情况的报告",
                marks(2, 900),
            )
            .detail("DP 0.62"),
        )
        .strip(Strip::new("雁石桥镇 <2023> & more", [0.0, 0.5, 1.0]));
    let corpus = Strip::new("whole corpus", marks(4, 300));
    let corpus = (2017..2025_u16).fold(corpus, |strip, year| {
        strip.part(year.to_string(), f64::from(year - 2016) / 8.0)
    });
    [
        chart.into(),
        Strips::new("行政复议 in the corpus").strip(corpus).into(),
    ]
}

fn extremes() -> Vec<Chart> {
    let missing = LineChart::new("all missing", 2019..=2023).series("松泽县", []);
    let zero = LineChart::new("all zero", 2019..=2023).series("松泽县", [Some(0.0); 5]);
    let tiny = LineChart::new("tiny", 2019..=2023)
        .measured_in("tiny")
        .series(
            "松泽县",
            [Some(0.0), Some(3e-9), None, Some(1e-9), Some(2.5e-9)],
        );
    let huge = LineChart::new("huge", 2019..=2023)
        .measured_in("huge")
        .series(
            "松泽县",
            [Some(0.0), Some(3e18), None, Some(1.0), Some(176_070.0)],
        );
    let one = LineChart::new("one value", 2019..=2023)
        .measured_in("one")
        .series("", [None, None, Some(3.0)]);
    let equal = (0..8).fold(
        LineChart::new("equal ends", 2019..=2021).measured_in("equal"),
        |chart, index| {
            chart.series(
                TERMS[index],
                [Some(3.0), Some(3.0 + index as f64), Some(3.0)],
            )
        },
    );
    vec![
        missing.into(),
        zero.into(),
        tiny.into(),
        huge.into(),
        one.into(),
        equal.into(),
    ]
}

fn grids_of_extremes() -> Vec<Chart> {
    let years = || Columns::Years(2019..=2023);
    let missing = Grid::new("all missing", years()).row(["岚江省", "松泽县"], []);
    let zero = Grid::new("all zero", years())
        .measured_in("zero")
        .row(["岚江省", "松泽县"], [Some(0.0); 5]);
    let huge = Grid::new("huge and tiny", years())
        .measured_in("mentions")
        .row(
            ["岚江省"],
            [Some(176_070.0), Some(1.0), Some(0.0), None, Some(88_000.0)],
        )
        .row(
            [
                "岚江省",
                "澄州市",
                "内蒙古自治区锡林郭勒盟西乌珠穆沁旗",
                "雁石桥镇",
            ],
            [Some(3.0), Some(0.001), Some(f64::NAN)],
        );
    let names = Columns::Names(
        [
            "行政复议",
            "法治政府",
            "深入推进依法行政加快建设法治政府",
            "乡村振兴",
        ]
        .map(String::from)
        .to_vec(),
    );
    let names = Grid::new("by place and term", names)
        .measured_in("per 10,000 characters")
        .row(["松泽县"], [Some(3.25), Some(0.5), None, Some(0.0)])
        .row(["望汀区"], [Some(12.25), None, Some(7.75), Some(0.0)]);
    let headings = Columns::Names(
        (0..40)
            .map(|index| format!("{}（{index}）", TERMS[index % 8]))
            .collect(),
    );
    let headings = Grid::new("many headings", headings)
        .measured_in("m")
        .row(["松泽县"], (0..40).map(|i| invented(3, i)));
    let one = Grid::new("one cell", Columns::Years(2021..=2021))
        .measured_in("one")
        .row(["松泽县"], [Some(3.0)]);
    vec![
        missing.into(),
        zero.into(),
        huge.into(),
        names.into(),
        headings.into(),
        one.into(),
    ]
}

fn charts() -> Vec<(&'static str, Vec<Chart>)> {
    vec![
        ("lines-1-1", vec![lines(1, 2021..=2021)]),
        ("lines-1-5", vec![lines(1, 2019..=2023)]),
        ("lines-1-20", vec![lines(1, 2005..=2024)]),
        ("lines-3-5", vec![lines(3, 2019..=2023)]),
        ("lines-3-20", vec![lines(3, 2005..=2024)]),
        ("lines-8-20", vec![lines(8, 2005..=2024)]),
        ("lines-3-70", vec![lines(3, 1955..=2024)]),
        ("lines-1-70", vec![lines(1, 1955..=2024)]),
        ("lines-extremes", extremes()),
        ("grid-1-5", vec![grid(1, 2019..=2023)]),
        ("grid-4-8", vec![grid(4, 2017..=2024)]),
        ("grid-12-20", vec![grid(12, 2005..=2024)]),
        ("grid-12-70", vec![grid(12, 1955..=2024)]),
        ("grid-300-20", vec![grid(300, 2005..=2024)]),
        ("grid-500-90", vec![grid(500, 1935..=2024)]),
        ("grid-extremes", grids_of_extremes()),
        ("bars-1", vec![bars(1)]),
        ("bars-12", vec![bars(12)]),
        ("strips", strips().to_vec()),
    ]
}

fn text(charts: &[Chart], columns: usize) -> String {
    let lines = charts.iter().flat_map(|chart| lines_of(chart, columns));
    let line = |line: Vec<Piece>| {
        line.iter()
            .map(|piece| piece.text.as_str())
            .collect::<String>()
            + "\n"
    };
    lines.map(line).collect()
}

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os()
        .nth(1)
        .unwrap_or_else(|| "charts".into());
    std::fs::create_dir_all(&folder)?;
    for (name, charts) in charts() {
        let file = |ending: &str| Path::new(&folder).join(format!("{name}{ending}"));
        std::fs::write(file(".svg"), picture(&charts))?;
        std::fs::write(file("-60.txt"), text(&charts, 60))?;
        std::fs::write(file("-80.txt"), text(&charts, 80))?;
    }
    Ok(())
}
