//! The only room that touches files.
#![expect(clippy::disallowed_methods, reason = "this room is the disk edge")]

mod ground;
mod mount;
mod read;
mod reader;
mod shelf;
mod write;

pub use ground::{Ground, Reach, ground};
pub use mount::{Notices, notices};
pub use read::{
    Place, asset, beside, documents, find_root, folder_from, holds, read, site_file, source_path,
    theme_file,
};
pub use reader::{Look, Reader};
pub use write::{Force, Unwritten, Written, create_new, resolved, write, write_file};
