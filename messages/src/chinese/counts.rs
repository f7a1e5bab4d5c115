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
    ("{n} year", "{n} 年"),
    ("{n} years", "{n} 年"),
    ("{n} part", "{n} 个部分"),
    ("{n} parts", "{n} 个部分"),
    ("{n} word", "{n} 个词"),
    ("{n} words", "{n} 个词"),
    ("{n} stop word", "{n} 个停用词"),
    ("{n} stop words", "{n} 个停用词"),
    ("{n} collocate", "{n} 个搭配词"),
    ("{n} collocates", "{n} 个搭配词"),
    ("{n} line", "{n} 行"),
    ("{n} lines", "{n} 行"),
    ("{n} cell", "{n} 个单元格"),
    ("{n} cells", "{n} 个单元格"),
    ("{n} sheet", "{n} 个工作表"),
    ("{n} sheets", "{n} 个工作表"),
];
