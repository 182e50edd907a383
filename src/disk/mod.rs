//! The only room that touches files.
#![expect(clippy::disallowed_methods, reason = "this room is the disk edge")]

mod ground;
mod mount;
mod one_file;
mod read;
mod reader;
mod shelf;
mod write;

pub use ground::{Ground, Reach, ground};
pub use mount::{Notices, notices};
pub use one_file::{built, create_missing, create_new, write_file};
pub use read::{
    Place, asset, beside, documents, find_root, folder_from, holds, read, repository_top,
    site_file, source_path, theme_file,
};
pub use reader::{Glance, Look, Reader};
pub use write::{
    Force, Manner, Sealing, Unwritten, Way, Whole, Words, Written, resolved, spare, write,
};
