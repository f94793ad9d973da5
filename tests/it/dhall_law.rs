//! Laws of normalisation and inference that hold for every expression.

use meshc::dhall::syntax::{parse_bytes, print_line};
use meshc::dhall::{Form, binary, normalize};
use meshc::source::FileId;
use proptest::prelude::*;

use crate::dhall::{digest, evaluate};
use crate::dhall_standard::cases;
use crate::random_tree::random_tree;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn no_tree_brings_normalisation_or_inference_down(choices in proptest::collection::vec(any::<u8>(), 0..160)) {
        let ast = random_tree(&choices);
        let _ = normalize(&ast, Form::AlphaNormal);
        let text = print_line(&ast);
        let (result, _) = evaluate(&[("a.dhall", &text)], None);
        prop_assert_eq!(result.datum.is_some(), result.findings.is_empty(), "{}", text);
    }
}

#[test]
fn a_normal_form_is_its_own_normal_form() {
    for case in cases("normalization/success", "B.dhall").unwrap_or_default() {
        let ast = parse_bytes(FileId(0), &case.input()).ast;
        let again = normalize(&ast, Form::Normal).expect("a normal form takes no time");
        assert_eq!(binary::encode(&again), binary::encode(&ast), "{}", case.name);
    }
}

#[test]
fn what_is_printed_of_a_normal_form_has_the_same_digest() {
    for case in cases("type-inference/success/simple", "A.dhall").unwrap_or_default() {
        let text = String::from_utf8(case.input()).expect("the suite is UTF-8");
        let Some(before) = digest(&text) else {
            continue;
        };
        let ast = parse_bytes(FileId(0), text.as_bytes()).ast;
        for form in [Form::Normal, Form::AlphaNormal] {
            let normal = normalize(&ast, form).expect("what has a type has a normal form");
            assert_eq!(digest(&print_line(&normal)), Some(before), "{}", case.name);
        }
    }
}
