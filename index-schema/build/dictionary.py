#!/usr/bin/env python3
"""Recompute the frequencies in dictionary.txt, the user dictionary.

    python3 index-schema/build/dictionary.py            rewrite dictionary.txt
    python3 index-schema/build/dictionary.py --check    exit 1 if it is not up to date

Needs the PyPI package `jieba` (MIT) of the version in JIEBA and no network. To
add a term, add a line "word 1 tag" anywhere in dictionary.txt and run this; to
drop one, delete its line.

The file is "word frequency tag", sorted by code point, without comments: jieba
would read a comment line as a word.

A frequency is twice what jieba's suggest_freq(word, tune=False) asks for, and at
least 10 (words of four characters or more) or 5 (shorter words). A key of
COMPOUNDS is then doubled until it is among the search tokens of each of its
compounds; a few words of jieba's own dictionary (行政处罚, 人民调解 ...) are in
the file only for that.

Rules for a term, checked here:
- two to seven Han characters;
- jieba does not make one token of it already, unless it is a key of COMPOUNDS;
- it holds no other word of four characters or more: search mode gives the two-
  and three-character words inside a token, but not the longer ones, so a token
  行政复议决定书 would hide 行政复议. Words in HARMLESS are no search terms.
"""

import argparse
import logging
import sys
from pathlib import Path

import jieba

JIEBA = "0.42.1"
OUTPUT = Path(__file__).resolve().parent.parent / "dictionary.txt"
HARMLESS = {"律师事务", "法定代表", "正当竞争"}

# term: compounds and phrases in which it must stay a token.
COMPOUNDS = """
行政执法 行政执法人员 行政执法监督 行政执法主体 行政执法案卷 行政执法公示 综合行政执法 综合行政执法局 综合行政执法改革 行政执法责任制 行政执法证件 行政执法机关 行政执法检查 行政执法决定 行政执法三项制度 行政执法全过程记录 行政执法协调监督
行政复议 行政复议决定书 行政复议机关 行政复议机构 行政复议应诉 行政复议委员会 行政复议体制改革 行政复议案件 行政复议意见书 行政复议法 行政复议申请 行政复议听证
行政应诉 行政应诉工作 行政应诉案件 行政复议行政应诉
行政处罚 行政处罚决定书 行政处罚案件 行政处罚裁量 行政处罚权 不予行政处罚
行政许可 行政许可事项 行政许可决定 行政许可案卷 行政许可法
行政强制 行政强制措施 行政强制执行 行政强制法
行政裁决 行政裁决事项 行政裁决制度
行政调解 行政调解工作 行政调解委员会
行政审批 行政审批事项 行政审批局 行政审批制度改革
行政机关 行政机关负责人 行政机关工作人员 行政机关负责人出庭应诉
行政诉讼 行政诉讼案件 行政诉讼败诉率 行政诉讼一审
行政争议 行政争议调解中心 行政争议实质性化解
行政检查 行政检查计划 涉企行政检查
行政裁量权 行政裁量权基准 行政裁量权基准制度
出庭应诉 行政机关负责人出庭应诉 出庭应诉率 负责人出庭应诉率
规范性文件 行政规范性文件 规范性文件备案审查 规范性文件合法性审查 规范性文件清理 规范性文件管理
合法性审查 合法性审查机制 合法性审查率 合法性审查意见
合法性审核 合法性审核机制 合法性审核率
备案审查 备案审查制度 备案审查工作
重大行政决策 重大行政决策程序 重大行政决策目录 重大行政决策事项
政府信息公开 政府信息公开条例 政府信息公开年度报告 政府信息公开申请
法治政府建设 法治政府建设年度报告 法治政府建设示范 法治政府建设实施纲要
依法行政 依法行政工作 依法行政能力 全面推进依法行政
依法治国 全面依法治国 依法治国委员会 依法治国理政
人民调解 人民调解员 人民调解委员会 人民调解组织 人民调解工作
法律援助 法律援助中心 法律援助案件 法律援助机构 法律援助律师
法律顾问 政府法律顾问 法律顾问制度 村居法律顾问 法律顾问室
公共法律服务 公共法律服务中心 公共法律服务体系 公共法律服务平台
公职律师 公职律师工作 公职律师队伍
社区矫正 社区矫正对象 社区矫正机构 社区矫正中心
营商环境 优化营商环境 法治化营商环境 营商环境优化 营商环境建设
负面清单 市场准入负面清单 负面清单管理 负面清单制度
权责清单 权责清单动态调整 权责清单制度
放管服 放管服改革 深化放管服
政务服务 政务服务中心 政务服务大厅 政务服务事项 政务服务网 政务服务管理局 政务服务平台
政务公开 政务公开工作 基层政务公开
八五普法 八五普法规划 八五普法工作
宪法宣传周 宪法宣传周活动
证明事项 证明事项告知承诺制 证明事项清单
告知承诺 告知承诺制 证明事项告知承诺制
信用监管 信用监管机制 信用监管制度
公平竞争 公平竞争审查 公平竞争审查制度
枫桥经验 新时代枫桥经验 枫桥经验实践
矛盾纠纷 矛盾纠纷化解 矛盾纠纷排查 矛盾纠纷多元化解
司法建议 司法建议书 司法建议反馈
检察建议 检察建议书 检察建议办理
网格化 网格化管理 网格化服务管理
市场监管 市场监管局 市场监管领域 市场监管总局
乡村振兴 乡村振兴战略 乡村振兴局 全面推进乡村振兴
行政赔偿 行政赔偿案件
出庭率 负责人出庭率
述法 年度述法 述法工作 述职述法
法治思维 法治思维和法治方式 法治思维能力
法治副校长 法治副校长配备
裁量基准 行政处罚裁量基准 裁量基准制度
案卷评查 行政执法案卷评查 案卷评查活动
社会治理 社会治理中心 基层社会治理 市域社会治理
人民法院 人民法院判决 中级人民法院
生态环境 生态环境局 生态环境损害赔偿
知识产权 知识产权保护
劳动争议 劳动争议仲裁
公益诉讼 行政公益诉讼 公益诉讼案件
地方性法规 地方性法规草案
行政法规 行政法规规定
执法人员 执法人员资格
府院联动 府院联动机制
应急管理 应急管理局 应急管理体系
政府采购 政府采购管理
"""


