//! The laws of change, held with random edits of the example fleet's Dhall: a literal that is part of the model is
//! never changed in silence, the radius is what a comparison of every environment by itself gives, and what is only
//! written otherwise changes no digest.

use std::collections::{BTreeMap, BTreeSet};

use meshc::change::{Action, Leaf, Path, digests, holdings};
use meshc::compile::Loaded;
use meshc::dhall::syntax::format as formatted_text;
use meshc::model::EnvironmentAddress;
use meshc::source::{FileId, Sources};

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

/// Rewrites that keep what a file means; `None` if there is nothing to rewrite in it.
const REWRITES: [(&str, fn(&mut Memory, &str, &mut Dice) -> Option<()>); 7] = [
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
    let other = format!("{folder}/moved-{name}");
    memory.write(&other, &text);
    rewrite(memory, file, &format!("./moved-{name}\n"))
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
    let named = format!("{}extracted{}", &text[..start], &text[end..]);
    rewrite(memory, file, &format!("let extracted = {written}\n\nin\n{named}"))
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
    for _ in 0..rounds() / 2 {
        let mut after = example.clone();
        let mut script = Vec::new();
        for _ in 0..=dice.roll(5) {
            let files: Vec<String> = after
                .written()
                .into_iter()
                .filter(|path| path.starts_with("lib/") || path.ends_with("/instance.dhall"))
                .filter(|path| !path.contains("moved-"))
                .collect();
            let file = dice.pick(&files).clone();
            let (name, rewrite) = dice.pick(&REWRITES);
            if rewrite(&mut after, &file, &mut dice).is_some() {
                *used.entry(name).or_default() += 1;
                script.push(format!("{file}: {name}"));
            }
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
