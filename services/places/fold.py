"""How two spellings of a name are compared: folded to plain letters, and Russian letters turned into Latin ones."""

from __future__ import annotations

import unicodedata

#: Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "e",
        "ǝ": "e",
        "ħ": "h",
        "þ": "th",
        "ð": "d",
        "ŋ": "ng",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
        "ŧ": "t",
    }
)
#: Apostrophes, hamzas and soft marks that people leave out: they vanish instead of parting a word.
_SILENT = frozenset("'’‘ʻʼʹʺ`´ʾʿ′″\u02bd\u0331")
_WORDS = {"st": "saint", "ste": "sainte", "sta": "santa", "mt": "mount", "ft": "fort"}

_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
            [
                "a",
                "b",
                "v",
                "g",
                "d",
                "e",
                "zh",
                "z",
                "i",
                "i",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
                "t",
                "u",
                "f",
                "kh",
                "ts",
                "ch",
                "sh",
                "shch",
                "",
                "y",
                "",
                "e",
                "yu",
                "ya",
                "i",
                "i",
                "e",
                "g",
            ],
            strict=True,
        )
    )
)


def fold(text: str) -> str:
    """Fold a name to lower-case words without marks, parted by single spaces.

    Hyphens, dots and other signs part words, apostrophes vanish, "St." is "saint". Nothing but signs folds to the empty text.

    >>> fold("Saint-Pétersbourg"), fold("ST. PETERSBURG"), fold("N'Djamena")
    ('saint petersbourg', 'saint petersburg', 'ndjamena')
    """
    letters = []
    for sign in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()):
        if unicodedata.combining(sign) or sign in _SILENT:
            continue
        letters.append(sign if sign.isalnum() else " ")
    return " ".join(_WORDS.get(word, word) for word in "".join(letters).translate(_PLAIN).split())


def script(text: str) -> str:
    """Name the script of a text: ``latin``, ``cyrillic``, ``other``, or ``mixed``; a text without letters is ``other``."""
    found = set()
    for sign in text:
        if sign.isalpha():
            name = unicodedata.name(sign, "")
            found.add(
                "latin"
                if name.startswith("LATIN")
                else "cyrillic"
                if name.startswith("CYRILLIC")
                else "letter"
                if name.startswith("MODIFIER")
                else "other"
            )
    found.discard("letter")
    return found.pop() if len(found) == 1 else "mixed" if found else "other"


def latin(folded: str) -> str:
    """Write a folded Cyrillic name in Latin letters, near to how GeoNames writes small towns.

    The source of the letters is the BGN/PCGN romanisation of Russian, without its marks.
    """
    return folded.translate(_LATIN)


#: Words that say what kind of region it is, in the languages that region names come in; two names are one without them.
_KINDS = frozenset(
    fold(
        """
        province provincia provincie provinsi region regione regiao región county comte comitat condado state estado etat département
        departamento department district distrito distrikt oblast область oblasti kray krai край governorate muhafazat gouvernorat
        gobernación prefecture préfecture prefectura division parish municipality municipio municipalité municipal municipalidad city
        autonomous republic republica république республика territory territorio territoire capital metropolitan area voivodeship
        województwo wilayat wilaya emirate canton kanton cantón judet raion raionul rayon район округ автономный автономная provinsen
        lan fylke komitat apskritis maakond maakunta pradesh of the de la le du del da do des штат провинция графство воеводство
        департамент регион губернаторство мухафаза вилайет велаят префектура кантон dc df special administrative union national commune
        communauté comunidad community autonoma autónoma ciudad
        """
    ).split()
)


def stripped(name: str) -> str:
    """Fold a region's name without the words that say what kind of region it is; a name of nothing else stays whole.

    >>> stripped("Odesa Oblast"), stripped("Comunidad de Madrid"), stripped("Capital Region")
    ('odesa', 'madrid', 'capital region')
    """
    folded = fold(name)
    return " ".join(word for word in folded.split() if word not in _KINDS) or folded
