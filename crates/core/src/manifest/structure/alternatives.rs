//! Where several forms are allowed: which one was meant?

use serde_json::Value;

use crate::diag::{Code, Report};
use crate::manifest::tree::{Tree, member};

use super::{Walker, allowed_texts, check_text, inside, one_of, wrong_type};

impl<'s> Walker<'s> {
    /// Notes what is wrong against the alternative that was most likely meant.
    pub(super) fn check_alternatives(
        &self,
        options: &'s [Value],
        tree: &Tree,
        path: &str,
        report: &mut Report,
    ) {
        let fitting: Vec<_> = options.iter().filter(|option| self.accepts(option, tree)).collect();
        match (fitting.as_slice(), tree) {
            ([], _) => wrong_type(&self.expected_of(options), tree, path, report),
            ([one], _) => self.check(one, tree, path, report),
            (_, Tree::Text(text)) => {
                let allowed: Vec<_> =
                    fitting.iter().flat_map(|option| allowed_texts(self.resolve(option))).collect();
                check_text(&allowed, text, path, report);
            }
            (several, _) => match (self.tag(several), self.names(several), tree) {
                (Some(tag), ..) => self.check_tagged(tag, several, tree, path, report),
                (None, Some(names), Tree::Map(entries)) => {
                    self.check_named(&names, several, entries, path, report);
                }
                _ => self.check_nearest(several, tree, path, report),
            },
        }
    }

    fn accepts(&self, option: &'s Value, tree: &Tree) -> bool {
        match super::alternatives(self.resolve(option)) {
            Some(options) => options.iter().any(|option| self.accepts(option, tree)),
            None => self.accepts_type(option, tree),
        }
    }

    pub(super) fn expected_of(&self, options: &'s [Value]) -> String {
        let mut names: Vec<String> = Vec::new();
        for option in options {
            let name = match super::alternatives(self.resolve(option)) {
                Some(options) => self.expected_of(options),
                None => self.expected(option),
            };
            if name != "nothing" && !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(" or ")
    }

    /// The key whose constant tells the alternatives apart.
    fn tag(&self, options: &[&'s Value]) -> Option<&'s str> {
        let properties =
            |option: &'s Value| self.resolve(option).get("properties").and_then(Value::as_object);
        let is_constant = |option: &'s Value, key: &str| {
            properties(option)
                .and_then(|known| known.get(key))
                .is_some_and(|schema| schema.get("const").is_some())
        };
        let mut keys = properties(options.first()?)?.keys();
        keys.find(|key| options.iter().all(|option| is_constant(option, key))).map(String::as_str)
    }

    /// The one key of each alternative, where each has exactly one: the key says which is meant.
    fn names(&self, options: &[&'s Value]) -> Option<Vec<&'s str>> {
        let one = |option: &&'s Value| {
            let properties = self.resolve(option).get("properties").and_then(Value::as_object)?;
            let mut keys = properties.keys();
            keys.next().filter(|_| properties.len() == 1).map(String::as_str)
        };
        options.iter().map(one).collect()
    }

    fn check_named(
        &self,
        names: &[&'s str],
        options: &[&'s Value],
        entries: &[(String, Tree)],
        path: &str,
        report: &mut Report,
    ) {
        let [(key, _)] = entries else {
            let message = format!("one key is expected{}, which says what it is", inside(path));
            report.error(Code::WrongType, path, message).expect(one_of(names));
            let unknown = entries.iter().filter(|(key, _)| !names.contains(&key.as_str()));
            unknown.for_each(|(key, _)| super::unknown_key(key, names.iter().copied(), path, report));
            return;
        };
        match names.iter().position(|name| name == key).and_then(|at| options.get(at)) {
            Some(option) => self.check(option, &Tree::Map(entries.to_vec()), path, report),
            None => super::unknown_key(key, names.iter().copied(), path, report),
        }
    }

    fn check_tagged(&self, tag: &str, options: &[&'s Value], tree: &Tree, path: &str, report: &mut Report) {
        let constant =
            |option: &'s Value| self.resolve(option).get("properties")?.get(tag)?.get("const")?.as_str();
        let names: Vec<&str> = options.iter().filter_map(|option| constant(option)).collect();
        match tree.get(tag) {
            None => {
                let message = format!("missing key `{tag}`{}", inside(path));
                report.error(Code::MissingKey, path, message).expect(one_of(&names));
            }
            Some(Tree::Text(name)) => match options.iter().find(|option| constant(option) == Some(name)) {
                Some(option) => self.check(option, tree, path, report),
                None => check_text(&names, name, &member(path, tag), report),
            },
            Some(other) => wrong_type("a text", other, &member(path, tag), report),
        }
    }

    /// The alternative with the fewest mistakes was meant; the first of equals.
    fn check_nearest(&self, options: &[&'s Value], tree: &Tree, path: &str, report: &mut Report) {
        let mistakes = options.iter().map(|option| {
            let mut trial = Report::default();
            self.check(option, tree, path, &mut trial);
            trial.into_diagnostics()
        });
        report.extend(mistakes.min_by_key(Vec::len).unwrap_or_default());
    }
}
