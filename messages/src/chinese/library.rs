//! Texts of the library: `src/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const LIBRARY: &[Entry] = &[
    ("cannot read {path}: {source}", "无法读取 {path}：{source}"),
    (
        "no index at or above {path}",
        "{path} 及其上级文件夹里没有索引",
    ),
];
