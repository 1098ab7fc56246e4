//! One thread reads, several work, and the caller's thread takes the results in the order of the reading.
//!
//! The reader hands each job to the workers together with the sending end of a channel of its own, and the receiving end
//! to the caller, in order. So the caller waits for the results in turn, whichever worker is first. A [`Budget`] bounds the
//! bytes in flight.

use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

/// Most jobs in flight for each worker. The budget bounds memory; this bounds the queue of tiny jobs.
const JOBS: usize = 64;

/// What the caller sees, in the order in which the reader made it.
pub(crate) enum Event<M, R> {
    /// What the reader says between jobs.
    Mark(M),
    /// The result of a job.
    Done(R),
}

/// The caller takes no more.
#[derive(Debug)]
pub(crate) struct Closed;

/// Bytes that may be in flight. One job may exceed it alone.
struct Budget {
    used: Mutex<usize>,
    freed: Condvar,
    limit: usize,
}

/// A share of the budget, given back when dropped.
struct Share {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Budget {
    fn take(self: &Arc<Self>, bytes: usize) -> Share {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used > 0 && *used + bytes > self.limit {
            used = self.freed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
        Share { budget: Arc::clone(self), bytes }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.budget.used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.freed.notify_all();
    }
}

struct Job<J, R> {
    job: J,
    share: Share,
    result: Sender<(R, Share)>,
}

enum Slot<M, R> {
    Mark(M),
    Promise(Receiver<(R, Share)>),
}

/// Where the reader puts what it reads.
pub(crate) struct Feed<J, M, R> {
    jobs: Sender<Job<J, R>>,
    order: Sender<Slot<M, R>>,
    budget: Arc<Budget>,
}

impl<J, M, R> Feed<J, M, R> {
    /// A job that holds `bytes`; waits until there is room for it.
    pub(crate) fn job(&self, job: J, bytes: usize) -> Result<(), Closed> {
        let share = self.budget.take(bytes);
        let (result, promise) = bounded(1);
        self.order.send(Slot::Promise(promise)).map_err(|_| Closed)?;
        self.jobs.send(Job { job, share, result }).map_err(|_| Closed)
    }

    /// Something for the caller, after the results of the jobs before it.
    pub(crate) fn mark(&self, mark: M) -> Result<(), Closed> {
        self.order.send(Slot::Mark(mark)).map_err(|_| Closed)
    }
}

/// How many workers, and how many bytes may be in flight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) workers: usize,
    pub(crate) bytes: usize,
}

/// Runs `read` on a thread, `work` on some, and `take` on this one, until all is taken or `take` fails. After a failure the
/// threads are left to end by themselves: the reader may be waiting for input that never comes.
///
/// # Errors
/// Those of `take`, and one where a worker panicked.
pub(crate) fn run<J, M, R>(
    limits: Limits,
    read: impl FnOnce(&Feed<J, M, R>) -> Result<(), Closed> + Send + 'static,
    work: impl Fn(J) -> R + Send + Sync + 'static,
    mut take: impl FnMut(Event<M, R>) -> io::Result<()>,
) -> io::Result<()>
where
    J: Send + 'static,
    M: Send + 'static,
    R: Send + 'static,
{
    let budget = Arc::new(Budget { used: Mutex::new(0), freed: Condvar::new(), limit: limits.bytes });
    let (jobs, queue) = bounded::<Job<J, R>>(limits.workers * JOBS);
    let (order, slots) = bounded(limits.workers * JOBS);
    let work = Arc::new(work);
    for _ in 0..limits.workers {
        let (queue, work) = (queue.clone(), Arc::clone(&work));
        thread::Builder::new().spawn(move || {
            for Job { job, share, result } in queue {
                // A caller that takes no more is no fault of the job.
                let _ = result.send((work(job), share));
            }
        })?;
    }
    drop(queue);
    let reader = thread::Builder::new().spawn(move || read(&Feed { jobs, order, budget }))?;
    for slot in slots {
        match slot {
            Slot::Mark(mark) => take(Event::Mark(mark))?,
            Slot::Promise(promise) => {
                let (result, share) = promise.recv().map_err(|_| lost())?;
                take(Event::Done(result))?;
                drop(share);
            }
        }
    }
    reader.join().map_err(|_| lost()).map(drop)
}

fn lost() -> io::Error {
    io::Error::other("a thread ended early; this is a bug")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicIsize, Ordering};
    use std::time::Duration;

