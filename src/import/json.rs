//! What a file holds as JSON.

use super::Unreadable;
use serde_json::{Map, Value};

/// The value of a file.
pub(super) fn value(bytes: &[u8]) -> Result<Value, Unreadable> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(Unreadable { place: None, reason: "the file is empty".to_owned() });
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let whole = error.to_string();
        let reason = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
        Unreadable { place: Some((error.line(), error.column())), reason }
    })
}

/// A list of objects, by itself or under `key`; a single object counts as one. Each has `name`, by
/// which an answer of another system, or one that tells of an error, is known for what it is.
pub(super) fn objects(
    value: Value,
    key: &str,
    name: &str,
) -> Result<Vec<Map<String, Value>>, Unreadable> {
    let list = match value {
        Value::Object(mut fields) if fields.contains_key(key) => {
            fields.remove(key).unwrap_or_default()
        }
        other => other,
    };
    let list = if list.is_object() { Value::Array(vec![list]) } else { list };
    let Value::Array(items) = list else { return Err(no_list(key)) };
    let objects = items.into_iter().map(|item| match item {
        Value::Object(fields) if fields.contains_key(name) => Ok(fields),
        Value::Object(_) => Err(no_name(key, name)),
        _ => Err(no_list(key)),
    });
    objects.collect()
}

fn no_list(key: &str) -> Unreadable {
    Unreadable { place: None, reason: format!("no list of {key} stands in it") }
}

fn no_name(key: &str, name: &str) -> Unreadable {
    let reason = format!("what stands in it has no `{name}`, as {key} of this system have");
    Unreadable { place: None, reason }
}

/// A text that is not blank.
pub(super) fn text<'v>(fields: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    fields.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The objects of a list.
pub(super) fn list<'v>(
    fields: &'v Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = &'v Map<String, Value>> {
    fields.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

/// Keys that say something and are not among those that are read.
pub(super) fn unread(fields: &Map<String, Value>, read: &[&str]) -> Vec<String> {
    let says = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    };
    let unread = fields.iter().filter(|(key, value)| !read.contains(&key.as_str()) && says(value));
    unread.map(|(key, _)| key.clone()).collect()
}
