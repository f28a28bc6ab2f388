"""Many coded cases: a spreadsheet in, a plan for each out, as a workbook and as one PDF; bad rows are named, good ones done."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, state
from services import paths
from services.language.catalogue import LANGUAGES, Translator, translator
from services.referral import batch, batch_files
from services.referral.batch import Problem
from services.referral.plan import plan

#: So many faults are listed on the page; the workbook lists all.
_SHOWN = 50


def show(t: Translator) -> None:
    """Offer the template, take a file, and hand the plans over."""
    st.subheader(t("Many cases"), anchor=False)
    st.markdown(
        t(
            "Bring a spreadsheet of coded cases, one in each row: code, area, age, needs, language, urgency. Never names. Each case gets "
            "its plan. The file is read in memory and not kept."
        )
    )
    name = state.work_key("template")
    st.download_button(
        t("Download the template (XLSX)"),
        data=lambda: batch_files.template(t, state.now()),
        file_name=batch_files.TEMPLATE_NAME,
        mime=batch_files.XLSX,
        on_click="ignore",
        key=name,
        icon=":material/download:",
    )
    brought = st.file_uploader(t("Your cases (XLSX or CSV)"), type=["xlsx", "csv"], key=state.work_key("cases"), max_upload_size=5)
    if brought is not None and st.button(t("Make the plans"), key=state.work_key("make"), type="primary"):
        _make(brought.getvalue(), t)
    _hand_over(t)


def _make(content: bytes, t: Translator) -> None:
    others = [translator(code, paths.LOCALE) for code in LANGUAGES if code != t.language]
    cases, problems = batch.read(content, cached.gazetteer(), [t, *others])
    book, pack = b"", b""
    if cases:
        bar = st.progress(0.0)
        index, now = cached.index(), state.now()

        def told(number: int, of: int) -> None:
            # The two files at the end take about as long as the plans.
            bar.progress(0.5 * number / of, t("Planning: {number} of {all}", number=t.number(number), all=t.number(of)))

        done = batch.run(cases, lambda case: plan(index, case, now), told)
        bar.progress(0.55, t("Writing the workbook"))
        book = batch_files.workbook(done, problems, t, now)
        bar.progress(0.7, t("Writing the PDF"))
        pack = batch_files.pack(done, t, paths.FONTS)
        bar.empty()
    state.keep_many((book, pack, len(cases), problems))


def _hand_over(t: Translator) -> None:
    made = state.many()
    if not made:
        return
    book, pack, number, problems = made
    count = t.n("{number} case planned", "{number} cases planned", number)
    st.html(f'<p class="wm-count" role="status">{count}</p>')
    if book:
        with st.container(key="refer_many_files", horizontal=True):
            for label, content, name, mime in (
                (t("Plans (XLSX)"), book, batch_files.PLANS_NAME, batch_files.XLSX),
                (t("Plans (PDF)"), pack, batch_files.PACK_NAME, "application/pdf"),
            ):
                st.download_button(
                    label, data=content, file_name=name, mime=mime, on_click="ignore", key=state.work_key(name), icon=":material/download:"
                )
    _problems(problems, t)


def _problems(problems: tuple[Problem, ...], t: Translator) -> None:
    if not problems:
        return
    st.markdown("**" + t.n("{number} thing to put right:", "{number} things to put right:", len(problems)) + "**")
    for problem in problems[:_SHOWN]:
        where = [t("row {row}", row=t.number(problem.row))] if problem.row else []
        where += [t("column “{column}”", column=problem.column)] if problem.column else []
        st.markdown("- " + (", ".join(where) + ": " if where else "") + problem.say(t))
