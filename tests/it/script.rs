//! The laws of change, held with random edits of the example fleet's Dhall: a literal that is part of the model is
//! never changed in silence, the radius is what a comparison of every environment by itself gives, and what is only
//! written otherwise changes no digest.

use std::collections::{BTreeMap, BTreeSet};

use meshc::change::{Action, Leaf, Path, digests, holdings};
use meshc::compile::Loaded;
use meshc::dhall::rewrite::lint;
use meshc::dhall::syntax::{Ast, Expr, ExprId, Operator, format as formatted_text, parse};
use meshc::dhall::{Engine, Options};
use meshc::model::EnvironmentAddress;
use meshc::source::{FileId, RepoPath, Sources, Span};

use crate::memory::{Memory, changes, side};

/// How many edits of each kind are tried; `MESHC_SCRIPTS` names another number.
fn rounds() -> usize {
    let asked = std::env::var("MESHC_SCRIPTS")
        .ok()
        .and_then(|text| text.parse().ok());
    asked.unwrap_or(40)
}

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

type Leaves = BTreeMap<EnvironmentAddress, BTreeMap<Path, Leaf>>;

/// What every environment holds, leaf by leaf, worked out without any comparison.
fn leaves(loaded: &Loaded) -> Leaves {
    let environments = holdings(&side(loaded)).into_iter();
    environments
        .map(|(address, leaves)| {
            let leaves = leaves.into_iter().map(|holding| (holding.path, holding.leaf));
            (address, leaves.collect())
        })
        .collect()
}

/// The environments that are not the same on both sides, by brute force.
fn differing(before: &Leaves, after: &Leaves) -> BTreeSet<EnvironmentAddress> {
    let addresses: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    let differs = |address: &EnvironmentAddress| before.get(address) != after.get(address);
    addresses.into_iter().filter(differs).collect()
}

/// The environments that a plan names, those that were called otherwise under both names.
fn named(before: &Loaded, after: &Loaded) -> BTreeSet<EnvironmentAddress> {
    let plan = changes(before, after);
    let names = plan.environments.iter().flat_map(|environment| {
        let former = environment.renamed_from.clone();
        former.into_iter().chain([environment.address.clone()])
    });
    assert_eq!(plan.radius.touched(), plan.environments.len());
    assert_eq!(plan.is_empty(), plan.before == plan.after);
    names.collect()
}

/// A literal of a file: where it stands, and another one in its place.
struct Mutant {
    start: usize,
    end: usize,
    text: String,
}

/// Every literal of a text with another in its place: numbers, days, times, texts, truth values, and alternatives of
/// unions that have others beside them.
fn mutants(text: &str) -> Vec<Mutant> {
    const ALTERNATIVES: [(&str, &str); 8] = [
        ("Size.Small", "Size.Medium"),
        ("Size.Large", "Size.Medium"),
        ("Size.Medium", "Size.Small"),
        ("Weekday.Monday", "Weekday.Friday"),
        ("SaasWindow.Monday", "SaasWindow.Thursday"),
        ("SaasWindow.Thursday", "SaasWindow.Monday"),
        ("PipelineProvider.Operator", "PipelineProvider.Customer"),
        ("CiSystem.GitLab", "CiSystem.Flux"),
    ];
    let mut found = Vec::new();
    for (from, to) in ALTERNATIVES {
        found.extend(text.match_indices(from).map(|(start, _)| Mutant {
            start,
            end: start + from.len(),
            text: to.to_owned(),
        }));
    }
    for (start, line) in lines(text) {
        let code = line.split("--").next().unwrap_or_default();
        found.extend(words(code).filter_map(|(at, word)| {
            let text = match word {
                "True" => "False".to_owned(),
                "False" => "True".to_owned(),
                _ => other(word)?,
            };
            let start = start + at;
            Some(Mutant {
                start,
                end: start + word.len(),
                text,
            })
        }));
    }
    found
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    })
}

