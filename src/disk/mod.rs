//! The only room that touches files.
#![expect(clippy::disallowed_methods, reason = "this room is the disk edge")]

mod read;
mod write;

pub use read::{
    Place, asset, documents, find_root, folder_from, holds, read, site_file, source_path,
};
pub use write::{Force, Unwritten, Written, create_new, write, write_file};
