//! What outlives the reply that it came in.

use std::sync::Arc;

use super::{Json, Object, Text};

impl Object {
    /// The same with a text of its own, which keeps nothing of the reply that it came in.
    #[must_use]
    pub fn detached(&self) -> Object {
        let mut whole = String::new();
        self.gather(&mut whole);
        self.placed(&Arc::new(whole), &mut 0)
    }

    /// All texts, in their order.
    fn gather(&self, whole: &mut String) {
        for (key, value) in &self.0 {
            whole.push_str(key);
            value.gather(whole);
        }
    }

    /// The same with its texts in `whole`, where they stand from `at` on.
    fn placed(&self, whole: &Arc<String>, at: &mut usize) -> Object {
        let member = |(key, value): &(Text, Json)| (key.placed(whole, at), value.placed(whole, at));
        Object(self.0.iter().map(member).collect())
    }
}

impl Json {
    fn gather(&self, whole: &mut String) {
        match self {
            Json::Null | Json::Bool(_) => {}
            Json::Number(text) | Json::Text(text) => whole.push_str(text),
            Json::List(items) => items.iter().for_each(|item| item.gather(whole)),
            Json::Object(object) => object.gather(whole),
        }
    }

    fn placed(&self, whole: &Arc<String>, at: &mut usize) -> Json {
        match self {
            Json::Null => Json::Null,
            Json::Bool(value) => Json::Bool(*value),
            Json::Number(digits) => Json::Number(digits.placed(whole, at)),
            Json::Text(text) => Json::Text(text.placed(whole, at)),
            Json::List(items) => {
                Json::List(items.iter().map(|item| item.placed(whole, at)).collect())
            }
            Json::Object(object) => Json::Object(object.placed(whole, at)),
        }
    }
}

impl Text {
    fn placed(&self, whole: &Arc<String>, at: &mut usize) -> Text {
        let start = *at;
        *at += self.len();
        Text::piece(whole, start, *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_detached_is_the_same_and_keeps_nothing_of_the_reply() {
        let sent =
            r#"{"Name":"Grüße \"a\"","Links":[{"Rel":"Up","Href":""},[1.50,true,null]],"x":{}}"#;
        let json = crate::json::read(sent).unwrap();
        let object = json.as_object().unwrap();
        let detached = object.detached();
        assert_eq!(&detached, object);
        assert_eq!(Json::Object(detached.clone()).to_string(), json.to_string());
        let of = |object: &Object| object.members().first().unwrap().0.whole();
        let (reply, own) = (of(object), of(&detached));
        drop(json);
        assert_eq!((reply.strong_count(), own.strong_count()), (0, 9));
        assert_eq!(detached.text("name"), Some("Grüße \"a\""));
    }
}