/// The words of a line, a text with its quotes being one.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let rest = &line[at..];
        let length = if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if first.is_alphanumeric() {
            rest.find(|c: char| !(c.is_alphanumeric() || "-_.:".contains(c)))
                .unwrap_or(rest.len())
        } else {
            at += first.len_utf8();
            continue;
        };
        found.push((at, &line[at..at + length]));
        at += length;
    }
    found.into_iter()
}

/// Another literal of the same type.
fn other(word: &str) -> Option<String> {
    if let Some(inner) = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')) {
        // Releases, hosts and the like stay of their kind; what is interpolated or escaped is left alone.
        let plain = !inner.is_empty() && !inner.contains(['\\', '$']);
        return plain.then(|| format!("\"{inner}x\""));
    }
    if word.chars().all(|c| c.is_ascii_digit()) {
        return word.parse::<u64>().ok().map(|number| (number + 1).to_string());
    }
    let parts: Vec<&str> = word.split('-').collect();
    if let [year, month, day] = parts[..]
        && [year, month, day]
            .iter()
            .all(|part| part.chars().all(|c| c.is_ascii_digit()))
    {
        let day: u8 = day.parse().ok()?;
        return Some(format!(
            "{year}-{month}-{:02}",
            if day > 1 { day - 1 } else { day + 1 }
        ));
    }
    None
}

#[test]
fn a_literal_of_the_model_is_never_changed_in_silence_and_the_radius_is_exact() {
    let example = Memory::example();
    let sources = Sources::default();
    let before = example.loaded(&sources);
    let held = leaves(&before);
    // Which literals the model reads is known from the origins of its leaves.
    let mut read: BTreeMap<(String, usize, usize), usize> = BTreeMap::new();
    for leaf in holdings(&side(&before)).into_values().flatten() {
        let Some(span) = leaf.origin else { continue };
        let place = (
            sources.source(span.file).name.to_string(),
            span.start as usize,
            span.end as usize,
        );
        *read.entry(place).or_default() += 1;
    }
    let files: Vec<String> = example
        .written()
        .into_iter()
        .filter(|path| path.starts_with("instances/") || path.starts_with("lib/"))
        .collect();
    let mut dice = Dice(7);
    let (mut tried, mut certain) = (0, 0);
    while tried < rounds() {
        let file = dice.pick(&files);
        let text = example.text(file);
        let all = mutants(&text);
        if all.is_empty() {
            continue;
        }
        let mutant = dice.pick(&all);
        let edited = format!("{}{}{}", &text[..mutant.start], mutant.text, &text[mutant.end..]);
        let mut after = example.clone();
        after.write(file, &edited);
        let own = Sources::default();
        let after = after.loaded(&own);
        if !after.unread.is_empty() || after.as_of != before.as_of {
            continue;
        }
        tried += 1;
        let now = leaves(&after);
        let what = format!("{file}: {} -> {}", &text[mutant.start..mutant.end], mutant.text);
        assert_eq!(named(&before, &after), differing(&held, &now), "{what}");
        let of_environments = (
            digests(&side(&before), |_| true),
            digests(&side(&after), |_| true),
        );
        for (address, digest) in &of_environments.0 {
            let same = of_environments.1.get(address) == Some(digest);
            assert_eq!(same, held.get(address) == now.get(address), "{address}: {what}");
        }
        if read.contains_key(&(file.clone(), mutant.start, mutant.end)) {
            certain += 1;
            assert!(!changes(&before, &after).is_empty(), "{what}");
        }
    }
    assert!(
        certain * 4 > tried,
        "{certain} of {tried} literals are known to be read"
    );
}

/// Every literal of a file with another in its place, by the file's own tree: texts of several lines and with
/// interpolations, too.
fn literals(text: &str) -> Vec<(Span, String)> {
    let ast = expressions(text).unwrap();
    let edit = |id: ExprId| {
        let span = ast.span(id);
        let old = written(&ast, text, id);
        let new = match &ast[id] {
            Expr::Bool(value) => if *value { "False" } else { "True" }.to_owned(),
            Expr::Natural(number) => (number + 1).to_string(),
            Expr::Integer(_) | Expr::Double(_) => format!("{old}1"),
            Expr::Date(_) | Expr::Time(_) => other(old).unwrap_or_else(|| old.replacen("0", "1", 1)),
            Expr::Text { .. } => {
                let quotes = if old.starts_with("''") { 2 } else { 1 };
                let (inner, end) = old.split_at(old.len() - quotes);
                format!("{inner}x{end}")
            }
            _ => return None,
        };
        (new != old).then_some((span, new))
    };
    ids(&ast).filter_map(edit).collect()
}

