// The mark of a seal, short enough to compare: four words that can be spoken in any language, and the same four as numbers.
// Each stands for 16 bits of the mark; a word has consonant and vowel by turns.

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';

/** The first four pairs of bytes of a mark in Base64. */
function pairs(mark) {
    const bytes = Uint8Array.from(atob(mark.padEnd(44, '=')), (sign) => sign.charCodeAt(0));
    return [0, 2, 4, 6].map((at) => bytes[at] * 256 + bytes[at + 1]);
}

function spoken(number) {
    const consonant = (shift) => CONSONANTS[(number >> shift) & 15];
    const vowel = (shift) => VOWELS[(number >> shift) & 3];
    return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}

/** As words. */
export function words(mark) {
    return pairs(mark).map(spoken).join(' ');
}

/** As digits. */
export function digits(mark) {
    return pairs(mark).map((number) => String(number).padStart(5, '0')).join(' ');
}
