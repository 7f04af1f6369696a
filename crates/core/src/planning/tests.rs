//! The solver against all combinations, and against cases that can be done by hand.

use crate::ensemble::draw::Draw;

use super::problem::{Choice, Job, Price, Problem, Start, Visit};
use super::solve::solve;

fn money(cost: f64) -> Price {
    Price { excess_ppm: 0, cost }
}

fn job(site: usize, leave: f64, starts: &[(i64, f64)]) -> Job {
    let start = |(at, cost): &(i64, f64)| Start { at: *at, crews: 1, price: money(*cost) };
    let starts = starts.iter().map(start).collect();
    Job { site, duration_min: 120, leave: money(leave), starts }
}

fn starts(problem: &Problem, choices: &[Choice]) -> Vec<Option<i64>> {
    let at = |(j, c): (usize, &Choice)| c.map(|v| problem.jobs[j].starts[v.start].at);
    choices.iter().enumerate().map(at).collect()
}

#[test]
fn one_crew_goes_where_it_saves_most() {
    // Both want 08:00 (480). The crew needs two hours for each and half an hour between the sites. By hand: A at 480 and
    // B at 630 costs 100 + 260 = 360; B at 480 and A at 630 costs 150 + 130 = 280; leaving B 100 + 900, leaving A 1,150.
    let a = job(0, 1_000.0, &[(480, 100.0), (630, 130.0)]);
    let b = job(1, 900.0, &[(480, 150.0), (600, 170.0), (630, 260.0)]);
    let problem = Problem { jobs: vec![a, b], travel_min: vec![vec![0, 30], vec![30, 0]], apart: vec![] };
    let solution = solve(&problem, 1_000);
    assert_eq!(starts(&problem, &solution.choices), [Some(630), Some(480)]);
    assert_eq!((solution.price, solution.proof.gap), (money(280.0), Some(0.0)));
}

#[test]
fn what_does_not_pay_is_left_and_risk_comes_first() {
    let mut problem = Problem { jobs: vec![job(0, 50.0, &[(0, 80.0)])], ..Problem::default() };
    assert_eq!(solve(&problem, 100).choices, [None]);
    problem.jobs[0].leave.excess_ppm = 1;
    assert_eq!(solve(&problem, 100).choices, [Some(Visit { start: 0, crew: 0 })]);
}

#[test]
fn two_crews_may_not_empty_the_station() {
    let mut jobs = vec![job(0, 900.0, &[(0, 10.0), (120, 40.0)]), job(0, 900.0, &[(0, 10.0), (120, 30.0)])];
    jobs.iter_mut().flat_map(|j| &mut j.starts).for_each(|s| s.crews = 2);
    let mut problem = Problem { jobs, ..Problem::default() };
    assert_eq!(starts(&problem, &solve(&problem, 100).choices), [Some(0), Some(0)]);
    problem.apart.push((0, 1));
    assert_eq!(starts(&problem, &solve(&problem, 100).choices), [Some(0), Some(120)]);
}

/// A small problem drawn at random: up to four jobs with up to six starts, two crews in part of them.
fn drawn(seed: u64) -> Problem {
    let mut draw = Draw::new(seed, 0);
    let jobs = 1 + draw.below(4);
    let mut one = |_: usize| {
        let price = |draw: &mut Draw| {
            let excess_ppm = [0, 0, 0, 5, 9][draw.below(5)];
            Price { excess_ppm, cost: libm::round(draw.uniform() * 20.0) * 10.0 }
        };
        let count = draw.below(7);
        let start = |draw: &mut Draw| Start {
            at: 30 * draw.below(12) as i64,
            crews: [1, 1, 2, 0][draw.below(4)],
            price: price(draw),
        };
        let starts = (0..count).map(|_| start(&mut draw)).collect();
        let duration_min = 30 * (1 + draw.below(4)) as i64;
        Job { site: draw.below(3), duration_min, leave: price(&mut draw), starts }
    };
    let jobs: Vec<Job> = (0..jobs).map(&mut one).collect();
    let apart = if draw.uniform() < 0.5 { vec![(0, 1), (2, 1)] } else { vec![] };
    Problem { jobs, travel_min: vec![vec![0, 30, 60], vec![30, 0, 45], vec![60, 45, 0]], apart }
}

/// The best price by trying everything.
fn by_force(problem: &Problem, choices: &mut Vec<Choice>) -> Option<Price> {
    let Some(job) = problem.jobs.get(choices.len()) else { return problem.price(choices) };
    let visits = (0..job.starts.len()).flat_map(|start| (0..2).map(move |crew| Some(Visit { start, crew })));
    let mut best: Option<Price> = None;
    for choice in std::iter::once(None).chain(visits) {
        choices.push(choice);
        let found = by_force(problem, choices);
        choices.pop();
        let better = |p: &Price| best.is_none_or(|b| p.order(&b).is_lt());
        best = found.filter(better).or(best);
    }
    best
}

#[test]
fn the_search_finds_what_trying_everything_finds() {
    for seed in 0..400 {
        let problem = drawn(seed);
        let expected = by_force(&problem, &mut Vec::new()).unwrap();
        let found = solve(&problem, 1_000_000);
        assert_eq!(
            (found.price.excess_ppm, found.proof.gap),
            (expected.excess_ppm, Some(0.0)),
            "seed {seed}"
        );
        assert!((found.price.cost - expected.cost).abs() < 1e-9, "seed {seed}: {found:?} {expected:?}");
        assert_eq!(problem.price(&found.choices), Some(found.price), "seed {seed}");
        assert_eq!(found, solve(&problem, 1_000_000), "seed {seed}: the same bits");
    }
}

#[test]
fn a_search_that_stops_states_its_gap() {
    let mut stopped = 0;
    for seed in 0..400 {
        let problem = drawn(seed);
        let best = solve(&problem, 1_000_000).price;
        for most in [0, 1, 2, 5, 20] {
            let found = solve(&problem, most);
            assert!(found.proof.nodes <= most && problem.price(&found.choices) == Some(found.price));
            let Some(gap) = found.proof.gap else { continue };
            stopped += usize::from(gap > 0.0);
            if best.excess_ppm == found.price.excess_ppm {
                assert!(
                    found.proof.bound <= best.cost + 1e-9,
                    "seed {seed}, {most} nodes: {found:?} {best:?}"
                );
                assert!((found.price.cost - found.proof.bound - gap).abs() < 1e-9);
            } else {
                panic!("seed {seed}, {most} nodes: a gap without knowing the risk: {found:?} {best:?}");
            }
        }
    }
    assert!(stopped > 100, "{stopped}");
}
