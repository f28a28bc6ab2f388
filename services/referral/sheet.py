"""The two kinds of sheet, made from one plan: for the person, and for each service that the person agreed to."""

from services.referral.content import BadHead, Head, Material, NotAgreed, PersonSheet, ProviderSheet, is_agency, suggested
from services.referral.person import for_person
from services.referral.provider import ROLES, for_provider

__all__ = [
    "ROLES",
    "BadHead",
    "Head",
    "Material",
    "NotAgreed",
    "PersonSheet",
    "ProviderSheet",
    "for_person",
    "for_provider",
    "is_agency",
    "suggested",
]
