//! The emoticons that storage format knows by name alone.

/// The name of an emoticon, its short name as an emoji, and its text.
const EMOTICONS: [(&str, &str, &str); 23] = [
    ("smile", ":slight_smile:", "🙂"),
    ("sad", ":disappointed:", "😞"),
    ("cheeky", ":stuck_out_tongue:", "😛"),
    ("laugh", ":smiley:", "😃"),
    ("wink", ":wink:", "😉"),
    ("thumbs-up", ":thumbsup:", "👍"),
    ("thumbs-down", ":thumbsdown:", "👎"),
    ("information", ":info:", "ℹ"),
    ("tick", ":check_mark:", "✅"),
    ("cross", ":cross_mark:", "❌"),
    ("warning", ":warning:", "⚠"),
    ("plus", ":plus:", "➕"),
    ("minus", ":minus:", "➖"),
    ("question", ":question_mark:", "❓"),
    ("light-on", ":light_bulb_on:", "💡"),
    ("light-off", ":light_bulb_off:", "🔅"),
    ("yellow-star", ":yellow_star:", "⭐"),
    ("red-star", ":red_star:", "🟥"),
    ("green-star", ":green_star:", "🟩"),
    ("blue-star", ":blue_star:", "🟦"),
    ("heart", ":heart:", "❤"),
    ("broken-heart", ":broken_heart:", "💔"),
    ("ghost", ":ghost:", "👻"),
];

/// The name that emojis have which are no emoticons.
pub(crate) const OTHER: &str = "blue-star";

/// The short name and the text of an emoticon.
pub(crate) fn emoji(name: &str) -> Option<(&'static str, &'static str)> {
    let found = EMOTICONS.iter().find(|(known, _, _)| *known == name);
    found.map(|(_, short, text)| (*short, *text))
}

/// The name of the emoticon with this short name.
pub(crate) fn name(short_name: &str) -> Option<&'static str> {
    let found = EMOTICONS.iter().find(|(_, short, _)| *short == short_name);
    found.map(|(name, _, _)| *name)
}
