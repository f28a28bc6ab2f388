"""Why a step stands in a plan, as codes: ``services.referral.steps`` gives them, ``services.referral.words`` words them."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One reason a step; ``OFFER_*``: nobody asked for it, but it is offered while time counts."""

    DANGER_NOW = "danger_now"
    MEDICAL_HOURS = "medical_hours"
    MEDICAL_DAYS = "medical_days"
    MEDICAL_LATER = "medical_later"
    MEDICAL_LONG_AFTER = "medical_long_after"
    MEDICAL_TIME_NOT_SAID = "medical_time_not_said"
    OFFER_HOURS = "offer_hours"
    OFFER_DAYS = "offer_days"
    DISTRESS_NOW = "distress_now"
    PSYCHOSOCIAL = "psychosocial"
    PSYCHOSOCIAL_LONG_AFTER = "psychosocial_long_after"
    NO_NEED_SAID = "no_need_said"
    PROTECTION_CHILD = "protection_child"
    PROTECTION_ADULT = "protection_adult"
    LEGAL = "legal"
    POLICE = "police"
    POLICE_AFTER_CARE = "police_after_care"
    NO_POLICE_WANTED = "no_police_wanted"
    SHELTER = "shelter"
    SHELTER_DANGER = "shelter_danger"
    FAMILY = "family"
    SCHOOL = "school"
    LIVELIHOOD = "livelihood"
    ONLINE = "online"
