"""What a visitor is told about traces, shared devices and leaving: the same words in the rich view, on the plain pages and in print.

The advice follows NNEDV Safety Net's for sites of victim services (a trail cannot be fully erased, name spyware, delete single entries
rather than all) and GOV.UK's pattern "Exit a page quickly" (say that the button does not erase the history).
"""

from __future__ import annotations

from dataclasses import dataclass

from services.language.catalogue import Translator


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a page: a heading, sentences, and points to read one by one; any but the heading may be empty."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeforeYouStart:
    """The short panel: a title, a handful of points, and the words of the link to the Safety page."""

    title: str
    points: tuple[str, ...]
    more: str


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """The Safety page: what all read first, and the parts for children and for adults, each under its own heading."""

    title: str
    lead: tuple[str, ...]
    children_title: str
    for_children: tuple[Block, ...]
    adults_title: str
    for_adults: tuple[Block, ...]


def before_you_start(t: Translator) -> BeforeYouStart:
    """Say the least that everybody should know before the first question; never a wall, never a condition."""
    leave = t("Leave now")
    return BeforeYouStart(
        title=t("Before you start"),
        points=(
            t("We keep nothing: not what you type, not what you look at. We do not ask who you are."),
            t("Does somebody share or check this phone or computer? Use another one if you can."),
            t("A private window (also called incognito) keeps less on this device."),
            t('To leave fast, tap "{leave}" at the top, or press Shift 3 times. The page goes blank and another site opens.', leave=leave),
        ),
        more=t("How to stay safer, and what leaving cannot hide"),
    )


def safety_page(t: Translator) -> SafetyPage:
    """Say the whole of it: what is kept, how to leave, what leaving cannot hide, how to remove the rest."""
    return SafetyPage(
        title=t("Staying safer when you use this site"),
        lead=(
            t("No site can make you safe all by itself. Here is what we do, what we cannot do, and what you can do."),
            t("In danger right now? Call the emergency number of your country."),
        ),
        children_title=t("For children and young people"),
        for_children=(
            _kept_for_children(t),
            _leaving(t),
            _not_hidden_for_children(t),
            _removing(t),
            _private_window(t),
            _watched(t),
            _talking(t),
            _not_your_fault(t),
        ),
        adults_title=t("For adults and people who help"),
        for_adults=(_kept_for_adults(t), _leaving(t), _not_hidden_for_adults(t), _removing(t), _closing(t), _helping(t)),
    )


def _kept_for_children(t: Translator) -> Block:
    return Block(
        t("What we keep about you: nothing"),
        (
            t("You need no name and no account here."),
            t("What you type is used for your answer and then it is gone: when you leave, or when you close the page."),
            t("We look where you are only if you tap the button for it, and then only roughly: about 1 km."),
        ),
    )


def _leaving(t: Translator) -> Block:
    leave = t("Leave now")
    return Block(
        t("How to leave fast"),
        points=(
            t('Tap "{leave}". It is always at the top, on every page.', leave=leave),
            t("On a keyboard: press the Shift key 3 times, not too slowly."),
            t("The page goes blank at once, and an ordinary site opens in its place. The Back button does not bring this page back."),
            t("If the page was opened without JavaScript, Back may show that you were here. Then close the tab as well."),
        ),
    )


def _not_hidden_for_children(t: Translator) -> Block:
    return Block(
        t("What leaving cannot hide"),
        (t("Leaving helps when somebody suddenly looks at your screen. It does not hide everything:"),),
        (
            t("Spying apps. If somebody put one on your phone, it may see all you do, in a private window too. Then use another phone."),
            t("Calls and messages. They stay in the list on the phone, and they can be on the phone bill."),
            t("The Wi-Fi or phone network. Whoever runs it may see the name of this site, but not what you read or typed here."),
            t("Shared accounts. If another person uses the same account in the browser, the history may show on their device."),
            t("The keyboard. A phone may learn your words and offer them again later."),
        ),
    )


def _removing(t: Translator) -> Block:
    return Block(
        t("How to remove the rest"),
        points=(
            t("Open the history of the browser and delete only this site. A history that is all empty can look strange to somebody."),
            t("Look at the downloads and delete what you saved from here."),
            t("Delete a call or message from the list on the phone, if that is safer for you."),
            t("Close the tabs of this site. Look at the list of tabs closed last, too."),
        ),
    )


def _private_window(t: Translator) -> Block:
    return Block(
        t("A private window"),
        (
            t('Open the menu of the browser and look for "private" or "incognito". Close the window when you have finished.'),
            t("The browser then keeps no history of it. It does not help against spying apps, or against somebody beside you."),
        ),
    )


def _watched(t: Translator) -> Block:
    return Block(
        t("If you think that somebody watches your phone"),
        (
            t("Use another phone or computer: at school, in a library, or from an adult you trust."),
            t("If you delete an app or change a password, that person may notice. You can ask a helpline first what is safer for you."),
            t("You can also go to a place yourself, or ask an adult you trust to look for you."),
        ),
    )


def _talking(t: Translator) -> Block:
    return Block(
        t("When you talk to somebody who helps"),
        (
            t('You may ask first: "What stays between us? When would you have to tell somebody?"'),
            t("You may ask if you have to say your name. You may stop at any time."),
        ),
    )


def _not_your_fault(t: Translator) -> Block:
    return Block(
        t("It is not your fault"),
        (t("What somebody did to you is not your fault. It is not your fault either if somebody sees that you looked for help."),),
    )


def _kept_for_adults(t: Translator) -> Block:
    return Block(
        t("What this site keeps"),
        points=(
            t("No account, no cookie, no statistics about visitors, and nothing loaded from other companies."),
            t("What you enter is held in the server's memory while the page is open. It ends when you leave or close the page."),
            t("If the connection breaks without that, it ends about one minute later."),
            t("The browser's history holds one entry with a neutral name, however many pages you saw."),
            t("The site's log holds no visitor's address, question or place. Those who host the site may keep records of their own."),
        ),
    )


def _not_hidden_for_adults(t: Translator) -> Block:
    return Block(
        t("What leaving cannot hide"),
        (t("Leaving fast helps only against a person who can see the screen. Nothing here can hide you from:"),),
        (
            t("spyware or monitoring apps, also those of an employer or for parents: use a device that the other person cannot reach;"),
            t("the phone's own lists of calls and messages, and the phone bill;"),
            t("whoever runs the Wi-Fi, router or phone network: they may see the name of this site, but not the pages or what you typed;"),
            t("accounts shared between devices, which may copy the history, pictures of the screen or the place of the phone;"),
            t("a saved or printed sheet that somebody finds."),
        ),
    )


def _closing(t: Translator) -> Block:
    return Block(
        t("Closing the window with the keyboard"),
        points=(t("Windows: Alt and F4."), t("Mac: Shift, Command and W.")),
    )


def _helping(t: Translator) -> Block:
    return Block(
        t("If you help a child or a survivor"),
        points=(
            t("Search on your own device, not on theirs."),
            t("Before you send or hand over anything, ask who else sees their phone, their bag and their room."),
            t("Ask how they can be reached safely, and by whom they must not be heard."),
            t("Write no name on a sheet that they carry. A sheet without telling words can be printed."),
            t("Somebody who controls another person may notice changes to a phone. Plan them together, with a specialised service."),
        ),
    )
