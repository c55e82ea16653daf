//! The colours of charts. Each keeps a contrast of at least 3 to 1 against its ground (text: 4.5 to 1), and none is the
//! only carrier of a meaning: a label or a word stands beside it. Lightness falls with severity, so that the order
//! survives colour blindness and a black-and-white printer.

use plotters::style::RGBColor;
use provost_core::audit::Severity;
use provost_core::overview::Tone;

use crate::Theme;

/// Ink for text.
pub(crate) fn text(theme: Theme) -> RGBColor {
    match theme {
        Theme::Light => RGBColor(0x16, 0x16, 0x16),
        Theme::Dark => RGBColor(0xf4, 0xf4, 0xf4),
    }
}

/// Ink for text of second rank.
pub(crate) fn muted(theme: Theme) -> RGBColor {
    match theme {
        Theme::Light => RGBColor(0x52, 0x52, 0x52),
        Theme::Dark => RGBColor(0xc6, 0xc6, 0xc6),
    }
}

/// The thin lines of a scale: ornament, nothing is read from them alone.
pub(crate) fn grid(theme: Theme) -> RGBColor {
    match theme {
        Theme::Light => RGBColor(0xe0, 0xe0, 0xe0),
        Theme::Dark => RGBColor(0x39, 0x39, 0x39),
    }
}

/// The line that a bar stands on, and the frame of a bar's whole range.
pub(crate) fn border(theme: Theme) -> RGBColor {
    match theme {
        Theme::Light => RGBColor(0x8d, 0x8d, 0x8d),
        Theme::Dark => RGBColor(0x6f, 0x6f, 0x6f),
    }
}

/// The first colour of a series.
pub(crate) fn series(theme: Theme) -> RGBColor {
    match theme {
        Theme::Light => RGBColor(0x1f, 0x6f, 0xd6),
        Theme::Dark => RGBColor(0x78, 0xa9, 0xff),
    }
}

/// How many neutral parts of a bar differ: as many as a figure has.
const NEUTRALS: usize = 6;

/// The colour of a part by what it means. Neutral parts have no order, so they differ in hue, six of them in turn.
pub(crate) fn tone(tone: Tone, index: usize, theme: Theme) -> RGBColor {
    match (tone, theme) {
        (Tone::Good, Theme::Light) => RGBColor(0x19, 0x80, 0x38),
        (Tone::Good, Theme::Dark) => RGBColor(0x42, 0xbe, 0x65),
        (Tone::Warning, _) => severity(Severity::Medium, theme),
        (Tone::Bad, _) => severity(Severity::Critical, theme),
        (Tone::Neutral, Theme::Light) => match index % NEUTRALS {
            0 => series(theme),
            1 => RGBColor(0x00, 0x7d, 0x79),
            2 => RGBColor(0x8a, 0x3f, 0xfc),
            3 => RGBColor(0xd0, 0x26, 0x70),
            4 => RGBColor(0x2d, 0x3f, 0x5e),
            _ => RGBColor(0x6f, 0x6f, 0x6f),
        },
        (Tone::Neutral, Theme::Dark) => match index % NEUTRALS {
            0 => series(theme),
            1 => RGBColor(0x3d, 0xdb, 0xd9),
            2 => RGBColor(0xbe, 0x95, 0xff),
            3 => RGBColor(0xff, 0x7e, 0xb6),
            4 => RGBColor(0xd0, 0xe2, 0xff),
            _ => RGBColor(0x8d, 0x8d, 0x8d),
        },
    }
}

/// The colour of a line or a bar among several: six in turn, told apart by lightness too.
pub(crate) fn line(index: usize, theme: Theme) -> RGBColor {
    tone(Tone::Neutral, index, theme)
}

/// The colour of a side that is compared: then is grey, now is in colour; a side alone is in colour.
pub(crate) fn side(index: usize, sides: usize, theme: Theme) -> RGBColor {
    match (index, sides) {
        (0, 2..) => border(theme),
        (0 | 1, _) => series(theme),
        (more, _) => line(more, theme),
    }
}

/// The colour of a severity.
pub(crate) fn severity(severity: Severity, theme: Theme) -> RGBColor {
    match (severity, theme) {
        (Severity::Critical, Theme::Light) => RGBColor(0xa2, 0x19, 0x1f),
        (Severity::High, Theme::Light) => RGBColor(0xb4, 0x46, 0x00),
        (Severity::Medium, Theme::Light) => RGBColor(0x8e, 0x6a, 0x00),
        (Severity::Low, Theme::Light) => RGBColor(0x1f, 0x6f, 0xd6),
        (Severity::Info, Theme::Light) => RGBColor(0x6f, 0x6f, 0x6f),
        (Severity::Critical, Theme::Dark) => RGBColor(0xff, 0x83, 0x89),
        (Severity::High, Theme::Dark) => RGBColor(0xff, 0x83, 0x2b),
        (Severity::Medium, Theme::Dark) => RGBColor(0xf1, 0xc2, 0x1b),
        (Severity::Low, Theme::Dark) => RGBColor(0x78, 0xa9, 0xff),
        (Severity::Info, Theme::Dark) => RGBColor(0xc6, 0xc6, 0xc6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2: relative luminance.
    fn luminance(RGBColor(r, g, b): RGBColor) -> f64 {
        let [r, g, b] = [r, g, b].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn grounds(theme: Theme) -> [RGBColor; 2] {
        match theme {
            Theme::Light => [RGBColor(0xff, 0xff, 0xff), RGBColor(0xf4, 0xf4, 0xf4)],
            Theme::Dark => [RGBColor(0x16, 0x16, 0x16), RGBColor(0x26, 0x26, 0x26)],
        }
    }

    #[test]
    fn every_colour_stands_out_from_its_ground() {
        for theme in Theme::ALL {
            for ground in grounds(theme) {
                for ink in [text(theme), muted(theme)] {
                    assert!(contrast(ink, ground) >= 4.5);
                }
                for shape in Severity::ALL
                    .map(|one| severity(one, theme))
                    .into_iter()
                    .chain([series(theme), border(theme)])
                    .chain([Tone::Good, Tone::Warning, Tone::Bad].map(|one| tone(one, 0, theme)))
                    .chain((0..NEUTRALS).map(|index| tone(Tone::Neutral, index, theme)))
                {
                    assert!(contrast(shape, ground) >= 3.0, "{shape:?} on {ground:?}");
                }
            }
        }
    }
}
