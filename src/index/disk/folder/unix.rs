//! A folder by its descriptor.

use std::fs::File;
use std::io;
use std::path::Path;

use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, Dir, FileType, Gid, Mode, OFlags, Uid};
use rustix::path::Arg;

use super::EntryKind;

/// The environment variable in which `sudo` gives the id of the calling user.
const SUDO_USER: &str = "SUDO_UID";
const ROOT: u32 = 0;

#[derive(Debug)]
pub(super) struct Handle(OwnedFd);

/// Flags for every file: a link is an error, and opening a pipe without a writer does not block.
const FILE_FLAGS: OFlags = OFlags::CLOEXEC
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK);
const FOLDER_FLAGS: OFlags = OFlags::CLOEXEC.union(OFlags::DIRECTORY);

/// Permissions before the user's umask.
fn file_mode() -> Mode {
    Mode::from_raw_mode(0o666)
}

fn folder_mode() -> Mode {
    Mode::from_raw_mode(0o777)
}

impl Handle {
    pub(super) fn open(path: &Path, follows: bool) -> io::Result<Self> {
        let links = if follows {
            OFlags::empty()
        } else {
            OFlags::NOFOLLOW
        };
        Ok(Self(rustix::fs::open(
            path,
            FOLDER_FLAGS | links,
            Mode::empty(),
        )?))
    }

    pub(super) fn folder(&self, name: &str) -> io::Result<Self> {
        let flags = FOLDER_FLAGS | OFlags::NOFOLLOW;
        Ok(Self(rustix::fs::openat(
            &self.0,
            name,
            flags,
            Mode::empty(),
        )?))
    }

    pub(super) fn create_folder(&self, name: &str) -> io::Result<()> {
        rustix::fs::mkdirat(&self.0, name, folder_mode())?;
        if sudo_caller().is_some() {
            self.give_to_owner(&self.folder(name)?.0)?;
        }
        Ok(())
    }

    /// Under `sudo`, gives a new entry to the calling user if this folder belongs to that user.
    fn give_to_owner(&self, entry: impl AsFd) -> io::Result<()> {
        let owner = rustix::fs::fstat(&self.0)?;
        if sudo_caller() == Some(owner.st_uid) {
            let user = Uid::from_raw(owner.st_uid);
            let group = Gid::from_raw(owner.st_gid);
            rustix::fs::fchown(entry, Some(user), Some(group))?;
        }
        Ok(())
    }

    pub(super) fn file(&self, name: &str) -> io::Result<File> {
        self.open_file(name, OFlags::RDONLY)
    }

    pub(super) fn new_file(&self, name: &str) -> io::Result<File> {
        self.open_file(name, OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL)
    }

    pub(super) fn lock_file(&self, name: &str) -> io::Result<File> {
        // Only a new file changes its owner: an existing one may be a hard link to another file.
        match self.open_file(name, OFlags::RDWR | OFlags::CREATE | OFlags::EXCL) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.open_file(name, OFlags::RDWR)
            }
            opened => opened,
        }
    }

    fn open_file(&self, name: &str, flags: OFlags) -> io::Result<File> {
        match rustix::fs::openat(&self.0, name, FILE_FLAGS | flags, file_mode()) {
            Ok(file) => {
                if flags.contains(OFlags::EXCL) && sudo_caller().is_some() {
                    self.give_to_owner(&file)?;
                }
                Ok(File::from(file))
            }
            // LOOP: a link that is not followed. ISDIR: a folder opened for writing.
            Err(rustix::io::Errno::LOOP | rustix::io::Errno::ISDIR) => Err(super::not_regular()),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, from, &self.0, to)?)
    }

    pub(super) fn remove_file(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    pub(super) fn remove_folder(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    pub(super) fn entries(&self) -> io::Result<Vec<(String, EntryKind)>> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                // Some file systems do not report the type.
                FileType::Unknown => match self.kind(entry.file_name()) {
                    // Removed meanwhile.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    kind => kind?,
                },
                known => kind(known),
            };
            entries.push((name, kind));
        }
        Ok(entries)
    }

    pub(super) fn kind(&self, name: impl Arg) -> io::Result<EntryKind> {
        let stat = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(kind(FileType::from_raw_mode(stat.st_mode)))
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(rustix::fs::fsync(&self.0)?)
    }

    pub(super) fn other_owner(&self) -> io::Result<Option<String>> {
        let owner = rustix::fs::fstat(&self.0)?.st_uid;
        Ok((!acting_users().contains(&owner)).then(|| user_name(owner)))
    }
}

fn kind(file_type: FileType) -> EntryKind {
    match file_type {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        _ => EntryKind::Other,
    }
}

/// The users for whom this process acts: its own, and under `sudo` the calling one.
fn acting_users() -> Vec<u32> {
    let own = rustix::process::geteuid().as_raw();
    [own].into_iter().chain(sudo_caller()).collect()
}

fn sudo_caller() -> Option<u32> {
    if rustix::process::geteuid().as_raw() != ROOT {
        return None;
    }
    std::env::var(SUDO_USER).ok()?.parse().ok()
}

/// A user's name from `/etc/passwd`, or `user NUMBER`.
fn user_name(user: u32) -> String {
    let number = user.to_string();
    let table = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = table.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)? == number).then(|| name.to_string())
    });
    named.unwrap_or_else(|| format!("user {number}"))
}
