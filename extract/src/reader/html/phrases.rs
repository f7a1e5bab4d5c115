//! Lines that are not content by their words: tools ("打印 关闭 分享"), breadcrumbs, site footers. Owns these phrases.
//! Must not know elements.
//! Invariant: a line with words besides the phrases of tools is kept.

use super::runs::Run;

/// Words that are a whole line in the tools of a page.
const TOOLS: [&str; 44] = [
    "打印本页",
    "打印此页",
    "打印",
    "关闭窗口",
    "关闭本页",
    "关闭此页",
    "关闭",
    "分享到",
    "分享至",
    "分享",
    "我要纠错",
    "纠错",
    "收藏本页",
    "收藏",
    "返回顶部",
    "返回首页",
    "返回列表",
    "回到顶部",
    "返回",
    "扫一扫在手机打开当前页",
    "扫一扫在手机上查看当前页面",
    "扫描二维码",
    "扫一扫",
    "手机查看",
    "手机扫一扫",
    "在手机打开当前页",
    "二维码",
    "微信公众号",
    "微信",
    "新浪微博",
    "微博",
    "QQ空间",
    "字体大小",
    "字体",
    "字号",
    "默认",
    "超大",
    "大",
    "中",
    "小",
    "无障碍浏览",
    "无障碍",
    "繁體",
    "保存",
];
/// Beginnings of a line of breadcrumbs.
const BREADCRUMBS: [&str; 12] = [
    "当前位置",
    "您的位置",
    "您现在的位置",
    "您当前的位置",
    "您当前位置",
    "您当前所在位置",
    "您所在的位置",
    "你的位置",
    "你现在的位置",
    "当前所在位置",
    "所在位置",
    "你当前的位置",
];
/// Beginnings of a line that leads to another page.
const NEIGHBOURS: [&str; 9] = [
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上一页",
    "下一页",
    "相关链接",
    "关联稿件",
    "相关阅读",
];
/// Marks of a site footer.
const FOOT: [&str; 16] = [
    "ICP备",
    "公网安备",
    "网站标识码",
    "版权所有",
    "Copyright",
    "备案号",
    "技术支持",
    "主办单位",
    "承办单位",
    "主办：",
    "承办：",
    "网站地图",
    "联系我们",
    "网站管理",
    "建议使用",
    "访问量",
];
/// Marks that only a footer has.
const SURE_FOOT: [&str; 5] = ["ICP备", "公网安备", "网站标识码", "版权所有", "Copyright"];

/// Maximum characters of a line that may be chrome.
const LINE: usize = 200;
/// Whether a line is chrome by its words.
pub(super) fn is_chrome_line(run: &Run) -> bool {
    let words = run.words.as_str();
    if words.chars().nth(LINE).is_some() {
        return false;
    }
    let begins = |names: &[&str]| {
        names.iter().any(|name| {
            words
                .trim_start_matches(['【', '[', '>', ' '])
                .starts_with(name)
        })
    };
    let is_foot = || {
        let feet = FOOT.iter().filter(|mark| words.contains(**mark)).count();
        feet >= 2 || SURE_FOOT.iter().any(|mark| words.contains(mark))
    };
    is_tools(words)
        || (begins(&BREADCRUMBS) && (run.linked > 0 || words.contains(['>', '》', '＞', '/'])))
        || (begins(&NEIGHBOURS) && (run.linked > 0 || run.han < 20))
        || (!words.contains('。') && is_foot())
}

/// Whether a line has nothing but the names of tools.
fn is_tools(words: &str) -> bool {
    let mut rest: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    if rest.is_empty()
        || rest.chars().nth(40).is_some()
        || !TOOLS.iter().any(|tool| rest.contains(tool))
    {
        return false;
    }
    let is_sure = TOOLS
        .iter()
        .any(|tool| tool.len() > 3 && rest.contains(tool));
    for tool in TOOLS {
        rest = rest.replace(tool, "");
    }
    rest.is_empty()
        && (is_sure || words.contains("大") && words.contains("中") && words.contains("小"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &str, linked: usize) -> Run {
        Run {
            words: words.to_string(),
            nodes: 0..1,
            han: words.chars().count(),
            linked,
        }
    }

    #[test]
    fn tools_breadcrumbs_and_feet_are_chrome() {
        for words in [
            "【打印】 【关闭】",
            "字体：[大 中 小]",
            "分享到：微信 微博",
            "扫一扫在手机打开当前页",
            "大 中 小",
            "当前位置：首页 > 政务公开 > 工作报告",
            "版权所有：松泽县人民政府 松ICP备00000000号",
            "主办单位：松泽县人民政府办公室 技术支持：某某公司",
        ] {
            assert!(is_chrome_line(&run(words, 0)), "{words}");
        }
    }

    #[test]
    fn the_words_of_a_report_are_no_chrome() {
        for words in [
            "关闭煤矿3处。",
            "大",
            "中",
            "当前位置优越",
            "主办：柳渡镇",
            "（三）打印店整治",
            "小微企业",
            "本单位主办单位案件12件，技术支持到位。",
        ] {
            assert!(!is_chrome_line(&run(words, 0)), "{words}");
        }
    }
}
