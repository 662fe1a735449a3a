"""What users add to the tables of the package, from the settings: agencies, forms, outlets, mirrors, furniture.

The settings travel to every process that works, so the tables do. Each process builds them once for the settings in use.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

import orjson

from transforms.settings import AgencySettings, NormalizeSettings
from transforms.text.agencies import AGENCIES, SHIPPED, Agency, AgencyTable
from transforms.text.boilerplate import keys_of


def agency_table(settings: NormalizeSettings) -> AgencyTable:
    """The agencies of the package with those of the settings; the package's own table where they add none."""
    if not (settings.agencies or settings.aliases or settings.mirrors):
        return SHIPPED
    return _built(settings.model_dump_json(include={"agencies", "aliases", "mirrors"}))


@lru_cache(maxsize=16)
def _built(packed: str) -> AgencyTable:
    tree = orjson.loads(packed)
    agencies = dict(AGENCIES)
    added = {key: AgencySettings.model_validate(row) for key, row in tree["agencies"].items()}
    for form, agency in tree["aliases"].items():
        row = added.get(agency, AgencySettings())
        added[agency] = row.model_copy(update={"forms": (*row.forms, form)})
    # what a user says a form means counts more than what the package says
    taken = {form for row in added.values() for form in (*row.forms, *row.slot_forms)}
    for key, known in agencies.items():
        if taken.intersection(known.forms) or taken.intersection(known.slot_forms):
            agencies[key] = replace(
                known,
                forms=tuple(form for form in known.forms if form not in taken),
                slot_forms=tuple(form for form in known.slot_forms if form not in taken),
            )
    for key, row in added.items():
        known = agencies.get(key, Agency(key, row.name or key, row.country, (), (), row.photo))
        agencies[key] = replace(
            known,
            forms=tuple(sorted({*known.forms, *row.forms})),
            slot_forms=tuple(sorted({*known.slot_forms, *row.slot_forms})),
        )
    return AgencyTable(dict(sorted(agencies.items())), tree["mirrors"])


def outlet_name(settings: NormalizeSettings, outlet: str | None, *addresses: str | None) -> str | None:
    """The outlet as the settings name it: by the name it was read under, else by the host of an address.

    Args:
        settings: the settings.
        outlet: the name it was read under, or None.
        addresses: URLs of the document, the best first.

    Returns:
        The given name where the settings say nothing.
    """
    table = settings.outlets
    if not table:
        return outlet
    if outlet is not None and outlet in table:
        return table[outlet]
    for address in addresses:
        host = _host(address)
        if host and host in table:
            return table[host]
    return outlet


def _host(address: str | None) -> str | None:
    if not address or "://" not in address:
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def furniture_keys(settings: NormalizeSettings, outlet: str | None) -> frozenset[int]:
    """Keys of the sentences that the settings call furniture of an outlet, or of all."""
    table = settings.furniture
    if not table:
        return frozenset()
    return _keys(table.get("*", ()), table.get(outlet, ()) if outlet is not None else ())


@lru_cache(maxsize=256)
def _keys(everywhere: tuple[str, ...], here: tuple[str, ...]) -> frozenset[int]:
    return frozenset(key for sentence in (*everywhere, *here) for key in keys_of(sentence))
