//! Words around the help of the command line, and why it is refused: `cli/src/args/`. What clap says is as clap words it.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const COMMAND_LINE: &[Entry] = &[
    // chinese.rs
    ("COMMAND", "命令"),
    ("[default: {values}]", "[默认：{values}]"),
    ("[possible values: {values}]", "[可选值：{values}]"),
    ("{value} ({meaning})", "{value}（{meaning}）"),
    ("[env: {variable}]", "[环境变量：{variable}]"),
    // page.rs
    ("[OPTIONS]", "[选项]"),
    ("Usage:", "用法："),
    ("Commands", "命令"),
    ("Arguments", "参数"),
    ("Options", "选项"),
    // refusal.rs and below
    ("error:", "错误："),
    ("For more information, try '{help}'.", "详细用法见 {help}"),
    (
        "invalid value '{value}' for '{argument}': {reason}",
        "“{argument}”的值“{value}”不对：{reason}",
    ),
    (
        "unrecognized subcommand '{command}'",
        "没有“{command}”这个命令",
    ),
    (
        "unexpected argument '{argument}' found",
        "无法识别参数“{argument}”",
    ),
    (
        "equal sign is needed when assigning values to '{argument}'",
        "“{argument}”与它的值之间要用等号",
    ),
    (
        "unexpected value '{value}' for '{argument}' found; no more were expected",
        "“{argument}”多了一个值“{value}”",
    ),
    (
        "invalid UTF-8 was detected in one or more arguments",
        "有的参数不是 UTF-8 编码",
    ),
    ("the arguments are wrong", "参数有误"),
    (
        "the argument '{argument}' cannot be used multiple times",
        "“{argument}”只能写一次",
    ),
    (
        "the argument '{argument}' cannot be used with '{other}'",
        "“{argument}”不能与“{other}”同时使用",
    ),
    (
        "the argument '{argument}' cannot be used with one or more of the other specified arguments",
        "“{argument}”不能与其他参数同时使用",
    ),
    (
        "the argument '{argument}' cannot be used with:",
        "“{argument}”不能与以下参数同时使用：",
    ),
    (
        "the following required arguments were not provided:",
        "缺少以下参数：",
    ),
    (
        "invalid value '{value}' for '{argument}'",
        "“{argument}”的值“{value}”不对",
    ),
    (
        "a value is required for '{argument}' but none was supplied",
        "“{argument}”后面要有一个值",
    ),
    (
        "{needed} values required by '{argument}'; only {given} were provided",
        "“{argument}”要有 {needed} 个值，只写了 {given} 个",
    ),
    ("[subcommands: {names}]", "[命令：{names}]"),
    (
        "a subcommand is required but one was not provided",
        "请写明命令",
    ),
    ("tip:", "提示："),
    ("a similar one exists: {similar}", "是不是要用 {similar}？"),
    (
        "to pass '{argument}' as a value, use '{typed}'",
        "如果“{argument}”不是选项，请写成“{typed}”",
    ),
    ("'{command}' exists", "有“{command}”这种用法"),
    (
        "subcommand '{command}' exists; to use it, remove the '{dashes}' before it",
        "有“{command}”这个命令；要用它，请去掉前面的“{dashes}”",
    ),
    ("cannot parse integer from empty string", "请写一个整数"),
    ("invalid digit found in string", "请写一个整数"),
    ("number too large to fit in target type", "这个数太大"),
    ("number too small to fit in target type", "这个数太小"),
    ("{value} is not in {range}", "{value} 不在 {range} 之内"),
    // collocates.rs, engine.rs, index.rs, mentions.rs, question.rs
    (
        "`{typed}` is not a range: write 2..4 or 3",
        "“{typed}”不是范围：请写成 2..4 或 3",
    ),
    ("--engine: {reason}", "--engine 的网址：{reason}"),
    (
        "give a number from 1, or `all`",
        "请写一个大于 0 的整数，或 `all`",
    ),
    (
        "give a number of columns up to {most}",
        "请写列数，最多 {most}",
    ),
    ("give a number from 1", "请写一个大于 0 的整数"),
    (
        "give a text, or leave the filter out",
        "请写要筛选的内容，或者去掉这个选项",
    ),
    // variables.rs
    (
        "{index} and {engine} are both set, and one of them can be asked: unset the other, or type --index DIR or --engine URL",
        "环境变量 {index} 和 {engine} 都设置了，只能查其中一个：请取消另一个，或者写明 --index 文件夹或 --engine 网址",
    ),
    // manual.rs
    ("General Commands Manual", "使用手册"),
    ("NAME", "名称"),
    ("SYNOPSIS", "概要"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("EXTRA", "其他"),
    ("VERSION", "版本"),
    (
        "cannot write manual pages to {path}: make the folder first",
        "无法把手册写到 {path}：请先建立这个文件夹",
    ),
];
