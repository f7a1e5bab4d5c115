//! The rules of the genre by name. Their shapes, reasons, words, patterns and examples are data:
//! `index-schema/genre.toml`, which `genre` reads.

use std::fmt;

macro_rules! rules {
    ($($name:literal $rule:ident: $meaning:literal,)*) => {
        /// A rule of the genre: what is a section or an item, what is not, and where metadata are read from.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            $(#[doc = $meaning] $rule,)*
        }

        impl Rule {
            pub(super) const ALL: &[Self] = &[$(Self::$rule),*];

            /// The name in `genre.toml`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$rule => $name,)*
                }
            }
        }
    };
}

rules! {
    "number-at-line-start" NumberAtLineStart: "A section number at the beginning of a line.",
    "damaged-number" DamagedNumber: "A number that lost its first character or a bracket.",
    "number-after-sentence" NumberAfterSentence: "A number in mid-line after the end of a sentence.",
    "number-in-series" NumberInSeries: "A number in mid-sentence that continues its series.",
    "number-behind-heading" NumberBehindHeading: "A number directly after the heading of its chapter.",
    "division-of-law" DivisionOfLaw: "编, 章, 节 or 条 of a law.",
    "marked-heading" MarkedHeading: "A short line in heading or bold type.",
    "bare-heading" BareHeading: "A short line of its own between paragraphs.",
    "heading-below-number" HeadingBelowNumber: "The heading of a number that is alone on the line above.",
    "item-behind-clause" ItemBehindClause: "一是 after a sentence or clause.",
    "item-in-series" ItemInSeries: "The next item in mid-sentence.",
    "enumeration" Enumeration: "Numbers that list parts of a sentence.",
    "numerals-of-a-word" NumeralsOfAWord: "一、二、三产业.",
    "out-of-series" OutOfSeries: "A number in mid-line that continues no series.",
    "row-of-form" RowOfForm: "A row of the form of disclosure reports.",
    "quoted-article" QuotedArticle: "第三条 in a report.",
    "paragraph-of-article" ParagraphOfArticle: "（一） inside an article of a law.",
    "glossary-entry" GlossaryEntry: "1、“三网”融合：…",
    "glossary" Glossary: "The notes after 名词解释.",
    "contents" Contents: "The lines below 目录.",
    "annex" Annex: "The lines below 附件.",
    "notes" Notes: "The lines below 注：.",
    "text-of-compilation" TextOfCompilation: "The title of one of several texts.",
    "before-the-body" BeforeTheBody: "A short line before the first sentence.",
    "not-a-heading" NotAHeading: "A short line that does not read like a heading.",
    "no-paragraph-below" NoParagraphBelow: "A short line with no paragraph after it.",
    "paragraph-goes-on" ParagraphGoesOn: "A short line that belongs to the paragraph before.",
    "page-cut" PageCut: "A line break inside a paragraph or a heading.",
    "page-table" PageTable: "索引号, 发布机构 … above a report.",
    "date-of-report" DateOfReport: "A date in digits or Chinese numerals.",
    "document-number" DocumentNumber: "松府办〔2020〕18号.",
    "order-of-law" OrderOfLaw: "（2019年3月5日松泽县人民政府令第7号公布）.",
    "title-over-lines" TitleOverLines: "The lines of a title.",
    "announced-title" AnnouncedTitle: "The title in the 公告 above a text.",
    "issuer-of-report" IssuerOfReport: "The government that signs, or that the title names.",
    "year-of-report" YearOfReport: "The year in the title.",
    "year-of-opening" YearOfOpening: "现将2020年度法治政府建设情况报告如下.",
    "year-of-delivery" YearOfDelivery: "The date of the congress.",
    "year-of-tasks" YearOfTasks: "The year after a delivery in November or December.",
    "year-of-plan" YearOfPlan: "The year that a heading plans for.",
    "year-of-review" YearOfReview: "The year that a heading looks back on.",
    "names-of-path" NamesOfPath: "Place and year in the names of folders and files.",
    "places-in-name" PlacesInName: "重庆市渝北区大盛镇人民政府 is 重庆市, 渝北区, 大盛镇.",
    "region-by-division" RegionByDivision: "The province of a county.",
    "region-of-speaker" RegionOfSpeaker: "我代表某省人民政府.",
    "region-of-body" RegionOfBody: "2019年，在省委领导下，松泽县以….",
    "region-spoken-of" RegionSpokenOf: "The place that a text mentions most.",
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
