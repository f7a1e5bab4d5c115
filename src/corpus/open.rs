//! Reads whole files of the corpus: only regular files, up to a limit, never through symbolic links.
//!
//! A path may lead to something else than when the corpus was walked: opening a FIFO without a writer blocks, `/dev/zero`
//! never ends, and a folder on the way may have been replaced by a link into a folder that only the reader can access. So
//! each folder is opened from its parent, and checks are made on the opened file, not on the path.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

use quanwen_extract::Unread;
use quanwen_messages::{Message, text};

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum OpenError {
    /// It is a symbolic link.
    Link,
    /// It is a folder, a FIFO, a socket or a device.
    NotRegular,
    /// It has more bytes than the limit, at least this many.
    TooLarge(u64),
    /// An error of the system.
    System(io::Error),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// The bytes of a regular file of at most `limit` bytes, by its path below `root`. A file that grows while it is read is
/// read up to the limit and refused beyond it.
pub(super) fn read_regular(root: &Path, path: &Path, limit: u64) -> Result<Vec<u8>, OpenError> {
    let is_normal = |part| matches!(part, Component::Normal(_));
    if !path.components().all(is_normal) {
        return Err(
            io::Error::new(io::ErrorKind::InvalidInput, "it leads out of the folder").into(),
        );
    }
    let file = open(root, path)?;
    let metadata = file.metadata()?;
    is_regular(&metadata)?;
    let size = metadata.len();
    if size > limit {
        return Err(OpenError::TooLarge(size));
    }
    // One byte more, so that reading the end does not grow the vector.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(OpenError::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

fn is_regular(metadata: &std::fs::Metadata) -> Result<(), OpenError> {
    if metadata.is_symlink() {
        Err(OpenError::Link)
    } else if metadata.is_file() {
        Ok(())
    } else {
        Err(OpenError::NotRegular)
    }
}

/// Opens a file below a folder without blocking on a FIFO and without following links, neither in place of the file nor
/// of a folder above it.
#[cfg(unix)]
fn open(root: &Path, path: &Path) -> Result<File, OpenError> {
    use rustix::fd::OwnedFd;
    use rustix::fs::{AtFlags, FileType, Mode, OFlags};
    use rustix::io::Errno;
    let folder_flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let file_flags =
        OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let mut folder = rustix::fs::open(root, folder_flags, Mode::empty()).map_err(unread)?;
    let mut parts: Vec<_> = path.iter().collect();
    let name = parts.pop().unwrap_or_default();
    let kind = |folder: &OwnedFd, name| {
        let stat = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW).map_err(unread)?;
        Ok::<_, OpenError>(FileType::from_raw_mode(stat.st_mode))
    };
    for part in parts {
        let flags = folder_flags | OFlags::NOFOLLOW;
        let opened = rustix::fs::openat(&folder, part, flags, Mode::empty());
        folder = match opened {
            // Linux returns this for a link that is not followed and for anything that is not a folder.
            Err(Errno::NOTDIR) if kind(&folder, part)? == FileType::Symlink => {
                return Err(OpenError::Link);
            }
            opened => opened.map_err(unread)?,
        };
    }
    // Opening a device can have side effects, so its type is checked first.
    match kind(&folder, name)? {
        FileType::RegularFile => {}
        FileType::Symlink => return Err(OpenError::Link),
        _ => return Err(OpenError::NotRegular),
    }
    let file = rustix::fs::openat(&folder, name, file_flags, Mode::empty());
    Ok(file.map_err(unread)?.into())
}

#[cfg(unix)]
fn unread(error: rustix::io::Errno) -> OpenError {
    use rustix::io::Errno;
    match error {
        // Returned for links by Linux (`ELOOP`) and FreeBSD (`EMLINK`).
        Errno::LOOP | Errno::MLINK => OpenError::Link,
        // A socket cannot be opened.
        Errno::NXIO => OpenError::NotRegular,
        error => OpenError::System(error.into()),
    }
}

#[cfg(not(unix))]
fn open(root: &Path, path: &Path) -> Result<File, OpenError> {
    let path = root.join(path);
    is_regular(&path.symlink_metadata()?)?;
    Ok(File::open(path)?)
}

/// Reads a file of at most `limit` bytes, by its path below a folder.
///
/// # Errors
/// The reason why it was not read.
pub(crate) fn read_file(root: &Path, path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    read_regular(root, path, limit).map_err(|error| match error {
        OpenError::Link => {
            Unread::NotReadable(text!("a symbolic link, which is not followed").into())
        }
        OpenError::NotRegular => Unread::NotReadable(text!("not a regular file").into()),
        OpenError::TooLarge(size) => Unread::TooLarge { size, limit },
        OpenError::System(error) => Unread::NotReadable(reason(&error)),
    })
}

fn reason(error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::PermissionDenied => text!("no permission to read it").into(),
        io::ErrorKind::NotFound => text!("the file is gone").into(),
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(folder.path().join("in/a.txt"), "四个汉字").unwrap();
        let read = |limit| read_regular(folder.path(), Path::new("in/a.txt"), limit);
        assert_eq!(read(12).unwrap().len(), 12);
        let refused = read(11);
        assert!(
            matches!(refused, Err(OpenError::TooLarge(12))),
            "{refused:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_not_regular_is_refused_without_blocking() {
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
        symlink(at("folder"), at("folder_link")).unwrap();
        std::fs::write(at("folder/file"), "x").unwrap();
        let read = |path: &str| read_regular(folder.path(), Path::new(path), 9);
        assert!(read("folder/file").is_ok());
        for name in ["link", "folder_link/file"] {
            let refused = read(name);
            assert!(
                matches!(refused, Err(OpenError::Link)),
                "{name}: {refused:?}"
            );
        }
        for name in ["fifo", "socket", "folder"] {
            let refused = read(name);
            assert!(
                matches!(refused, Err(OpenError::NotRegular)),
                "{name}: {refused:?}"
            );
        }
        let zero = read_regular(Path::new("/dev"), Path::new("zero"), 9);
        assert!(matches!(zero, Err(OpenError::NotRegular)), "{zero:?}");
        let gone = read("gone");
        assert!(
            matches!(gone, Err(OpenError::System(error)) if error.kind() == io::ErrorKind::NotFound)
        );
    }

    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "四个汉字").unwrap();
        let read = |limit| read_file(folder.path(), Path::new("a.txt"), limit);
        assert_eq!(read(12).unwrap().len(), 12);
        let unread = Unread::TooLarge {
            size: 12,
            limit: 11,
        };
        assert_eq!(read(11), Err(unread));
    }
}
