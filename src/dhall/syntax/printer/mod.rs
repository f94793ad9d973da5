//! The printer: from trees to text that means the same.
//!
//! [`print_line`] writes an expression with the fewest parentheses and without line ends; [`print()`] lays the
//! same text out over several lines where it is long, with the layout of the formatter. Parsing what is
//! printed gives the same expression again, byte for byte in the binary form. The exceptions are trees that
//! no text stands for: a hole, which is printed as `…`, and names and path components with characters that
//! the grammar has no escape for, which only a decoded tree has and whose characters are printed as `?`.

mod atom;
mod block;
mod double;
mod level;
mod line;
mod name;
mod text;

use super::{Ast, Binding, Expr, ExprId, Operator, PathComponent, Spelled};
pub use atom::{date_text, time_text, time_zone_text};
pub use block::{lines_length, write_lines};
pub use double::double_text;
use level::Level;
pub use line::{line_length, write_line};
pub use name::{binder_text, label_text};
pub use text::text_literal;

/// Prints the expression that is the whole file, on several lines where it is long.
pub fn print(ast: &Ast) -> String {
    let text = Printer::new(ast, true).run();
    // A tree that nests more deeply than the parser goes is printed on one line.
    super::formatter::lay_out(&text).unwrap_or(text)
}

/// Prints the expression that is the whole file on one line.
pub fn print_line(ast: &Ast) -> String {
    Printer::new(ast, false).run()
}

/// A part of the text that is still to be printed.
enum Step<'a> {
    /// An expression, in parentheses unless it binds as tightly as the level.
    Expr(ExprId, Level),
    Fixed(&'static str),
    Owned(String),
    /// The literal part of a text, escaped for the quotes that it stands in.
    Segment(&'a str, text::Quotes),
}

struct Printer<'a> {
    ast: &'a Ast,
    out: String,
    /// Whether a text of several lines may be printed as such.
    lines: bool,
    /// What follows, the next step last: a list instead of recursion, so that any tree can be printed.
    rest: Vec<Step<'a>>,
}

impl<'a> Printer<'a> {
    fn new(ast: &'a Ast, lines: bool) -> Self {
        Self {
            ast,
            out: String::new(),
            lines,
            rest: vec![Step::Expr(ast.root(), Level::Expression)],
        }
    }

    fn run(mut self) -> String {
        while let Some(step) = self.rest.pop() {
            match step {
                Step::Fixed(text) => self.out.push_str(text),
                Step::Owned(text) => self.out.push_str(&text),
                Step::Segment(segment, quotes) => text::push_segment(&mut self.out, segment, quotes),
                Step::Expr(id, level) => {
                    let parts = self.parts(id);
                    if Level::of(&self.ast[id]) < level {
                        self.rest.push(Step::Fixed(")"));
                        self.rest.extend(parts.into_iter().rev());
                        self.out.push('(');
                    } else {
                        self.rest.extend(parts.into_iter().rev());
                    }
                }
            }
        }
        self.out
    }

