use tract_onnx::tract_hir::internal::*;

use super::super::kernel::Kernel;
use super::CDist;

fn distances(squared: bool, a: &Tensor, b: &Tensor) -> TractResult<(Vec<usize>, Vec<f64>)> {
    let answer = CDist { squared }.eval(&[a, b])?.remove(0);
    let values = answer.cast_to::<f64>()?.to_plain_array_view::<f64>()?.iter().copied().collect();
    Ok((answer.shape().to_vec(), values))
}

#[test]
fn of_few_columns_in_both_widths() {
    let (a, b) = ([[0.0_f32, 0.0], [3.0, 4.0]], [[0.0_f32, 0.0], [6.0, 8.0], [3.0, 4.0]]);
    let wide = (tensor2(&a.map(|row| row.map(f64::from))), tensor2(&b.map(|row| row.map(f64::from))));
    for (a, b) in [(tensor2(&a), tensor2(&b)), wide] {
        let shape = vec![2, 3];
        let squares = vec![0.0, 100.0, 25.0, 25.0, 25.0, 0.0];
        assert_eq!(distances(true, &a, &b).unwrap(), (shape.clone(), squares));
        assert_eq!(distances(false, &a, &b).unwrap(), (shape, vec![0.0, 10.0, 5.0, 5.0, 5.0, 0.0]));
    }
}

/// Numbers of rows and columns around those that are taken at once, against sums in 64 bits.
#[test]
fn of_any_number_of_rows_and_columns() {
    for (rows, others, width) in [(1, 1, 1), (3, 7, 5), (2, 8, 32), (2, 9, 33), (1, 17, 100), (5, 3, 0)] {
        let made = |n: usize, seed: usize| -> Vec<f32> {
            (0..n).map(|k| ((k * 37 + seed) % 101) as f32 / 7.0).collect()
        };
        let table = |values: &[f32], rows| tensor1(values).into_shape(&[rows, width]).unwrap();
        let (a, b) = (made(rows * width, 3), made(others * width, 50));
        let (shape, found) = distances(true, &table(&a, rows), &table(&b, others)).unwrap();
        assert_eq!(shape, [rows, others]);
        for (at, found) in found.iter().enumerate() {
            let (x, y) = (&a[at / others * width..][..width], &b[at % others * width..][..width]);
            let exact: f64 = x.iter().zip(y).map(|(x, y)| f64::from(x - y).powi(2)).sum();
            assert!((found - exact).abs() <= 1e-6 * exact, "{found} for {exact}");
        }
    }
}

/// A row's digits depend neither on the rows beside it nor on its place.
#[test]
fn alone_as_in_company() {
    let row = [0.1_f32, 0.7, -0.3];
    let others = tensor2(&[[0.2_f32, 0.9, 0.4]; 11]);
    let alone = distances(true, &tensor2(&[row]), &others).unwrap().1;
    let together = distances(true, &tensor2(&[[9.0; 3], row, row]), &others).unwrap().1;
    assert!(alone.iter().chain(&together[11..]).all(|x| x.to_bits() == alone[0].to_bits()));
}

#[test]
fn what_is_no_number_and_what_does_not_fit() {
    let table = tensor2(&[[1.0_f32, f32::NAN], [1.0, 2.0]]);
    let found = distances(false, &table, &tensor2(&[[1.0_f32, f32::INFINITY]])).unwrap().1;
    assert!(found[0].is_nan() && found[1] == f64::INFINITY);
    for (a, b, expected) in [
        (tensor1(&[1.0_f32]), table.clone(), "two tables"),
        (tensor2(&[[1.0_f32]]), table.clone(), "rows of 1 with rows of 2"),
    ] {
        let said = distances(true, &a, &b).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
    }
    let none = tensor1::<f32>(&[]).into_shape(&[0, 2]).unwrap();
    assert_eq!(distances(true, &none, &table).unwrap(), (vec![0, 2], vec![]));
    assert_eq!(distances(true, &table, &none).unwrap(), (vec![2, 0], vec![]));
}
