use tract_onnx::tract_hir::internal::*;

use super::super::kernel::Kernel;
use super::TopK;

const NAN: f32 = f32::NAN;

fn chosen(axis: usize, largest: bool, count: usize, input: &Tensor) -> TractResult<(Vec<f32>, Vec<i64>)> {
    let answers = TopK { axis, largest, count }.eval(&[input])?;
    let values = answers[0].cast_to::<f32>()?.to_plain_array_view::<f32>()?.iter().copied().collect();
    let places = answers[1].to_plain_array_view::<i64>()?.iter().copied().collect();
    assert_eq!(answers[0].shape(), answers[1].shape());
    assert_eq!(answers[0].shape()[axis], count);
    Ok((values, places))
}

#[test]
fn best_first_and_equals_in_their_order() {
    for (largest, count, line, places) in [
        (false, 2, [3.0, 1.0, 2.0, 0.0], vec![3, 1]),
        (true, 2, [3.0, 1.0, 2.0, 0.0], vec![0, 2]),
        (false, 4, [3.0, 1.0, 2.0, 0.0], vec![3, 1, 2, 0]),
        (false, 3, [1.0, 0.0, 1.0, 1.0], vec![1, 0, 2]),
        (true, 3, [1.0, 2.0, 1.0, 1.0], vec![1, 0, 2]),
        (true, 1, [0.0, -0.0, 0.0, -0.0], vec![0]),
        (false, 3, [NAN, 1.0, NAN, 0.0], vec![3, 1, 0]),
        (true, 3, [NAN, 1.0, NAN, 0.0], vec![1, 3, 0]),
        (true, 4, [NAN; 4], vec![0, 1, 2, 3]),
        (false, 2, [f32::INFINITY, f32::NEG_INFINITY, NAN, 5.0], vec![1, 3]),
        (true, 0, [1.0; 4], vec![]),
    ] {
        let (values, found) = chosen(0, largest, count, &tensor1(&line)).unwrap();
        assert_eq!(found, places, "{count} of {line:?}, largest {largest}");
        let same = |(value, place): (&f32, &i64)| value.to_bits() == line[*place as usize].to_bits();
        assert!(values.iter().zip(&places).all(same), "{values:?} of {line:?}");
    }
}

#[test]
fn many_are_chosen_as_few_are() {
    let line: Vec<f32> = (0..200).map(|n| if n % 17 == 3 { NAN } else { (n * 73 % 41) as f32 }).collect();
    for largest in [false, true] {
        let (_, all) = chosen(0, largest, 200, &tensor1(&line)).unwrap();
        for count in [1, 31, 32, 33, 199] {
            assert_eq!(chosen(0, largest, count, &tensor1(&line)).unwrap().1, all[..count], "{count}");
        }
    }
}

#[test]
fn along_any_axis_and_of_any_type() {
    let table = [[1, 6], [5, 2], [3, 4]];
    let first = (vec![5.0, 6.0, 3.0, 4.0], vec![1, 0, 2, 2]);
    let wide = tensor2(&table.map(|row| row.map(f64::from)));
    for table in [tensor2(&table), tensor2(&table.map(|row| row.map(i64::from))), wide] {
        assert_eq!(chosen(0, true, 2, &table).unwrap(), first);
    }
    let last = (vec![1.0, 2.0, 3.0], vec![0, 1, 0]);
    assert_eq!(chosen(1, false, 1, &tensor2(&table)).unwrap(), last);
}

#[test]
fn what_cannot_be_chosen() {
    let line = tensor1(&[1.0_f32, 2.0]);
    for (axis, count, input, expected) in [
        (0, 3, line.clone(), "asks for 3 of 2"),
        (1, 1, line, "no such axis"),
        (0, usize::MAX, tensor1(&[0_i64]), "of 1"),
        (0, 1, tensor1(&[true]), "does not choose"),
    ] {
        let said = TopK { axis, largest: true, count }.eval(&[&input]).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
    }
    let none = tensor1::<f32>(&[]);
    assert_eq!(chosen(0, true, 0, &none).unwrap(), (vec![], vec![]));
}
