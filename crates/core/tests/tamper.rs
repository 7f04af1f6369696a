//! Flip any byte of a bundle: refused, with the reason.

use std::collections::BTreeMap;

use twinlet_core::bundle::{Bundle, INDEX, Index, sha256_hex};

type Files = BTreeMap<String, Vec<u8>>;

macro_rules! part {
    ($name:literal) => {
        ($name.to_owned(), include_bytes!(concat!("../../../models/transformer/bundle/", $name)).to_vec())
    };
}

fn files() -> Files {
    [
        part!("bundle.json"),
        part!("contract.json"),
        part!("domain.json"),
        part!("heldout.json"),
        part!("intervals.json"),
        part!("model.onnx"),
        part!("provenance.json"),
        part!("reference.json"),
        part!("residuals.json"),
        part!("validation.json"),
    ]
    .into()
}

/// Why the bundle is refused by an app that locked the original; `None` when it is not.
fn refusal(files: &Files) -> Option<String> {
    let lock = sha256_hex(include_bytes!("../../../models/transformer/bundle/bundle.json"));
    let opened = Bundle::open_pinned(files, "1.0.0", Some(&lock)).map(drop);
    let verified = Index::parse(files.get(INDEX)?).and_then(|index| index.verify_all(files));
    opened.and(verified).err().map(|f| f.code)
}

#[test]
fn any_flipped_byte_is_refused() {
    let original = files();
    assert_eq!(refusal(&original), None);
    let mut table = BTreeMap::new();
    for (name, bytes) in &original {
        // Every byte of the index; of the large parts enough to meet every kind of place.
        let step = if name == INDEX { 1 } else { bytes.len() / 40 + 1 };
        for at in (0..bytes.len()).step_by(step) {
            let mut files = original.clone();
            files.get_mut(name).unwrap()[at] ^= 1 << (at % 8);
            let code =
                refusal(&files).unwrap_or_else(|| panic!("`{name}` with byte {at} flipped was accepted"));
            *table.entry((name.clone(), code)).or_insert(0) += 1;
        }
    }
    assert!(table.keys().all(|(_, code)| code.starts_with("bundle_")), "{table:?}");
}

#[test]
fn a_part_that_is_missing_shorter_longer_or_unlisted_is_refused() {
    type Change<'a> = &'a dyn Fn(&mut Files);
    let cases: [(Change<'_>, &str); 5] = [
        (&|f| drop(f.remove("domain.json")), "bundle_file"),
        (&|f| f.get_mut("model.onnx").unwrap().truncate(100), "bundle_hash"),
        (&|f| f.get_mut("heldout.json").unwrap().push(b' '), "bundle_hash"),
        (&|f| drop(f.insert("extra.js".into(), vec![1])), "bundle_file"),
        (&|f| f.get_mut(INDEX).unwrap().push(b' '), "bundle_lock"),
    ];
    for (i, (change, code)) in cases.into_iter().enumerate() {
        let mut files = files();
        change(&mut files);
        assert_eq!(refusal(&files).as_deref(), Some(code), "case {i}");
    }
}
