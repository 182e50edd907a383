//! Whether the system tells of changes to files, by the file system that they lie on.

use super::ground::ground;
use super::read::Place;
use std::fs;
use std::path::Path;

/// How reliably the system tells of changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notices {
    /// It tells of every change.
    Told,
    /// It tells of changes made through this mount; others may come from below it. Holds the name
    /// of the file system.
    InPart(String),
    /// It tells nothing of changes made on another machine, on the host of this one, or by the
    /// program behind the mount. Holds the name of the file system.
    Not(String),
}

/// File systems whose files are changed by other machines, hosts or programs: the kernel cannot
/// tell what it does not see (inotify(7), "Limitations and caveats").
const CHANGED_ELSEWHERE: &[&str] = &[
    "9p",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "drvfs",
    "gcsfuse",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "orangefs",
    "prl_fs",
    "smb3",
    "smbfs",
    "v9fs",
    "vboxsf",
    "virtiofs",
    "vmhgfs",
];

/// Layered file systems: a change made directly in a lower layer is not told.
const LAYERED: &[&str] = &["aufs", "overlay", "unionfs"];

/// How reliably the system tells of changes to the files of a site: the least of its folders
/// decides.
pub fn notices(place: &Place) -> Notices {
    // Only Linux has this table; elsewhere the system's own watcher is relied on.
    let Ok(table) = fs::read_to_string("/proc/self/mountinfo") else { return Notices::Told };
    let folders = ground(place).folders.into_iter();
    folders
        .filter_map(|(folder, _)| file_system(&table, &folder).map(of_type))
        .max()
        .unwrap_or(Notices::Told)
}

fn of_type(name: &str) -> Notices {
    let is_user_space = name == "fuseblk" || name.starts_with("fuse.") || name == "fuse";
    if CHANGED_ELSEWHERE.contains(&name) || (is_user_space && name != "fuseblk") {
        Notices::Not(name.to_owned())
    } else if LAYERED.contains(&name) {
        Notices::InPart(name.to_owned())
    } else {
        Notices::Told
    }
}

/// The type of the file system that holds a path without links, by the table of mounts
/// (`proc(5)`, `/proc/pid/mountinfo`). The deepest mount holds it, and of those on one place the
/// last.
fn file_system<'t>(table: &'t str, path: &Path) -> Option<&'t str> {
    table
        .lines()
        .filter_map(|line| {
            let (mount, source) = line.split_once(" - ")?;
            let point = unescaped(mount.split(' ').nth(4)?);
            let held = path.starts_with(&point);
            held.then(|| Some((Path::new(&point).components().count(), source.split(' ').next()?)))?
        })
        .max_by_key(|(depth, _)| *depth)
        .map(|(_, name)| name)
}

/// Undoes `\040` and its like, which stand for blanks and backslashes in the table.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let code = part.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match code {
            Some(code) => {
                plain.push(char::from(code));
                plain.push_str(&part[3..]);
            }
            None => plain.push_str(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
21 1 0:20 / / rw - overlay overlay rw,lowerdir=/a
22 21 8:1 / /srv rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:30 / /srv/my\\040site rw - 9p host rw
24 22 0:31 / /srv/shared rw master:2 - fuse.sshfs me@host rw
25 22 8:2 / /srv/over rw - ext4 /dev/sda2 rw
26 22 0:32 / /srv/over rw - nfs4 host:/x rw
";

    #[test]
    fn the_deepest_and_last_mount_holds_a_path() {
        let cases = [
            ("/opt/site", Notices::InPart("overlay".to_owned())),
            ("/srv/site", Notices::Told),
            ("/srv/my site/content", Notices::Not("9p".to_owned())),
            ("/srv/my sites", Notices::Told),
            ("/srv/shared", Notices::Not("fuse.sshfs".to_owned())),
            ("/srv/over/x", Notices::Not("nfs4".to_owned())),
        ];
        for (path, expected) in cases {
            let found = file_system(TABLE, Path::new(path)).map(of_type);
            assert_eq!(found, Some(expected), "{path}");
        }
    }
}
