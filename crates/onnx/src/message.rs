//! What passes between a program and a runtime in a memory of its own: values and answers as bytes ([postcard]).
//!
//! Both ends are built together, so the form carries no version; what cannot be read is an error all the same.

use serde::{Deserialize, Serialize};

use crate::refusal::{Refusal, Result};
use crate::value::Value;

/// A refusal on its way.
#[derive(Serialize, Deserialize)]
struct Said {
    code: String,
    message: String,
    hint: String,
}

/// Codes that a runtime may give.
const CODES: [&str; 6] = ["scan", "decode", "operator", "load", "input", "run"];

/// Values, for [`values`].
///
/// # Errors
/// `run` when they cannot be written.
pub fn from_values(values: &[Value]) -> Result<Vec<u8>> {
    postcard::to_allocvec(values).map_err(garbled)
}

/// Values from their bytes.
///
/// # Errors
/// `run` when they are none.
pub fn values(bytes: &[u8]) -> Result<Vec<Value>> {
    postcard::from_bytes(bytes).map_err(garbled)
}

/// An answer or a refusal, for [`answer`].
pub fn from_answer<T: Serialize>(answer: &Result<T>) -> Vec<u8> {
    let said = answer.as_ref().map_err(|refusal| Said {
        code: refusal.code.to_owned(),
        message: refusal.message.clone(),
        hint: refusal.hint.clone(),
    });
    postcard::to_allocvec(&said).unwrap_or_default()
}

/// An answer from its bytes.
///
/// # Errors
/// The refusal that it is, or `run` when it is neither.
pub fn answer<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<T> {
    let said: std::result::Result<T, Said> = postcard::from_bytes(bytes).map_err(garbled)?;
    said.map_err(|Said { code, message, hint }| {
        let code = CODES.into_iter().find(|known| *known == code).unwrap_or("run");
        Refusal::new(code, message, hint)
    })
}

fn garbled(error: postcard::Error) -> Refusal {
    let message = format!("the model's runtime cannot be understood: {error}");
    Refusal::new("run", message, "reload the app; its parts may be of different versions")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Data;

    #[test]
    fn values_of_all_kinds_arrive() {
        let all = [
            Data::F32(vec![0.1, f32::NAN.copysign(-1.0)]),
            Data::F64(vec![f64::MIN_POSITIVE, 1e300]),
            Data::I32(vec![-1, i32::MAX]),
            Data::I64(vec![i64::MIN, 7]),
            Data::Bool(vec![true, false]),
            Data::Text(vec![String::new(), "naïve".into()]),
        ];
        for data in all {
            let value = Value::new(vec![2, 1], data).unwrap();
            let arrived = values(&from_values(std::slice::from_ref(&value)).unwrap()).unwrap();
            assert_eq!(format!("{arrived:?}"), format!("{:?}", [value]));
        }
    }

    #[test]
    fn refusals_arrive_and_damage_is_one() {
        let refusal: Result<u32> = Err(Refusal::new("load", "it is too large", "make it smaller"));
        assert_eq!(answer::<u32>(&from_answer(&refusal)), refusal);
        assert_eq!(answer::<u32>(&from_answer(&Ok(7_u32))), Ok(7));
        for bytes in [&[][..], &[9, 9, 9], &[0]] {
            assert_eq!(answer::<Vec<Value>>(bytes).unwrap_err().code, "run", "{bytes:?}");
        }
    }
}
