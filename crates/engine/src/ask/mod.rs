//! One question to a graph of models, answered in steps: local models at once, remote ones by whoever has a network.

pub(crate) mod call;
mod many;
mod question;

pub use call::Call;
pub use many::{Observed, ask_many, observe_many};
pub(crate) use question::whatif;
pub use question::{Asked, Question};

use twinlet_core::graph::GraphAnswer;
use twinlet_core::protocol::{EngineFailure, InputValues};

use crate::twin::Twin;

/// Makes the calls of a question: the text of an answer with status 200, or why there is none.
pub type Fetch<'a> = &'a mut dyn FnMut(&Call) -> Result<String, String>;

/// Answers a question in one go; `fetch` makes the calls. A model that fails leaves its outputs without numbers, and
/// says why.
///
/// # Errors
/// As [`Question::new`].
pub fn ask(twin: &Twin, inputs: &InputValues, fetch: Fetch<'_>) -> Result<GraphAnswer, EngineFailure> {
    let mut question = Question::new(twin, inputs)?;
    loop {
        match question.advance(twin)? {
            Asked::Done(answer) => return Ok(*answer),
            Asked::Remote(call) => {
                let text = fetch(&call);
                question.answered(twin, text)?;
            }
        }
    }
}
