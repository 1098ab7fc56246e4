//! What a segment, and a page as a whole, can be: labels, kinds, verdicts.

use std::fmt;

/// Declares a public fieldless enum with a lower-case name for each value, in one table.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The lower-case name, as in annotations and wordlists.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value with this name; `None` for any other text. Upper case does not match.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::label::UnknownName;

            /// The value with this name, as [`from_name`](Self::from_name) finds it.
            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Self::from_name(name).ok_or_else(|| $crate::label::UnknownName::new(stringify!($name), name))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use named;

named! {
    /// What a segment is. With the feature `serde`, it is written as its name.
    ///
    /// ```
    /// use gangue::Label;
    /// assert_eq!(Label::Body.as_str(), "body");
    /// assert_eq!("spam".parse(), Ok(Label::Spam));
    /// assert_eq!(Label::from_name("Spam"), None);
    /// ```
    Label {
        /// The article: paragraphs, its own sub-headings, lists, quotations, code, tables, captions.
        Body = "body",
        /// The article's own headline.
        Title = "title",
        /// Date, source, author, editor or counters next to the title.
        Byline = "byline",
        /// What the site puts around every article.
        Boilerplate = "boilerplate",
        /// Text put there for search engines or to sell what the page is not about.
        Spam = "spam",
    }
}

named! {
    /// The kind of a boilerplate segment, or the category of a spam segment. With the feature `serde`, it is written as its
    /// name.
    ///
    /// ```
    /// use gangue::{Kind, Label};
    /// assert_eq!(Kind::Gambling.label(), Some(Label::Spam));
    /// assert_eq!(Kind::Legal.label(), Some(Label::Boilerplate));
    /// assert_eq!(Kind::Other.label(), None);
    /// ```
    Kind {
        /// Menus, breadcrumbs, links to other parts of the site.
        Navigation = "navigation",
        /// Editors, authors, sources and agencies named outside the byline.
        Credits = "credits",
        /// Copyright, licences, registration numbers, disclaimers.
        Legal = "legal",
        /// Addresses, telephone numbers, contact forms.
        Contact = "contact",
        /// Share, like and print buttons.
        Share = "share",
        /// Teasers of other articles.
        Related = "related",
        /// Reader comments and their forms.
        Comments = "comments",
        /// Cookie and privacy notices.
        Consent = "consent",
        /// Newsletter, subscription and login prompts.
        Subscribe = "subscribe",
        /// Tags, keywords and topics of the article.
        Tags = "tags",
        /// Page numbers, previous and next.
        Pagination = "pagination",
        /// Remains of templates and markup.
        Residue = "residue",
        /// Pornography and escorts.
        Adult = "adult",
        /// Betting, casinos, lotteries.
        Gambling = "gambling",
        /// Medicines and supplements.
        Pharma = "pharma",
        /// Loans, credit, trading, crypto currencies.
        Finance = "finance",
        /// Copies of branded goods.
        Counterfeit = "counterfeit",
        /// Private game servers, cheats, boosting.
        Gaming = "gaming",
        /// Forged papers, surrogacy, telemarketing, search engine services.
        Services = "services",
        /// Essays and theses for sale.
        Academic = "academic",
        /// None of the others: boilerplate or spam by the segment's label.
        Other = "other",
    }
}

impl Kind {
    /// The label that this kind refines; `None` for [`Kind::Other`], which refines both.
    #[must_use]
    pub const fn label(self) -> Option<Label> {
        match self {
            Self::Other => None,
            Self::Adult
            | Self::Gambling
            | Self::Pharma
            | Self::Finance
            | Self::Counterfeit
            | Self::Gaming
            | Self::Services
            | Self::Academic => Some(Label::Spam),
            _ => Some(Label::Boilerplate),
        }
    }
}

named! {
    /// What the page as a whole is. With the feature `serde`, it is written as its name.
    ///
    /// ```
    /// use gangue::{Classifier, Verdict};
    /// let classifier = Classifier::new();
    /// assert_eq!(classifier.classify("The mill in the village turns again.").verdict(), Verdict::Article);
    /// assert_eq!(classifier.classify(" \n").verdict(), Verdict::Empty);
    /// ```
    Verdict {
        /// A body was found.
        Article = "article",
        /// What would be the body is itself spam: most of body and spam together is spam.
        Doorway = "doorway",
        /// There is no body.
        Empty = "empty",
    }
}

/// A text that is not the name of a value: what parsing a [`Label`], [`Kind`],
/// [`Verdict`] or [`Signal`](crate::Signal) fails with. Its message quotes the text.
///
/// ```
/// let error = "Spam".parse::<gangue::Label>().unwrap_err();
/// assert_eq!(error.to_string(), r#"unknown label "Spam""#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    of: &'static str,
    name: String,
}

impl UnknownName {
    /// A text that names no value of the type `of`.
    pub(crate) fn new(of: &'static str, name: &str) -> Self {
        Self { of, name: name.to_owned() }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} {:?}", self.of.to_ascii_lowercase(), self.name)
    }
}

impl std::error::Error for UnknownName {}
