//! Laws of normalisation and inference that hold for every expression.

use meshc::dhall::rewrite::{apply, freeze, lint};
use meshc::dhall::syntax::{Ast, format, parse, parse_bytes, print, print_line};
use meshc::dhall::{Engine, Form, Formed, Options, binary, normalize};
use meshc::source::{FileId, RepoPath, Sources};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::dhall::{Tree, digest, evaluate};
use crate::dhall_standard::cases;
use crate::random_tree::random_tree;
use crate::random_typed::random_typed;

/// What a tree of files comes to, the first one.
struct Meaning {
    digest: [u8; 32],
    normal: Ast,
    /// Encoded, every binder called `_`.
    ty: Vec<u8>,
}

fn meaning(files: &[(String, String)]) -> Result<Meaning, TestCaseError> {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let tree = Tree::new(&files);
    let sources = Sources::default();
    let engine = Engine::new(&tree, &sources, Options::default());
    let root = RepoPath::parse(files[0].0).expect("a path");
    Ok(Meaning {
        digest: found(engine.digest(&root), &files)?,
        normal: found(engine.form(&root, Form::Normal), &files)?,
        ty: anonymous(&found(engine.form(&root, Form::Type), &files)?),
    })
}

fn anonymous(ast: &Ast) -> Vec<u8> {
    binary::encode(&normalize(ast, Form::AlphaNormal).expect("a type takes no time"))
}

fn found<T>(formed: Formed<T>, files: &[(&str, &str)]) -> Result<T, TestCaseError> {
    let messages: Vec<_> = formed
        .findings
        .iter()
        .map(|finding| &finding.diagnostic.message)
        .collect();
    let why = || TestCaseError::fail(format!("{messages:?}: {files:?}"));
    formed.result.ok_or_else(why)
}

fn alone(text: &str) -> Vec<(String, String)> {
    vec![("a.dhall".to_owned(), text.to_owned())]
}

fn encoded(text: &str) -> Vec<u8> {
    binary::encode(&parse(FileId(0), text).ast)
}

/// Applies the linter until there is nothing left to mend.
fn linted(text: &str) -> String {
    let mut text = text.to_owned();
    loop {
        let parsed = parse(FileId(0), &text);
        match lint(&text, &parsed.ast).text {
            Some(edited) => text = edited,
            None => return text,
        }
    }
}

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_expression_has_the_type_that_its_parts_give_it(choices in proptest::collection::vec(any::<u8>(), 0..400)) {
        let typed = random_typed(&choices);
        let meant = meaning(&alone(&typed.text))?;
        let ty = meaning(&alone(&typed.ty.to_string()))?;
        prop_assert_eq!(meant.ty, anonymous(&ty.normal), "{}", typed.text);
    }

    #[test]
    fn a_normal_form_is_its_own_and_keeps_type_and_digest(choices in proptest::collection::vec(any::<u8>(), 0..400)) {
        let typed = random_typed(&choices);
        let before = meaning(&alone(&typed.text))?;
        for text in [print(&before.normal), print_line(&before.normal)] {
            let after = meaning(&alone(&text))?;
            prop_assert_eq!(after.digest, before.digest, "{} of {}", text, typed.text);
            prop_assert_eq!(binary::encode(&after.normal), binary::encode(&before.normal), "{}", text);
            prop_assert_eq!(after.ty, before.ty.clone(), "{}", text);
        }
    }

    #[test]
    fn what_is_printed_or_encoded_is_read_back_the_same(choices in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = random_typed(&choices).text;
        let parsed = parse(FileId(0), &text);
        prop_assert!(parsed.findings.is_empty(), "{}", text);
        let bytes = binary::encode(&parsed.ast);
        let decoded = binary::decode(FileId(0), &bytes).expect("what was encoded");
        prop_assert_eq!(binary::encode(&decoded), bytes.clone(), "{}", text);
        for printed in [print(&parsed.ast), print_line(&parsed.ast), print(&decoded)] {
            prop_assert_eq!(encoded(&printed), bytes.clone(), "{} of {}", printed, text);
        }
    }

    #[test]
    fn layout_linting_splitting_and_freezing_keep_the_digest(choices in proptest::collection::vec(any::<u8>(), 0..400)) {
        let typed = random_typed(&choices);
        let whole = meaning(&alone(&typed.text))?.digest;
        let formatted = format(FileId(0), &typed.text).expect("it parses");
        prop_assert_eq!(format(FileId(0), &formatted).expect("it parses"), formatted.clone(), "twice");
        prop_assert_eq!(meaning(&alone(&formatted))?.digest, whole, "{}", formatted);
        let mended = linted(&typed.text);
        prop_assert_eq!(meaning(&alone(&mended))?.digest, whole, "{} of {}", mended, typed.text);
        prop_assert_eq!(meaning(&typed.files)?.digest, whole, "{:?}", typed.files);
        prop_assert_eq!(meaning(&frozen(&typed.files)?)?.digest, whole, "{:?}", typed.files);
    }
}

/// The files with the digest of each import written down.
fn frozen(files: &[(String, String)]) -> Result<Vec<(String, String)>, TestCaseError> {
    let mut frozen = Vec::new();
    for (name, text) in files {
        let parsed = parse(FileId(0), text);
        let mut digest_of = |import: &meshc::dhall::syntax::Import| {
            let meshc::dhall::syntax::Location::Local { components, .. } = &import.location else {
                return None;
            };
            let at = files.iter().position(|(name, _)| *name == *components[0])?;
            let mut part = files.to_vec();
            part.swap(0, at);
            meaning(&part).ok().map(|meant| meant.digest)
        };
        let edits = freeze(text, &parsed.ast, &mut digest_of);
        frozen.push((name.clone(), apply(text, &edits).0));
    }
    Ok(frozen)
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
