"""My area: a worker's usual settings, taken along as a file and brought back; no account, and nothing kept here."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, refer_form, state
from services.language.catalogue import Translator
from services.places import naming
from services.referral import area
from services.referral.area import Fault, MyArea, Refused


def show(t: Translator) -> None:
    """Offer the settings as a file, and take one back."""
    st.subheader(t("My area"), anchor=False)
    st.markdown(
        t(
            "Set your country, place, languages and what must hold once, under “Need and plan”. Download the file and keep it on your "
            "device. Next time, load it here and everything is set. The file says nothing about any person."
        )
    )
    st.download_button(t("Download my settings"), data=area.write(_settings()), file_name=area.FILE_NAME, mime="application/json",
                       on_click="ignore", key=state.work_key("area_file"), icon=":material/download:")  # fmt: skip
    label = t("Load my settings (a file of a few lines, JSON)")
    brought = st.file_uploader(label, type=["json"], key=state.work_key("area_load"), max_upload_size=1)
    if brought is not None and st.button(t("Use this file"), key=state.work_key("area_use"), type="primary"):
        _use(brought.getvalue(), t)


def _settings() -> MyArea:
    case = state.case()
    token = naming.token(case.place) if case.place else ""
    return area.of(state.language(), case.where, token, case.reach_km, case.languages, case.musts)


def _use(content: bytes, t: Translator) -> None:
    try:
        found = area.read(content)
        place = naming.resolve(cached.gazetteer(), found.place, found.language) if found.place else None
        if found.place and place is None:
            raise Refused(Fault.PLACE)
    except Refused as error:
        st.error(area.fault(t, error), icon=None)
        return
    state.take_area(found, place)
    refer_form.forget_widgets()
    st.rerun()
