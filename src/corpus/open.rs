//! Reading a file of the corpus whole: only a regular file, never through a symbolic link, up to a limit.
//!
//! What stood at a path when the corpus was walked may be something else by now: opening a FIFO that nobody writes to
//! never returns, and `/dev/zero` never ends. So what was opened is asked what it is, not the path.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is a symbolic link.
    Link,
    /// It is a folder, a FIFO, a socket or a device.
    NotRegular,
    /// It has more bytes than the limit: so many at least.
    TooLarge(u64),
    /// What the system said.
    System(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// The bytes of a regular file of at most `limit` bytes. A file that grows while it is read is read up to the limit and
/// refused beyond it.
pub(super) fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    let file = open_regular(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Err(Unread::TooLarge(size));
    }
    // A byte more, so that reading ends without growing the vector to find the end.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Unread::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

fn open_regular(path: &Path) -> Result<File, Unread> {
    // Opening a device may already do something, so the path is asked first.
    is_regular(&path.symlink_metadata()?)?;
    let file = open(path)?;
    is_regular(&file.metadata()?)?;
    Ok(file)
}

fn is_regular(metadata: &std::fs::Metadata) -> Result<(), Unread> {
    if metadata.is_symlink() {
        Err(Unread::Link)
    } else if metadata.is_file() {
        Ok(())
    } else {
        Err(Unread::NotRegular)
    }
}

/// Opens a path without waiting for a FIFO's writer and without following a link that took the file's place.
#[cfg(unix)]
fn open(path: &Path) -> Result<File, Unread> {
    use rustix::fs::{Mode, OFlags};
    use rustix::io::Errno;
    let flags =
        OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let opened = rustix::io::retry_on_intr(|| rustix::fs::open(path, flags, Mode::empty()));
    match opened {
        Ok(descriptor) => Ok(descriptor.into()),
        // FreeBSD says MLINK.
        Err(Errno::LOOP | Errno::MLINK) => Err(Unread::Link),
        // A socket cannot be opened.
        Err(Errno::NXIO) => Err(Unread::NotRegular),
        Err(error) => Err(Unread::System(error.into())),
    }
}

#[cfg(not(unix))]
fn open(path: &Path) -> Result<File, Unread> {
    Ok(File::open(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "四个汉字").unwrap();
        assert_eq!(read_regular(file.path(), 12).unwrap().len(), 12);
        let refused = read_regular(file.path(), 11);
        assert!(matches!(refused, Err(Unread::TooLarge(12))), "{refused:?}");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_refused_without_waiting_for_it() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("file"), "x").unwrap();
        symlink(at("file"), at("link")).unwrap();
        let fifo = std::process::Command::new("mkfifo")
            .arg(at("fifo"))
            .status();
        assert!(fifo.unwrap().success());
        let _socket = UnixListener::bind(at("socket")).unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        assert!(matches!(read_regular(&at("link"), 9), Err(Unread::Link)));
        for name in ["fifo", "socket", "folder"] {
            let refused = read_regular(&at(name), 9);
            assert!(
                matches!(refused, Err(Unread::NotRegular)),
                "{name}: {refused:?}"
            );
        }
        let zero = read_regular(Path::new("/dev/zero"), 9);
        assert!(matches!(zero, Err(Unread::NotRegular)), "{zero:?}");
        let gone = read_regular(&at("gone"), 9);
        assert!(
            matches!(gone, Err(Unread::System(error)) if error.kind() == io::ErrorKind::NotFound)
        );
    }

    /// What takes the file's place between the two looks at it.
    #[cfg(unix)]
    #[test]
    fn opening_follows_no_link_and_waits_for_no_writer() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("/dev/zero", at("link")).unwrap();
        assert!(matches!(open(&at("link")), Err(Unread::Link)));
        let fifo = std::process::Command::new("mkfifo")
            .arg(at("fifo"))
            .status();
        assert!(fifo.unwrap().success());
        let opened = open(&at("fifo")).unwrap();
        let refused = is_regular(&opened.metadata().unwrap());
        assert!(matches!(refused, Err(Unread::NotRegular)));
    }
}
