//! The media type of a file, by the ending of its name.

/// The media type for the ending of a name: `image/png` for `a.PNG`. It is `application/octet-stream` for an ending
/// that is not known here. The site decides by the media type whether a page shows an image.
pub(crate) fn of_name(name: &str) -> &'static str {
    let ending = match name.rsplit_once('.') {
        Some((_, ending)) => ending.to_ascii_lowercase(),
        None => String::new(),
    };
    // The types are those that IANA has registered, or those in common use where it has none.
    match ending.as_str() {
        "apng" => "image/apng",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "gif" => "image/gif",
        "heic" => "image/heic",
        "ico" => "image/vnd.microsoft.icon",
        "jpeg" | "jpg" => "image/jpeg",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "tif" | "tiff" => "image/tiff",
        "webp" => "image/webp",

        "css" => "text/css",
        "csv" => "text/csv",
        "htm" | "html" => "text/html",
        "ics" => "text/calendar",
        "js" | "mjs" => "text/javascript",
        "log" | "txt" => "text/plain",
        "markdown" | "md" => "text/markdown",
        "tsv" => "text/tab-separated-values",
        "vcf" => "text/vcard",

        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "eml" => "message/rfc822",
        "epub" => "application/epub+zip",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "pdf" => "application/pdf",
        "ppt" => "application/vnd.ms-powerpoint",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "ps" => "application/postscript",
        "rtf" => "application/rtf",
        "vsd" => "application/vnd.visio",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",

        "json" => "application/json",
        "sql" => "application/sql",
        "wasm" => "application/wasm",
        "xhtml" => "application/xhtml+xml",
        "xml" => "application/xml",
        "yaml" | "yml" => "application/yaml",

        "7z" => "application/x-7z-compressed",
        "bz2" => "application/x-bzip2",
        "gz" | "tgz" => "application/gzip",
        "jar" => "application/java-archive",
        "rar" => "application/vnd.rar",
        "tar" => "application/x-tar",
        "zip" => "application/zip",
        "zst" => "application/zstd",

        "aac" => "audio/aac",
        "flac" => "audio/flac",
        "m4a" => "audio/mp4",
        "mp3" => "audio/mpeg",
        "oga" | "ogg" | "opus" => "audio/ogg",
        "wav" => "audio/wav",

        "avi" => "video/x-msvideo",
        "mkv" => "video/matroska",
        "mov" => "video/quicktime",
        "mp4" => "video/mp4",
        "mpeg" | "mpg" => "video/mpeg",
        "webm" => "video/webm",

        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn the_last_ending_decides() {
        for (name, media_type) in [
            ("a.png", "image/png"),
            ("Größe.JPG", "image/jpeg"),
            ("backup.tar.gz", "application/gzip"),
            (".png", "image/png"),
            ("png", "application/octet-stream"),
            ("", "application/octet-stream"),
            ("a.", "application/octet-stream"),
            ("a.png ", "application/octet-stream"),
        ] {
            assert_eq!(of_name(name), media_type, "{name:?}");
        }
    }
}
