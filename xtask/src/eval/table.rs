//! Aligned tables on standard output.

/// A table with a title, a column of names and columns of numbers.
pub(crate) struct Table {
    title: String,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(title: &str, head: &[&str]) -> Self {
        let head = std::iter::once("").chain(head.iter().copied()).map(str::to_owned).collect();
        Self { title: title.to_owned(), rows: vec![head] }
    }

    pub(crate) fn row(&mut self, name: &str, n: usize, values: &[f32]) {
        let mut row = vec![name.to_owned(), n.to_string()];
        row.extend(values.iter().map(|value| format!("{value:.3}")));
        self.rows.push(row);
    }

    pub(crate) fn print(&self) {
        println!("\n## {}", self.title);
        let columns = self.rows.first().map_or(0, Vec::len);
        let width = |i: usize| self.rows.iter().map(|row| row[i].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut line = format!("{:<1$}", row[0], widths[0]);
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                line += &format!("  {cell:>width$}");
            }
            println!("{}", line.trim_end());
        }
    }
}
