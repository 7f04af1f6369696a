//! Pictures of the states that tests reach. `SCREENSHOTS=docs` keeps them there; without it none are taken.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xtask::files::workspace_root;

use crate::Browser;

/// Where pictures go, when they are wanted: below the repository, unless the path is absolute.
fn folder() -> Result<Option<PathBuf>> {
    let Some(folder) = std::env::var_os("SCREENSHOTS") else { return Ok(None) };
    let folder = workspace_root().join(folder);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    Ok(Some(folder))
}

impl Browser {
    /// Keeps what the screen shows as `name.png`.
    pub fn picture(&self, name: &str) -> Result<()> {
        folder()?.map_or(Ok(()), |folder| self.screenshot(&folder.join([name, ".png"].concat())))
    }

    /// Keeps `name-390-light.png` and three more: on a phone and on a wide screen, in both themes; of a place on the
    /// page, below the app's bar, or of the page as it stands.
    pub fn pictures(&self, name: &str, place: Option<&str>) -> Result<()> {
        if folder()?.is_none() {
            return Ok(());
        }
        for theme in ["light", "dark"] {
            self.media("prefers-color-scheme", theme)?;
            for (width, height, is_phone) in [(390, 844, true), (1280, 800, false)] {
                self.resize(width, height, if is_phone { 2.0 } else { 1.0 }, is_phone)?;
                place.map_or(Ok(()), |place| self.show(place))?;
                self.picture(&format!("{name}-{width}-{theme}"))?;
            }
        }
        self.media("prefers-color-scheme", "light")?;
        self.resize(390, 844, 3.0, true)
    }

    /// Scrolls a place to just below the app's bar, and lets the page settle: motion belongs on no picture.
    fn show(&self, place: &str) -> Result<()> {
        let script = format!(
            "const top = document.querySelector({place:?}).getBoundingClientRect().top + window.scrollY;
            window.scrollTo(0, Math.max(0, top - 120));
            return new Promise((settled) => setTimeout(settled, 400));"
        );
        self.run(&script).map(drop)
    }
}
