//! Random expression trees: a list of bytes decides on every choice, so that shorter lists are smaller trees.

use meshc::dhall::syntax::{
    Ast, Binding, Builtin, Const, Date, Expr, ExprId, Import, ImportMode, LocalPrefix, Location, Name,
    Operator, PathComponent, Spelled, Time, TimeZone,
};
use meshc::source::FileId;

/// The tree that the bytes decide on.
pub(crate) fn random_tree(choices: &[u8]) -> Ast {
    let mut grower = Grower {
        ast: Ast::new(FileId(0)),
        choices: choices.iter(),
    };
    let root = grower.expr(6);
    grower.ast.set_root(root);
    grower.ast
}

struct Grower<'a> {
    ast: Ast,
    choices: std::slice::Iter<'a, u8>,
}

const NAMES: [&str; 14] = [
    "x",
    "y",
    "_",
    "foo/bar-1",
    "if",
    "Some",
    "Natural",
    "True",
    "",
    "a b",
    "NaN",
    "missing",
    "as",
    "e5",
];

const SEGMENTS: [&str; 16] = [
    "",
    "a",
    "\n",
    "  a\n  b\n",
    "'",
    "''",
    "'''",
    "${",
    "'${",
    "$",
    "\\\"",
    "\r\n",
    "\t\u{1}",
    "é\u{202e}",
    "x\n\n  y",
    " \n \n",
];

const OPERATORS: [Operator; 13] = [
    Operator::Equivalent,
    Operator::ImportAlt,
    Operator::Or,
    Operator::Plus,
    Operator::TextAppend,
    Operator::ListAppend,
    Operator::And,
    Operator::Combine,
    Operator::Prefer,
    Operator::CombineTypes,
    Operator::Times,
    Operator::Equal,
    Operator::NotEqual,
];

