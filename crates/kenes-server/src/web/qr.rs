//! Square codes (ISO/IEC 18004) for slips and receipts.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The code of a text as a drawing to stand inside a page, each module 4 wide; none where the text is too long for one.
pub fn drawing(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let drawing = code.render::<svg::Color<'_>>().min_dimensions(180, 180).quiet_zone(true).build();
    // The declaration of XML stands at the beginning of a file only.
    drawing.find("<svg").and_then(|start| drawing.get(start..)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_a_part_of_a_page() {
        let drawing = drawing("http://localhost/join#abc").unwrap();
        assert!(drawing.starts_with("<svg") && !drawing.contains("style="));
        assert!(super::drawing(&"x".repeat(5_000)).is_none());
    }
}
