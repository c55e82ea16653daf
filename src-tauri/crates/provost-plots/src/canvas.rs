//! A plotters backend that writes small, plain SVG.
//!
//! plotters counts in whole pixels, so the canvas is drawn at four times its size and every number is written as a
//! quarter of it: edges are sharp and nothing jitters. Only presentation attributes are written, so that a chart needs
//! no permission from a content security policy.

use std::convert::Infallible;
use std::fmt::{self, Write as _};

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use provost_core::catalog::visible;

/// How many units of plotters make one pixel of the picture.
pub(crate) const SCALE: i32 = 4;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// An SVG document that is being drawn.
pub(crate) struct Canvas<'a> {
    svg: &'a mut String,
    width: u32,
    height: u32,
}

impl<'a> Canvas<'a> {
    /// Begins a document of so many pixels, named by a title and a description.
    pub(crate) fn begin(
        svg: &'a mut String,
        (width, height): (u32, u32),
        title: &str,
        description: &str,
    ) -> Self {
        put(
            svg,
            format_args!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
                 role=\"img\" aria-label=\"{}\" font-family=\"Inter, 'Inter Variable', system-ui, sans-serif\">\n\
                 <title>{}</title>\n<desc>{}</desc>\n",
                Escaped(title),
                Escaped(title),
                Escaped(description)
            ),
        );
        Self { svg, width, height }
    }
}

/// Ends the document that [`Canvas::begin`] began.
pub(crate) fn end(svg: &mut String) {
    svg.push_str("</svg>\n");
}

fn put(svg: &mut String, markup: fmt::Arguments<'_>) {
    // Writing to a string cannot fail; only a faulty `Display` could, and there is none here.
    let written = svg.write_fmt(markup);
    debug_assert!(written.is_ok());
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let scale = SCALE.unsigned_abs();
        (self.width * scale, self.height * scale)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + SCALE, y + SCALE), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        put(
            self.svg,
            format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>\n",
                Pixels(left.min(right)),
                Pixels(top.min(bottom)),
                Pixels((right - left).abs()),
                Pixels((bottom - top).abs()),
                Paint::of(style, fill),
            ),
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points = Points(path.into_iter().collect());
        put(
            self.svg,
            format_args!(
                "<polyline points=\"{points}\"{}/>\n",
                Paint::of(style, false)
            ),
        );
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        put(
            self.svg,
            format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n",
                Pixels(x),
                Pixels(y),
                Pixels(radius.cast_signed()),
                Paint::of(style, fill)
            ),
        );
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let points = Points(corners.into_iter().collect());
        put(
            self.svg,
            format_args!("<polygon points=\"{points}\"{}/>\n", Paint::of(style, true)),
        );
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        let size = style.size() / f64::from(SCALE);
        let anchor = style.anchor();
        // Renderers disagree about `dominant-baseline`, so the baseline is placed here: Inter's capitals are 0.73 em.
        let drop = match anchor.v_pos {
            VPos::Top => 0.73,
            VPos::Center => 0.365,
            VPos::Bottom => 0.0,
        };
        let baseline = f64::from(y) / f64::from(SCALE) + drop * size;
        let anchor = match anchor.h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let weight = match style.style() {
            FontStyle::Bold => " font-weight=\"600\"",
            FontStyle::Normal | FontStyle::Italic | FontStyle::Oblique => "",
        };
        put(
            self.svg,
            format_args!(
                "<text x=\"{}\" y=\"{baseline:.2}\" font-size=\"{size}\"{anchor}{weight}{}>{}</text>\n",
                Pixels(x),
                Paint::of(&style.color(), true),
                Escaped(text)
            ),
        );
        Ok(())
    }
}

/// A number of the canvas, written in pixels of the picture.
struct Pixels(i32);

impl fmt::Display for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (f64::from(self.0) / f64::from(SCALE)).fmt(f)
    }
}

struct Points(Vec<BackendCoord>);

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, &(x, y)) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{},{}", Pixels(x), Pixels(y))?;
        }
        Ok(())
    }
}

/// The attributes that colour a shape.
struct Paint {
    color: BackendColor,
    stroke: Option<u32>,
}

impl Paint {
    fn of<S: BackendStyle>(style: &S, fill: bool) -> Self {
        Self {
            color: style.color(),
            stroke: (!fill).then(|| style.stroke_width()),
        }
    }
}

impl fmt::Display for Paint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (r, g, b) = self.color.rgb;
        match self.stroke {
            None => write!(f, " fill=\"#{r:02x}{g:02x}{b:02x}\"")?,
            Some(width) => write!(
                f,
                " fill=\"none\" stroke=\"#{r:02x}{g:02x}{b:02x}\" stroke-width=\"{}\"",
                Pixels(width.cast_signed())
            )?,
        }
        if self.color.alpha < 1.0 {
            write!(f, " opacity=\"{:.2}\"", self.color.alpha)?;
        }
        Ok(())
    }
}

/// Text as XML carries it. What cannot be seen is shown by its code, so that no name hides or turns what stands beside it.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in visible(self.0, &['\t', '\n']).chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' => f.write_char(' ')?,
                '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
