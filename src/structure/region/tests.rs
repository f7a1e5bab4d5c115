use super::*;
use crate::structure::division::tests::divisions;
use crate::structure::genre::tests::genre;

fn region(name: &str) -> Vec<String> {
    let gazetteer = Gazetteer {
        genre: genre(),
        divisions: &divisions(),
    };
    gazetteer.region_of(name)
}

#[test]
fn names_of_places_are_cut_where_the_table_cuts_them() {
    assert_eq!(
        region("重庆市渝北区大盛镇人民政府"),
        ["重庆市", "渝北区", "大盛镇"]
    );
    assert_eq!(region("2010年四川省人民政府工作报告"), ["四川省"]);
    assert_eq!(region("关于浙江省第七个五年计划的报告"), ["浙江省"]);
    assert_eq!(
        region("2002年3月26日在拉萨市第七届人民代表大会"),
        ["拉萨市"]
    );
    assert_eq!(region("澄州市松泽县柳渡镇"), ["澄州市", "松泽县", "柳渡镇"]);
}

#[test]
fn short_names_are_completed() {
    assert_eq!(region("新疆自治区2006年政府工作报告"), ["新疆维吾尔自治区"]);
    assert_eq!(region("长春政府工作报告"), ["长春市"]);
    assert_eq!(region("恩施州2020年报告"), ["恩施土家族苗族自治州"]);
    assert_eq!(region("湘西自治州人民政府"), ["湘西土家族苗族自治州"]);
    assert_eq!(region("酉阳县司法局"), ["酉阳土家族苗族自治县"]);
    assert_eq!(
        region("凉山州西昌市政府工作报告"),
        ["凉山彝族自治州", "西昌市"]
    );
    assert_eq!(region("重庆巫溪县2020年报告"), ["重庆市", "巫溪县"]);
    assert_eq!(region("中山路街道2020年报告"), ["中山路街道"]);
}

#[test]
fn a_zone_is_in_its_city_and_a_division_is_one_with_it() {
    assert_eq!(
        region("合肥经济技术开发区2020年工作报告"),
        ["合肥市", "合肥经济技术开发区"]
    );
    assert_eq!(
        region("澄州市松泽高新技术产业开发区2021年工作要点"),
        ["澄州市", "松泽高新技术产业开发区"]
    );
    assert_eq!(region("第一师阿拉尔市政府工作报告"), ["阿拉尔市"]);
    assert_eq!(
        region("新疆生产建设兵团第八师石河子市人民政府"),
        ["石河子市"]
    );
    assert_eq!(region("第一师范学校2020年报告"), [] as [&str; 0]);
}

#[test]
fn folders_that_sort_places_are_none() {
    let gazetteer = Gazetteer {
        genre: genre(),
        divisions: &divisions(),
    };
    for (path, region) in [
        ("主要城市/南昌市/2007.txt", &["南昌市"][..]),
        ("省自治区/山东省/2001.txt", &["山东省"]),
        ("地级市/a.txt", &[]),
        ("试点县/a.txt", &[]),
        ("岚江省/澄州市/a.txt", &["岚江省", "澄州市"]),
        ("湖北省/澄州市/a.txt", &["湖北省", "澄州市"]),
    ] {
        assert_eq!(gazetteer.region_of_path(path), region, "{path}");
    }
}

#[test]
fn officers_and_common_nouns_are_not_places() {
    assert_eq!(region("韩某市长在会上的报告"), [] as [&str; 0]);
    assert_eq!(region("重庆市长寿区2022年报告"), ["重庆市", "长寿区"]);
    for name in [
        "中共垫江县委全面依法治县委员会办公室2022年工作报告",
        "关于印发垫江县2022年法治政府建设工作计划的通知",
        "中国共产党垫江县委员会工作报告",
    ] {
        assert_eq!(region(name), ["垫江县"], "{name}");
    }
    assert_eq!(region("宜宾市住房和城乡建设局2021年度报告"), ["宜宾市"]);
    assert_eq!(region("国家税务总局巴南区税务局2022年报告"), ["巴南区"]);
    assert_eq!(region("2012年自治区政府工作报告"), [] as [&str; 0]);
    assert_eq!(region("全市法治政府建设情况报告"), [] as [&str; 0]);
    for title in [
        "关于实施乡村振兴战略的报告",
        "加快县域经济发展",
        "加强城市管理",
    ] {
        assert_eq!(region(title), [] as [&str; 0], "{title}");
    }
}

#[test]
fn the_place_mentioned_most_is_that_of_the_report() {
    let gazetteer = Gazetteer {
        genre: genre(),
        divisions: &divisions(),
    };
    let text = "全市发展。宁波港兴旺，宁波经济增长，杭州湾建设，宁波更美。我市、全市。";
    assert_eq!(
        gazetteer.region_spoken_of(text, None).as_deref(),
        Some("宁波市")
    );
    assert_eq!(gazetteer.region_spoken_of("全市。全市。我市。", None), None);
}