#[test]
fn a_literal_of_an_instance_shows_in_the_plan_unless_nobody_reads_it() {
    let example = Memory::example();
    let mut all: Vec<(String, Span, String)> = Vec::new();
    for file in example.written() {
        if file.ends_with("/instance.dhall") || file.starts_with("lib/") {
            let found = literals(&example.text(&file)).into_iter();
            all.extend(found.map(|(span, other)| (file.clone(), span, other)));
        }
    }
    assert!(all.len() > 300, "{}", all.len());
    // Every one of them if so many rounds are asked for.
    let step = (all.len() / rounds()).max(1);
    let mut known: BTreeMap<Option<String>, (Memory, Loaded, Values)> = BTreeMap::new();
    let (mut seen, mut unread, mut refused) = (0, Vec::new(), 0);
    for (file, span, other) in all.into_iter().step_by(step) {
        let id = file
            .strip_prefix("instances/")
            .and_then(|rest| rest.split('/').next());
        let (alone, before, digests) = known.entry(id.map(str::to_owned)).or_insert_with(|| {
            // What is in `lib/` may be of any instance.
            let alone = id.map_or_else(|| example.clone(), |id| example.only(id));
            let before = alone.loaded(&Sources::default());
            let digests = values(&alone);
            (alone, before, digests)
        });
        let text = alone.text(&file);
        let what = format!(
            "{file}: {} -> {other}",
            &text[span.start as usize..span.end as usize]
        );
        let mut edited = alone.clone();
        edited.write(&file, &spliced(&text, vec![(span, other)]));
        let after = edited.loaded(&Sources::default());
        if !after.unread.is_empty() {
            // What is refused is not silent.
            assert!(after.findings.has_errors(), "{what}");
            refused += 1;
        } else if values(&edited) == *digests {
            // Every instance comes to the same, so nobody reads the literal.
            assert!(changes(before, &after).is_empty(), "{what}");
            unread.push(what);
        } else {
            assert!(
                !changes(before, &after).is_empty(),
                "{what} changes what is configured in silence"
            );
            seen += 1;
        }
    }
    assert!(
        seen > 10 * (unread.len() + refused),
        "{seen} {refused} {unread:?}"
    );
}

/// The digest of what each instance comes to, by file.
type Values = BTreeMap<String, Option<[u8; 32]>>;

fn values(memory: &Memory) -> Values {
    let engine = Engine::new(memory, &Sources::default(), Options::default());
    let written = memory.written().into_iter();
    let instances = written.filter(|file| file.ends_with("/instance.dhall"));
    let digest = |file: &String| engine.digest(&RepoPath::parse(file).unwrap()).result;
    instances.map(|file| (file.clone(), digest(&file))).collect()
}

/// Rewrites that keep what a file means; `None` if there is nothing to rewrite in it.
const REWRITES: [(&str, fn(&mut Memory, &str, &mut Dice) -> Option<()>); 11] = [
    ("linted", linted),
    ("a name replaced by what it stands for", inlined),
    ("`//` as `with`", updated),
    ("elements in another order", turned),
    ("formatted", formatted),
    ("commented", commented),
    ("a let that nobody uses", idle),
    ("wrapped in a let", wrapped),
    ("moved behind an import", moved),
    ("a literal bound to a name", extracted),
    ("fields in another order", reordered),
];

fn rewrite(memory: &mut Memory, file: &str, text: &str) -> Option<()> {
    memory.write(file, text);
    Some(())
}

fn formatted(memory: &mut Memory, file: &str, _: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    // Lines of a text of several lines are a part of what it means.
    let is_plain = !text.contains("''");
    let lines = text.lines().map(|line| format!("{}\n\n", line.trim_end()));
    let squeezed: String = if is_plain { lines.collect() } else { text };
    rewrite(memory, file, &formatted_text(FileId(0), &squeezed).ok()?)
}

