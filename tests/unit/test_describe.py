"""A query reads itself back in the reader's language."""

import pytest
from search_makers import NAKURU

from services import paths
from services.directory.model import Category, Gender, Precision
from services.language.catalogue import LANGUAGES, translator
from services.places.model import Place
from services.search.describe import describe
from services.search.query import How, Need, Query

DEVICE = Place("", "KE", -0.3, 36.1, Precision.STREET)
REGION = Place("Nakuru County", "KE", -0.3, 36.1, Precision.REGION, region_code="KE.31")
EVERYTHING = Query(
    need=Need.HURT, categories=frozenset(Category), place=NAKURU, age=14, gender=Gender.GIRLS, language="sw", free=True, open_now=True,
    may_come_alone=True, wheelchair=True, how=How.IN_PERSON, radius_km=25,
)  # fmt: skip

EXAMPLE = Query(need=Need.HURT, place=NAKURU, age=14, free=True)

SENTENCES = [
    ("en", EXAMPLE, "Doctors and nurses near Nakuru, for a 14-year-old, free"),
    ("fr", EXAMPLE, "Médecins et infirmières vers Nakuru, pour quelqu'un de 14 ans, sans payer"),
    ("es", EXAMPLE, "Médicos y enfermeras cerca de Nakuru, para alguien de 14 años, gratis"),
    ("ru", EXAMPLE, "Врачи и медсёстры поблизости (Nakuru), возраст: 14 лет, бесплатно"),
    ("en", Query(), "All help"),
    ("en", Query(need=Need.TALK, country="KE", age=8), "Someone to talk to in Kenya, for an 8-year-old"),
    ("en", Query(need=Need.TALK, country="KE", age=18, gender=Gender.WOMEN), "Someone to talk to in Kenya, for a woman, 18 or older"),
    ("fr", Query(need=Need.TALK, country="KE", age=18), "Quelqu'un à qui parler, pays\u00a0: Kenya, 18 ans ou plus"),
    ("en", Query(need=Need.TALK, place=DEVICE), "Someone to talk to near you"),
    ("en", Query(need=Need.TALK, place=REGION, gender=Gender.BOYS), "Someone to talk to in Nakuru County, for a boy"),
    ("fr", Query(need=Need.TALK, country="KE", age=1), "Quelqu'un à qui parler, pays\u00a0: Kenya, pour quelqu'un de 1 an"),
    (
        "fr",
        Query(need=Need.PICTURES, country="EG", language="ar"),
        "Aide pour des images sur internet, pays\u00a0: Égypte, dans cette langue\u00a0: arabe",
    ),
    (
        "es",
        Query(need=Need.LAWYER_POLICE, country="PE", age=17, gender=Gender.MEN),
        "Abogados y policía en Perú, para un hombre de 17 años",
    ),
    ("es", Query(need=Need.SAFE_PLACE, place=NAKURU, radius_km=25), "Un lugar seguro cerca de Nakuru, a 25 km como máximo"),
    ("ru", Query(need=Need.TALK, country="KZ", age=1), "С кем поговорить, страна: Казахстан, возраст: 1 год"),
    ("ru", Query(need=Need.TALK, country="KZ", age=3), "С кем поговорить, страна: Казахстан, возраст: 3 года"),
    ("ru", Query(need=Need.TALK, country="KZ", age=12, gender=Gender.GIRLS), "С кем поговорить, страна: Казахстан, для девочки 12 лет"),
    (
        "ru",
        Query(need=Need.TALK, country="KZ", how=How.CHAT, open_now=True),
        "С кем поговорить, страна: Казахстан, в чате или по СМС, сейчас открыто",
    ),
]


@pytest.mark.parametrize(("language", "query", "sentence"), SENTENCES)
def test_a_query_reads_itself_back(language: str, query: Query, sentence: str) -> None:
    assert describe(query, translator(language, paths.LOCALE)) == sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("need", [None, *Need])
def test_every_need_has_its_own_words(language: str, need: Need | None) -> None:
    t = translator(language, paths.LOCALE)
    sentences = {describe(Query(need=one), t) for one in (None, *Need)}
    assert len(sentences) == len(Need) + 1
    assert describe(Query(need=need), t)[0].isupper()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("age", range(100))
def test_every_age_and_gender_says_the_number_once(language: str, age: int) -> None:
    t = translator(language, paths.LOCALE)
    for gender in (None, *Gender):
        assert describe(Query(age=age, gender=gender), t).count(str(age)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_filter_is_said(language: str) -> None:
    t = translator(language, paths.LOCALE)
    sentence = describe(EVERYTHING, t)
    for field in ("categories", "language", "free", "open_now", "may_come_alone", "wheelchair", "how", "radius_km", "age"):
        without = describe(Query(**{**{name: getattr(EVERYTHING, name) for name in Query.__slots__}, field: getattr(Query(), field)}), t)
        assert len(without) < len(sentence)
    assert "{" not in sentence
