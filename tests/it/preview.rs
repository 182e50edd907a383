//! The preview's promises: what is served is what a fresh build would write, after any edit, in
//! any editor's way of saving, whoever asks, and in the page that is open.

mod editors;
mod guard;
mod law;
mod open_page;
mod panel;
mod served;
mod start;
