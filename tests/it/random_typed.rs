//! Random expressions that have a type: a list of bytes decides on every choice, so that shorter lists are smaller
//! expressions. Each comes twice, in one file and split over several.

use std::fmt;

/// An expression, as one text and as files.
pub(crate) struct Typed {
    /// The whole.
    pub(crate) text: String,
    /// The same, with parts that stand alone in files of their own; the first is the root.
    pub(crate) files: Vec<(String, String)>,
    /// What type it was made to have.
    pub(crate) ty: Ty,
}

/// The type of an expression that is made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    Bool,
    Natural,
    Integer,
    Double,
    Text,
    Bytes,
    Date,
    Time,
    TimeZone,
    List(Box<Ty>),
    Optional(Box<Ty>),
    Record(Vec<(&'static str, Ty)>),
    Union(Vec<(&'static str, Option<Ty>)>),
    Function(Box<Ty>, Box<Ty>),
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(inner) => write!(f, "(List {inner})"),
            Self::Optional(inner) => write!(f, "(Optional {inner})"),
            Self::Record(fields) => {
                let fields: Vec<_> = fields.iter().map(|(name, ty)| format!("{name} : {ty}")).collect();
                write!(f, "{{{}}}", fields.join(", "))
            }
            Self::Union(alternatives) => {
                let alternatives: Vec<_> = alternatives.iter().map(alternative).collect();
                write!(f, "< {} >", alternatives.join(" | "))
            }
            Self::Function(from, to) => write!(f, "({from} → {to})"),
            plain => write!(f, "{plain:?}"),
        }
    }
}

fn alternative((name, payload): &(&'static str, Option<Ty>)) -> String {
    match payload {
        Some(ty) => format!("{name} : {ty}"),
        None => (*name).to_owned(),
    }
}

/// The expression that the bytes decide on.
pub(crate) fn random_typed(choices: &[u8]) -> Typed {
    let mut grower = Grower {
        choices: choices.iter(),
        scope: Vec::new(),
        parts: Vec::new(),
    };
    let ty = grower.ty(3);
    let Pair(text, split) = grower.expr(&ty, 6);
    let mut files = vec![("root.dhall".to_owned(), split)];
    files.append(&mut grower.parts);
    Typed { text, files, ty }
}

/// The text of an expression, in one file and with imports.
struct Pair(String, String);

/// Writes a [`Pair`]; every `%` takes the next part.
macro_rules! pair {
    ($template:literal $(, $part:expr)*) => {
        filled($template, &[$(&$part),*])
    };
}

fn filled(template: &str, parts: &[&dyn Part]) -> Pair {
    let mut pieces = template.split('%');
    let first = pieces.next().unwrap_or_default();
    let mut pair = Pair(first.to_owned(), first.to_owned());
    for (piece, part) in pieces.zip(parts) {
        pair.0.extend([part.whole(), piece]);
        pair.1.extend([part.parted(), piece]);
    }
    pair
}

/// What a pair is made of.
trait Part {
    fn whole(&self) -> &str;
    fn parted(&self) -> &str;
}

impl Part for Pair {
    fn whole(&self) -> &str {
        &self.0
    }
    fn parted(&self) -> &str {
        &self.1
    }
}

impl Part for &str {
    fn whole(&self) -> &str {
        self
    }
    fn parted(&self) -> &str {
        self
    }
}

impl Part for String {
    fn whole(&self) -> &str {
        self
    }
    fn parted(&self) -> &str {
        self
    }
}

struct Grower<'a> {
    choices: std::slice::Iter<'a, u8>,
    /// The variables, outermost first.
    scope: Vec<(&'static str, Ty)>,
    /// The files that parts were put into.
    parts: Vec<(String, String)>,
}

/// Few, so that one often hides another.
const VARIABLES: [&str; 5] = ["x", "y", "_", "`if`", "foo/bar-1"];
const LABELS: [&str; 6] = ["a", "b", "`a b`", "Some", "`let`", "Type"];
const ALTERNATIVES: [&str; 4] = ["A", "B", "`c d`", "None"];
const LITERALS: [&str; 12] = [
    "\"\"",
    "\"a\"",
    "\"$x \\${y} \\\\ \\\"\"",
    "\"\\n\\t\\u{1F600} é\"",
    "''\n''",
    "''\n  a\n    b ''' ''${c}\n  ''",
    "''\n\ta\n\n\tb''",
    "\"a\\nb\\r\\n'' \"",
    "\"\\u001b\"",
    "''\n    \n  x\n''",
    "\"'\"",
    "\"  \\n   \"",
];
const NATURALS: [&str; 6] = ["0", "1", "7", "0xFf", "0b10", "123456789012345678901234567890"];
const DOUBLES: [&str; 8] = [
    "0.0", "-0.0", "1.5", "1e300", "-1E-7", "NaN", "Infinity", "5e-324",
];
const GAPS: [&str; 6] = [" ", "\n", " {- c -} ", " -- d\n", "\n\n  ", "\t"];

impl Grower<'_> {
    /// A number below `limit`; 0 once the choices are used up.
    fn below(&mut self, limit: usize) -> usize {
        self.choices
            .next()
            .map_or(0, |choice| usize::from(*choice) % limit)
    }

    fn pick<T: Clone>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())].clone()
    }

    fn gap(&mut self) -> &'static str {
        match self.below(5) {
            4 => self.pick(&GAPS),
            _ => " ",
        }
    }

    fn ty(&mut self, depth: usize) -> Ty {
        const PLAIN: [Ty; 9] = [
            Ty::Natural,
            Ty::Text,
            Ty::Bool,
            Ty::Integer,
            Ty::Double,
            Ty::Bytes,
            Ty::Date,
            Ty::Time,
            Ty::TimeZone,
        ];
        if depth == 0 || self.below(2) == 0 {
            let at = self.below(PLAIN.len());
            return PLAIN[at].clone();
        }
        match self.below(7) {
            0 => Ty::List(Box::new(self.ty(depth - 1))),
            6 => {
                let entry = vec![("mapKey", Ty::Text), ("mapValue", self.ty(depth - 1))];
                Ty::List(Box::new(Ty::Record(entry)))
            }
            1 => Ty::Optional(Box::new(self.ty(depth - 1))),
            2 | 3 => {
                let labels = self.some_of(&LABELS, 0);
                Ty::Record(
                    labels
                        .into_iter()
                        .map(|label| (label, self.ty(depth - 1)))
                        .collect(),
                )
            }
            4 => {
                let names = self.some_of(&ALTERNATIVES, 1);
                let with_payload = |name| {
                    let payload = (self.below(2) == 0).then(|| self.ty(depth - 1));
                    (name, payload)
                };
                Ty::Union(names.into_iter().map(with_payload).collect())
            }
            _ => Ty::Function(Box::new(self.ty(depth - 1)), Box::new(self.ty(depth - 1))),
        }
    }

    fn some_of(&mut self, names: &[&'static str], least: usize) -> Vec<&'static str> {
        let mut some: Vec<&str> = Vec::new();
        for _ in 0..least + self.below(3) {
            let name = self.pick(names);
            if !some.contains(&name) {
                some.push(name);
            }
        }
        some
    }

    /// An expression that can stand anywhere: in parentheses, or by itself.
    fn atom(&mut self, ty: &Ty, depth: usize) -> Pair {
        let inner = self.expr(ty, depth);
        let (left, right) = (self.gap(), self.gap());
        pair!("(%%%)", left, inner, right)
    }

    fn expr(&mut self, ty: &Ty, depth: usize) -> Pair {
        if depth == 0 {
            return self.leaf(ty, depth);
        }
        let depth = depth - 1;
        match self.below(24) {
            0 => self.leaf(ty, depth),
            1..=3 => self.variable(ty).unwrap_or_else(|| self.leaf(ty, depth)),
            4 | 5 => self.binding(ty, depth),
            6 => self.redex(ty, depth),
            7 => {
                let (condition, then, otherwise) = (
                    self.expr(&Ty::Bool, depth),
                    self.expr(ty, depth),
                    self.expr(ty, depth),
                );
                pair!("if % then % else %", condition, then, otherwise)
            }
            8 => self.matched(ty, depth),
            9 => self.selected(ty, depth),
            10 => {
                let value = self.atom(ty, depth);
                let gap = self.gap();
                pair!("% :%%", value, gap, ty.to_string())
            }
            11 => self.folded(ty, depth),
            12 => self.alternative(ty, depth),
            13 => self.part(ty, depth),
            14 => self.checked(ty, depth),
            15 => self.polymorphic(ty, depth),
            _ => self.operation(ty, depth),
        }
    }

    /// A variable of the type, if there is one.
    fn variable(&mut self, ty: &Ty) -> Option<Pair> {
        let fitting: Vec<usize> = (0..self.scope.len())
            .filter(|at| self.scope[*at].1 == *ty)
            .collect();
        if fitting.is_empty() {
            return None;
        }
        let at = fitting[self.below(fitting.len())];
        let name = self.scope[at].0;
        let index = self.scope[at + 1..]
            .iter()
            .filter(|(other, _)| *other == name)
            .count();
        let text = match index {
            0 => name.to_owned(),
            _ => format!("{name}@{index}"),
        };
        Some(pair!("%", text))
    }

    fn with_variable(&mut self, name: &'static str, bound: Ty, ty: &Ty, depth: usize) -> Pair {
        self.scope.push((name, bound));
        let body = self.expr(ty, depth);
        self.scope.pop();
        body
    }

    fn binding(&mut self, ty: &Ty, depth: usize) -> Pair {
        let (name, bound) = (self.pick(&VARIABLES), self.ty(2));
        let value = self.expr(&bound, depth);
        let annotation = match self.below(3) {
            0 => format!(" : {bound}"),
            _ => String::new(),
        };
        let gap = self.gap();
        let body = self.with_variable(name, bound, ty, depth);
        pair!("let %% = %%in %", name, annotation, value, gap, body)
    }

    fn redex(&mut self, ty: &Ty, depth: usize) -> Pair {
        let (name, bound) = (self.pick(&VARIABLES), self.ty(2));
        let argument = self.atom(&bound, depth);
        let domain = bound.to_string();
        let body = self.with_variable(name, bound, ty, depth);
        pair!("(λ(% : %) → %) %", name, domain, body, argument)
    }

    /// `merge` of a union or an `Optional`.
    fn matched(&mut self, ty: &Ty, depth: usize) -> Pair {
        let alternatives = match self.below(3) {
            0 => vec![("None", None), ("Some", Some(self.ty(1)))],
            _ => {
                let names = self.some_of(&ALTERNATIVES, 1);
                names
                    .into_iter()
                    .map(|name| (name, (self.below(2) == 0).then(|| self.ty(1))))
                    .collect()
            }
        };
        let scrutinee = match alternatives.as_slice() {
            [("None", None), ("Some", Some(inner))] => Ty::Optional(Box::new(inner.clone())),
            _ => Ty::Union(alternatives.clone()),
        };
        let value = self.atom(&scrutinee, depth);
        let mut handlers = pair!("%", "");
        for (name, payload) in alternatives {
            let handler = match payload {
                None => self.expr(ty, depth),
                Some(payload) => {
                    let (variable, domain) = (self.pick(&VARIABLES), payload.to_string());
                    let body = self.with_variable(variable, payload, ty, depth);
                    pair!("λ(% : %) → %", variable, domain, body)
                }
            };
            handlers = pair!("%, % = %", handlers, name, handler);
        }
        let annotation = match self.below(2) {
            0 => String::new(),
            _ => format!(" : {ty}"),
        };
        pair!("merge {%} %%", handlers, value, annotation)
    }

    /// A field of a record, perhaps through a projection.
    fn selected(&mut self, ty: &Ty, depth: usize) -> Pair {
        let (label, other) = (self.pick(&LABELS), self.ty(1));
        let label = if label == "Some" { "a" } else { label };
        let value = self.expr(ty, depth);
        let beside = self.expr(&other, depth);
        let record = pair!("{ % = %, z = % }", label, value, beside);
        let projection = match self.below(4) {
            0 => format!(".{{ {label} }}"),
            1 => format!(".({{ {label} : {ty} }})"),
            _ => String::new(),
        };
        pair!("%%.%", record, projection, label)
    }

    fn folded(&mut self, ty: &Ty, depth: usize) -> Pair {
        let start = self.atom(ty, depth);
        let name = self.pick(&VARIABLES);
        if self.below(2) == 0 {
            let count = self.pick(&["0", "1", "3"]);
            let step = self.with_variable(name, ty.clone(), ty, depth);
            let ty = ty.to_string();
            return pair!(
                "Natural/fold % % (λ(% : %) → %) %",
                count,
                ty,
                name,
                ty,
                step,
                start
            );
        }
        let element = self.ty(1);
        let list = self.atom(&Ty::List(Box::new(element.clone())), depth);
        let second = self.pick(&VARIABLES);
        self.scope.push((name, element.clone()));
        let step = self.with_variable(second, ty.clone(), ty, depth);
        self.scope.pop();
        let (element, ty) = (element.to_string(), ty.to_string());
        let step = pair!("λ(% : %) → λ(% : %) → %", name, element, second, ty, step);
        pair!("List/fold % % % (%) %", element, list, ty, step, start)
    }

    /// `?` with something absent on its left, or anything on its right.
    fn alternative(&mut self, ty: &Ty, depth: usize) -> Pair {
        let value = self.atom(ty, depth);
        match self.below(2) {
            0 => pair!("missing ? %", value),
            _ => {
                let other = self.atom(ty, depth);
                pair!("% ? %", value, other)
            }
        }
    }

    /// Something that stands alone, in a file of its own.
    fn part(&mut self, ty: &Ty, depth: usize) -> Pair {
        let scope = std::mem::take(&mut self.scope);
        let Pair(whole, split) = self.expr(ty, depth);
        self.scope = scope;
        let file = format!("part{}.dhall", self.parts.len());
        self.parts.push((file.clone(), split));
        Pair(format!("({whole})"), format!("./{file}"))
    }

    /// An assertion that holds, in front.
    fn checked(&mut self, ty: &Ty, depth: usize) -> Pair {
        let side = self.atom(&Ty::Natural, depth);
        let assertion = pair!("assert : % ≡ %", side, side);
        let name = self.pick(&VARIABLES);
        // The type of the assertion is not one that anything asks for, so that the variable is never used.
        let hidden = Ty::Function(
            Box::new(Ty::Bytes),
            Box::new(Ty::Record(vec![("hidden", Ty::Bool)])),
        );
        let body = self.with_variable(name, hidden, ty, depth);
        pair!("let % = % in %", name, assertion, body)
    }

    fn polymorphic(&mut self, ty: &Ty, depth: usize) -> Pair {
        let value = self.atom(ty, depth);
        let ty = ty.to_string();
        match self.below(3) {
            0 => pair!("(λ(t : Type) → λ(v : t) → v) % %", ty, value),
            1 => pair!("let T = % in (λ(v : T) → v) %", ty, value),
            _ => pair!(
                "(λ(f : ∀(t : Type) → t → t) → f %) (λ(t : Type) → λ(v : t) → v) %",
                ty,
                value
            ),
        }
    }

    /// What only an expression of this type can be.
    fn operation(&mut self, ty: &Ty, depth: usize) -> Pair {
        match ty {
            Ty::Bool => self.bool(depth),
            Ty::Natural => self.natural(depth),
            Ty::Text => self.text(depth),
            Ty::Integer => {
                let value = self.atom(&Ty::Natural, depth);
                match self.below(2) {
                    0 => pair!("Natural/toInteger %", value),
                    _ => pair!("Integer/negate (Natural/toInteger %)", value),
                }
            }
            Ty::Double => {
                let value = self.atom(&Ty::Integer, depth);
                pair!("Integer/toDouble %", value)
            }
            Ty::List(inner) => self.list(ty, inner, depth),
            Ty::Optional(inner) => {
                let list = self.atom(&Ty::List(inner.clone()), depth);
                let function = self.pick(&["List/head", "List/last"]);
                pair!("% % %", function, inner.to_string(), list)
            }
            Ty::Record(fields) => self.record(ty, fields, depth),
            _ => self.leaf(ty, depth),
        }
    }

    fn bool(&mut self, depth: usize) -> Pair {
        if self.below(3) == 0 {
            let value = self.atom(&Ty::Natural, depth);
            let test = self.pick(&["Natural/even", "Natural/odd", "Natural/isZero"]);
            return pair!("% %", test, value);
        }
        let (left, right) = (self.atom(&Ty::Bool, depth), self.atom(&Ty::Bool, depth));
        let operator = self.pick(&["&&", "||", "==", "!="]);
        let gap = self.gap();
        pair!("% %%%", left, operator, gap, right)
    }

    fn natural(&mut self, depth: usize) -> Pair {
        match self.below(4) {
            0 => {
                let element = self.ty(1);
                let list = self.atom(&Ty::List(Box::new(element.clone())), depth);
                pair!("List/length % %", element.to_string(), list)
            }
            1 => {
                let value = self.atom(&Ty::Integer, depth);
                pair!("Integer/clamp %", value)
            }
            2 => {
                let (left, right) = (self.atom(&Ty::Natural, depth), self.atom(&Ty::Natural, depth));
                pair!("Natural/subtract % %", left, right)
            }
            _ => {
                let (left, right) = (self.atom(&Ty::Natural, depth), self.atom(&Ty::Natural, depth));
                let operator = self.pick(&["+", "*"]);
                pair!("% % %", left, operator, right)
            }
        }
    }

    fn text(&mut self, depth: usize) -> Pair {
        match self.below(8) {
            0 => {
                let (left, right) = (self.atom(&Ty::Text, depth), self.atom(&Ty::Text, depth));
                pair!("% ++ %", left, right)
            }
            1 => {
                let (from, to) = (self.atom(&Ty::Text, depth), self.atom(&Ty::Text, depth));
                let text = self.atom(&Ty::Text, depth);
                pair!("Text/replace % % %", from, to, text)
            }
            2 => {
                let show = self.pick(&[
                    ("Natural/show", Ty::Natural),
                    ("Integer/show", Ty::Integer),
                    ("Double/show", Ty::Double),
                    ("Text/show", Ty::Text),
                    ("Date/show", Ty::Date),
                    ("Time/show", Ty::Time),
                    ("TimeZone/show", Ty::TimeZone),
                ]);
                let value = self.atom(&show.1, depth);
                pair!("% %", show.0, value)
            }
            3 => {
                let names = self.some_of(&ALTERNATIVES, 1);
                let union = Ty::Union(names.into_iter().map(|name| (name, None)).collect());
                let value = self.atom(&union, depth);
                pair!("showConstructor %", value)
            }
            4 => {
                let (first, second) = (self.expr(&Ty::Text, depth), self.expr(&Ty::Text, depth));
                pair!("''\n  a ${%}\n    b\n${%}''", first, second)
            }
            _ => {
                let (first, second) = (self.expr(&Ty::Text, depth), self.expr(&Ty::Text, depth));
                pair!("\"a${ %} $${%}\\n\"", first, second)
            }
        }
    }

    fn list(&mut self, ty: &Ty, inner: &Ty, depth: usize) -> Pair {
        match (self.below(4), inner) {
            (0, _) => {
                let list = self.atom(ty, depth);
                pair!("List/reverse % %", inner.to_string(), list)
            }
            (1, Ty::Record(fields))
                if matches!(fields.as_slice(), [("mapKey", Ty::Text), ("mapValue", _)]) =>
            {
                let value = self.expr(&fields[1].1, depth);
                pair!("toMap { k = % }", value)
            }
            (2, _) => {
                let (list, name) = (self.atom(inner, depth), inner.to_string());
                pair!(
                    "List/build % (λ(l : Type) → λ(cons : % → l → l) → λ(nil : l) → cons % nil)",
                    name,
                    name,
                    list
                )
            }
            _ => {
                let (left, right) = (self.atom(ty, depth), self.atom(ty, depth));
                pair!("% # %", left, right)
            }
        }
    }

    fn record(&mut self, ty: &Ty, fields: &[(&'static str, Ty)], depth: usize) -> Pair {
        match self.below(5) {
            0 => {
                let (left, right) = (self.atom(ty, depth), self.atom(ty, depth));
                pair!("% ⫽ %", left, right)
            }
            1 => {
                let half = fields.len() / 2;
                let left = self.atom(&Ty::Record(fields[..half].to_vec()), depth);
                let right = self.atom(&Ty::Record(fields[half..].to_vec()), depth);
                pair!("% ∧ %", left, right)
            }
            2 if !fields.is_empty() => {
                let record = self.atom(ty, depth);
                let (label, field) = &fields[self.below(fields.len())];
                let value = self.atom(field, depth);
                pair!("% with % = %", record, *label, value)
            }
            3 => {
                let half = fields.len() / 2;
                let default = self.expr(&Ty::Record(fields[..half].to_vec()), depth);
                let given = self.leaf(&Ty::Record(fields[half..].to_vec()), depth);
                pair!("{ Type = %, default = % }::%", ty.to_string(), default, given)
            }
            _ if fields.iter().any(|(label, _)| *label == "z") => self.leaf(ty, depth),
            _ => {
                let mut wider = fields.to_vec();
                wider.push(("z", Ty::Natural));
                let record = self.atom(&Ty::Record(wider), depth);
                pair!("%.(%)", record, ty.to_string())
            }
        }
    }

    /// A literal, as deep as its type.
    fn leaf(&mut self, ty: &Ty, depth: usize) -> Pair {
        let depth = depth.saturating_sub(1);
        match ty {
            Ty::Bool => pair!("%", self.pick(&["True", "False"])),
            Ty::Natural => pair!("%", self.pick(&NATURALS)),
            Ty::Integer => pair!("%", self.pick(&["+0", "-1", "+12", "-0xA", "-0"])),
            Ty::Double => pair!("%", self.pick(&DOUBLES)),
            Ty::Text => pair!("%", self.pick(&LITERALS)),
            Ty::Bytes => pair!("%", self.pick(&["0x\"\"", "0x\"00fF\""])),
            Ty::Date => pair!("%", self.pick(&["2024-02-29", "0001-01-01"])),
            Ty::Time => pair!("%", self.pick(&["00:00:00", "23:59:59.100", "12:00:00.0"])),
            Ty::TimeZone => pair!("%", self.pick(&["+00:00", "-23:59", "+05:30"])),
            Ty::List(inner) => self.elements(inner, depth),
            Ty::Optional(inner) => match self.below(2) {
                0 => pair!("None %", inner.to_string()),
                _ => {
                    let value = self.atom(inner, depth);
                    pair!("Some %", value)
                }
            },
            Ty::Record(fields) if fields.is_empty() => pair!("%", "{=}"),
            Ty::Record(fields) => {
                let mut text = pair!("%", "");
                for (label, field) in fields {
                    let value = self.expr(field, depth);
                    let gap = self.gap();
                    text = pair!("%, % =%%", text, *label, gap, value);
                }
                pair!("{% }", text)
            }
            Ty::Union(alternatives) => {
                let (name, payload) = &alternatives[self.below(alternatives.len())];
                let union = pair!("%.%", ty.to_string(), *name);
                match payload {
                    None => union,
                    Some(payload) => {
                        let payload = self.atom(payload, depth);
                        pair!("% %", union, payload)
                    }
                }
            }
            Ty::Function(from, to) => {
                let name = self.pick(&VARIABLES);
                let domain = from.to_string();
                let body = self.with_variable(name, (**from).clone(), to, depth);
                let arrow = self.pick(&["→", "->"]);
                pair!("λ(% : %) % %", name, domain, arrow, body)
            }
        }
    }

    fn elements(&mut self, inner: &Ty, depth: usize) -> Pair {
        let count = self.below(4);
        if count == 0 {
            return pair!("([] : List %)", inner.to_string());
        }
        let mut text = pair!("%", "");
        for _ in 0..count {
            let element = self.expr(inner, depth);
            text = pair!("%, %", text, element);
        }
        pair!("[%]", text)
    }
}
