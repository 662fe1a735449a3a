from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.schema import Published
from transforms.superseded import Claim, published_seconds, superseded

CLAIMS = st.lists(
    st.builds(
        Claim,
        doc_id=st.sampled_from(["a", "b", "c"]),
        time=st.integers(-1, 3),
        sha256=st.sampled_from(["x", "y"]),
        instance=st.integers(0, 10**6).map(str),
        uri=st.just("u"),
    ),
    unique_by=lambda claim: claim.instance,
)


@given(CLAIMS, st.randoms())
def test_one_claim_an_id_survives_whatever_the_order(claims: list[Claim], random: object) -> None:
    losers = superseded(claims)
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(superseded(shuffled)) == set(losers)
    winners = [claim for claim in claims if claim not in losers]
    assert sorted(w.doc_id for w in winners) == sorted({claim.doc_id for claim in claims})
    for winner in winners:
        rivals = [claim for claim in claims if claim.doc_id == winner.doc_id]
        assert winner.time == max(claim.time for claim in rivals)


def test_published_seconds() -> None:
    assert published_seconds(None) == -1
    assert published_seconds(Published("1970-01-02", "day", "source")) == 86400
    assert published_seconds(Published("1970-01-01T01:00:00+01:00", "second", "source")) == 0
    assert published_seconds(Published("1970-02", "month", "source")) == 31 * 86400
    assert published_seconds(Published("1970-01-01T00:01Z", "minute", "posted")) == 60
