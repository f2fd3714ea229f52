//! What happens to a plaintext before it is sealed: deflate where that helps, then Padmé padding, so that a row's length
//! tells little. Packed: [content length, if padded][inflated length, if deflated] content, zeros. Lengths are 4 bytes,
//! big-endian.

use flate2::read::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;
use std::io::Read;
use zeroize::Zeroizing;

use super::associated_data::Packing;

/// The most a sealed value may hold.
pub(super) const MAX_PLAIN: usize = 64 << 20;

const DEFLATED: u8 = 1;
const PADDED: u8 = 2;
const LENGTH: usize = 4;

/// Larger than one sealed value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnpackError {
    Malformed,
    TooLarge,
}

/// The flags that tell how to unpack, and what is to be sealed.
pub(super) fn pack(plain: &[u8], how: Packing) -> Result<(u8, Zeroizing<Vec<u8>>), TooLarge> {
    if plain.len() > MAX_PLAIN {
        return Err(TooLarge);
    }
    let mut flags = 0;
    let before = if how.pad { LENGTH } else { 0 };
    let mut packed = Zeroizing::new(Vec::with_capacity(3 * LENGTH + plain.len() / 2));
    packed.resize(before, 0);
    if how.compress {
        packed.extend_from_slice(&length(plain.len()));
        deflate(plain, &mut packed);
        if packed.len() - before < plain.len() {
            flags |= DEFLATED;
        } else {
            packed.truncate(before);
        }
    }
    if flags & DEFLATED == 0 {
        packed.extend_from_slice(plain);
    }
    if how.pad {
        flags |= PADDED;
        let content = length(packed.len() - LENGTH);
        packed[..LENGTH].copy_from_slice(&content);
        let padded = padme(packed.len());
        packed.resize(padded, 0);
    }
    Ok((flags, packed))
}

pub(super) fn unpack(
    flags: u8,
    packed: Zeroizing<Vec<u8>>,
) -> Result<Zeroizing<Vec<u8>>, UnpackError> {
    if flags & !(DEFLATED | PADDED) != 0 {
        return Err(UnpackError::Malformed);
    }
    if flags == 0 {
        return Ok(packed);
    }
    let mut content = packed.as_slice();
    if flags & PADDED != 0 {
        let (len, rest) = take_length(content)?;
        let (inner, zeros) = rest.split_at_checked(len).ok_or(UnpackError::Malformed)?;
        if zeros.iter().any(|byte| *byte != 0) {
            return Err(UnpackError::Malformed);
        }
        content = inner;
    }
    if flags & DEFLATED == 0 {
        return Ok(Zeroizing::new(content.to_vec()));
    }
    let (len, deflated) = take_length(content)?;
    inflate(deflated, len)
}

fn length(len: usize) -> [u8; LENGTH] {
    u32::try_from(len)
        .expect("a packed value is far below 4 GiB")
        .to_be_bytes()
}

fn take_length(bytes: &[u8]) -> Result<(usize, &[u8]), UnpackError> {
    let (len, rest) = bytes
        .split_first_chunk::<LENGTH>()
        .ok_or(UnpackError::Malformed)?;
    Ok((u32::from_be_bytes(*len) as usize, rest))
}

thread_local! {
    /// Its tables are some hundred kilobytes, and most rows have less than one: they are made once.
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
}

fn deflate(plain: &[u8], out: &mut Vec<u8>) {
    const LEAST: usize = 64;
    DEFLATER.with_borrow_mut(|deflater| {
        deflater.reset();
        loop {
            let rest = &plain[deflater.total_in() as usize..];
            let status = deflater.compress_vec(rest, out, FlushCompress::Finish);
            if status.expect("deflating asks for no dictionary") == Status::StreamEnd {
                return;
            }
            out.reserve(out.len().max(LEAST));
        }
    });
}

/// Never inflates beyond the length that is stated, nor states more than may be.
fn inflate(deflated: &[u8], len: usize) -> Result<Zeroizing<Vec<u8>>, UnpackError> {
    if len > MAX_PLAIN {
        return Err(UnpackError::TooLarge);
    }
    let mut out = Zeroizing::new(Vec::new());
    let mut bounded = DeflateDecoder::new(deflated).take(len as u64 + 1);
    bounded
        .read_to_end(&mut out)
        .map_err(|_| UnpackError::Malformed)?;
    match out.len() {
        found if found == len => Ok(out),
        found if found > len => Err(UnpackError::TooLarge),
        _ => Err(UnpackError::Malformed),
    }
}

/// Padmé: of a length's bits, only about as many stay as its exponent has. Grows it by 12 % at most.
fn padme(len: usize) -> usize {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1usize << exponent.saturating_sub(kept)) - 1;
    (len + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOTH: Packing = Packing {
        compress: true,
        pad: true,
    };

    proptest! {
        #[test]
        fn there_and_back(plain in proptest::collection::vec(0u8..4, 0..3000), compress: bool, pad: bool) {
            let (flags, packed) = pack(&plain, Packing { compress, pad }).expect("small");
            prop_assert_eq!(unpack(flags, packed).expect("own packing").to_vec(), plain);
        }

        #[test]
        fn any_bytes_unpack_or_are_refused(flags: u8, bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(flags, Zeroizing::new(bytes));
        }

        #[test]
        fn padding_costs_little(len in 0usize..50_000_000) {
            let padded = padme(len);
            prop_assert!(padded >= len && padded as f64 <= len as f64 * 1.12 + 1.0);
            prop_assert_eq!(padme(padded), padded);
        }
    }

    #[test]
    fn a_bomb_stops_at_its_stated_length() {
        let (flags, packed) = pack(&vec![0; 1 << 20], BOTH).expect("small");
        assert!(packed.len() < 8192);
        let mut lying = packed.clone();
        lying[LENGTH..2 * LENGTH].copy_from_slice(&1000u32.to_be_bytes());
        assert_eq!(unpack(flags, lying).err(), Some(UnpackError::TooLarge));
        let mut boasting = packed.clone();
        boasting[LENGTH..2 * LENGTH].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(unpack(flags, boasting).err(), Some(UnpackError::TooLarge));
    }

    #[test]
    fn what_does_not_shrink_is_not_deflated() {
        let plain: Vec<u8> = (0..64).map(|i| (i * 37 + 11) as u8).collect();
        let (flags, packed) = pack(
            &plain,
            Packing {
                compress: true,
                pad: false,
            },
        )
        .expect("small");
        assert_eq!((flags, packed.to_vec()), (0, plain));
    }
}
