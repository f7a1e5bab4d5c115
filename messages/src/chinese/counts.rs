//! Counted things, which stand in many texts.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const COUNTS: &[Entry] = &[
    ("{n} report", "{n} 份报告"),
    ("{n} reports", "{n} 份报告"),
    ("{n} section", "{n} 个章节"),
    ("{n} sections", "{n} 个章节"),
    ("{n} mention", "{n} 处"),
    ("{n} mentions", "{n} 处"),
    ("{n} file", "{n} 个文件"),
    ("{n} files", "{n} 个文件"),
    ("{n} place", "{n} 个地区"),
    ("{n} places", "{n} 个地区"),
    ("{n} row", "{n} 行"),
    ("{n} rows", "{n} 行"),
    ("{n} character", "{n} 个字符"),
    ("{n} characters", "{n} 个字符"),
];
