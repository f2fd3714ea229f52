//! Pictures made by hand, each with a place in it.

use proptest::prelude::*;

use super::turn::Turn;
use super::*;

const PLACE: &[u8] = b"GPS 12.34 N 56.78 E";

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// A TIFF structure, numbers small first, with an orientation and a place behind it.
fn tiff(turn: u8) -> Vec<u8> {
    let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(b"\x0f\x01\x02\0\x04\0\0\0CAM\0");
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(PLACE);
    tiff
}

fn segment(mark: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a short segment");
    let mut segment = vec![0xFF, mark];
    segment.extend(length.to_be_bytes());
    segment.extend(body);
    segment
}

fn exif(turn: u8) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0".as_slice(), &tiff(turn)].concat())
}

const PIXELS: &[u8] = b"\x11\xff\x00\x22\xff\xd0\x33";

/// What is left of the picture below: everything that draws.
fn drawn_jpeg() -> Vec<u8> {
    [
        b"\xff\xd8".to_vec(),
        segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xDB, b"a table"),
        segment(0xC2, b"a size"),
        segment(0xDA, b"a scan"),
        PIXELS.to_vec(),
        segment(0xC4, b"another table"),
        segment(0xDA, b"a scan"),
        PIXELS.to_vec(),
        b"\xff\xd9".to_vec(),
    ]
    .concat()
}

#[test]
fn a_jpeg_keeps_every_pixel_and_no_place() {
    let drawn = drawn_jpeg();
    let (head, rest) = drawn.split_at(2);
    let behind = [drawn.as_slice(), PLACE].concat();
    let picture = [
        head,
        &exif(1),
        &segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat()),
        &segment(0xED, PLACE),
        &segment(0xFE, PLACE),
        &segment(0xE2, &[b"MPF\0", PLACE].concat()),
        b"\xff\xff",
        rest,
        &behind,
    ]
    .concat();
    // The mark between segments was written three times over.
    assert_eq!(without_metadata("image/jpeg", picture), Ok(drawn));
}

#[test]
fn a_picture_held_sideways_stays_upright() {
    for turn in 2..=8 {
        let drawn = drawn_jpeg();
        let (head, rest) = drawn.split_at(2);
        let picture = [head, &exif(turn), rest].concat();
        let kept = without_metadata("", picture).expect("a picture");
        assert!(!holds(&kept, PLACE) && !holds(&kept, b"CAM"));
        let at = kept.windows(6).position(|w| w == b"Exif\0\0");
        let again = Turn::read(&kept[at.expect("a turn is kept") + 6..]);
        assert_eq!(again, Turn::read(&tiff(turn)));
        assert!(again.is_some());
    }
}

#[test]
fn a_cut_off_jpeg_is_kept_as_far_as_it_goes() {
    let drawn = drawn_jpeg();
    let cut = drawn[..drawn.len() - 4].to_vec();
    assert_eq!(without_metadata("image/jpeg", cut.clone()), Ok(cut));
    let no_pixel = drawn[..40].to_vec();
    assert_eq!(without_metadata("image/jpeg", no_pixel), Err(NotAPicture));
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("a short chunk");
    let mut chunk = length.to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(body);
    chunk.extend(b"sum.");
    chunk
}

#[test]
fn a_png_keeps_every_pixel_and_no_place() {
    let drawn = [
        png::BEGINS.to_vec(),
        chunk(b"IHDR", b"a size"),
        chunk(b"gAMA", b"grey"),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
    ];
    let [begins, size, grey, pixels, end] = &drawn;
    let picture = [
        begins.clone(),
        size.clone(),
        chunk(b"eXIf", &tiff(6)),
        chunk(b"iTXt", PLACE),
        grey.clone(),
        chunk(b"tEXt", PLACE),
        pixels.clone(),
        chunk(b"prVt", PLACE),
        end.clone(),
        PLACE.to_vec(),
    ]
    .concat();
    assert_eq!(without_metadata("image/png", picture), Ok(drawn.concat()));
}

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, held) in chunks {
        body.extend(*name);
        body.extend((held.len() as u32).to_le_bytes());
        body.extend(*held);
        body.extend(vec![0; held.len() % 2]);
    }
    let mut file = b"RIFF".to_vec();
    file.extend((body.len() as u32).to_le_bytes());
    file.extend(body);
    file
}

#[test]
fn a_webp_keeps_every_pixel_and_no_place() {
    let says = |flags: u8| [flags, 0, 0, 0, 9, 0, 0, 9, 0, 0];
    let picture = webp(&[
        (b"VP8X", &says(0x2C)),
        (b"ICCP", b"colours"),
        (b"VP8L", b"pixels"),
        (b"EXIF", &tiff(1)),
        (b"XMP ", PLACE),
        (b"????", PLACE),
    ]);
    let kept = webp(&[
        (b"VP8X", &says(0x20)),
        (b"ICCP", b"colours"),
        (b"VP8L", b"pixels"),
    ]);
    assert_eq!(without_metadata("image/webp", picture), Ok(kept));
    let sideways = webp(&[
        (b"VP8X", &says(0x0C)),
        (b"VP8 ", b"pixels"),
        (b"EXIF", &tiff(6)),
    ]);
    let turn = Turn::read(&tiff(6)).expect("a turn").tiff();
    let kept = webp(&[
        (b"VP8X", &says(0x08)),
        (b"VP8 ", b"pixels"),
        (b"EXIF", &turn),
    ]);
    assert_eq!(without_metadata("image/webp", sideways), Ok(kept));
}

#[test]
fn what_is_no_picture_stays_as_it_came_unless_it_says_it_is_one() {
    let pdf = b"%PDF-1.7".to_vec();
    assert_eq!(
        without_metadata("application/pdf", pdf.clone()),
        Ok(pdf.clone())
    );
    assert_eq!(without_metadata("image/png", pdf), Err(NotAPicture));
    let svg = b"<svg/>".to_vec();
    assert_eq!(without_metadata("image/svg+xml", svg), Err(NotAPicture));
}

proptest! {
    #[test]
    fn any_bytes_behind_a_beginning_are_read_without_a_panic(
        kind in 0usize..3,
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let begins: [&[u8]; 3] = [&jpeg::BEGINS, &png::BEGINS, b"RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0"];
        let file = [begins[kind], &bytes].concat();
        if let Ok(kept) = without_metadata("image/jpeg", file) {
            // Cleaning twice is cleaning once.
            prop_assert_eq!(without_metadata("image/jpeg", kept.clone()), Ok(kept));
        }
    }
}
