"""What was read wrong and is mended: each case beside one that must stay as it was."""

from __future__ import annotations

import pytest
from telling import party, said

WAR = "The war in Ukraine goes on. "


# ------------------------------------------------------------------ whose post a speaker holds
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("General Valery Zaluzhny came to Oslo. NATO's secretary general said that Russia had lost 412 soldiers killed.", "NATO's secretary general"),
        ("Volodymyr Zelensky spoke first. Poland's president said that 412 Russian soldiers were killed.", "Poland's president"),
        ("The 47th Brigade fought at Robotyne. The brigade's commander said that 412 of its men were killed.", "brigade's commander"),
        ("Colonel Ihor Melnyk left. The company's commander said that 412 men were killed.", "company's commander"),
        ("Jens Holm spoke in Oslo. NATO's secretary general said that 412 Russian soldiers were killed.", "Jens Holm"),
        ("Secretary General Jens Holm spoke in Oslo. NATO's secretary general said that 412 Russian soldiers were killed.", "Jens Holm"),
        ("President Vladimir Putin spoke in Sochi. Russia's president said that 412 soldiers were killed.", "Vladimir Putin"),
    ],
)  # fmt: skip
def test_an_owner_before_a_post_means_its_holder_and_not_whoever_was_named_last(text: str, speaker: str) -> None:
    assert said(WAR + text)["412"].speaker == speaker
