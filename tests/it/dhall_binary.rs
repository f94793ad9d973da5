//! The decoder against bytes that mean harm.

use meshc::dhall::binary::{DecodeError, Label, Writer, decode};
use meshc::dhall::syntax::print_line;
use meshc::source::FileId;

/// The bytes of a row such as `83 01 61 78`.
fn bytes(row: &str) -> Vec<u8> {
    row.split_whitespace()
        .map(|byte| u8::from_str_radix(byte, 16).expect("two digits"))
        .collect()
}

fn refuses(row: &str) {
    assert!(decode(FileId(0), &bytes(row)).is_err(), "{row}");
}

fn accepts(row: &str, expected: &str) {
    let ast = decode(FileId(0), &bytes(row)).unwrap_or_else(|error| panic!("{row}: {error}"));
    assert_eq!(print_line(&ast), expected, "{row}");
}

#[test]
fn declared_lengths_are_not_believed() {
    refuses("9b ff ff ff ff ff ff ff ff 04 f6 00");
    refuses("7b 7f ff ff ff ff ff ff ff 61");
    refuses("82 18 21 5b ff ff ff ff ff ff ff ff 00");
    refuses("82 07 bb ff ff ff ff ff ff ff ff 61 78 00");
}

#[test]
fn nesting_ends_at_the_limit() {
    let nest = |repeated: &[u8], times: usize| {
        let mut bytes = repeated.repeat(times);
        bytes.push(0);
        decode(FileId(0), &bytes)
    };
    let some = [0x83, 0x05, 0xf6];
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let run = || {
            assert!(nest(&some, 1_000).is_ok());
            assert!(matches!(nest(&some, 1_000_000), Err(DecodeError::TooDeep(_))));
            assert!(nest(&[0x81], 1_000_000).is_err());
            // Tags that only say that these bytes are CBOR nest without end.
            assert!(nest(&[0xd9, 0xd9, 0xf7], 1_000_000).is_ok());
        };
        let handle = thread.spawn_scoped(scope, run).expect("a thread can be started");
        handle.join().expect("the thread does not panic");
    });
}

#[test]
fn literals_are_in_their_ranges() {
    accepts("84 18 1e 19 07 e8 02 18 1d", "2024-02-29");
    refuses("84 18 1e 19 07 e7 02 18 1d");
    refuses("84 18 1e 19 07 e8 0d 01");
    refuses("84 18 1e 19 27 10 01 01");
    accepts("84 18 20 f5 01 18 1e", "+01:30");
    refuses("84 18 20 f5 18 63 18 63");
    accepts("84 18 1f 0c 00 c4 82 22 19 03 e8", "12:00:01.000");
    refuses("84 18 1f 18 18 00 c4 82 00 00");
    refuses("84 18 1f 0c 00 c4 82 00 18 3c");
    // An exponent that asks for more digits than there are atoms.
    refuses("84 18 1f 0c 00 c4 82 3b 7f ff ff ff ff ff ff ff 01");
    refuses("84 18 1f 0c 00 c4 82 1b 7f ff ff ff ff ff ff ff 01");
}

#[test]
fn what_the_standard_does_not_write_is_refused() {
    // Bytes behind the end, indefinite lengths, text that is not UTF-8.
    refuses("00 00");
    refuses("9f 05 f6 00 ff");
    refuses("7f 61 61 ff");
    refuses("61 ff");
    // Indices below 0 and too large, labels that are gone, hashes that are too short.
    refuses("82 61 78 20");
    refuses("82 61 78 1b 00 00 00 01 00 00 00 00");
    refuses("84 0c 61 78 00 a0");
    refuses("82 0d 00");
    refuses("84 18 18 43 12 20 00 00 07");
    refuses("85 18 18 f6 04 03 61 61");
    refuses("");
    refuses("f6");
    refuses("f8 14");
}

#[test]
fn names_can_not_steer_a_terminal() {
    accepts("82 08 a1 63 1b 5b 4a 00", "{ `?[J` = _ }");
    accepts("85 18 18 f6 00 03 62 2e 2e", "./..");
    accepts("85 18 18 f6 00 03 62 1b 5b", "./\"?[\"");
}

#[test]
fn the_writer_writes_the_shortest_forms() {
    let written = |write: fn(&mut Writer)| {
        let mut writer = Writer::new();
        write(&mut writer);
        writer
            .bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    type Row = (fn(&mut Writer), &'static str);
    let rows: [Row; 12] = [
        (|to| to.unsigned(23), "17"),
        (|to| to.unsigned(24), "1818"),
        (|to| to.unsigned(65_536), "1a00010000"),
        (|to| to.signed(-1), "20"),
        (|to| to.signed(i64::MIN), "3b7fffffffffffffff"),
        (|to| to.double(1.0), "f93c00"),
        (|to| to.double(65_536.0), "fa47800000"),
        (|to| to.double(0.1), "fb3fb999999999999a"),
        (|to| to.double(f64::NAN), "f97e00"),
        (|to| to.double(-0.0), "f98000"),
        (|to| to.variable("_", 3), "03"),
        (|to| to.labelled(2, Label::Bytes), "821821"),
    ];
    for (write, expected) in rows {
        assert_eq!(written(write), expected);
    }
}
