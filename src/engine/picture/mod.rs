//! Pictures without what their makers wrote beside the pixels: place, time, camera, earlier versions. The pixels
//! themselves stay as they are, so a scanned paper loses nothing that can be read.

mod jpeg;
mod png;
mod turn;
mod webp;

use crate::terms::media;

#[cfg(test)]
mod tests;

/// It says it is a picture, and is none of the kinds whose metadata can be found and left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a JPEG, PNG or WebP picture")]
pub(super) struct NotAPicture;

/// What is filed of a file of this type: a picture without its metadata, anything else as it came. What kind of picture
/// it is, its first bytes say, whatever the type.
///
/// # Errors
/// The type says picture and the bytes are none, or one that ends before its pixels begin.
pub(super) fn without_metadata(media_type: &str, bytes: Vec<u8>) -> Result<Vec<u8>, NotAPicture> {
    let cleaned = if bytes.starts_with(&jpeg::BEGINS) {
        jpeg::cleaned(&bytes)
    } else if bytes.starts_with(&png::BEGINS) {
        png::cleaned(&bytes)
    } else if webp::begins(&bytes) {
        webp::cleaned(&bytes)
    } else if media::plain(media_type).starts_with("image/") {
        None
    } else {
        return Ok(bytes);
    };
    cleaned.ok_or(NotAPicture)
}

/// The first `length` bytes and the rest; `None` where there are fewer.
fn split(bytes: &[u8], length: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(length)
}
