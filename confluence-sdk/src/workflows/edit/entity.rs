//! The character entities of XHTML 1.0, by which a site may store what was sent as a letter.
//!
//! `confluence-content` has the same table. Edits need it without the feature `bodies`; a test compares the two.

use std::borrow::Cow;

/// The character that a reference stands for: `nbsp`, `#160`, `#xA0`.
fn resolve(reference: &str) -> Option<char> {
    let Some(number) = reference.strip_prefix('#') else {
        return named(reference);
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, radix).ok()?)
}

/// The text with every reference replaced. What is not a known reference stays as it is.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    let Some(first) = raw.find('&') else {
        return Cow::Borrowed(raw);
    };
    let mut text = String::with_capacity(raw.len());
    text.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while let Some(after) = rest.strip_prefix('&') {
        let end = after.find([';', '&']).filter(|end| after.as_bytes()[*end] == b';');
        let reference = end.and_then(|end| Some((resolve(&after[..end])?, &after[end + 1..])));
        let tail = match reference {
            Some((letter, tail)) => {
                text.push(letter);
                tail
            }
            None => {
                text.push('&');
                after
            }
        };
        let next = tail.find('&').unwrap_or(tail.len());
        text.push_str(&tail[..next]);
        rest = &tail[next..];
    }
    Cow::Owned(text)
}

fn named(name: &str) -> Option<char> {
    if let Some(at) = LATIN.split_ascii_whitespace().position(|known| known == name) {
        return char::from_u32(FIRST_LATIN + u32::try_from(at).ok()?);
    }
    let mut words = OTHERS.split_ascii_whitespace();
    while let (Some(known), Some(code)) = (words.next(), words.next()) {
        if known == name {
            return char::from_u32(code.parse().ok()?);
        }
    }
    None
}

/// The code of the first name in `LATIN`.
const FIRST_LATIN: u32 = 160;

/// The names of the characters 160 to 255, in order.
const LATIN: &str = "\
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para \
    middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave \
    Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc \
    iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The other names, each before its code.
const OTHERS: &str = "\
    quot 34 amp 38 apos 39 lt 60 gt 62 OElig 338 oelig 339 Scaron 352 scaron 353 Yuml 376 fnof 402 circ 710 tilde 732 \
    Alpha 913 Beta 914 Gamma 915 Delta 916 Epsilon 917 Zeta 918 Eta 919 Theta 920 Iota 921 Kappa 922 Lambda 923 Mu 924 \
    Nu 925 Xi 926 Omicron 927 Pi 928 Rho 929 Sigma 931 Tau 932 Upsilon 933 Phi 934 Chi 935 Psi 936 Omega 937 alpha 945 \
    beta 946 gamma 947 delta 948 epsilon 949 zeta 950 eta 951 theta 952 iota 953 kappa 954 lambda 955 mu 956 nu 957 xi 958 \
    omicron 959 pi 960 rho 961 sigmaf 962 sigma 963 tau 964 upsilon 965 phi 966 chi 967 psi 968 omega 969 thetasym 977 \
    upsih 978 piv 982 ensp 8194 emsp 8195 thinsp 8201 zwnj 8204 zwj 8205 lrm 8206 rlm 8207 ndash 8211 mdash 8212 \
    lsquo 8216 rsquo 8217 sbquo 8218 ldquo 8220 rdquo 8221 bdquo 8222 dagger 8224 Dagger 8225 bull 8226 hellip 8230 \
    permil 8240 prime 8242 Prime 8243 lsaquo 8249 rsaquo 8250 oline 8254 frasl 8260 euro 8364 image 8465 weierp 8472 \
    real 8476 trade 8482 alefsym 8501 larr 8592 uarr 8593 rarr 8594 darr 8595 harr 8596 crarr 8629 lArr 8656 uArr 8657 \
    rArr 8658 dArr 8659 hArr 8660 forall 8704 part 8706 exist 8707 empty 8709 nabla 8711 isin 8712 notin 8713 ni 8715 \
    prod 8719 sum 8721 minus 8722 lowast 8727 radic 8730 prop 8733 infin 8734 ang 8736 and 8743 or 8744 cap 8745 cup 8746 \
    int 8747 there4 8756 sim 8764 cong 8773 asymp 8776 ne 8800 equiv 8801 le 8804 ge 8805 sub 8834 sup 8835 nsub 8836 \
    sube 8838 supe 8839 oplus 8853 otimes 8855 perp 8869 sdot 8901 lceil 8968 rceil 8969 lfloor 8970 rfloor 8971 lang 9001 \
    rang 9002 loz 9674 spades 9824 clubs 9827 hearts 9829 diams 9830";

#[cfg(all(test, feature = "bodies"))]
mod tests {
    use super::{LATIN, OTHERS, decode};
    use crate::content::Storage;

    #[test]
    fn every_entity_is_the_character_that_bodies_take_it_for() {
        let others = OTHERS.split_ascii_whitespace().step_by(2);
        let names: Vec<_> = LATIN.split_ascii_whitespace().chain(others).collect();
        assert_eq!(names.len(), 253);
        for name in names {
            let reference = format!("x&{name};x");
            let text = format!("<p>{reference}</p>");
            let body = Storage::parse(&text).unwrap();
            assert_eq!(decode(&reference), body.text(), "{name}");
        }
        assert_eq!(
            decode("&#252;&#xfc;&uuml; &nope; &#x110000; & &amp;lt;"),
            "üüü &nope; &#x110000; & &lt;"
        );
    }
}
