//! Finishes files in the background. Waiting for the disk costs milliseconds a file, but many waits at once cost little more
//! than one; if each page has its own file, that is most of the time of a run.

use std::io;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::sink::Written;

/// Threads that wait, at most.
const THREADS: usize = 16;

/// Gives files their names, in the background.
pub(crate) struct Committer {
    /// None when no more will come.
    shards: Option<Sender<Vec<Written>>>,
    failed: Receiver<io::Error>,
    threads: Vec<JoinHandle<()>>,
}

impl Committer {
    /// For this many shards.
    pub(crate) fn new(shards: usize) -> io::Result<Self> {
        let (sender, queue) = bounded::<Vec<Written>>(THREADS);
        let (errors, failed) = unbounded();
        let spawn = |_| {
            let (queue, errors) = (queue.clone(), errors.clone());
            thread::Builder::new().spawn(move || {
                for files in queue {
                    if let Err(error) = files.into_iter().try_for_each(Written::commit) {
                        let _ = errors.send(error);
                    }
                }
            })
        };
        let threads = (0..shards.clamp(1, THREADS)).map(spawn).collect::<io::Result<_>>()?;
        Ok(Self { shards: Some(sender), failed, threads })
    }

    /// The files of a shard, in the order in which they get their names.
    ///
    /// # Errors
    /// That of a shard before.
    pub(crate) fn commit(&self, files: Vec<Written>) -> io::Result<()> {
        if let Some(shards) = &self.shards {
            // The threads live until the channel is closed.
            let _ = shards.send(files);
        }
        self.failed.try_recv().map_or(Ok(()), Err)
    }

    /// Waits until all files have their names.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.wait();
        self.failed.try_recv().map_or(Ok(()), Err)
    }

    fn wait(&mut self) {
        self.shards = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// A run that ends early still gives what is complete its name.
impl Drop for Committer {
    fn drop(&mut self) {
        self.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::codec::Codec;
    use crate::output::{Chunk, Interrupt, Sink, Target};

    fn written(path: PathBuf) -> Written {
        let mut sink = Sink::bytes(&Target::File(path), Codec::Plain, &Interrupt::default()).unwrap();
        sink.write(&Chunk::Bytes(b"text".to_vec())).unwrap();
        sink.finish().unwrap()
    }

    fn names(directory: &Path) -> usize {
        fs::read_dir(directory).unwrap().filter(|entry| entry.as_ref().unwrap().file_name() != "gone").count()
    }

    #[test]
    fn all_files_get_their_names_and_a_failure_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let committer = Committer::new(40).unwrap();
        for number in 0..40 {
            committer.commit(vec![written(dir.path().join(number.to_string()))]).unwrap();
        }
        committer.finish().unwrap();
        assert_eq!(names(dir.path()), 40);

        let gone = dir.path().join("gone");
        fs::create_dir(&gone).unwrap();
        let lost = written(gone.join("a"));
        fs::remove_dir_all(&gone).unwrap();
        let committer = Committer::new(2).unwrap();
        committer
            .commit(vec![written(dir.path().join("before")), lost, written(dir.path().join("main"))])
            .unwrap();
        let error = committer.finish().unwrap_err().to_string();
        assert!(error.contains("gone"), "{error}");
        assert!(
            dir.path().join("before").exists() && !dir.path().join("main").exists(),
            "the main file is last"
        );
        assert_eq!(names(dir.path()), 41, "nothing half done is left");
    }
}
