//! Errors of the operating system, as Unix words them.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const SYSTEM: &[Entry] = &[
    (
        "No such file or directory (os error {code})",
        "没有这个文件或文件夹（系统错误 {code}）",
    ),
    (
        "Permission denied (os error {code})",
        "没有权限（系统错误 {code}）",
    ),
    (
        "Operation not permitted (os error {code})",
        "系统不允许这样做（系统错误 {code}）",
    ),
    (
        "Is a directory (os error {code})",
        "这是文件夹，不是文件（系统错误 {code}）",
    ),
    (
        "Not a directory (os error {code})",
        "这不是文件夹（系统错误 {code}）",
    ),
    (
        "Directory not empty (os error {code})",
        "文件夹不是空的（系统错误 {code}）",
    ),
    (
        "File exists (os error {code})",
        "文件已经存在（系统错误 {code}）",
    ),
    (
        "File name too long (os error {code})",
        "文件名太长（系统错误 {code}）",
    ),
    (
        "File too large (os error {code})",
        "文件太大（系统错误 {code}）",
    ),
    (
        "No space left on device (os error {code})",
        "磁盘已满（系统错误 {code}）",
    ),
    (
        "Disk quota exceeded (os error {code})",
        "超出磁盘配额（系统错误 {code}）",
    ),
    (
        "Read-only file system (os error {code})",
        "磁盘只能读、不能写（系统错误 {code}）",
    ),
    (
        "Input/output error (os error {code})",
        "读写磁盘出错（系统错误 {code}）",
    ),
    (
        "Too many open files (os error {code})",
        "打开的文件太多（系统错误 {code}）",
    ),
    (
        "Too many levels of symbolic links (os error {code})",
        "符号链接层数太多（系统错误 {code}）",
    ),
    (
        "Cannot allocate memory (os error {code})",
        "内存不足（系统错误 {code}）",
    ),
    (
        "Broken pipe (os error {code})",
        "接收输出的程序已经退出（系统错误 {code}）",
    ),
    (
        "Connection refused (os error {code})",
        "对方拒绝连接（系统错误 {code}）",
    ),
    (
        "Connection reset by peer (os error {code})",
        "对方断开了连接（系统错误 {code}）",
    ),
    (
        "Connection timed out (os error {code})",
        "连接超时（系统错误 {code}）",
    ),
    (
        "Network is unreachable (os error {code})",
        "网络不通（系统错误 {code}）",
    ),
    (
        "No route to host (os error {code})",
        "找不到通往对方的网络路由（系统错误 {code}）",
    ),
];