fn commented(memory: &mut Memory, file: &str, dice: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    let lines: Vec<&str> = text.lines().collect();
    let at = dice.roll(lines.len());
    let with: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            if index == at {
                format!("{line} {{- why -}}")
            } else {
                (*line).to_owned()
            }
        })
        .collect();
    // Not behind a comment to the end of the line, and not inside a text of several lines.
    if lines[at].contains("--") || text.contains("''") {
        return None;
    }
    rewrite(memory, file, &format!("{}\n", with.join("\n")))
}

fn idle(memory: &mut Memory, file: &str, _: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    rewrite(
        memory,
        file,
        &format!("let idle = {{ number = 1, text = \"nobody\" }}\n\nin\n{text}"),
    )
}

fn wrapped(memory: &mut Memory, file: &str, _: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    rewrite(
        memory,
        file,
        &format!("let everything =\n{text}\nin everything\n"),
    )
}

fn moved(memory: &mut Memory, file: &str, _: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    let (folder, name) = file.rsplit_once('/')?;
    let number = memory.written().len();
    memory.write(&format!("{folder}/moved-{number}-{name}"), &text);
    rewrite(memory, file, &format!("./moved-{number}-{name}\n"))
}

/// Numbers and texts in the place of a field's value may have a name.
fn extracted(memory: &mut Memory, file: &str, dice: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    let literals: Vec<Mutant> = mutants(&text)
        .into_iter()
        .filter(|literal| {
            let written = &text[literal.start..literal.end];
            let is_plain = written.starts_with('"') || written.chars().all(|c| c.is_ascii_digit());
            is_plain && text[..literal.start].ends_with("= ")
        })
        .collect();
    if literals.is_empty() {
        return None;
    }
    let Mutant { start, end, .. } = *dice.pick(&literals);
    let written = &text[start..end];
    // A name that is there already would hide another.
    let name = format!("extracted{}", text.matches("let extracted").count());
    let named = format!("{}{name}{}", &text[..start], &text[end..]);
    rewrite(memory, file, &format!("let {name} = {written}\n\nin\n{named}"))
}

fn linted(memory: &mut Memory, file: &str, _: &mut Dice) -> Option<()> {
    let text = format!("let idle = 1\n\nin\n{}", memory.text(file));
    let linted = lint(&text, &parse(FileId(0), &text).ast);
    rewrite(memory, file, &linted.text?)
}

/// The expressions of a file and their texts, without mistakes.
fn expressions(text: &str) -> Option<Ast> {
    let parsed = parse(FileId(0), text);
    parsed.findings.is_empty().then_some(parsed.ast)
}

fn ids(ast: &Ast) -> impl Iterator<Item = ExprId> {
    (0..ast.len()).map(|at| ExprId(u32::try_from(at).unwrap()))
}

fn written<'t>(ast: &Ast, text: &'t str, id: ExprId) -> &'t str {
    let span = ast.span(id);
    &text[span.start as usize..span.end as usize]
}

/// A text with other texts in the places of spans that do not overlap.
fn spliced(text: &str, mut edits: Vec<(Span, String)>) -> String {
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    for (span, other) in edits {
        text.replace_range(span.start as usize..span.end as usize, &other);
    }
    text
}

