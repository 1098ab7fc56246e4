//! Minimises a smooth function with L-BFGS.

use std::cell::RefCell;

use argmin::core::{CostFunction, Error, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

/// A point, the value there, and the gradient.
type Evaluated = (Vec<f64>, f64, Vec<f64>);

/// A function and its gradient, and the last point that they were computed at: the optimiser asks for both.
struct Problem<'a, F> {
    function: &'a F,
    last: RefCell<Option<Evaluated>>,
    best: &'a RefCell<(Vec<f64>, f64)>,
}

impl<F: Fn(&[f64]) -> (f64, Vec<f64>)> Problem<'_, F> {
    fn at(&self, point: &[f64]) -> (f64, Vec<f64>) {
        if let Some((last, value, gradient)) = &*self.last.borrow()
            && last == point
        {
            return (*value, gradient.clone());
        }
        let (value, gradient) = (self.function)(point);
        if value < self.best.borrow().1 {
            *self.best.borrow_mut() = (point.to_vec(), value);
        }
        *self.last.borrow_mut() = Some((point.to_vec(), value, gradient.clone()));
        (value, gradient)
    }
}

impl<F: Fn(&[f64]) -> (f64, Vec<f64>)> CostFunction for Problem<'_, F> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, point: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.at(point).0)
    }
}

impl<F: Fn(&[f64]) -> (f64, Vec<f64>)> Gradient for Problem<'_, F> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, point: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.at(point).1)
    }
}

/// The best point found from `start` within so many iterations, and its value.
pub(crate) fn minimize<F>(function: &F, start: Vec<f64>, iterations: u64) -> (Vec<f64>, f64)
where
    F: Fn(&[f64]) -> (f64, Vec<f64>),
{
    let best = RefCell::new((start.clone(), f64::INFINITY));
    let problem = Problem { function, last: RefCell::default(), best: &best };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10);
    // A line search that ends without progress is an error to the crate; the best point counts all the same.
    let _ended = Executor::new(problem, solver)
        .configure(|state| state.param(start).max_iters(iterations))
        .run()
        .map(|_| ());
    best.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_minimum_of_rosenbrock() {
        let function = |p: &[f64]| {
            let (a, b) = (1.0 - p[0], p[1] - p[0] * p[0]);
            (a * a + 100.0 * b * b, vec![-2.0 * a - 400.0 * p[0] * b, 200.0 * b])
        };
        let (point, value) = minimize(&function, vec![-1.2, 1.0], 100);
        assert!(value < 1e-9 && (point[0] - 1.0).abs() < 1e-4, "{point:?} {value}");
    }
}
