//! A document: its text with the segments in colour, and next to it the reasons for the one that is pointed at.

use gangue::{Label, Verdict};

use super::charts;
use super::escape::{attribute, isolated, text};
use crate::figures::{bytes, grouped, percent};
use crate::stats::Sample;
use crate::view::{FoundTerm, Page, Piece, Run, Why};

/// What the colours mean.
pub(super) fn legend() -> String {
    let entry = |label: &Label| format!("<li class=\"l {label}\">{label}</li>");
    let labels: String = Label::ALL.iter().map(entry).collect();
    format!(
        "<ul class=\"legend\" aria-label=\"Colours\">{labels}<li><mark>wordlist term</mark></li>\
         <li class=\"cutnote\">cut</li></ul>\n"
    )
}

/// Controls for all documents; work with the script only. `groups` are further ones.
pub(super) fn toolbar(groups: &str) -> String {
    let view = |value: &str, name: &str, state: &str| {
        format!("<label><input type=\"radio\" name=\"view\" value=\"{value}\"{state}>{name}</label>")
    };
    let views = [
        view("all", "all text", " checked"),
        view("kept", "what is kept", ""),
        view("cut", "what is cut", ""),
    ];
    format!(
        "<div class=\"toolbar\" hidden><fieldset class=\"seg\"><legend>Show</legend>{}</fieldset>{groups}</div>\n",
        views.concat()
    )
}

/// The sample of a report, group by group.
pub(super) fn sample(sample: &Sample) -> String {
    let mut buttons = String::new();
    let mut documents = String::new();
    let mut count = 0;
    for (group, pages) in sample.groups() {
        let name = group.describe();
        let before = count;
        documents += &format!("<section class=\"group\" data-group=\"{name}\"><h3>{name}</h3>\n");
        for page in pages {
            documents += &document(page, count, count == 0);
            count += 1;
        }
        documents += "</section>\n";
        buttons += &format!("<option value=\"{name}\">{name} ({})</option>", count - before);
    }
    if count == 0 {
        return "</main>\n".to_owned();
    }
    let filter = format!(
        "<label>Group <select name=\"group\"><option value=\"\">all ({count})</option>{buttons}</select></label>\
         <label>Find <input type=\"search\" name=\"find\" placeholder=\"text, term or name\"></label>"
    );
    format!(
        "<section id=\"sample\"><h2>Sample</h2>\n<p class=\"lead\">{count} documents, the same for every run over \
         the same corpus. Point at a part, or move to it with the Tab key, to see why it was judged so; click to keep \
         it in sight.</p>\n{}{}{documents}</section>\n</main>\n",
        legend(),
        toolbar(&filter)
    )
}

/// One document. `number` makes its anchors unique on the page.
pub(super) fn document(page: &Page, number: usize, open: bool) -> String {
    let (state, name) = (if open { " open" } else { "" }, isolated(&page.name));
    let kept = format!("keeps {} of {}", percent_kept(page), bytes(count(page.bytes)));
    let confidence = match page.verdict {
        Verdict::Article => format!(" · confidence {:.2}", page.confidence),
        _ => String::new(),
    };
    let mut html = format!(
        "<details class=\"doc\"{state}><summary><span class=\"name\">{name}</span>\
         <span class=\"facts\"><span class=\"verdict {verdict}\">{verdict}</span> {kept}{confidence}</span>{strip}</summary>\n",
        verdict = page.verdict,
        strip = strip(page),
    );
    html += "<div class=\"panes\"><div class=\"text\">";
    for (place, piece) in page.pieces.iter().enumerate() {
        html += &segment(piece, number, place);
    }
    html += "</div>\n<aside class=\"why\" aria-label=\"Reasons\">";
    html += "<p class=\"hint\">Point at a part of the text.</p>";
    for (place, piece) in page.pieces.iter().enumerate() {
        html += &reasons(piece, number, place);
    }
    html += "</aside></div></details>\n";
    html
}

