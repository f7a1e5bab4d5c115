//! Texts of why a file was not read: the package `extract/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const READING: &[Entry] = &[
    // unread.rs
    (
        "encrypted: save it without a password",
        "已加密：请另存为不带密码的文件",
    ),
    (
        "cut short or damaged ({what}): save it again",
        "不完整或已损坏（{what}）：请重新保存",
    ),
    (
        "{part} in it is damaged ({error}): save it again",
        "其中的 {part} 已损坏（{error}）：请重新保存",
    ),
    (
        "{part} is missing in it: save it again",
        "其中缺少 {part}：请重新保存",
    ),
    ("empty", "空文件"),
    (
        "{size} MiB, over the limit of {limit} MiB a file",
        "{size} MiB，超过单个文件 {limit} MiB 的上限",
    ),
    // other_file.rs
    ("a picture: run OCR on it", "图片：请先做文字识别（OCR）"),
    ("sound or video, no text", "音频或视频，没有文字"),
    ("a program, no text", "程序，没有文字"),
    ("a README, no report", "README，不是报告"),
    (
        "a symbolic link, which is not followed",
        "符号链接，不会跟随",
    ),
    ("a saved answer, no report", "保存的查询结果，不是报告"),
    ("a binary file, no text", "二进制文件，没有文字"),
    ("{n} picture", "{n} 张图片"),
    ("{n} pictures", "{n} 张图片"),
    ("{n} binary file", "{n} 个二进制文件"),
    ("{n} binary files", "{n} 个二进制文件"),
    ("{n} sound or video file", "{n} 个音频或视频文件"),
    ("{n} sound or video files", "{n} 个音频或视频文件"),
    ("{n} program", "{n} 个程序"),
    ("{n} programs", "{n} 个程序"),
    ("{n} README", "{n} 个 README"),
    ("{n} READMEs", "{n} 个 README"),
    ("{n} link", "{n} 个链接"),
    ("{n} links", "{n} 个链接"),
    ("{n} saved answer", "{n} 份保存的查询结果"),
    ("{n} saved answers", "{n} 份保存的查询结果"),
    // formats
    (
        "over {most} documents in one file: split it",
        "一个文件里超过 {most} 份文档：请拆开",
    ),
    (
        "an archive of over {most} files: unpack it",
        "压缩包里超过 {most} 个文件：请解压",
    ),
    (
        "the archive unpacks to more than {times} times the limit of a file: unpack it, or raise the limit",
        "压缩包解开后超过单个文件上限的 {times} 倍：请解压，或调大上限",
    ),
    (
        "cut short or damaged ({error}): copy it or pack it again",
        "不完整或已损坏（{error}）：请重新复制或打包",
    ),
    (
        "damaged ({error}): copy it or pack it again",
        "已损坏（{error}）：请重新复制或打包",
    ),
    (
        "a damaged zip archive ({error}): copy it or pack it again",
        "zip 压缩包已损坏（{error}）：请重新复制或打包",
    ),
    (
        "a web page of over {most} tags: save its text as .txt",
        "网页里超过 {most} 个标签：请把文字另存为 .txt",
    ),
    (
        "a mail of over {most} parts: save them as files",
        "邮件超过 {most} 个部分：请把它们存成文件",
    ),
    (
        "its text is over {max} MiB: save it in parts",
        "正文超过 {max} MiB：请分成几份保存",
    ),
    (
        "no thread to read it ({error}): run it again",
        "没有线程来读它（{error}）：请再运行一次",
    ),
    (
        "a damaged zip file ({error}): save it again",
        "zip 文件已损坏（{error}）：请重新保存",
    ),
    (
        "{name} in it is over the limit when unpacked",
        "其中的 {name} 解开后超过上限",
    ),
    (
        "not JSON ({error}): save it again",
        "不是 JSON（{error}）：请重新保存",
    ),
    ("line", "行"),
    ("record", "条记录"),
    (
        "not an object of JSON: each {each} is one, as {example}",
        "不是 JSON 对象：每{each}应是一个，例如 {example}",
    ),
    (
        "not an object of JSON (column {column}): each {each} is one, as {example}",
        "第 {column} 列起不是 JSON 对象：每{each}应是一个，例如 {example}",
    ),
    // formats: what they are
    (
        "its name leads out of the archive: pack it again",
        "名称指向压缩包外面：请重新打包",
    ),
    (
        "encrypted: unpack it with its password",
        "已加密：请用密码解压",
    ),
    (
        "packed in a way that is not read: pack it again as a plain .zip",
        "压缩方式不支持：请重新打包成普通的 .zip",
    ),
    (
        "it takes over 256 MiB of memory to unpack: unpack it",
        "解压需要 256 MiB 以上的内存：请先解压",
    ),
    (
        "stored with holes (sparse), which is not read: pack it again without",
        "是稀疏文件，不支持：请改用普通方式打包",
    ),
    (
        "an archive cut short or damaged here: pack it again",
        "压缩包从这里起不完整或已损坏：请重新打包",
    ),
    (
        "it unpacks to over 250 times its size, as zip bombs do: unpack it",
        "解开后超过原来的 250 倍，像压缩炸弹：请自行解压",
    ),
    ("over the limit when unpacked", "解开后超过上限"),
    (
        "files in it overlap, as those of zip bombs do: pack it again",
        "里面的文件互相重叠，像压缩炸弹：请重新打包",
    ),
    (
        "several files have one name, and one of them is read: pack it again",
        "有几个文件同名，只读了其中一个：请重新打包",
    ),
    (
        "a mailbox of many mails: save them as .eml",
        "是含有许多邮件的邮箱文件：请把邮件存成 .eml",
    ),
    (
        "a zip file of too many files: unpack it",
        "zip 文件里的文件太多：请解压",
    ),
    (
        "a zip file, .docx, .xlsx, .pptx, .ofd or .odt that was cut short or damaged: copy it again",
        "是不完整或已损坏的 zip、.docx、.xlsx、.pptx、.ofd 或 .odt：请重新复制",
    ),
    (
        "an Office file without its text: save it again",
        "Office 文件里没有正文：请重新保存",
    ),
    (
        "an OpenDocument formula, chart or picture: save it as PDF or text",
        "OpenDocument 的公式、图表或图片：请另存为 PDF 或文本",
    ),
    (
        "a presentation of PowerPoint 95 or before: save it as .pptx",
        "PowerPoint 95 或更早的演示文稿：请另存为 .pptx",
    ),
    (
        "a drawing of Visio: save it as PDF",
        "Visio 图：请另存为 PDF",
    ),
    (
        "a compound file that is neither Word, WPS, Excel nor PowerPoint: save it as .docx",
        "既不是 Word、WPS，也不是 Excel、PowerPoint 的复合文件：请另存为 .docx",
    ),
    (
        "a CAJ, KDH or NH file of CNKI: save it as PDF",
        "知网的 CAJ、KDH 或 NH 文件：请另存为 PDF",
    ),
    (
        "a CEB file of Founder Apabi: print it to PDF",
        "方正 Apabi 的 CEB 文件：请打印成 PDF",
    ),
    (
        "a GD, GW or SEP file of Sursen: print it to PDF",
        "书生的 GD、GW 或 SEP 文件：请打印成 PDF",
    ),
    (
        "a PDG file of SSReader, a picture of a page: run OCR on it",
        "超星的 PDG 文件，是页面图片：请先做文字识别（OCR）",
    ),
    (
        "a Hangul document: save it as .docx",
        "Hangul（HWP）文档：请另存为 .docx",
    ),
    (
        "a document of a program before Word 6: save it as .docx",
        "Word 6 以前的文档：请另存为 .docx",
    ),
    (
        "a workbook of a version before Excel 5: save it as .xlsx",
        "Excel 5 以前的工作簿：请另存为 .xlsx",
    ),
    (
        "a document of Works or of an early WPS: save it as .docx",
        "Works 或早期 WPS 的文档：请另存为 .docx",
    ),
    (
        "the attachments of a mail in one file of Outlook (winmail.dat): save them in Outlook",
        "Outlook 把附件合成的一个文件（winmail.dat）：请在 Outlook 里保存附件",
    ),
    (
        "a shortcut to a web page: save the page as .html",
        "网页的快捷方式：请把网页另存为 .html",
    ),
    (
        "a shortcut to a file: add that file instead",
        "文件的快捷方式：请放入文件本身",
    ),
    (
        "a RAR archive: pack it as .zip",
        "RAR 压缩包：请改用 .zip 打包",
    ),
    (
        "an xz archive: unpack it or pack it as .zip",
        "xz 压缩包：请解压，或改用 .zip 打包",
    ),
    (
        "a PostScript file: convert it to PDF",
        "PostScript 文件：请转换成 PDF",
    ),
    (
        "a DjVu file: convert it to PDF with text",
        "DjVu 文件：请转换成带文字的 PDF",
    ),
    (
        "a bzip2 archive: unpack it or pack it as .zip",
        "bzip2 压缩包：请解压，或改用 .zip 打包",
    ),
    (
        "a Zstandard archive: unpack it or pack it as .zip",
        "Zstandard 压缩包：请解压，或改用 .zip 打包",
    ),
    (
        "a CAB archive: pack it as .zip",
        "CAB 压缩包：请改用 .zip 打包",
    ),
    (
        "a mailbox of Outlook: save its mails as .msg or .eml",
        "Outlook 的邮箱文件：请把邮件存成 .msg 或 .eml",
    ),
    (
        "a WordPerfect document: save it as .docx",
        "WordPerfect 文档：请另存为 .docx",
    ),
    (
        "a drawing of AutoCAD: print it to PDF",
        "AutoCAD 图：请打印成 PDF",
    ),
    (
        "a help file: unpack it, or save it as .html",
        "帮助文件：请解开，或另存为 .html",
    ),
    (
        "a database of Access: export its tables as .xlsx",
        "Access 数据库：请把表导出为 .xlsx",
    ),
    (
        "a database: export its tables as .xlsx",
        "数据库：请把表导出为 .xlsx",
    ),
    (
        "a table of dBase: save it as .xlsx",
        "dBase 表：请另存为 .xlsx",
    ),
    (
        "a book for Kindle: convert it to .epub",
        "Kindle 电子书：请转换成 .epub",
    ),
    (
        "a Pages, Numbers or Keynote file: export it as Word, Excel or PDF",
        "Pages、Numbers 或 Keynote 文件：请导出为 Word、Excel 或 PDF",
    ),
    ("an XPS file: print it to PDF", "XPS 文件：请打印成 PDF"),
    (
        "an archive, which this build does not read: unpack it, or build with the feature `archives`",
        "压缩包，这个版本没有编入读取功能：请解压，或编译时加上 `archives`",
    ),
    (
        "a web page or a mail, which this build does not read: save it as text, or build with the feature `html`",
        "网页或邮件，这个版本没有编入读取功能：请另存为文本，或编译时加上 `html`",
    ),
    (
        "an Office document, which this build does not read: save it as text, or build with the feature `office`",
        "Office 文档，这个版本没有编入读取功能：请另存为文本，或编译时加上 `office`",
    ),
    (
        "a PDF or OFD file, which this build does not read: save it as text, or build with the feature `pdf`",
        "PDF 或 OFD 文件，这个版本没有编入读取功能：请另存为文本，或编译时加上 `pdf`",
    ),
    (
        "an Office document, OFD file or archive, which this build does not read: save it as text, or build with the features `office`, `pdf` and `archives`",
        "Office 文档、OFD 文件或压缩包，这个版本没有编入读取功能：请另存为文本，或编译时加上 `office`、`pdf` 和 `archives`",
    ),
    (
        "a file of XML, which this build does not read: save it as text, or build with the feature `office`",
        "XML 文件，这个版本没有编入读取功能：请另存为文本，或编译时加上 `office`",
    ),
    (
        "more attached to mails in mails than may be: save the mails one by one",
        "邮件里套邮件，附件太多：请逐封保存",
    ),
    ("no Word document in it", "里面没有 Word 文档"),
    ("no text table in it", "里面没有文字表"),
    ("its text is missing", "缺少正文"),
    ("a document in one file of XML", "单个 XML 文件形式的文档"),
    (
        "a document inside a document: save it as a file",
        "文档里嵌着文档：请单独存成文件",
    ),
    (
        "no Word document: save it as .docx",
        "不是 Word 文档：请另存为 .docx",
    ),
    ("its text is over the limit", "正文超过上限"),
    (
        "a page of frames without text: save the frame's page",
        "框架网页，没有文字：请保存框架里的网页",
    ),
    (
        "its text is made by scripts: open it in a browser, copy the text and save it as .txt",
        "文字由脚本生成：请用浏览器打开，复制文字后存成 .txt",
    ),
    (
        "a web page of pictures: run OCR on them",
        "网页里只有图片：请先做文字识别（OCR）",
    ),
    (
        "a scan without a text layer: run OCR on it (for example ocrmypdf) and save it as a PDF with text",
        "扫描件，没有文字层：请先做文字识别（OCR，例如 ocrmypdf），存成带文字的 PDF",
    ),
    (
        "its fonts do not say which characters they hold: run OCR on it",
        "字体没有注明对应哪些字：请先做文字识别（OCR）",
    ),
    (
        "more on its pages than any report has: save it in parts",
        "页面内容多得不像报告：请分成几份保存",
    ),
    (
        "cut short or damaged in its mail: save the mail again",
        "在邮件里不完整或已损坏：请重新保存邮件",
    ),
    (
        "encrypted mail: open it in the mail program and save its text and attachments",
        "加密邮件：请在邮件程序里打开，保存正文和附件",
    ),
    (
        "mail sealed by its signature (S/MIME): open it in the mail program and save its text",
        "用签名封装的邮件（S/MIME）：请在邮件程序里打开，保存正文",
    ),
    (
        "no web page in it: save it as .html",
        "里面没有网页：请另存为 .html",
    ),
    ("none of its text can be read", "一个字也读不出来"),
    (
        "no text in it: if it shows pictures of pages, run OCR on them",
        "里面没有文字：如果是页面图片，请先做文字识别（OCR）",
    ),
    (
        "no text document or presentation: save it as .odt",
        "不是文档或演示文稿：请另存为 .odt",
    ),
    (
        "an OFD file without pages: save it again",
        "OFD 文件没有页面：请重新保存",
    ),
    ("no text", "没有文字"),
    (
        "a document in one file of XML: save it as .docx or .xlsx",
        "单个 XML 文件形式的文档：请另存为 .docx 或 .xlsx",
    ),
    ("a message without text", "邮件没有文字"),
    (
        "a message of Outlook in rich text only: save it as .eml",
        "只有富文本的 Outlook 邮件：请另存为 .eml",
    ),
    (
        "a message or an object in a message of Outlook: save it as a file",
        "Outlook 邮件里的邮件或对象：请单独存成文件",
    ),
    (
        "a damaged PDF (widths of a font): save it again",
        "PDF 已损坏（字体宽度）：请重新保存",
    ),
    (
        "an XFA form, whose pages only Adobe's programs draw: print it to PDF",
        "XFA 表单，只有 Adobe 的程序能显示：请打印成 PDF",
    ),
    (
        "cut short or damaged (not a PDF that can be opened): save it again",
        "不完整或已损坏（不是能打开的 PDF）：请重新保存",
    ),
    (
        "encrypted in an unknown way: save it without a password",
        "加密方式不明：请另存为不带密码的文件",
    ),
    ("its document", "文档部分"),
    ("a slide", "一张幻灯片"),
    ("it states no objects", "没有列出对象"),
    ("it has no document", "没有文档"),
    (
        "an embedded document or workbook is not read: save it as a file",
        "没有读取嵌入的文档或工作簿：请单独存成文件",
    ),
    (
        "no presentation: save it as .pptx",
        "不是演示文稿：请另存为 .pptx",
    ),
    (
        "no rich text: open it and save it again as .docx",
        "不是富文本：请打开后另存为 .docx",
    ),
    (
        "damaged (groups without end): save it again",
        "已损坏（组没有结束）：请重新保存",
    ),
    ("its directory is missing", "缺少目录"),
    ("it ends within its header", "在文件头中断"),
    ("a stream in it ends early", "其中一个流中断"),
    ("characters that are none", "不是字符的字符"),
    (
        "its table of strings is shorter than it says",
        "字符串表比声明的短",
    ),
    (
        "its table of strings is shorter than its sheets say",
        "字符串表比工作表所用的短",
    ),
    ("no content.xml in it", "里面没有 content.xml"),
    ("a sheet has no end", "一张工作表没有结束"),
    ("its records do not fit", "记录不相符"),
    (
        "its sheets are over the limit when unpacked",
        "工作表解开后超过上限",
    ),
    ("two sheets in one place", "两张工作表在同一处"),
    ("a sheet ends early", "一张工作表中断"),
    ("its list of sheets has no end", "工作表列表没有结束"),
    ("a sheet lies beyond its end", "一张工作表在文件末尾之外"),
    (
        "JSON without an array of records that have a text: make each {\"id\": …, \"text\": …}",
        "JSON 里没有带正文的记录数组：每条应为 {\"id\": …, \"text\": …}",
    ),
    (
        "JSON with several arrays of records: save each in its own file",
        "JSON 里有几个记录数组：请各存一个文件",
    ),
    ("it has no \"text\"", "没有 \"text\""),
    (
        "an archive in an archive in an archive: unpack one of them",
        "压缩包里套了三层压缩包：请解开一层",
    ),
    (
        "a mail in mails in a mail: save it as a file",
        "邮件套得太深：请单独存成文件",
    ),
    ("a binary file, no JSON", "二进制文件，不是 JSON"),
    (
        "more text than it can have: it is no file of JSON",
        "文字多得不合理：不是 JSON 文件",
    ),
    // src/corpus/, src/backend/pass.rs
    ("not a regular file", "不是普通文件"),
    ("no permission to read it", "没有权限读取"),
    ("the file is gone", "文件不见了"),
    (
        "the name is not UTF-8: rename the file",
        "文件名不是 UTF-8：请改名",
    ),
    ("gone, or a broken link", "不见了，或链接已断"),
    ("cannot be read", "无法读取"),
    (
        "it changed while it was read: index again",
        "读取时被改动：请再建一次索引",
    ),
    (
        "a part of it could not be read again: index again",
        "有一部分无法再次读取：请再建一次索引",
    ),
];