    /// Runs jobs 0 to `count`, of which the early ones take longest, with a mark before every tenth.
    fn ordered(workers: usize, bytes: usize, count: usize) -> Vec<String> {
        let mut seen = Vec::new();
        run(
            Limits { workers, bytes },
            move |feed| {
                for job in 0..count {
                    if job.is_multiple_of(10) {
                        feed.mark(job)?;
                    }
                    feed.job(job, 1 + job % 7)?;
                }
                Ok(())
            },
            |job: usize| {
                thread::sleep(Duration::from_micros(if job.is_multiple_of(5) { 300 } else { 0 }));
                job * 2
            },
            |event| {
                seen.push(match event {
                    Event::Mark(mark) => format!("mark {mark}"),
                    Event::Done(result) => format!("done {result}"),
                });
                Ok(())
            },
        )
        .unwrap();
        seen
    }

    #[test]
    fn results_come_in_the_order_of_reading() {
        let expected = ordered(1, 1, 100);
        assert_eq!(expected.len(), 110);
        assert_eq!(expected[..3], ["mark 0", "done 0", "done 2"]);
        for (workers, bytes) in [(1, 1000), (2, 1), (3, 20), (7, 1000)] {
            assert_eq!(ordered(workers, bytes, 100), expected, "{workers} {bytes}");
        }
    }

    #[test]
    fn no_more_is_on_its_way_than_the_budget() {
        const LIMIT: isize = 50;
        // Below zero for a moment where a job is done before the reader has counted it.
        let (now, most) = (Arc::new(AtomicIsize::new(0)), Arc::new(AtomicIsize::new(0)));
        let (read_now, read_most) = (Arc::clone(&now), Arc::clone(&most));
        run(
            Limits { workers: 3, bytes: LIMIT as usize },
            move |feed| {
                for job in 0..200_usize {
                    feed.job(job, 10)?;
                    let way = read_now.fetch_add(10, Ordering::SeqCst) + 10;
                    read_most.fetch_max(way, Ordering::SeqCst);
                }
                Ok(())
            },
            |job: usize| job,
            |event: Event<(), usize>| {
                thread::sleep(Duration::from_micros(50));
                assert!(matches!(event, Event::Done(_)));
                now.fetch_sub(10, Ordering::SeqCst);
                Ok(())
            },
        )
        .unwrap();
        // The caller counts down before its share is free, the reader up after it has one.
        assert!((LIMIT..=LIMIT + 10).contains(&most.load(Ordering::SeqCst)), "{most:?}");
    }

    #[test]
    fn a_failure_ends_the_run() {
        let result = run(
            Limits { workers: 2, bytes: 10 },
            |feed| (0..).try_for_each(|job: usize| feed.job(job, 3)),
            |job| job,
            |event: Event<(), usize>| match event {
                Event::Done(20) => Err(io::Error::other("full")),
                _ => Ok(()),
            },
        );
        assert_eq!(result.unwrap_err().to_string(), "full");
    }

    #[test]
    fn a_panic_is_an_error() {
        let result = run(
            Limits { workers: 2, bytes: 10 },
            |feed| (0..20).try_for_each(|job: usize| feed.job(job, 3)),
            |job| assert!(job != 7, "seven"),
            |_: Event<(), ()>| Ok(()),
        );
        assert!(result.is_err());
    }
}
