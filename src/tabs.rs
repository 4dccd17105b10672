//! The channel between the tabs of one origin and partition, so that ten ticket
//! links are one sign-in.

use std::cell::RefCell;

use leptos::{
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys,
};
use restore_desk_model::{json::Json, wire};
use web_sys::{BroadcastChannel, Event, MessageEvent};

use crate::credential::Credential;

/// What tabs tell each other.
#[derive(Clone, Debug)]
pub enum Message {
    /// Is anyone signed in?
    Ask,
    /// I am, with this.
    Have(Credential),
    /// The user signed out.
    Ended,
}

/// The open channel; closed when dropped.
struct Channel {
    channel: BroadcastChannel,
    // Keeps the listener alive as long as the channel.
    _on_message: Closure<dyn FnMut(Event)>,
}

thread_local! {
    static OPEN: RefCell<Option<Channel>> = const { RefCell::new(None) };
}

/// Opens this page's channel; without effect where the browser has none.
pub fn open(name: &str, hear: impl Fn(Message) + 'static) {
    let Ok(channel) = BroadcastChannel::new(name) else { return };
    let on_message = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let event: MessageEvent = event.unchecked_into();
        if let Some(message) = event.data().as_string().and_then(|text| read(&text)) {
            hear(message);
        }
    });
    channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    OPEN.set(Some(Channel { channel, _on_message: on_message }));
}

/// Tells every other tab; `false` when there is no channel.
pub fn tell(message: &Message) -> bool {
    OPEN.with_borrow(|open| {
        open.as_ref()
            .map(|open| open.channel.post_message(&JsValue::from_str(&print(message))))
            .is_some()
    })
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

fn print(message: &Message) -> String {
    let (kind, credential) = match message {
        Message::Ask => ("ask", Json::Null),
        Message::Have(credential) => ("have", credential.to_json()),
        Message::Ended => ("ended", Json::Null),
    };
    let members = [("kind", Json::from(kind)), ("credential", credential)];
    Json::Object(members.into_iter().collect()).to_string()
}

fn read(text: &str) -> Option<Message> {
    let json = wire::parse(text.as_bytes()).ok()?;
    let object = json.as_object()?;
    match object.text("kind")? {
        "ask" => Some(Message::Ask),
        "have" => Credential::from_json(object.get("credential")?.as_object()?).map(Message::Have),
        "ended" => Some(Message::Ended),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use restore_desk_model::logon::Access;

    #[test]
    fn what_one_tab_tells_another_reads() {
        let access =
            Access { collections: vec!["vmRestorePoints".to_owned()], refused: Vec::new() };
        let credential =
            Credential::new("t\"ök".to_owned(), Some("s".to_owned()), "TECH\\a".to_owned(), access);
        let Some(Message::Have(heard)) = read(&print(&Message::Have(credential.clone()))) else {
            panic!()
        };
        assert_eq!(heard, credential);
        assert!(matches!(read(&print(&Message::Ask)), Some(Message::Ask)));
        assert!(matches!(read(&print(&Message::Ended)), Some(Message::Ended)));
        for odd in ["", "{}", "[]", r#"{"kind":"have"}"#, r#"{"kind":"have","credential":{}}"#] {
            assert!(read(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn a_credential_does_not_print() {
        let credential =
            Credential::new("secret".to_owned(), None, "user".to_owned(), Access::default());
        assert_eq!(format!("{credential:?}"), "Credential");
    }
}
