//! Bytes → a fingerprint. `blake3`'s door.
//!
//! No two texts are known that have the same one, so bytes of one fingerprint are the same bytes.

use blake3::{Hash, Hasher};
use std::fmt;
use std::io::{self, Read};

/// 256 bits that stand for bytes of any length; shown as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(Hash);

impl Fingerprint {
    /// Of bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint(blake3::hash(bytes))
    }

    /// Of all that can still be read, at 64 KiB of memory.
    ///
    /// # Errors
    /// Where it cannot be read to its end.
    pub fn of_stream(stream: impl Read) -> io::Result<Fingerprint> {
        let mut hasher = Hasher::new();
        hasher.update_reader(stream)?;
        Ok(Fingerprint(hasher.finalize()))
    }

    /// Of several parts in order, told apart by their lengths.
    pub fn of_parts<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Fingerprint {
        let mut hasher = Hasher::new();
        for part in parts {
            let part = part.as_ref();
            hasher.update(&part.len().to_le_bytes());
            hasher.update(part);
        }
        Fingerprint(hasher.finalize())
    }
}

impl AsRef<[u8]> for Fingerprint {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let of = |parts: &[&str]| Fingerprint::of_parts(parts);
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
    }

    #[test]
    fn a_stream_has_the_fingerprint_of_its_bytes() {
        let bytes = vec![7; 200_000];
        assert_eq!(Fingerprint::of_stream(&*bytes).unwrap(), Fingerprint::of(&bytes));
        assert_eq!(Fingerprint::of(b"").to_string().len(), 64);
    }
}
