//! Signals that tell only together: products of others.

use super::{Signal, Strengths, Subject};

type Combine = fn(&Strengths, &Subject<'_>) -> f32;

/// Each composite with its formula over the measured signals.
pub(super) const COMPOSITES: &[(Signal, Combine)] = &[
    (Signal::TermList, |s, _| s.get(Signal::KeywordList) * s.get(Signal::TermCoverage)),
    (Signal::ForeignList, |s, _| s.get(Signal::KeywordList) * foreign(s)),
    (Signal::UnrelatedList, |s, _| s.get(Signal::KeywordList) * s.get(Signal::Unrelated)),
    (Signal::RedundantList, |s, _| s.get(Signal::KeywordList) * s.get(Signal::Redundancy)),
    (Signal::UnrelatedTerms, |s, _| any_terms(s) * s.get(Signal::Unrelated)),
    (Signal::NeighbourTerms, |s, _| s.get(Signal::Neighbours) * s.get(Signal::TermCoverage)),
    (Signal::OffTopicTerms, |s, _| {
        s.get(Signal::WeakTerms) * s.get(Signal::Unrelated) * (1.0 - s.get(Signal::PageTopic))
    }),
    (Signal::UnrelatedAffix, |s, _| {
        s.get(Signal::SharedAffix) * s.get(Signal::Unrelated) * s.get(Signal::KeywordList).sqrt()
    }),
    (Signal::EdgeTerms, |s, _| {
        s.get(Signal::ComboTerms).max(any_terms(s)) * s.get(Signal::Unrelated) * s.get(Signal::Edge)
    }),
    (Signal::BrandTerms, |s, _| s.get(Signal::BrandTokens) * s.get(Signal::ComboTerms).max(any_terms(s))),
    (Signal::UnrelatedDisguise, |s, _| s.get(Signal::Disguise) * s.get(Signal::Unrelated)),
    (Signal::UnrelatedOffer, |s, _| {
        s.get(Signal::Unrelated)
            * s.get(Signal::Hype).max(s.get(Signal::Address))
            * (1.0 - s.get(Signal::PageTopic))
    }),
    (Signal::RecombinedTerms, |s, _| s.get(Signal::Recombination) * s.get(Signal::TermCoverage)),
    (Signal::BareTerms, |s, subject| s.get(Signal::TermCoverage) * any_terms(s) * shortness(subject)),
];

fn foreign(s: &Strengths) -> f32 {
    s.get(Signal::ForeignScript).max(s.get(Signal::ForeignVariant))
}

/// Strong terms count in full, weak ones by half.
fn any_terms(s: &Strengths) -> f32 {
    s.get(Signal::StrongTerms).max(0.5 * s.get(Signal::WeakTerms))
}

/// 1 up to 20 columns, falling to 0 at 60.
fn shortness(subject: &Subject<'_>) -> f32 {
    ((60.0 - subject.profile.width() as f32) / 40.0).clamp(0.0, 1.0)
}
