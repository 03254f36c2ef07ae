//! How strong a public RSA key is.

use jsonwebtoken::{DecodingKey, DecodingKeyKind};

/// Keys with fewer bits are not accepted ([RFC 7518, 3.3]).
///
/// [RFC 7518, 3.3]: https://www.rfc-editor.org/rfc/rfc7518#section-3.3
const LEAST_BITS: usize = 2048;

/// The key, if it is a public RSA key that is strong enough. Otherwise says what it is.
pub(crate) fn strong(key: DecodingKey) -> Result<DecodingKey, String> {
    let (modulus, exponent) = match key.kind() {
        DecodingKeyKind::RsaModulusExponent { n, e } => (n.as_slice(), e.as_slice()),
        DecodingKeyKind::SecretOrDer(der) => components(der).ok_or("is no public RSA key")?,
    };
    // With an exponent of one, a message is its own signature. Even ones make no key.
    let exponent = without_zeros(exponent);
    if exponent == [1] || exponent.last().is_none_or(|last| last % 2 == 0) {
        return Err("is an RSA key with an exponent that no key has".to_owned());
    }
    match bits(modulus) {
        LEAST_BITS.. => Ok(key),
        bits => Err(format!("is an RSA key of {bits} bits, and {LEAST_BITS} are needed")),
    }
}

fn without_zeros(number: &[u8]) -> &[u8] {
    &number[number.iter().take_while(|byte| **byte == 0).count()..]
}

fn bits(number: &[u8]) -> usize {
    let number = without_zeros(number);
    let unused = number.first().map_or(0, |first| first.leading_zeros() as usize);
    number.len() * 8 - unused
}

/// Modulus and exponent of a key in DER (`RSAPublicKey`, [RFC 8017, A.1.1]).
///
/// [RFC 8017, A.1.1]: https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1
fn components(der: &[u8]) -> Option<(&[u8], &[u8])> {
    const INTEGER: u8 = 0x02;
    const SEQUENCE: u8 = 0x30;
    let (members, rest) = element(SEQUENCE, der)?;
    let (modulus, members) = element(INTEGER, members)?;
    let (exponent, members) = element(INTEGER, members)?;
    // A private key has more members.
    (rest.is_empty() && members.is_empty()).then_some((modulus, exponent))
}

/// The content of the first element, which must have this tag, and what is after it.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        // The length has so many bytes.
        0x81..=0x83 => {
            let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    (*found == tag).then(|| rest.split_at_checked(length)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn raw(modulus: &[u8], exponent: &[u8]) -> Result<DecodingKey, String> {
        strong(DecodingKey::from_rsa_raw_components(modulus, exponent))
    }

    #[test]
    fn keys_of_2048_bits_and_more_are_taken() {
        assert!(raw(&[0x80; 256], &[1, 0, 1]).is_ok());
        assert!(raw(&[&[0, 0][..], &[0x80; 512]].concat(), &[3]).is_ok());
        for (modulus, exponent, words) in [
            (&[0x7f; 256][..], &[3][..], "of 2047 bits"),
            (&[&[0][..], &[0xff; 128]].concat(), &[3], "of 1024 bits"),
            (&[], &[3], "of 0 bits"),
            (&[0x80; 256], &[1], "exponent"),
            (&[0x80; 256], &[0, 2], "exponent"),
            (&[0x80; 256], &[], "exponent"),
        ] {
            let refused = raw(modulus, exponent).unwrap_err();
            assert!(refused.contains(words), "{refused}");
        }
    }

    proptest! {
        #[test]
        fn any_der_is_judged_without_panic(der in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = components(&der);
            let _ = components(&[&[0x30, der.len() as u8, 0x02][..], &der].concat());
            prop_assert!(strong(DecodingKey::from_rsa_der(&der)).is_err(), "none of these has 2048 bits");
        }
    }
}
