//! A sum of small trees, boosted on weighted examples.

use forust_ml::sampler::SampleMethod;
use forust_ml::tree::Tree;
use forust_ml::{GradientBooster, Matrix};

use super::examples::Example;

/// Trees of a model.
const TREES: usize = 400;
/// Questions in a row.
const DEPTH: usize = 4;
/// The share of what a tree would add that it does add.
const RATE: f32 = 0.1;
/// Penalty on the size of what a leaf adds.
const L2: f32 = 5.0;
/// Weight, as p (1 − p), that a leaf stands on at least.
const LEAF: f32 = 4.0;
/// The shares of the examples and of the signals that each tree sees.
const SAMPLES: (f32, f64) = (0.7, 0.7);
/// Values of a signal that are told apart.
const BINS: u16 = 250;

/// A fitted model; its log odds are `scale · z + shift` of the sum z of its trees.
pub(super) struct Forest {
    booster: GradientBooster,
    pub(super) scale: f64,
    pub(super) shift: f64,
}

/// Fits trees that minimise the weighted log loss.
pub(super) fn fit(examples: &[&Example]) -> Result<Forest, String> {
    let target: Vec<f64> = examples.iter().map(|example| f64::from(u8::from(example.spam))).collect();
    let weights: Vec<f64> = examples.iter().map(|example| example.weight).collect();
    let mut booster = GradientBooster::default()
        .set_iterations(TREES)
        .set_max_depth(DEPTH)
        .set_max_leaves(1 << DEPTH)
        .set_learning_rate(RATE)
        .set_l2(L2)
        .set_min_leaf_weight(LEAF)
        .set_nbins(BINS)
        .set_initialize_base_score(true)
        .set_allow_missing_splits(false)
        .set_create_missing_branch(false)
        .set_sample_method(SampleMethod::Random)
        .set_subsample(SAMPLES.0)
        .set_colsample_bytree(SAMPLES.1)
        .set_parallel(false);
    let data = columns(examples);
    let matrix = Matrix::new(&data, examples.len(), width(examples));
    booster.fit(&matrix, &target, &weights, None).map_err(|error| error.to_string())?;
    Ok(Forest { booster, scale: 1.0, shift: 0.0 })
}

fn width(examples: &[&Example]) -> usize {
    examples.first().map_or(0, |example| example.strengths.len())
}

/// The strengths of all examples, signal by signal.
fn columns(examples: &[&Example]) -> Vec<f64> {
    let columns =
        (0..width(examples)).map(|i| examples.iter().map(move |example| f64::from(example.strengths[i])));
    columns.flatten().collect()
}

impl Forest {
    /// The sum of the trees for each example, neither scaled nor shifted.
    pub(super) fn sums(&self, examples: &[&Example]) -> Vec<f64> {
        let data = columns(examples);
        self.booster.predict(&Matrix::new(&data, examples.len(), width(examples)), false)
    }

    /// The lines of the weights file.
    pub(super) fn lines(&self, unit: &str, signals: &[&str]) -> String {
        let bias = self.scale * self.booster.base_score + self.shift;
        let mut out = format!("{unit} bias {bias:.4}\n");
        for tree in &self.booster.trees {
            // A tree that asks nothing adds the same to all.
            if tree.nodes.len() > 1 {
                out += &format!("{unit} tree{}\n", self.node(tree, 0, signals));
            }
        }
        out
    }

    fn node(&self, tree: &Tree, number: usize, signals: &[&str]) -> String {
        let node = &tree.nodes[number];
        if node.is_leaf {
            return format!(" {:.4}", self.scale * f64::from(node.weight_value));
        }
        let (below, not) =
            (self.node(tree, node.left_child, signals), self.node(tree, node.right_child, signals));
        format!(" {} {:.5}{below}{not}", signals[node.split_feature], node.split_value)
    }
}
