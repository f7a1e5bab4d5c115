//! Addresses of documents on the web, as files state them. Must not know which files do.

/// Maximum bytes of an address: longer ones are data, not places.
const MAX_ADDRESS: usize = 2048;

/// Whether a text is the address of a page: `http` or `https`, a host, and none of the characters that RFC 3986
/// (section 2 and appendix C) leaves out of an address. Characters beyond ASCII, which browsers show unescaped, are allowed.
///
/// ```
/// use quanwen_extract::is_web_address;
///
/// assert!(is_web_address("https://www.songze.gov.cn/2021/t1.html"));
/// assert!(!is_web_address("松泽县司法局") && !is_web_address("file:///C:/2021.mht"));
/// ```
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let is_part = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    text.len() <= MAX_ADDRESS
        && text.chars().all(is_part)
        && after_scheme(text)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}

/// Whether an address names a page of a site and not the site.
pub(crate) fn names_page(address: &str) -> bool {
    let path = after_scheme(address).and_then(|rest| rest.split_once('/'));
    path.is_some_and(|(_, path)| !path.is_empty())
}

/// What follows `http://` or `https://`.
fn after_scheme(address: &str) -> Option<&str> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let start = address.get(..scheme.len())?;
        start
            .eq_ignore_ascii_case(scheme)
            .then(|| &address[scheme.len()..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_host_and_no_blanks() {
        for address in [
            "http://x.cn",
            "HTTPS://x.cn/a?b=c#d",
            "http://[::1]/a",
            "http://x.cn/报告.html",
        ] {
            assert!(is_web_address(address), "{address}");
        }
        let long = format!("http://x.cn/{}", "a".repeat(MAX_ADDRESS));
        for other in [
            "",
            "http://",
            "http:///a",
            "ftp://x.cn",
            "x.cn/a",
            "http://x.cn/a b",
            "http://x.cn/<a>",
            "来源：http://x.cn",
            &long,
        ] {
            assert!(!is_web_address(other), "{other}");
        }
    }

    #[test]
    fn a_site_is_no_page() {
        assert!(names_page("https://x.cn/2021.html"));
        assert!(!names_page("https://x.cn/") && !names_page("https://x.cn"));
    }
}
