//! Drawing a picture anew: the pixels go through a canvas, so place, time and camera written into the file are gone.

use futures_channel::oneshot;
use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use super::files::{Chosen, FileTrouble};

/// What a picture becomes.
pub const MEDIA_TYPE: &str = "image/jpeg";

/// The longer side of what is kept, in pixels: enough to know a face by.
pub const OF_A_FACE: f64 = 1024.0;
/// Enough to read an A4 page by, as scanned with 300 points to the inch.
pub const OF_A_PAPER: f64 = 3600.0;
const QUALITY: f64 = 0.85;

/// The picture as a JPEG of at most `longer_side` pixels on its longer side, with nothing in it but pixels.
///
/// # Errors
/// The browser cannot read the file as a picture.
pub async fn drawn_anew(chosen: &Chosen, longer_side: f64) -> Result<Vec<u8>, FileTrouble> {
    let canvas = draw(&bitmap(chosen).await?, longer_side)?;
    let blob = jpeg(&canvas).await?;
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(failed)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn bitmap(chosen: &Chosen) -> Result<ImageBitmap, FileTrouble> {
    let window = web_sys::window().ok_or(FileTrouble::Cancelled)?;
    let parts = js_sys::Array::of1(&Uint8Array::from(chosen.bytes.as_slice()));
    let blob = Blob::new_with_u8_array_sequence(&parts).map_err(failed)?;
    let promise = window
        .create_image_bitmap_with_blob(&blob)
        .map_err(failed)?;
    let bitmap = JsFuture::from(promise).await.map_err(failed)?;
    Ok(bitmap.unchecked_into())
}

fn draw(bitmap: &ImageBitmap, longer_side: f64) -> Result<HtmlCanvasElement, FileTrouble> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (longer_side / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).max(1.0), (height * scale).max(1.0));
    let document = web_sys::window().and_then(|window| window.document());
    let canvas = document.and_then(|document| document.create_element("canvas").ok());
    let canvas: HtmlCanvasElement = canvas.ok_or(FileTrouble::Cancelled)?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d").map_err(failed)?;
    let context: CanvasRenderingContext2d = context.ok_or(FileTrouble::Cancelled)?.unchecked_into();
    let drawn = context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height);
    drawn.map_err(failed)?;
    bitmap.close();
    Ok(canvas)
}

async fn jpeg(canvas: &HtmlCanvasElement) -> Result<Blob, FileTrouble> {
    let (done, waiting) = oneshot::channel();
    let hand_over = Closure::once(move |blob: Option<Blob>| {
        // The page may have been left meanwhile.
        let _ = done.send(blob);
    });
    canvas
        .to_blob_with_type_and_encoder_options(
            hand_over.as_ref().unchecked_ref(),
            MEDIA_TYPE,
            &JsValue::from_f64(QUALITY),
        )
        .map_err(failed)?;
    let blob = waiting.await.ok().flatten();
    blob.ok_or_else(|| FileTrouble::Failed("the picture could not be written anew".into()))
}

fn failed(error: JsValue) -> FileTrouble {
    FileTrouble::Failed(super::js::words(&error))
}
