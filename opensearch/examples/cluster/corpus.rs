//! Invented reports of invented places, the same each time.

use std::fs;
use std::path::Path;

const PLACES: [&str; 24] = [
    "松泽县",
    "望汀区",
    "雁石县",
    "柳渡县",
    "青蒲县",
    "榆岭区",
    "白鹤县",
    "桐溪县",
    "芦湾区",
    "竹坞县",
    "枫桥县",
    "南屿区",
    "北汀县",
    "石榴县",
    "云泊区",
    "梅岗县",
    "长荡县",
    "沙浦区",
    "荷塘县",
    "月坪县",
    "苇川区",
    "金麓县",
    "银滩县",
    "桂岩区",
];
const YEARS: std::ops::Range<u32> = 2008..2023;
const SECTIONS: [&str; 6] = [
    "一、推进依法行政",
    "二、规范行政决策",
    "三、严格行政执法",
    "四、化解行政争议",
    "五、存在的问题",
    "六、下一步打算",
];
/// `#` is a number.
const SENTENCES: [&str; 12] = [
    "全年收到行政复议申请#件，受理#件，审结#件。",
    "制定规范性文件#件，全部经过合法性审核。",
    "县政府常务会议年年学法，今年学法#次。",
    "配备执法记录仪#台，公布处罚决定#条。",
    "行政应诉案件#件，负责人出庭应诉#件。",
    "对#件重大行政决策进行了公众参与、专家论证和风险评估。",
    "全区调解组织#个，调解纠纷#件。",
    "个别部门对行政复议认识不足，力量薄弱。",
    "依申请公开政府信息#条，无一件因此败诉。",
    "清理规范性文件#件，废止#件。",
    "“放管服”改革继续深化，取消证明#项。",
    "明年将继续推进法治政府建设，落实各项任务。",
];
const PARAGRAPHS: usize = 12;

/// Writes the reports of each place and year into a folder.
pub fn write(folder: &Path) {
    let mut random = Random(1);
    for place in PLACES {
        let of_place = folder.join(place);
        fs::create_dir(&of_place).expect("a folder");
        for year in YEARS {
            let text = report(place, year, &mut random);
            fs::write(of_place.join(format!("{year}.txt")), text).expect("a file");
        }
    }
}

fn report(place: &str, year: u32, random: &mut Random) -> String {
    let mut text = format!("岚江省{place}{year}年法治政府建设年度报告\n\n");
    for section in SECTIONS {
        text.push_str(section);
        text.push('\n');
        for _ in 0..PARAGRAPHS {
            for _ in 0..=random.below(4) {
                text.push_str(&sentence(random));
            }
            text.push('\n');
        }
    }
    text
}

fn sentence(random: &mut Random) -> String {
    let parts = SENTENCES[random.below(SENTENCES.len())].split('#');
    let mut parts = parts.map(String::from);
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |text, part| {
        format!("{text}{}{part}", random.below(500))
    })
}

/// Numbers of a linear congruential generator, with the constants of Knuth's MMIX.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}
