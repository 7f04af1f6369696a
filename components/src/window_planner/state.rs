//! What the parts of the planner share: the plan, what was moved, what is held at this moment.

use leptos::prelude::*;
use twinlet_core::planning::{AssetPlan, Evaluation, Moves, Plan};

use super::day::{Day, snapped};

/// Signals in, intents out; the only state of its own is what is looked at and what a finger holds.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub plan: Signal<Option<Plan>>,
    pub moves: Signal<Moves>,
    pub on_move: Callback<(String, Option<f64>)>,
    /// The asset that was tapped last; the first that is visited before that.
    pub tapped: RwSignal<Option<String>>,
    /// The day that was tapped last; the day of the chosen asset's visit before that.
    pub day: RwSignal<Option<usize>>,
    /// What a finger holds: asset and start.
    pub held: RwSignal<Option<(String, f64)>>,
}

impl Shared {
    /// The asset whose numbers are shown.
    pub fn chosen(self) -> Option<String> {
        let plan = self.plan.read();
        let plan = plan.as_ref()?;
        let known = |id: &String| plan.assets.iter().any(|a| a.id == *id);
        let first = || plan.assets.iter().find(|a| a.visit.is_some()).or(plan.assets.first());
        self.tapped.get().filter(known).or_else(|| first().map(|a| a.id.clone()))
    }

    /// Where an asset's window is: held, moved or planned; `None` when it is not visited.
    pub fn start_of(self, asset: &str) -> Option<f64> {
        if let Some((_, start)) = self.held.get().filter(|(id, _)| id == asset) {
            return Some(start);
        }
        let planned = || self.asset(asset, |a| a.visit)?.map(|v| v.start_h);
        self.moves.read().get(asset).copied().or_else(planned)
    }

    /// All moves, with the one that is under way.
    pub fn all_moves(self) -> Moves {
        let mut moves = self.moves.get();
        moves.extend(self.held.get());
        moves
    }

    /// Reads an asset's part of the plan, which is large: it is never copied while a finger moves.
    pub fn asset<T>(self, asset: &str, read: impl FnOnce(&AssetPlan) -> T) -> Option<T> {
        self.plan.read().as_ref()?.assets.iter().find(|a| a.id == asset).map(read)
    }

    /// What the chosen asset's window would cost, do and meet.
    pub fn evaluation(self) -> Option<Evaluation> {
        let asset = self.chosen()?;
        let start = self.start_of(&asset)?;
        self.plan.read().as_ref()?.evaluate_among(&asset, start, &self.all_moves())
    }

    /// Whether a person moved an asset's window.
    pub fn is_moved(self, asset: &str) -> bool {
        self.moves.read().contains_key(asset) || self.held.read().as_ref().is_some_and(|(id, _)| id == asset)
    }

    /// The day that is shown.
    pub fn shown_day(self) -> usize {
        let visit = || {
            let start = self.start_of(&self.chosen()?)?;
            Some(Day::of(self.plan.read().as_ref()?, start))
        };
        self.day.get().or_else(visit).unwrap_or(0)
    }

    /// Moves an asset's window to the nearest start of the grid, and shows its day.
    pub fn move_to(self, asset: &str, t_h: f64) {
        let Some((start, day)) = self.plan.with_untracked(|plan| {
            let plan = plan.as_ref()?;
            let start = snapped(plan, asset, t_h);
            Some((start, Day::of(plan, start)))
        }) else {
            return;
        };
        self.tapped.set(Some(asset.to_owned()));
        self.day.set(Some(day));
        self.on_move.run((asset.to_owned(), Some(start)));
    }
}
