//! When a station's answer is complete.

use std::time::Duration;

use anyhow::Result;

use crate::Browser;

/// Long enough for a full ensemble on a machine that does much else; the test goes on as soon as the answer is there.
const RUN_DEADLINE: Duration = Duration::from_secs(300);

impl Browser {
    /// Waits until the full ensemble of the present inputs has answered: the line says so and goes on saying so
    /// for longer than the app waits before it starts a run by itself.
    pub fn wait_for_full_answer(&self) -> Result<()> {
        let done = "const s = document.querySelector('[data-testid=run-state]');
            if (!s || !s.textContent.startsWith('From ')) { window.answeredAt = undefined; return false; }
            window.answeredAt ??= performance.now();
            return performance.now() - window.answeredAt > 1200;";
        self.run("window.answeredAt = undefined")?;
        self.wait_at_most(RUN_DEADLINE, "the full answer", done)
    }

    /// Waits until the comparison stands, which takes a run of its own.
    pub fn wait_for_comparison(&self) -> Result<()> {
        let shown =
            "return document.querySelector('[data-testid=compare-table] table')?.checkVisibility() ?? false";
        self.wait_at_most(RUN_DEADLINE, "the comparison", shown)
    }
}
