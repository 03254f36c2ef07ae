//! HTML pages for people: the frame of a page, and escaping of text.

use crate::answer::Reply;

/// Escapes a text for use in an element or in a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A page. The title is text, the content is HTML.
pub(crate) fn page(status: u16, title: &str, content: &str) -> Reply {
    const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#172b4d}\
        main{max-width:32rem;margin:2rem auto;padding:1.5rem 2rem;background:#fff;border-radius:.5rem;box-shadow:0 1px 4px #091e4240}\
        h1{font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}h2,legend{font-size:1rem;font-weight:600}\
        label{display:block}label[for=user]{font-weight:600}\
        select,button{font:inherit;padding:.4rem .8rem;border:1px solid #8590a2;border-radius:.25rem;background:#fff;color:inherit}\
        select{width:100%}fieldset{margin:1rem 0;border:1px solid #dcdfe4;border-radius:.25rem}ul{padding-left:1.25rem}\
        code{color:#44546f;font-size:.875em;overflow-wrap:anywhere}li code{display:block}\
        button[value=accept]{background:#0c66e4;border-color:#0c66e4;color:#fff;margin-right:.5rem}";
    let content = format!("<main>\n<h1>{}</h1>\n{content}\n</main>", escape(title));
    frame(status, title, STYLE, &content)
}

/// A page with a style of its own. The title is text, the style is CSS, the content is HTML.
pub(crate) fn frame(status: u16, title: &str, style: &str, content: &str) -> Reply {
    frame_of(status, title, &format!("<style>{style}</style>"), content)
}

/// A page with more in its head. The title is text, the rest is HTML.
pub(crate) fn frame_of(status: u16, title: &str, head: &str, content: &str) -> Reply {
    let title = escape(title);
    let text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         {head}\n</head>\n<body>\n{content}\n</body>\n</html>\n"
    );
    // There is no `form-action`, because browsers also apply it to the redirect after a form, and this redirect goes to
    // the app.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
    Reply {
        status,
        ..Reply::bytes("text/html; charset=utf-8", text.into_bytes())
    }
    .header("cache-control", "no-store")
    .header("content-security-policy", policy)
    .header("referrer-policy", "no-referrer")
    .header("x-frame-options", "DENY")
}

/// The page for an authorisation that fails and cannot return to the app.
pub(crate) fn error_page(status: u16, code: &str, description: &str) -> Reply {
    let content = format!(
        "<p role=\"alert\">{}</p>\n<p>Error: <code>{}</code></p>",
        escape(description),
        escape(code)
    );
    page(status, "Something went wrong", &content)
}
