//! JPEG: a row of marked segments, then the pixels, up to a mark that ends the picture. Phones write a second picture or
//! a film behind that mark, with a place of its own; nothing behind it is kept.

use super::split;
use super::turn::Turn;

/// The mark a picture begins with, and the first byte of the next.
pub(super) const BEGINS: [u8; 3] = [MARK, START, MARK];

const MARK: u8 = 0xFF;
const START: u8 = 0xD8;
const END: u8 = 0xD9;
/// Pixels follow this segment.
const SCAN: u8 = 0xDA;
/// JFIF: the size of a pixel.
const APP0: u8 = 0xE0;
/// Exif, with place and camera.
const APP1: u8 = 0xE1;
/// Colours, and pointers to further pictures.
const APP2: u8 = 0xE2;
/// How Adobe's programs wrote the colours.
const APP14: u8 = 0xEE;

/// `None` where the file ends before any pixel.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[MARK, START])?;
    let mut kept = vec![MARK, START];
    kept.reserve(bytes.len());
    let mut pixels = false;
    while let Some((mark, after)) = next_mark(rest) {
        rest = after;
        match mark {
            END => {
                kept.extend([MARK, END]);
                break;
            }
            _ if stands_alone(mark) => kept.extend([MARK, mark]),
            _ => {
                let Some((body, after)) = segment(rest) else {
                    break;
                };
                keep(&mut kept, mark, body);
                rest = after;
                if mark == SCAN {
                    let (scan, after) = rest.split_at(scan_ends(rest));
                    kept.extend(scan);
                    rest = after;
                    pixels |= !scan.is_empty();
                }
            }
        }
    }
    pixels.then_some(kept)
}

/// The next mark and what follows it. Between segments a mark may be written several times over.
fn next_mark(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let bytes = bytes.strip_prefix(&[MARK])?;
    let again = bytes.iter().take_while(|byte| **byte == MARK).count();
    let (mark, after) = bytes.get(again..)?.split_first()?;
    Some((*mark, after))
}

/// Marks without a segment of their own.
fn stands_alone(mark: u8) -> bool {
    matches!(mark, 0x01 | 0xD0..=0xD7)
}

/// What a segment holds, without its length, and what follows it.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, after) = bytes.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*length));
    split(after, length.checked_sub(2)?)
}

fn keep(kept: &mut Vec<u8>, mark: u8, body: &[u8]) {
    if draws(mark, body) {
        write(kept, mark, body);
    } else if let Some(turn) = turn(mark, body) {
        let exif = [b"Exif\0\0".as_slice(), &turn.tiff()].concat();
        write(kept, APP1, &exif);
    }
}

/// Whether the picture cannot be drawn right without this segment.
fn draws(mark: u8, body: &[u8]) -> bool {
    match mark {
        APP0 => body.starts_with(b"JFIF\0"),
        APP2 => body.starts_with(b"ICC_PROFILE\0"),
        APP14 => body.starts_with(b"Adobe"),
        // Tables, sizes and scans.
        0xC0..=0xCF | 0xDA..=0xDF => true,
        _ => false,
    }
}

fn turn(mark: u8, body: &[u8]) -> Option<Turn> {
    if mark != APP1 {
        return None;
    }
    Turn::read(body.strip_prefix(b"Exif\0\0")?)
}

fn write(kept: &mut Vec<u8>, mark: u8, body: &[u8]) {
    let length =
        u16::try_from(body.len() + 2).expect("a segment is written as long as it was read");
    kept.extend([MARK, mark]);
    kept.extend(length.to_be_bytes());
    kept.extend(body);
}

/// How many bytes of pixels follow: up to a mark that is neither a stuffed byte nor a restart.
fn scan_ends(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == MARK) {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            // A mark written twice; the second may begin something else.
            Some(&MARK) => at += 1,
            Some(_) => return at,
            None => break,
        }
    }
    bytes.len()
}
