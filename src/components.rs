//! Values in, events out: no requests but the sign-in form's own.

pub mod answer;
pub mod fields;
pub mod freshness;
pub mod hand_on;
pub mod icon;
pub mod links;
pub mod notice;
pub mod open_box;
pub mod remote_view;
pub mod sign_in_form;
pub mod source;
pub mod table;
pub mod timeline;