    /// What an expression consists of, in order.
    fn parts(&self, id: ExprId) -> Vec<Step<'a>> {
        use Step::{Fixed, Owned};
        let expression = |id: ExprId| Step::Expr(id, Level::Expression);
        let argument = |id: ExprId| Step::Expr(id, Level::Argument);
        match &self.ast[id] {
            Expr::Lambda { param, domain, body } => vec![
                Owned(format!("λ({} : ", binder_text(param.name.as_str()))),
                expression(*domain),
                Fixed(") → "),
                expression(*body),
            ],
            Expr::Forall {
                param,
                domain,
                codomain,
            } => forall(param, *domain, *codomain),
            Expr::Apply {
                function,
                argument: a,
            } => vec![
                Step::Expr(*function, Level::Application),
                Fixed(" "),
                argument(*a),
            ],
            Expr::Let { bindings, body } => let_in(bindings, *body),
            Expr::Annotation { value, annotation } => {
                vec![
                    Step::Expr(*value, self.annotated_level(*value)),
                    Fixed(" : "),
                    expression(*annotation),
                ]
            }
            Expr::Assert { annotation } => vec![Fixed("assert : "), expression(*annotation)],
            Expr::If {
                predicate,
                then,
                otherwise,
            } => vec![
                Fixed("if "),
                expression(*predicate),
                Fixed(" then "),
                expression(*then),
                Fixed(" else "),
                expression(*otherwise),
            ],
            Expr::Operator {
                operator,
                left,
                right,
            } => vec![
                Step::Expr(*left, Level::Operand(*operator)),
                Fixed(operator_text(*operator)),
                Step::Expr(*right, Level::Operand(*operator).tighter()),
            ],
            Expr::Text {
                segments,
                interpolations,
            } => self.text(segments, interpolations),
            Expr::EmptyList { annotation } => vec![Fixed("[] : "), expression(*annotation)],
            Expr::List(elements) => {
                let elements = elements.iter().map(|element| vec![expression(*element)]);
                bracketed("[ ", ", ", " ]", elements)
            }
            Expr::Some(_) | Expr::Merge { .. } | Expr::ToMap { .. } | Expr::ShowConstructor(_) => {
                self.keyword_application(id)
            }
            Expr::RecordType(_) | Expr::Record(_) | Expr::Union(_) => self.braces(id),
            Expr::Field { .. }
            | Expr::Project { .. }
            | Expr::ProjectType { .. }
            | Expr::Completion { .. }
            | Expr::With { .. } => self.record_operation(id),
            Expr::Import(import) => atom::import_parts(import),
            _ => vec![Owned(atom::word(&self.ast[id]))],
        }
    }

    /// A keyword and its arguments.
    fn keyword_application(&self, id: ExprId) -> Vec<Step<'a>> {
        use Step::Fixed;
        let argument = |id: ExprId| Step::Expr(id, Level::Argument);
        match &self.ast[id] {
            Expr::Some(value) => vec![Fixed("Some "), argument(*value)],
            Expr::Merge {
                handlers,
                union,
                annotation,
            } => {
                let head = vec![Fixed("merge "), argument(*handlers), Fixed(" "), argument(*union)];
                annotated(head, *annotation)
            }
            Expr::ToMap { record, annotation } => {
                annotated(vec![Fixed("toMap "), argument(*record)], *annotation)
            }
            Expr::ShowConstructor(value) => vec![Fixed("showConstructor "), argument(*value)],
            _ => unreachable!("the caller saw one of these"),
        }
    }

    /// Without parentheses, `merge` and `toMap` would take the annotation for their own.
    fn annotated_level(&self, value: ExprId) -> Level {
        match &self.ast[value] {
            Expr::Merge { .. } | Expr::ToMap { .. } => Level::Primitive,
            _ => Level::Operand(Operator::Equivalent),
        }
    }

    fn braces(&self, id: ExprId) -> Vec<Step<'a>> {
        let entry = |label: &Spelled, between: &'static str, value: ExprId| {
            vec![
                Step::Owned(label_text(label.name.as_str())),
                Step::Fixed(between),
                Step::Expr(value, Level::Expression),
            ]
        };
        match &self.ast[id] {
            Expr::RecordType(fields) if fields.is_empty() => vec![Step::Fixed("{}")],
            Expr::Record(fields) if fields.is_empty() => vec![Step::Fixed("{=}")],
            Expr::Union(alternatives) if alternatives.is_empty() => vec![Step::Fixed("<>")],
            Expr::RecordType(fields) => {
                let fields = fields.iter().map(|(label, value)| entry(label, " : ", *value));
                bracketed("{ ", ", ", " }", fields)
            }
            Expr::Record(fields) => {
                let fields = fields.iter().map(|(label, value)| entry(label, " = ", *value));
                bracketed("{ ", ", ", " }", fields)
            }
            Expr::Union(alternatives) => {
                let alternatives = alternatives.iter().map(|(label, payload)| match payload {
                    Some(payload) => entry(label, " : ", *payload),
                    None => vec![Step::Owned(label_text(label.name.as_str()))],
                });
                bracketed("< ", " | ", " >", alternatives)
            }
            _ => unreachable!("the caller saw one of these"),
        }
    }

    fn record_operation(&self, id: ExprId) -> Vec<Step<'a>> {
        let selection = |id: ExprId| Step::Expr(id, Level::Selection);
        match &self.ast[id] {
            Expr::Field { record, label } => vec![
                selection(*record),
                Step::Fixed("."),
                Step::Owned(name::selected_text(label.name.as_str())),
            ],
            Expr::Project { record, labels } if labels.is_empty() => {
                vec![selection(*record), Step::Fixed(".{}")]
            }
            Expr::Project { record, labels } => {
                let labels = labels
                    .iter()
                    .map(|label| vec![Step::Owned(label_text(label.name.as_str()))]);
                let mut parts = vec![selection(*record)];
                parts.extend(bracketed(".{ ", ", ", " }", labels));
                parts
            }
            Expr::ProjectType { record, selector } => vec![
                selection(*record),
                Step::Fixed(".("),
                Step::Expr(*selector, Level::Expression),
                Step::Fixed(")"),
            ],
            Expr::Completion { schema, record } => {
                vec![selection(*schema), Step::Fixed("::"), selection(*record)]
            }
            Expr::With { record, path, value } => {
                // A chain of clauses needs no parentheses.
                let level = match &self.ast[*record] {
                    Expr::With { .. } => Level::Expression,
                    _ => Level::Argument,
                };
                vec![
                    Step::Expr(*record, level),
                    Step::Owned(format!(" with {} = ", path_text(path))),
                    Step::Expr(*value, Level::Operand(Operator::Equivalent)),
                ]
            }
            _ => unreachable!("the caller saw one of these"),
        }
    }

    fn text(&self, segments: &'a [Box<str>], interpolations: &[ExprId]) -> Vec<Step<'a>> {
        let quotes = if self.lines {
            text::quotes(segments)
        } else {
            text::Quotes::Double
        };
        let mut parts = vec![Step::Fixed(quotes.open())];
        for (number, segment) in segments.iter().enumerate() {
            if number > 0 {
                parts.push(Step::Fixed("${"));
                parts.push(Step::Expr(interpolations[number - 1], Level::Expression));
                parts.push(Step::Fixed("}"));
            }
            parts.push(Step::Segment(segment, quotes));
        }
        parts.push(Step::Fixed(quotes.close()));
        parts
    }
}

