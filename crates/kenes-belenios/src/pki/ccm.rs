//! AES-256-CCM as releases before 3.1 used it (NIST SP 800-38C with q = 2, n = 13, t = 8), for opening the messages of
//! their trustees.
//!
//! Nothing is encrypted with it any more, and the only dependency it needs is the block cipher.

use alloc::vec::Vec;

use aes_gcm::KeyInit as _;
use aes_gcm::aes::cipher::BlockCipherEncrypt as _;
use aes_gcm::aes::{Aes256, Block};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

/// Length of the tag, in bytes.
const TAG: usize = 8;
/// How much of the initialization vector is the nonce; two bytes of a block are left for a length or a counter.
const NONCE: usize = 13;

/// Decrypts and checks; `data` is ciphertext and tag before, plaintext after. `None` when the tag does not match or the
/// text is longer than 2¹⁶ − 1 bytes; `data` is then wiped.
pub(super) fn decrypt_in_place(key: &[u8; 32], vector: &[u8; 32], data: &mut Vec<u8>) -> Option<()> {
    let cipher = Aes256::new(key.into());
    let length = u16::try_from(data.len().checked_sub(TAG)?).ok()?;
    let nonce = vector.first_chunk::<NONCE>()?;
    let mut tag = data.split_off(length.into());
    xor(&mut tag, &*encrypted(&cipher, counter_block(nonce, 0)));
    for (block, counter) in data.chunks_mut(16).zip(1..=u16::MAX) {
        xor(block, &*encrypted(&cipher, counter_block(nonce, counter)));
    }
    let expected = authenticate(&cipher, nonce, length, data);
    if expected.first_chunk::<TAG>().is_some_and(|expected| bool::from(expected.as_slice().ct_eq(&tag))) {
        return Some(());
    }
    data.zeroize();
    None
}

/// CBC-MAC over the length and the text.
fn authenticate(cipher: &Aes256, nonce: &[u8; NONCE], length: u16, text: &[u8]) -> Zeroizing<[u8; 16]> {
    // No associated data; (t - 2) / 2 in bits 3 to 5; q - 1 below.
    const FLAGS: u8 = (3 << 3) | 1;
    let mut mac = encrypted(cipher, block(FLAGS, nonce, length));
    for part in text.chunks(16) {
        xor(&mut *mac, part);
        mac = encrypted(cipher, *mac);
    }
    mac
}

fn counter_block(nonce: &[u8; NONCE], counter: u16) -> [u8; 16] {
    block(1, nonce, counter)
}

fn block(flags: u8, nonce: &[u8; NONCE], number: u16) -> [u8; 16] {
    let mut block = [0; 16];
    let bytes = [flags].into_iter().chain(*nonce).chain(number.to_be_bytes());
    block.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    block
}

fn encrypted(cipher: &Aes256, block: [u8; 16]) -> Zeroizing<[u8; 16]> {
    let mut block = Block::from(block);
    cipher.encrypt_block(&mut block);
    Zeroizing::new(block.into())
}

/// Combines as many bytes as the shorter has.
fn xor(to: &mut [u8], with: &[u8]) {
    to.iter_mut().zip(with).for_each(|(to, with)| *to ^= with);
}
