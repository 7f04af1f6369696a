//! Fingers: taps and drags as touch events, where the element really is.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::browser::{Browser, query};

/// How many moves a drag is made of; a real finger makes about as many in a fifth of a second.
const DRAG_STEPS: u32 = 12;
/// A finger that lifts while it moves is a fling, and the browser takes the next tap as its end.
const REST_FRAMES: u32 = 6;

impl Browser {
    /// Taps the middle of an element as a finger does, once it is visible and still.
    pub fn tap(&self, selector: &str) -> Result<()> {
        let (x, y) = self.reachable_middle(selector)?;
        self.taps.set(self.taps.get() + 1);
        self.touch("touchStart", Some((x, y)))?;
        self.touch("touchEnd", None)
    }

    /// Drags from the middle of an element by so many points, as a finger does.
    pub fn drag(&self, selector: &str, dx: f64, dy: f64) -> Result<()> {
        let (x, y) = self.reachable_middle(selector)?;
        self.taps.set(self.taps.get() + 1);
        self.touch("touchStart", Some((x, y)))?;
        for step in 1..=DRAG_STEPS {
            let part = f64::from(step) / f64::from(DRAG_STEPS);
            self.touch("touchMove", Some((x + dx * part, y + dy * part)))?;
            self.frames(1)?;
        }
        self.frames(REST_FRAMES)?;
        self.touch("touchEnd", None)
    }

    /// How often the screen was touched so far; a drag counts as one.
    pub fn taps(&self) -> usize {
        self.taps.get()
    }

    fn frames(&self, count: u32) -> Result<()> {
        let wait = "await new Promise((resolve) => requestAnimationFrame(resolve));";
        self.run(&format!("for (let i = 0; i < {count}; i++) {wait}")).map(drop)
    }

    fn touch(&self, kind: &str, at: Option<(f64, f64)>) -> Result<()> {
        let points: Vec<Value> = at.into_iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
        self.session.cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).map(drop)
    }

    /// Scrolls there if needed, and refuses to touch what something else covers.
    fn reachable_middle(&self, selector: &str) -> Result<(f64, f64)> {
        self.wait_for(selector)?;
        let find = format!("const e = {};", query(selector));
        let place = self.run(&(find + MIDDLE))?;
        let covered = place["covered"].as_str();
        ensure!(covered.is_none(), "`{selector}` is covered by {}", covered.unwrap_or_default());
        let number = |name: &str| place[name].as_f64().with_context(|| format!("`{selector}` has no place"));
        Ok((number("x")?, number("y")?))
    }
}

/// The browser finds what a finger touches in the last frame that it drew: so wait until nothing moves any more.
const MIDDLE: &str = "
    const place = () => e.getBoundingClientRect();
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const isInView = (b) => b.top >= 0 && b.bottom <= innerHeight;
    if (!isInView(place())) e.scrollIntoView({ block: 'center', behavior: 'instant' });
    for (let last = null; last?.y !== place().y || last?.x !== place().x;) { last = place(); await frame(); }
    const b = place();
    const x = b.x + b.width / 2, y = b.y + b.height / 2;
    const top = document.elementFromPoint(x, y);
    const isFree = top && (e.contains(top) || top.contains(e) || top.closest('label')?.control === e);
    return { x, y, covered: isFree ? null : top?.outerHTML.slice(0, 120) ?? 'the edge of the screen' };";