fn percent_kept(page: &Page) -> String {
    percent(count(page.kept), count(page.bytes))
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The whole document as a strip, each segment as long as its share of the bytes.
fn strip(page: &Page) -> String {
    let part = |piece: &Piece| (piece.start, piece.end, piece.label);
    charts::strip(page.bytes, page.pieces.iter().map(part))
}

/// `spam · gambling`
fn tag(piece: &Piece) -> String {
    piece.kind.map_or_else(|| piece.label.to_string(), |kind| format!("{} · {kind}", piece.label))
}

fn segment(piece: &Piece, number: usize, place: usize) -> String {
    let skipped = match piece.skipped {
        0 => String::new(),
        skipped => format!("\n<span class=\"skip\">… {} more parts …</span>\n", grouped(count(skipped))),
    };
    let fate = if piece.kept { "kept" } else { "cut" };
    let (label, tag) = (piece.label, tag(piece));
    let runs: String = piece.runs.iter().map(run).collect();
    format!(
        "{skipped}{gap}<span class=\"s {label} {fate}\" tabindex=\"0\" role=\"group\" \
         aria-label=\"{tag}, {fate}\" data-tag=\"{tag}\" aria-describedby=\"w{number}-{place}\">{runs}</span>",
        gap = piece.gap
    )
}

fn run(run: &Run) -> String {
    match run {
        Run::Text(shown) => text(shown),
        Run::Term(shown) => format!("<mark>{}</mark>", text(shown)),
        Run::Gloss(shown) => format!("<s>{}</s>", text(shown)),
        Run::Skipped(skipped) => {
            format!("<span class=\"skip\">… {} characters …</span>", grouped(count(*skipped)))
        }
    }
}

/// Why a segment was judged so.
fn reasons(piece: &Piece, number: usize, place: usize) -> String {
    let (label, tag, score) = (piece.label, tag(piece), piece.score);
    let fate = if piece.kept { "kept" } else { "cut" };
    let most = piece.reasons.iter().map(|why| why.contribution.abs()).fold(0.0, f64::max);
    let list: String = piece.reasons.iter().map(|why| reason(why, most)).collect();
    let list = match (list.is_empty(), label) {
        (false, _) => format!("<ul class=\"reasons\">{list}</ul>"),
        (true, Label::Body) => "<p>The span of the page that reads most like an article.</p>".to_owned(),
        (true, _) => "<p>No reasons were recorded.</p>".to_owned(),
    };
    format!(
        "<section class=\"w {label}\" id=\"w{number}-{place}\"><h4><span class=\"l {label}\">{tag}</span> \
         <span class=\"fate\">{fate}</span></h4>\n<p class=\"score\">{bar}<span>score {score:.2}</span></p>\
         <p class=\"place\">line {line}, bytes {start}–{end}</p>{list}</section>\n",
        bar = charts::meter(score),
        line = grouped(count(piece.line)),
        start = grouped(count(piece.start)),
        end = grouped(count(piece.end)),
    )
}

fn reason(why: &Why, most: f64) -> String {
    let terms: String = why.terms.iter().map(term).collect();
    let more = match why.more {
        0 => String::new(),
        more => format!("<li>and {} more</li>", grouped(count(more))),
    };
    let terms = if terms.is_empty() { terms } else { format!("<ul class=\"terms\">{terms}{more}</ul>") };
    // A reason that only points at terms has no weight of its own.
    let weight = if why.contribution == 0.0 {
        "<span class=\"weight\"></span>".to_owned()
    } else {
        format!("<span class=\"weight\">{:+.2}</span>", why.contribution)
    };
    let bar = charts::contribution(why.contribution, most);
    let (name, sentence) = (why.signal.as_str(), why.signal.describe());
    format!("<li title=\"{name}\">{weight}{bar}<span class=\"say\">{sentence}</span>{terms}</li>")
}

fn term(found: &FoundTerm) -> String {
    let times = if found.count > 1 { format!(" ×{}", grouped(count(found.count))) } else { String::new() };
    format!("<li title=\"{}\">{}{times}</li>", attribute(&found.origins.join(", ")), isolated(&found.term))
}
