//! From flags to a classifier.

use std::fs;
use std::io;
use std::path::Path;

use gangue::{Classifier, Config, Lexicon};

use crate::args::{Preset, SetupArgs};
use crate::input::line_of;
use crate::output::named;

/// The classifier that the flags describe.
///
/// # Errors
/// Where a wordlist cannot be read or used.
pub(crate) fn classifier(args: &SetupArgs) -> io::Result<Classifier> {
    Ok(Classifier::with(config(args), &lexicon(args)?))
}

/// The configuration that the flags describe.
pub(crate) fn config(args: &SetupArgs) -> Config {
    let mut config = match args.preset {
        Preset::Conservative => Config::conservative(),
        Preset::Balanced => Config::balanced(),
        Preset::Aggressive => Config::aggressive(),
    };
    if let Some(bonus) = args.edge_bonus {
        config = config.with_edge_bonus(bonus);
    }
    if let Some(threshold) = args.spam_threshold {
        config = config.with_spam_threshold(threshold);
    }
    if let Some(labels) = &args.keep {
        config = config.with_keep(labels);
    }
    config
}

/// The lexicon that the flags describe.
///
/// # Errors
/// Where a wordlist cannot be read or used.
pub(crate) fn lexicon(args: &SetupArgs) -> io::Result<Lexicon> {
    let mut lexicon = Lexicon::builtin();
    for path in &args.wordlists {
        lexicon =
            lexicon.with_list(&path.display().to_string(), &read_list(path)?).map_err(io::Error::other)?;
    }
    lexicon = args.disable.iter().fold(lexicon, |lexicon, &kind| lexicon.without(kind));
    Ok(args.allow.iter().fold(lexicon, |lexicon, term| lexicon.allowing(term)))
}

/// The text of a wordlist.
///
/// # Errors
/// Where it cannot be read, and, as `InvalidData`, where it is not UTF-8. The message names the file.
pub(crate) fn read_list(path: &Path) -> io::Result<String> {
    let bytes = fs::read(path).map_err(|error| named(path.display(), &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let line = line_of(error.as_bytes(), error.utf8_error().valid_up_to());
        io::Error::new(io::ErrorKind::InvalidData, format!("{}:{line}: invalid UTF-8", path.display()))
    })
}
