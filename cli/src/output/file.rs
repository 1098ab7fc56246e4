//! Files that appear when they are complete: written under another name in the same directory, then renamed. What was
//! killed leaves a file with the other name, which the next run removes.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the names of files end with while they are written.
const TEMPORARY: &str = ".gangue-tmp";
/// The exit code after an interrupt, as shells have it.
const INTERRUPTED: i32 = 130;

/// The files that an interrupt has to remove. While it is locked, no file gets its name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt(Arc<Mutex<BTreeSet<PathBuf>>>);

impl Interrupt {
    /// From now on Ctrl-C and its like remove what is incomplete and end the program.
    pub(crate) fn install() -> Self {
        let this = Self::default();
        let handle = this.clone();
        // Where no handler can be set, the signal just ends the program.
        let _ = ctrlc::set_handler(move || {
            let unfinished = handle.lock();
            for path in unfinished.iter() {
                let _ = fs::remove_file(path);
            }
            let _ = writeln!(io::stderr().lock(), "gangue: interrupted; what is incomplete was removed");
            process::exit(INTERRUPTED);
        });
        this
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file that is being written. Dropped before [`commit`](Self::commit), it is removed.
#[derive(Debug)]
pub(crate) struct Pending {
    file: File,
    /// None where the target is no regular file, as a pipe, and is written as it stands.
    temporary: Option<PathBuf>,
    target: PathBuf,
    interrupt: Interrupt,
}

impl Pending {
    pub(crate) fn create(path: &Path, interrupt: &Interrupt) -> io::Result<Self> {
        let interrupt = interrupt.clone();
        // A link stays one: what it leads to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&target).is_ok_and(|known| !known.is_file()) {
            let file = OpenOptions::new().write(true).open(&target)?;
            return Ok(Self { file, temporary: None, target, interrupt });
        }
        let temporary = temporary(&target)?;
        let mut names = interrupt.lock();
        let file = File::create(&temporary)?;
        // Tells other runs that somebody is at it. Where the file system knows no locks, nobody looks for them either.
        let _ = file.try_lock();
        names.insert(temporary.clone());
        drop(names);
        Ok(Self { file, temporary: Some(temporary), target, interrupt })
    }

    /// The file is complete: makes sure that it is on the disk, and gives it its name. The directory is not synchronized: if
    /// the name is lost, the shard is only done again.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.file.flush()?;
        if let Some(temporary) = &self.temporary {
            self.file.sync_all()?;
            let mut names = self.interrupt.lock();
            fs::rename(temporary, &self.target)?;
            names.remove(temporary);
            drop(names);
            self.temporary = None;
        }
        Ok(())
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
            self.interrupt.lock().remove(temporary);
        }
    }
}

/// The name of a file while it is written: hidden, and of this process only.
fn temporary(target: &Path) -> io::Result<PathBuf> {
    let name = target.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::IsADirectory))?;
    Ok(target.with_file_name(format!(".{}.{}{TEMPORARY}", name.to_string_lossy(), process::id())))
}

/// Removes what runs that were killed left in a directory. What a run that is alive writes is locked, and stays.
pub(crate) fn remove_stale(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(TEMPORARY) && is_abandoned(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_abandoned(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_when_it_is_complete() {
        let dir = tempfile::tempdir().unwrap();
        let (path, interrupt) = (dir.path().join("a"), Interrupt::default());
        let mut pending = Pending::create(&path, &interrupt).unwrap();
        pending.write_all(b"text").unwrap();
        assert!(!path.exists());
        assert_eq!(interrupt.lock().len(), 1);
        pending.commit().unwrap();
        assert_eq!((names(dir.path()), fs::read(&path).unwrap()), (vec!["a".to_owned()], b"text".to_vec()));
        drop(Pending::create(&path, &interrupt).unwrap());
        assert_eq!((names(dir.path()), fs::read(&path).unwrap()), (vec!["a".to_owned()], b"text".to_vec()));
        assert_eq!(interrupt.lock().len(), 0);
    }

    #[test]
    fn what_a_dead_run_left_is_removed_and_what_a_live_one_writes_is_not() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(".b.1.gangue-tmp"), "half").unwrap();
        fs::write(dir.path().join("c.gangue-tmp"), "not hidden").unwrap();
        let live = Pending::create(&dir.path().join("a"), &Interrupt::default()).unwrap();
        remove_stale(dir.path());
        assert_eq!(
            names(dir.path()),
            [format!(".a.{}{TEMPORARY}", process::id()), "c.gangue-tmp".to_owned()]
        );
        live.commit().unwrap();
        assert_eq!(names(dir.path()), ["a", "c.gangue-tmp"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay() {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let mut pending = Pending::create(&link, &Interrupt::default()).unwrap();
        pending.write_all(b"new").unwrap();
        pending.commit().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        Pending::create(Path::new("/dev/null"), &Interrupt::default()).unwrap().commit().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
