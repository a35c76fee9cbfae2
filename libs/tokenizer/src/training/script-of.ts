/** Unicode's scripts by the names that regular expressions know, the most frequent first. */
const names =
  'Common Han Latin Hiragana Katakana Hangul Cyrillic Greek Arabic Hebrew Devanagari Thai Inherited Armenian Georgian Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Lao Tibetan Myanmar Ethiopic Cherokee Canadian_Aboriginal Ogham Runic Tagalog Hanunoo Buhid Tagbanwa Khmer Mongolian Limbu Tai_Le New_Tai_Lue Buginese Tai_Tham Balinese Sundanese Batak Lepcha Ol_Chiki Vedic_Extensions Glagolitic Coptic Tifinagh Bopomofo Yi Lisu Vai Bamum Syloti_Nagri Phags_Pa Saurashtra Kayah_Li Rejang Javanese Cham Tai_Viet Meetei_Mayek Syriac Thaana Nko Samaritan Mandaic Braille Gothic Deseret Linear_B Osmanya Cuneiform Egyptian_Hieroglyphs Adlam Nushu Tangut Khitan_Small_Script'
    .split(' ')
    .flatMap((name) => {
      try {
        return [[name, new RegExp(`^\\p{Script=${name}}$`, 'u')] as const];
      } catch {
        return []; // a script that this version of Unicode does not have
      }
    });

const known = new Map<string, string>();

/** The script of a character; what belongs to none that is listed is of a script of its own kind, `other`. */
export function scriptOf(character: string): string {
  const found = known.get(character);
  if (found !== undefined) return found;
  const script = /^\p{Script=Unknown}$/u.test(character)
    ? 'Common'
    : (names.find(([, pattern]) => pattern.test(character))?.[0] ?? 'other');
  known.set(character, script);
  return script;
}