/// A name that is bound once in the file gives way to what it stands for, in brackets.
fn inlined(memory: &mut Memory, file: &str, dice: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    let ast = expressions(&text)?;
    let mut bound: BTreeMap<String, Vec<Option<ExprId>>> = BTreeMap::new();
    for id in ids(&ast) {
        match &ast[id] {
            Expr::Let { bindings, .. } => {
                for binding in bindings {
                    let value = binding.annotation.is_none().then_some(binding.value);
                    bound
                        .entry(binding.label.name.to_string())
                        .or_default()
                        .push(value);
                }
            }
            Expr::Lambda { param, .. } | Expr::Forall { param, .. } => {
                bound.entry(param.name.to_string()).or_default().push(None);
            }
            _ => {}
        }
    }
    let once = bound.into_iter().filter_map(|(name, values)| match values[..] {
        [Some(value)] => Some((name, value)),
        _ => None,
    });
    let once: Vec<(String, ExprId)> = once.collect();
    if once.is_empty() {
        return None;
    }
    let (name, value) = dice.pick(&once);
    let value = format!("({}\n)", written(&ast, &text, *value));
    let uses = ids(&ast).filter(|id| match &ast[*id] {
        // A field that is only named is no place for an expression.
        Expr::Variable { name: used, index: 0 } => used.to_string() == *name && !is_pun(&text, ast.span(*id)),
        _ => false,
    });
    let edits: Vec<(Span, String)> = uses.map(|id| (ast.span(id), value.clone())).collect();
    if edits.is_empty() {
        return None;
    }
    rewrite(memory, file, &spliced(&text, edits))
}

/// Whether a name stands alone between the commas of a record.
fn is_pun(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].trim_end();
    let after = text[span.end as usize..].trim_start();
    before.ends_with([',', '{']) && after.starts_with([',', '}'])
}

fn updated(memory: &mut Memory, file: &str, dice: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    let ast = expressions(&text)?;
    let found: Vec<(Span, String)> = ids(&ast)
        .filter_map(|id| {
            let Expr::Operator {
                operator: Operator::Prefer,
                left,
                right,
            } = &ast[id]
            else {
                return None;
            };
            let Expr::Record(fields) = &ast[*right] else {
                return None;
            };
            let mut other = format!("(({}\n)", written(&ast, &text, *left));
            for (label, value) in fields {
                // A dotted label is a record of its own, which `//` puts in the place of all that was there.
                let value_text = match &ast[*value] {
                    Expr::Record(_) if !written(&ast, &text, *value).starts_with('{') => return None,
                    Expr::Operator {
                        operator: Operator::Combine,
                        ..
                    } => return None,
                    _ => written(&ast, &text, *value),
                };
                other += &format!(" with {} = ({value_text}\n)", label.name);
            }
            Some((ast.span(id), other + ")"))
        })
        .collect();
    if found.is_empty() {
        return None;
    }
    let picked = dice.pick(&found).clone();
    rewrite(memory, file, &spliced(&text, vec![picked]))
}

/// The fields with lists whose order means nothing.
const UNORDERED: [&str; 10] = [
    "roles",
    "platforms",
    "products",
    "usageTypes",
    "discounts",
    "scopes",
    "projects",
    "targets",
    "monitoringAccess",
    "additionalAlertAddresses",
];

fn turned(memory: &mut Memory, file: &str, dice: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    let ast = expressions(&text)?;
    let fields = ids(&ast).filter_map(|id| match &ast[id] {
        Expr::Record(fields) => Some(fields.iter()),
        _ => None,
    });
    let lists: Vec<(Span, String)> = fields
        .flatten()
        .filter_map(|(label, value)| match &ast[*value] {
            Expr::List(elements) if elements.len() > 1 && UNORDERED.contains(&&*label.name.to_string()) => {
                let elements = elements.iter().rev();
                let elements: Vec<String> = elements
                    .map(|id| format!("{}\n", written(&ast, &text, *id)))
                    .collect();
                Some((ast.span(*value), format!("[ {} ]", elements.join(", "))))
            }
            _ => None,
        })
        .collect();
    if lists.is_empty() {
        return None;
    }
    let picked = dice.pick(&lists).clone();
    rewrite(memory, file, &spliced(&text, vec![picked]))
}

