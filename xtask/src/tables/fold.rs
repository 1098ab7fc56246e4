//! NFKC and case folding of single characters, as runs over one pool of strings.

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::DefaultIgnorableCodePoint;
use icu_properties::{CodePointSetData, CodePointSetDataBorrowed};

use super::{Table, UNICODE_LICENSE, literal};

/// The fold of single characters, by ICU.
pub(super) struct Folder {
    ignorable: CodePointSetDataBorrowed<'static>,
    case: CaseMapperBorrowed<'static>,
    nfkc: ComposingNormalizerBorrowed<'static>,
}

impl Folder {
    pub(super) fn new() -> Self {
        Self {
            ignorable: CodePointSetData::new::<DefaultIgnorableCodePoint>(),
            case: CaseMapper::new(),
            nfkc: ComposingNormalizerBorrowed::new_nfkc(),
        }
    }

    /// What `c` becomes (`NFKC_Casefold`, Unicode 3.13), if that is not `c`.
    pub(super) fn mapping(&self, c: char) -> Option<String> {
        // Its full case folding keeps the dot as a combining mark, which no wordlist has.
        let folded = if c == 'İ' { "i".to_owned() } else { self.fold(c) };
        (folded != String::from(c)).then_some(folded)
    }

    fn fold(&self, c: char) -> String {
        let mut text = String::from(c);
        loop {
            let kept: String = text.chars().filter(|&c| !self.ignorable.contains(c)).collect();
            let next = self.nfkc.normalize(&self.case.fold_string(&kept)).into_owned();
            if next == text {
                return text;
            }
            text = next;
        }
    }
}

/// Characters with equal distances whose mappings have equal lengths, so that they can lie side by side in the pool.
struct Run {
    start: u32,
    stride: u32,
    /// Bytes of one mapping.
    width: usize,
    mappings: Vec<String>,
}

pub(super) fn table() -> Table {
    let runs = runs();
    // Long runs first: they hold the others.
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(runs[i].width * runs[i].mappings.len()));
    let (mut pool, mut offsets) = (String::new(), vec![0; runs.len()]);
    for i in order {
        offsets[i] = place(&mut pool, &runs[i].mappings.concat());
    }
    let rows: Vec<String> = runs.iter().zip(offsets).map(|(run, offset)| row(run, offset)).collect();
    let mut items = literal::array(
        "RUNS",
        "(u32, u16, u16)",
        "First character << 11 | (stride - 1) << 10 | bytes of a mapping; characters; offset of the first mapping.",
        &rows,
    );
    items += &literal::string("POOL", "The mappings.", &pool);
    Table {
        name: "fold.rs",
        about: "NFKC and full case folding of single characters.",
        sources: &[
            ("icu_casemap_data", UNICODE_LICENSE),
            ("icu_normalizer_data", UNICODE_LICENSE),
            ("icu_properties_data", UNICODE_LICENSE),
        ],
        unicode: true,
        items,
    }
}

/// Where `text` lies in the pool. It is appended if it is not there.
fn place(pool: &mut String, text: &str) -> usize {
    if let Some(offset) = pool.find(text) {
        return offset;
    }
    let shared = (0..text.len()).rev().find(|&n| text.is_char_boundary(n) && pool.ends_with(&text[..n]));
    let offset = pool.len() - shared.unwrap_or_default();
    pool.push_str(&text[shared.unwrap_or_default()..]);
    offset
}

fn row(run: &Run, offset: usize) -> String {
    assert!(run.width < 1 << 10 && run.stride <= 2 && offset < 1 << 16 && run.mappings.len() < 1 << 16);
    let key = run.start << 11 | (run.stride - 1) << 10 | run.width as u32;
    format!("({key}, {}, {offset})", run.mappings.len())
}

fn runs() -> Vec<Run> {
    let folder = Folder::new();
    let mut runs: Vec<Run> = Vec::new();
    for c in '\0'..=char::MAX {
        let Some(mapping) = folder.mapping(c) else { continue };
        if let Some(run) = runs.last_mut()
            && let Some(stride) = run.stride_to(c, &mapping)
        {
            run.stride = stride;
            run.mappings.push(mapping);
        } else {
            runs.push(Run { start: c.into(), stride: 1, width: mapping.len(), mappings: vec![mapping] });
        }
    }
    runs
}

impl Run {
    /// The stride of the run if `c` continues it.
    /// A run ends where the mappings do not ascend, so that an alphabet comes only once in the pool.
    fn stride_to(&self, c: char, mapping: &str) -> Option<u32> {
        let distance = u32::from(c) - self.start;
        let count = self.mappings.len() as u32;
        let stride = if count == 1 { distance } else { self.stride };
        let ascends = mapping.is_empty() || self.mappings.last().is_some_and(|last| last.as_str() < mapping);
        let fits = stride <= 2 && distance == stride * count && mapping.len() == self.width && ascends;
        fits.then_some(stride)
    }
}
