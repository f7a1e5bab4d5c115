pub(in crate::corpus) enum OleKind {
    Word,
    Workbook,
    EncryptedPackage,
    Other,
}
pub(in crate::corpus) fn ole_kind(_: &[u8]) -> Result<OleKind, String> {
    Ok(OleKind::Other)
}