/// Two fields on one line, both with a literal, change places.
fn reordered(memory: &mut Memory, file: &str, dice: &mut Dice) -> Option<()> {
    let text = memory.text(file);
    let mut pairs = Vec::new();
    for (start, line) in lines(&text) {
        let (Some(open), Some(close)) = (line.find("{ "), line.find(" }")) else {
            continue;
        };
        let inner = line.get(open + 2..close).unwrap_or_default();
        let fields: Vec<&str> = inner.split(", ").collect();
        let plain = |field: &&str| field.contains(" = ") && !field.contains(['{', '[', '(']);
        let commas = inner.matches(',').count();
        if fields.len() > 1 && commas + 1 == fields.len() && fields.iter().all(plain) && !line.contains("--")
        {
            let turned: Vec<&str> = fields.into_iter().rev().collect();
            pairs.push((start + open + 2, start + close, turned.join(", ")));
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let (start, end, turned) = dice.pick(&pairs).clone();
    rewrite(
        memory,
        file,
        &format!("{}{turned}{}", &text[..start], &text[end..]),
    )
}

#[test]
fn a_script_of_rewrites_that_keep_the_meaning_changes_nothing() {
    let example = Memory::example();
    let sources = Sources::default();
    let before = example.loaded(&sources);
    let held = leaves(&before);
    let mut dice = Dice(11);
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..rounds() {
        let mut after = example.clone();
        let mut script = Vec::new();
        for _ in 0..=dice.roll(5) {
            let files: Vec<String> = after
                .written()
                .into_iter()
                .filter(|path| path.starts_with("lib/") || path.ends_with("/instance.dhall"))
                .filter(|path| !path.contains("moved-"))
                .collect();
            let (name, rewrite) = dice.pick(&REWRITES);
            // The first file from somewhere on that has what it rewrites.
            let first = dice.roll(files.len());
            let mut files = files.iter().cycle().skip(first).take(files.len());
            let file = files.find(|file| rewrite(&mut after, file, &mut dice).is_some());
            let file = file.unwrap_or_else(|| panic!("{name} rewrites nothing"));
            *used.entry(name).or_default() += 1;
            script.push(format!("{file}: {name}"));
        }
        let loaded = after.loaded(&Sources::default());
        assert!(loaded.unread.is_empty(), "{script:?}: {:?}", loaded.findings);
        let plan = changes(&before, &loaded);
        assert!(plan.is_empty(), "{script:?}: {:?}", plan.environments);
        assert_eq!((plan.before, &held), (plan.after, &leaves(&loaded)), "{script:?}");
    }
    assert_eq!(used.len(), REWRITES.len(), "{used:?}");
}

#[test]
fn an_instance_in_another_folder_with_another_id_is_renamed_and_nothing_is_missed() {
    let example = Memory::example();
    let sources = Sources::default();
    let before = example.loaded(&sources);
    let held = leaves(&before);
    let ids: Vec<String> = before.fleet.instances.keys().cloned().collect();
    assert!(ids.len() > 10);
    for id in ids {
        let file = format!("instances/{id}/instance.dhall");
        let text = example
            .text(&file)
            .replace(&format!("id = \"{id}\""), "id = \"another-name\"");
        let mut after = example.clone();
        after.remove(&file);
        after.write("instances/another-name/instance.dhall", &text);
        let after = after.loaded(&Sources::default());
        let plan = changes(&before, &after);
        let renamed = plan
            .environments
            .iter()
            .filter(|one| one.renamed_from.is_some())
            .count();
        assert_eq!(
            (renamed, plan.radius.renamed),
            (plan.environments.len(), renamed),
            "{id}"
        );
        // A freeze that names an instance does not hold for it under another name.
        let follows = |path: &Path| ["id", "freezes"].contains(&path.fields()[0]);
        let mut renames = plan.environments.iter();
        assert!(renames.all(
            |one| one.action == Action::Update && one.changes.iter().all(|change| follows(&change.path))
        ));
        assert_eq!(named(&before, &after), differing(&held, &leaves(&after)), "{id}");
    }
}

#[test]
fn no_two_customers_of_the_example_are_taken_for_one() {
    let example = Memory::example();
    let sources = Sources::default();
    let loaded = example.loaded(&sources);
    let ids: Vec<&String> = loaded.fleet.instances.keys().collect();
    let alone = |id: &str| {
        let mut loaded = loaded.clone();
        loaded.fleet.instances.retain(|known, _| known == id);
        loaded
    };
    for one in &ids {
        for other in ids.iter().filter(|other| *other != one) {
            let plan = changes(&alone(one), &alone(other));
            assert_eq!(plan.radius.renamed, 0, "{one} {other}");
        }
    }
}
