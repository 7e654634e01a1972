"""What judges the pages finds what is wrong also after many good ones."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.navegador.revision import LEER, _juzgar, revisar

PAGINA = "<!doctype html><html lang='es'><title>Prueba</title><body style='background: #fff; font: 19px sans-serif'><main><h1>Prueba</h1>{}</main>"


@pytest.mark.parametrize(
    ("mala", "regla"),
    [
        ("<p style='color: #aaa'>Texto gris.</p>", "color-contrast"),
        (
            "<p>Texto y <a href='/' style='color: #222; text-decoration: none'>enlace</a> igual.</p>",
            "link-in-text-block",
        ),
        ("<p><img src='data:,'></p>", "image-alt"),
        (
            "<style>a { display: block; font-size: 11px; line-height: 12px }</style><a href='/a'>Uno</a><a href='/b'>Dos</a>",
            "target-size",
        ),
        (
            "<style>@media (max-width: 500px) { img { display: none } }</style><p>Texto.</p><img src='data:,'>",
            "image-alt",
        ),
        (
            "<style>@media (min-width: 500px) { pre { visibility: hidden } }</style>"
            "<pre style='overflow: auto; width: 90vw'>" + "Sin orden. " * 40 + "</pre>",
            "scrollable-region-focusable",
        ),
    ],
)
def test_one_bad_page_after_a_good_one(pagina: Page, mala: str, regla: str) -> None:
    for _vez in range(2):
        pagina.set_content(PAGINA.format("<p>Texto negro.</p>"))
        revisar(pagina, "buena")
    pagina.set_content(PAGINA.format(mala))
    with pytest.raises(AssertionError, match=regla):
        revisar(pagina, "mala")


# A good page, one of almost the same figure, and the rule that it breaks
CASI_IGUALES = (
    ("<label for='a'>Uno</label><input id='a'>", "<label for='b'>Uno</label><input id='a'>", "label"),
    ("<label for='a'>Uno</label><input id='a'>", "<label for='a'> </label><input id='a'>", "label"),
    ("<label for='a'>Uno</label><input id='a'>", "<input id='a'>", "label"),
    ("<p><a href='/a'>Uno</a> y <a href='/b'>dos</a></p>", "<p><a href='/a'>Uno</a> y <a href='/b'></a></p>", "link-name"),
    ("<h2>Uno</h2><h3>Dos</h3><p>Texto.</p>", "<h3>Uno</h3><p>Texto.</p>", "heading-order"),
    (
        "<section aria-label='Una'><p>Uno.</p></section><section aria-label='Otra'><p>Uno.</p></section>",
        "<section aria-label='Una'><p>Uno.</p></section><section aria-label='Una'><p>Uno.</p></section>",
        "landmark-unique",
    ),
    (
        "<style>a { display: block; padding: 20px }</style><a href='/a'>Uno</a><a href='/b'>Dos</a>",
        "<style>a { display: block; font-size: 11px; line-height: 12px }</style><a href='/a'>Uno</a><a href='/b'>Dos</a>",
        "target-size",
    ),
)  # fmt: skip


def test_a_bad_page_that_looks_like_a_good_one(pagina: Page) -> None:
    for buena, mala, regla in CASI_IGUALES:
        pagina.set_content(PAGINA.format(buena))
        revisar(pagina, "buena", densa=True)
        pagina.set_content(PAGINA.format(buena.replace("Uno", "Otra cosa")))
        assert _juzgar(pagina, pagina.evaluate(LEER)) == [], "what it says makes no other page"
        pagina.set_content(PAGINA.format(mala))
        with pytest.raises(AssertionError, match=regla):
            revisar(pagina, "mala", densa=True)
