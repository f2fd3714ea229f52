//! Which way up a picture is held: the one thing in its metadata without which it would be shown lying on its side.

/// TIFF's number for the orientation of a picture.
const ORIENTATION: u16 = 0x0112;
/// TIFF's number for values of two bytes.
const SHORT: u16 = 3;
/// Bytes of one item of a TIFF directory.
const ITEM: usize = 12;

/// How a picture is to be turned or mirrored: 2 to 8 as TIFF counts them. 1, upright, is nothing to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn(u8);

impl Turn {
    /// The turn in the TIFF structure of a picture's Exif part, if it says one.
    pub(super) fn read(tiff: &[u8]) -> Option<Self> {
        let number = Numbers::of(tiff)?;
        let directory = usize::try_from(number.four(tiff, 4)?).ok()?;
        let items = usize::from(number.two(tiff, directory)?);
        let from = directory.checked_add(2)?;
        let items = tiff.get(from..)?.chunks_exact(ITEM).take(items);
        let mut turns = items.filter(|item| {
            number.two(item, 0) == Some(ORIENTATION) && number.two(item, 2) == Some(SHORT)
        });
        let turn = number.two(turns.next()?, 8)?;
        let turn = u8::try_from(turn).ok()?;
        (2..=8).contains(&turn).then_some(Self(turn))
    }

    /// A TIFF structure that says this turn and nothing else.
    pub(super) fn tiff(self) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
        tiff.extend(1u16.to_be_bytes());
        tiff.extend(ORIENTATION.to_be_bytes());
        tiff.extend(SHORT.to_be_bytes());
        tiff.extend(1u32.to_be_bytes());
        tiff.extend([0, self.0, 0, 0]);
        // No further directory.
        tiff.extend(0u32.to_be_bytes());
        tiff
    }
}

/// In which order a TIFF structure writes the bytes of its numbers.
#[derive(Clone, Copy)]
enum Numbers {
    SmallFirst,
    LargeFirst,
}

impl Numbers {
    fn of(tiff: &[u8]) -> Option<Self> {
        match tiff.get(..4)? {
            b"II\x2a\0" => Some(Self::SmallFirst),
            b"MM\0\x2a" => Some(Self::LargeFirst),
            _ => None,
        }
    }

    fn two(self, bytes: &[u8], at: usize) -> Option<u16> {
        let bytes = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::SmallFirst => u16::from_le_bytes(bytes),
            Self::LargeFirst => u16::from_be_bytes(bytes),
        })
    }

    fn four(self, bytes: &[u8], at: usize) -> Option<u32> {
        let bytes = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::SmallFirst => u32::from_le_bytes(bytes),
            Self::LargeFirst => u32::from_be_bytes(bytes),
        })
    }
}
