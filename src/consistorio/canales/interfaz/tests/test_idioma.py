"""One page, one language: none is offered of which there is no catalogue of ours."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.test import RequestFactory
from django.utils.formats import localize
from django.utils.translation import get_language_from_request, override


def test_a_browser_in_another_language_gets_neither_words_nor_amounts_of_it() -> None:
    idioma = get_language_from_request(RequestFactory().get("/", headers={"accept-language": "en-GB,en;q=0.8"}))
    assert idioma == "es"
    with override(idioma):
        assert localize(1234.5) == "1234,5"
        assert "caracteres" in str(MinimumLengthValidator(12).get_help_text())
