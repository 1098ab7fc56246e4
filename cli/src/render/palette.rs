//! Colours, each for a meaning. Without colour every style is empty.

use anstyle::{AnsiColor, Effects, Style};
use gangue::Label;

/// What a piece of the shown text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Text as it stands.
    #[default]
    Plain,
    /// What a reason points at.
    Hit,
    /// An injected reading, removed by cleaning.
    Gloss,
    /// A character that is shown escaped.
    Escape,
}

/// The styles of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    coloured: bool,
}

impl Palette {
    pub(crate) const fn new(coloured: bool) -> Self {
        Self { coloured }
    }

    fn style(self, style: Style) -> Style {
        if self.coloured { style } else { Style::new() }
    }

    /// Of names: the page, and the segments' labels.
    pub(crate) fn strong(self) -> Style {
        self.style(Style::new().bold())
    }

    /// Of what is there to be looked up.
    pub(crate) fn quiet(self) -> Style {
        self.style(Style::new().dimmed())
    }

    pub(crate) fn label(self, label: Label) -> Style {
        let colour = match label {
            Label::Body => AnsiColor::Green,
            Label::Title => AnsiColor::Cyan,
            Label::Byline => AnsiColor::Blue,
            Label::Spam => AnsiColor::Red,
            _ => AnsiColor::Yellow,
        };
        self.style(colour.on_default().bold())
    }

    /// Of what a signal contributed to a label: green where it spoke against spam.
    pub(crate) fn contribution(self, label: Label, contribution: f32) -> Style {
        if contribution == 0.0 {
            self.quiet()
        } else if label == Label::Spam && contribution < 0.0 {
            self.style(AnsiColor::Green.on_default())
        } else {
            self.label(label)
        }
    }

    pub(crate) fn role(self, role: Role) -> Style {
        self.style(match role {
            Role::Plain => Style::new(),
            Role::Hit => AnsiColor::Black.on(AnsiColor::Yellow),
            Role::Gloss => Style::new().effects(Effects::DIMMED | Effects::STRIKETHROUGH),
            Role::Escape => AnsiColor::Magenta.on_default(),
        })
    }
}
