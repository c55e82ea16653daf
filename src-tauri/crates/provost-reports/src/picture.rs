//! A picture by itself, for a document or a talk: the SVG as it was drawn, or painted as PNG.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::pdf::{FONTS, legible_picture};

/// A form in which a picture is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum PictureFormat {
    /// To be scaled: the drawing itself.
    Svg,
    /// For programs that take no SVG: twice its size in pixels, on white.
    Png,
}

impl PictureFormat {
    /// How the names of its files end, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// Pixels for each unit of the drawing: what screens of high resolution show sharply.
const SCALE: f32 = 2.0;

/// The most pixels of one side, and of the whole: 160 MB of memory while it is painted.
const LONGEST: f32 = 16_384.0;
const MOST: f32 = 40_000_000.0;

/// The faces that the drawings name, and no others: the same picture everywhere.
static FACES: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut faces = Database::new();
    for font in FONTS.iter() {
        faces.load_font_data(font.data().to_vec());
    }
    Arc::new(faces)
});

/// Makes the bytes of a file from an SVG drawing. The same drawing gives the same bytes. A character that
/// the fonts of Provost lack is a question mark in a PNG.
///
/// # Errors
/// [`Error::Picture`] when the SVG is none, or has no extent.
pub fn picture(svg: &str, format: PictureFormat) -> Result<Vec<u8>, Error> {
    match format {
        PictureFormat::Svg => Ok(svg.as_bytes().to_vec()),
        PictureFormat::Png => paint(&legible_picture(svg)),
    }
}

fn paint(svg: &str) -> Result<Vec<u8>, Error> {
    let options = Options {
        font_family: "Inter".to_owned(),
        fontdb: Arc::clone(&FACES),
        // A drawing refers to nothing: what claims to is left out.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| refused(&error.to_string()))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = scale(width, height);
    let mut ground = Pixmap::new(pixels(width * scale), pixels(height * scale))
        .ok_or_else(|| refused("it has no extent"))?;
    ground.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut ground.as_mut(),
    );
    ground
        .encode_png()
        .map_err(|error| refused(&error.to_string()))
}

/// [`SCALE`], or less where the picture would be larger than it may be.
fn scale(width: f32, height: f32) -> f32 {
    let longest = LONGEST / width.max(height);
    let most = (MOST / (width * height)).sqrt();
    SCALE.min(longest).min(most)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between one and LONGEST"
)]
fn pixels(length: f32) -> u32 {
    length.floor().clamp(1.0, LONGEST) as u32
}

fn refused(reason: &str) -> Error {
    Error::Picture {
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(width: u32, height: u32, inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{inside}</svg>"
        )
    }

    fn painted(svg: &str) -> Pixmap {
        Pixmap::decode_png(&picture(svg, PictureFormat::Png).unwrap()).unwrap()
    }

    fn dark(picture: &Pixmap) -> usize {
        let dark = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| pixel.red() < 128;
        picture.pixels().iter().filter(dark).count()
    }

    #[test]
    fn a_shape_is_painted_at_twice_its_size_on_white() {
        let svg = drawing(
            10,
            6,
            "<rect x='2' y='2' width='3' height='2' fill='black'/>",
        );
        let painted = painted(&svg);
        assert_eq!((painted.width(), painted.height()), (20, 12));
        assert_eq!(dark(&painted), 6 * 4);
        assert_eq!(painted.pixel(0, 0).unwrap().alpha(), 255);
        assert_eq!(picture(&svg, PictureFormat::Svg).unwrap(), svg.as_bytes());
    }

    #[test]
    fn letters_are_painted_and_the_same_bytes_come_again() {
        let words =
            "<text x='5' y='20' font-family='Inter, system-ui' font-size='16'>Migrations</text>";
        let svg = drawing(120, 30, words);
        assert!(dark(&painted(&svg)) > 200);
        let again = || picture(&svg, PictureFormat::Png).unwrap();
        assert_eq!(again(), again());
    }

    #[test]
    fn a_picture_of_any_size_stays_within_bounds() {
        for (width, height) in [(4_000, 900_000), (60_000, 60_000), (900_000, 20)] {
            let painted = painted(&drawing(width, height, ""));
            let count = u64::from(painted.width()) * u64::from(painted.height());
            assert!(count <= 40_000_000, "{width} x {height}: {count}");
            assert!(painted.width().max(painted.height()) <= 16_384);
        }
    }

    #[test]
    fn nothing_that_a_drawing_refers_to_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let black = picture(
            &drawing(8, 8, "<rect width='8' height='8' fill='black'/>"),
            PictureFormat::Png,
        );
        let path = folder.path().join("black.png");
        std::fs::write(&path, black.unwrap()).unwrap();
        let link = format!("<image href='{}' width='8' height='8'/>", path.display());
        assert_eq!(dark(&painted(&drawing(8, 8, &link))), 0);
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        for svg in ["", "<svg", "<html/>"] {
            let refused = picture(svg, PictureFormat::Png);
            assert!(matches!(refused, Err(Error::Picture { .. })), "{svg}");
        }
    }
}
