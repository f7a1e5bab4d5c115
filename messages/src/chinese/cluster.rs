//! Texts of a cluster of other machines: the package `opensearch/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const CLUSTER: &[Entry] = &[
    // address.rs
    (
        "the address of a corpus has no user and no password: set QUANWEN_ENGINE_USER and QUANWEN_ENGINE_PASSWORD, or QUANWEN_ENGINE_KEY",
        "语料地址里不能写用户名和密码：请设 QUANWEN_ENGINE_USER 和 QUANWEN_ENGINE_PASSWORD，或 QUANWEN_ENGINE_KEY",
    ),
    (
        "`{typed}` is not the address of a corpus: write http://127.0.0.1:9200/reports, or several machines of one cluster, http://10.0.0.1:9200,10.0.0.2:9200/reports",
        "`{typed}` 不是语料的地址：请写 http://127.0.0.1:9200/reports；同一集群有几台机器时，写 http://10.0.0.1:9200,10.0.0.2:9200/reports",
    ),
    (
        "`{name}` cannot be the name of a corpus: use lower-case letters, digits, - and _",
        "`{name}` 不能作语料的名称：请用小写字母、数字、- 和 _",
    ),
    // alias.rs
    (
        "is an index, and a corpus is an alias, which is moved from index to index: write another name",
        "是索引；语料须是别名，好从一个索引移到另一个：请换个名称",
    ),
    (
        "is the name of the index {index}, which quanwen did not make and does not replace: write another name, or take this one from the index (POST /_aliases)",
        "是索引 {index} 的名称，它不是 quanwen 建的，不会替换：请换个名称，或让那个索引不再用它（POST /_aliases）",
    ),
    (
        "names another index than when this update began, made by another program",
        "现在指向的索引和更新开始时不同，是别的程序建的",
    ),
    (
        "this update has changed nothing that answers",
        "这次更新没有改变能查的内容",
    ),
    (
        "what answered before this update still does, or its new index, which is whole",
        "能查的仍是更新前的内容，或已经完整的新索引",
    ),
    (
        "{reason}; {state}: index again",
        "{reason}；{state}：请再建一次索引",
    ),
    // client.rs and what is stored
    (
        "did not store a report ({id}): {reason}",
        "没有存下一份报告（{id}）：{reason}",
    ),
    (
        "takes no request of {bytes} bytes, as {path} ({id}) needs one: {hint}",
        "不接受 {bytes} 字节的请求，而 {path}（{id}）需要这么大：{hint}",
    ),
    ("cannot be asked: {reason}", "无法查询：{reason}"),
    ("did not answer in full: try again", "没有完整回答：请再试"),
    (
        "has lost a report: index the corpus again",
        "丢了一份报告：请重新建索引",
    ),
    (
        "has a damaged {part} ({reason}): index the corpus again",
        "有损坏的{part}（{reason}）：请重新建索引",
    ),
    (
        "has damaged citations ({error})",
        "的引用计数已损坏（{error}）",
    ),
    (
        "has a damaged entry of a file ({error})",
        "的某个文件记录已损坏（{error}）",
    ),
    (
        "is no corpus of quanwen ({error})",
        "不是 quanwen 的语料（{error}）",
    ),
    (
        "was indexed by other rules: index it again",
        "建索引时用的是别的规则：请重新建索引",
    ),
    (
        "has fewer sections than reports: index the corpus again",
        "的章节比报告还少：请重新建索引",
    ),
    ("locators of citations", "引文的定位串"),
    ("problems of the corpus", "语料检查"),
    ("of an unknown part", "属于未知的部分"),
    ("without a number", "没有编号"),
    (
        "section {number} of {path} begins elsewhere",
        "{path} 的第 {number} 个章节位置不对",
    ),
    ("what it passes over is outside it", "略过的部分在它之外"),
    (
        "has a report in which over {most} sections have one text",
        "有一份报告，其中超过 {most} 个章节有同一个词",
    ),
    ("has lost a part of the new index", "丢了新索引的一部分"),
    (
        "lacks one of its {shards} shards or more: start the machine that had it (GET /_cat/shards/{index} shows which is missing), or index again",
        "的 {shards} 个分片至少缺一个：请启动存有它的机器（GET /_cat/shards/{index} 可看缺哪个），或重新建索引",
    ),
    (
        "more than {most} sections have these texts, and distances, sentences, expressions and long texts are looked for in each: search fewer reports with `Filter::years`, `Filter::region` or `Filter::paths`",
        "有这些词的章节超过 {most} 个，而距离、同句、表达式和长词要逐个章节查找：请用 `Filter::years`、`Filter::region` 或 `Filter::paths` 少查一些报告",
    ),
    // verify.rs, credentials.rs, failure.rs
    (
        "{stored} documents of the kind {kind} are stored, {sent} were written",
        "存有 {stored} 个 {kind} 类文档，写入时是 {sent} 个",
    ),
    (
        "the files do not add up to the corpus: they have {named} reports, {written} were written",
        "各文件合计和语料不符：它们有 {named} 份报告，写入时是 {written} 份",
    ),
    ("{name}: it is not stored", "{name}：没有存下"),
    (
        "{name}: {fields} is not what the file has",
        "{name}：{fields} 和文件里的不同",
    ),
    (
        "{name}: it is not found by {fields}",
        "{name}：按 {fields} 查不到",
    ),
    ("{path} section {number}", "{path} 第 {number} 个章节"),
    ("{name} is not UTF-8", "{name} 不是 UTF-8"),
    (
        "{key} has a blank, a line break or another character that no key has",
        "{key} 里有空格、换行或密钥不会有的字符",
    ),
    (
        "wants to know who asks: set {key}, or {user} and {password}",
        "要知道是谁在查：请设 {key}，或 {user} 和 {password}",
    ),
    (
        "refuses the key in {key}: set another",
        "不接受 {key} 里的密钥：请换一个",
    ),
    (
        "refuses the user and password in {user} and {password}",
        "不接受 {user} 和 {password} 里的用户名和密码",
    ),
    (
        "has not placed the new index on a machine in time: a disk may be nearly full, or a machine lost (GET /_cat/allocation shows it); free some space, or wait until all machines are there",
        "没有及时把新索引放到机器上：可能磁盘快满了，或少了机器（GET /_cat/allocation 可看）；请腾出空间，或等所有机器到齐",
    ),
    (
        "raise its limit (nginx: client_max_body_size, OpenSearch: http.max_content_length)",
        "请调大它的上限（nginx：client_max_body_size，OpenSearch：http.max_content_length）",
    ),
    (
        "takes no question with so many words, texts or paths: ask with fewer, name a folder instead of its files, or raise indices.query.bool.max_clause_count on every machine (1024 unless it is set)",
        "一次查不了这么多词、词组或路径：请少查一些，用文件夹代替其中的文件，或在每台机器上调大 indices.query.bool.max_clause_count（不设时为 1024）",
    ),
    (
        "answers {status}, go to {location}: write the address that it goes to",
        "答复 {status}，要转到 {location}：请写它转到的地址",
    ),
    (
        "takes no changes ({said}): a disk may be nearly full (GET /_cat/allocation shows it); free some space, or lift the block",
        "不接受修改（{said}）：可能磁盘快满了（GET /_cat/allocation 可看）；请腾出空间，或解除限制",
    ),
    (
        "{refused}, or give the right to do this ({said})",
        "{refused}，或给予这样做的权限（{said}）",
    ),
    (
        "answers {status} with what is not of OpenSearch (\"{said}\"): look whether the address is that of a cluster, with the path of a proxy before it",
        "答复 {status}，内容不是 OpenSearch 的（“{said}”）：请看地址是不是集群的，前面的代理有没有路径",
    ),
    (
        "has no such corpus: index one first, or ask again if it was indexed anew",
        "没有这个语料：请先建索引；如果刚刚重建过，请再查一次",
    ),
    (
        "takes no request of {bytes} bytes: {hint}",
        "不接受 {bytes} 字节的请求：{hint}",
    ),
    ("answers {status}: {said}", "答复 {status}：{said}"),
    (
        "cannot be reached within {seconds} s",
        "在 {seconds} 秒内连接不上",
    ),
    (
        "does not answer within {seconds} s",
        "在 {seconds} 秒内没有答复",
    ),
    ("cannot be reached ({error})", "连接不上（{error}）"),
    (
        "has a certificate that this system does not trust ({error}): add the certificate of its authority to those of the system, or name a file with it in SSL_CERT_FILE",
        "的证书不受本机信任（{error}）：请把签发机构的证书加入系统，或在 SSL_CERT_FILE 里写明证书文件",
    ),
    (
        "has a certificate for another name ({error}): write the address with its name",
        "的证书属于别的名称（{error}）：请用证书上的名称写地址",
    ),
    (
        "has a certificate that is not valid ({error}): it needs another",
        "的证书无效（{error}）：需要换一个",
    ),
    (
        "does not speak TLS ({error}): write http:// if it has none",
        "不用 TLS（{error}）：如果没有加密，请写 http://",
    ),
    (
        "cannot be checked ({error}): install ca-certificates, or name a file of certificates in SSL_CERT_FILE",
        "的证书无法检验（{error}）：请安装 ca-certificates，或在 SSL_CERT_FILE 里写明证书文件",
    ),
    (
        "cannot be reached over TLS ({error})",
        "用 TLS 连接不上（{error}）",
    ),
    // serving.rs
    ("a rebuild was requested", "要求重建"),
    ("a part of it is on no machine", "它的一部分不在任何机器上"),
    ("it was made by other rules", "建立时用的是别的规则"),
    ("another number of shards was asked for", "要求的分片数不同"),
    (
        "it was made with another dictionary",
        "建立时用的是另一部词典",
    ),
    (
        "it was made without headers, footers, comments and hidden sheets",
        "建立时没有读页眉、页脚、批注和隐藏的工作表",
    ),
    // serving.rs, again
    (
        "its name is that of several indexes",
        "它的名称属于几个索引",
    ),
    ("a part of it is lost", "它丢了一部分"),
];
