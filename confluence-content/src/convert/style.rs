//! The attribute `style`: alignment, indentation, colours.

/// The declarations of a style, in order: `color: red; width: 1px`.
pub(crate) fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        Some((name.trim(), value.trim()))
    })
}

/// A colour as documents write it: `#ff0000`. Storage format has `rgb(255,0,0)` as well.
pub(crate) fn hex(color: &str) -> Option<String> {
    if is_hex(color) {
        return Some(color.to_owned());
    }
    let parts = color.strip_prefix("rgb(")?.strip_suffix(')')?;
    let mut hex = "#".to_owned();
    let mut count = 0;
    for part in parts.split(',') {
        let part: u8 = part.trim().parse().ok()?;
        hex.push_str(&format!("{part:02x}"));
        count += 1;
    }
    (count == 3).then_some(hex)
}

/// A colour as storage format writes it, if that can be read back: `rgb(255,0,0)`.
pub(crate) fn rgb(color: &str) -> Option<String> {
    if !is_hex(color) {
        return None;
    }
    if color.bytes().any(|digit| digit.is_ascii_uppercase()) {
        return Some(color.to_owned());
    }
    let part = |at: usize| u8::from_str_radix(color.get(at..at + 2)?, 16).ok();
    Some(format!("rgb({},{},{})", part(1)?, part(3)?, part(5)?))
}

fn is_hex(color: &str) -> bool {
    let digits = color.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// A length in pixels, as `120.0px`.
pub(crate) fn pixels(length: &str) -> Option<f64> {
    let number = length.strip_suffix("px")?.trim();
    number
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number >= 0.0)
}

/// A length as storage format writes it: with at least one place after the point.
pub(crate) fn length(pixels: f64) -> String {
    format!("{pixels:?}px")
}