def floor(word):
    return 10 if len(word) >= 4 else 5


def weigh(words, compounds):
    tok = jieba.Tokenizer()
    tok.initialize()
    own = dict(tok.FREQ)
    freq = {}
    for word in sorted(words, key=lambda w: (len(w), w)):
        if tok.lcut(word, HMM=False) == [word] and word not in compounds:
            raise SystemExit(f"{word}: jieba makes one token of it already")
        freq[word] = max(2 * tok.suggest_freq(word, tune=False), floor(word))
        tok.add_word(word, freq[word])
    for term, phrases in compounds.items():
        for phrase in phrases:
            if own.get(phrase):
                raise SystemExit(f"{phrase}: jieba has it as one word, drop it from COMPOUNDS")
            for _ in range(8):
                if term in tok.lcut_for_search(phrase, HMM=False):
                    break
                if term not in words:
                    raise SystemExit(f"{term} is lost in {phrase}: add it to the file")
                freq[term] *= 2
                tok.add_word(term, freq[term])
            else:
                raise SystemExit(f"{term} is lost in {phrase}")

    longer = {w for w, f in own.items() if f and len(w) >= 4} | set(words)
    for word in words:
        if not 2 <= len(word) <= 7 or not all("\u4e00" <= c <= "\u9fff" for c in word):
            raise SystemExit(f"{word}: not two to seven Han characters")
        if tok.lcut(word, HMM=False) != [word]:
            raise SystemExit(f"{word}: is not one token")
        for i in range(len(word)):
            for j in range(i + 4, len(word) + 1):
                part = word[i:j]
                if part != word and part in longer and part not in HARMLESS:
                    raise SystemExit(f"{word}: hides {part}")
    return freq


def main():
    parser = argparse.ArgumentParser(description="Recompute dictionary.txt.")
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    args = parser.parse_args()
    if jieba.__version__ != JIEBA:
        raise SystemExit(f"needs jieba {JIEBA}, found {jieba.__version__}")
    jieba.setLogLevel(logging.ERROR)

    old = OUTPUT.read_text(encoding="utf-8")
    tags = {}
    for line in old.splitlines():
        word, _, tag = line.split(" ")
        if word in tags:
            raise SystemExit(f"{word}: listed twice")
        tags[word] = tag
    compounds = {}
    for line in COMPOUNDS.split("\n"):
        term, *phrases = line.split() or [""]
        if term:
            compounds[term] = phrases

    freq = weigh(tags, compounds)
    new = "".join(f"{word} {freq[word]} {tags[word]}\n" for word in sorted(tags))
    if args.check:
        print(f"{OUTPUT.name}: {'up to date' if new == old else 'differs'}")
        return 0 if new == old else 1
    OUTPUT.write_bytes(new.encode("utf-8"))
    print(f"{OUTPUT}: {len(tags)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