impl Grower<'_> {
    /// A number below `limit`; 0 once the choices are used up.
    fn below(&mut self, limit: usize) -> usize {
        self.choices
            .next()
            .map_or(0, |choice| usize::from(*choice) % limit)
    }

    fn pick<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())]
    }

    fn spelled(&mut self) -> Spelled {
        Spelled {
            name: Name::new(self.pick(&NAMES)),
            span: (0, 0),
        }
    }

    /// Labels of a record, each once.
    fn labels(&mut self) -> Vec<Spelled> {
        let mut labels: Vec<Spelled> = Vec::new();
        for _ in 0..self.below(4) {
            let label = self.spelled();
            if labels.iter().all(|other| other.name != label.name) {
                labels.push(label);
            }
        }
        labels
    }

    fn expr(&mut self, depth: usize) -> ExprId {
        let expr = if depth == 0 || self.below(4) == 0 {
            self.leaf()
        } else {
            self.branch(depth - 1)
        };
        self.ast.add(expr, 0, 0)
    }

    fn leaf(&mut self) -> Expr {
        match self.below(16) {
            0 => Expr::Natural(self.below(200) as u64 * 1_000_000_007),
            1 => Expr::Integer(self.below(200) as i64 - 100),
            2 => {
                Expr::Double(self.pick(&[0.0, -0.0, 1.5, 1e300, -1e-7, 0.1, f64::NAN, f64::INFINITY, 5e-324]))
            }
            3 => Expr::Bool(self.below(2) == 0),
            4 => Expr::Const(self.pick(&[Const::Type, Const::Kind, Const::Sort])),
            5 => Expr::Builtin(self.pick(&Builtin::ALL).0),
            6 => Expr::BigNatural(Box::new(
                "123456789012345678901234567890".parse().expect("digits"),
            )),
            7 => Expr::BigInteger(Box::new(
                "-123456789012345678901234567890".parse().expect("digits"),
            )),
            8 => Expr::Bytes(vec![0, self.below(256) as u8].into()),
            9 => Expr::Date(Date::new(2024, 2, 1 + self.below(29) as u8).expect("a date")),
            10 => Expr::Time(Box::new(Time {
                hour: self.below(24) as u8,
                minute: 5,
                second: self.below(60) as u8,
                fraction: self.pick(&["", "0", "100", "123456789012345678901"]).into(),
            })),
            11 => Expr::TimeZone(TimeZone {
                minutes: self.below(200) as i16 - 100,
            }),
            12 => self.import(None),
            13 => Expr::RecordType(Box::new([])),
            14 => Expr::Record(Box::new([])),
            _ => Expr::Variable {
                name: self.spelled().name,
                index: self.below(3) as u32,
            },
        }
    }

    fn import(&mut self, headers: Option<ExprId>) -> Expr {
        let components = |names: &[&str]| names.iter().map(|name| Box::from(*name)).collect();
        let remote = headers.is_some() || self.below(2) == 0;
        let location = if remote {
            Location::Remote {
                https: self.below(2) == 0,
                authority: "u:p@example.org:80".into(),
                components: components(self.pick(&[&[""] as &[&str], &["a", "", "b%20c"]])),
                query: self.pick(&[None, Some(""), Some("x=1&y")]).map(Box::from),
                headers,
            }
        } else {
            match self.below(3) {
                0 => Location::Missing,
                1 => Location::Env(self.pick(&["HOME", "a b", "\n\"\\"]).into()),
                _ => Location::Local {
                    prefix: self.pick(&[
                        LocalPrefix::Absolute,
                        LocalPrefix::Here,
                        LocalPrefix::Parent,
                        LocalPrefix::Home,
                    ]),
                    components: components(self.pick(&[&["a.dhall"] as &[&str], &["..", "a b", "é"]])),
                },
            }
        };
        Expr::Import(Box::new(Import {
            location,
            hash: (self.below(3) == 0).then_some([0xab; 32]),
            mode: self.pick(&[
                ImportMode::Code,
                ImportMode::RawText,
                ImportMode::Location,
                ImportMode::RawBytes,
            ]),
        }))
    }

    fn branch(&mut self, depth: usize) -> Expr {
        match self.below(24) {
            0 => Expr::Lambda {
                param: self.spelled(),
                domain: self.expr(depth),
                body: self.expr(depth),
            },
            1 => Expr::Forall {
                param: self.spelled(),
                domain: self.expr(depth),
                codomain: self.expr(depth),
            },
            2 | 3 => Expr::Apply {
                function: self.expr(depth),
                argument: self.expr(depth),
            },
            4 => Expr::Let {
                bindings: (0..=self.below(2))
                    .map(|_| Binding {
                        label: self.spelled(),
                        annotation: (self.below(2) == 0).then(|| self.expr(depth)),
                        value: self.expr(depth),
                    })
                    .collect(),
                body: self.expr(depth),
            },
            5 => Expr::Annotation {
                value: self.expr(depth),
                annotation: self.expr(depth),
            },
            6 => Expr::Assert {
                annotation: self.expr(depth),
            },
            7 => Expr::If {
                predicate: self.expr(depth),
                then: self.expr(depth),
                otherwise: self.expr(depth),
            },
            8..=11 => Expr::Operator {
                operator: self.pick(&OPERATORS),
                left: self.expr(depth),
                right: self.expr(depth),
            },
            12 | 13 => {
                let inner = self.below(3);
                Expr::Text {
                    segments: (0..=inner).map(|_| self.pick(&SEGMENTS).into()).collect(),
                    interpolations: (0..inner).map(|_| self.expr(depth)).collect(),
                }
            }
            14 => Expr::EmptyList {
                annotation: self.expr(depth),
            },
            15 => Expr::List((0..=self.below(3)).map(|_| self.expr(depth)).collect()),
            16 => Expr::Some(self.expr(depth)),
            17 => {
                let labels = self.labels();
                let fields = labels.into_iter().map(|label| (label, self.expr(depth)));
                Expr::Record(fields.collect())
            }
            _ => self.rarer_branch(depth),
        }
    }

    fn rarer_branch(&mut self, depth: usize) -> Expr {
        match self.below(10) {
            0 => Expr::RecordType(
                (0..=self.below(2))
                    .map(|_| (self.spelled(), self.expr(depth)))
                    .collect(),
            ),
            1 => {
                let alternatives = (0..self.below(3)).map(|_| {
                    let payload = (self.below(2) == 0).then(|| self.expr(depth));
                    (self.spelled(), payload)
                });
                Expr::Union(alternatives.collect())
            }
            2 => Expr::Field {
                record: self.expr(depth),
                label: self.spelled(),
            },
            3 => Expr::Project {
                record: self.expr(depth),
                labels: self.labels().into(),
            },
            4 => Expr::ProjectType {
                record: self.expr(depth),
                selector: self.expr(depth),
            },
            5 => Expr::Completion {
                schema: self.expr(depth),
                record: self.expr(depth),
            },
            6 => Expr::Merge {
                handlers: self.expr(depth),
                union: self.expr(depth),
                annotation: (self.below(2) == 0).then(|| self.expr(depth)),
            },
            7 => Expr::ToMap {
                record: self.expr(depth),
                annotation: (self.below(2) == 0).then(|| self.expr(depth)),
            },
            8 => Expr::With {
                record: self.expr(depth),
                path: (0..=self.below(2))
                    .map(|_| match self.below(4) {
                        0 => PathComponent::DescendOptional((0, 0)),
                        _ => PathComponent::Label(self.spelled()),
                    })
                    .collect(),
                value: self.expr(depth),
            },
            _ if self.below(2) == 0 => Expr::ShowConstructor(self.expr(depth)),
            _ => {
                let headers = self.expr(depth);
                self.import(Some(headers))
            }
        }
    }
}
