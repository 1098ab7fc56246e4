//! `gangue report`: statistics as one HTML page.

use std::io::{self, Write};

use crate::args::ReportArgs;
use crate::html;
use crate::output::Output;
use crate::stats::{self, Stats};

/// Writes the page of all files together.
pub(crate) fn run(args: &ReportArgs) -> io::Result<()> {
    let mut files = args.files.iter();
    let mut all = files.next().map_or_else(|| Ok(Stats::default()), |path| stats::read(path))?;
    for path in files {
        all.merge(stats::read(path)?);
    }
    let mut out = Output::open(args.output.path(), &args.files)?;
    html::write_report(&mut out, &all)?;
    out.flush()
}