fn forall<'a>(param: &Spelled, domain: ExprId, codomain: ExprId) -> Vec<Step<'a>> {
    if param.name.as_str() == "_" {
        return vec![
            Step::Expr(domain, Level::Operand(Operator::Equivalent)),
            Step::Fixed(" → "),
            Step::Expr(codomain, Level::Expression),
        ];
    }
    vec![
        Step::Owned(format!("∀({} : ", binder_text(param.name.as_str()))),
        Step::Expr(domain, Level::Expression),
        Step::Fixed(") → "),
        Step::Expr(codomain, Level::Expression),
    ]
}

fn let_in<'a>(bindings: &[Binding], body: ExprId) -> Vec<Step<'a>> {
    let mut parts = Vec::new();
    for binding in bindings {
        parts.push(Step::Owned(format!(
            "let {}",
            binder_text(binding.label.name.as_str())
        )));
        if let Some(annotation) = binding.annotation {
            parts.push(Step::Fixed(" : "));
            parts.push(Step::Expr(annotation, Level::Expression));
        }
        parts.push(Step::Fixed(" = "));
        parts.push(Step::Expr(binding.value, Level::Expression));
        parts.push(Step::Fixed(" "));
    }
    parts.push(Step::Fixed("in "));
    parts.push(Step::Expr(body, Level::Expression));
    parts
}

fn annotated(mut head: Vec<Step<'_>>, annotation: Option<ExprId>) -> Vec<Step<'_>> {
    if let Some(annotation) = annotation {
        head.push(Step::Fixed(" : "));
        head.push(Step::Expr(annotation, Level::Expression));
    }
    head
}

fn bracketed<'a>(
    open: &'static str,
    separator: &'static str,
    close: &'static str,
    items: impl Iterator<Item = Vec<Step<'a>>>,
) -> Vec<Step<'a>> {
    let mut parts = vec![Step::Fixed(open)];
    for (number, item) in items.enumerate() {
        if number > 0 {
            parts.push(Step::Fixed(separator));
        }
        parts.extend(item);
    }
    parts.push(Step::Fixed(close));
    parts
}

fn path_text(path: &[PathComponent]) -> String {
    let components = path.iter().map(|component| match component {
        PathComponent::Label(label) => label_text(label.name.as_str()),
        PathComponent::DescendOptional(_) => "?".into(),
    });
    components.collect::<Vec<_>>().join(".")
}

fn operator_text(operator: Operator) -> &'static str {
    match operator {
        Operator::Equivalent => " ≡ ",
        Operator::ImportAlt => " ? ",
        Operator::Or => " || ",
        Operator::Plus => " + ",
        Operator::TextAppend => " ++ ",
        Operator::ListAppend => " # ",
        Operator::And => " && ",
        Operator::Combine => " ∧ ",
        Operator::Prefer => " ⫽ ",
        Operator::CombineTypes => " ⩓ ",
        Operator::Times => " * ",
        Operator::Equal => " == ",
        Operator::NotEqual => " != ",
    }
}
