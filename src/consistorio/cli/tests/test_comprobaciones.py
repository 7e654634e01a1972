"""A check of a story says what was expected and what there is; one that fails makes its report say no."""

from __future__ import annotations

from consistorio.cli.recorrido.comprobaciones import Comprobacion, leido, lo_dice, que_dice
from consistorio.cli.recorrido.navegador import Pagina

HTML = "<html><body><nav>2 de mayo de 2026</nav><main><p>Acaba el <b>2 de junio\n de 2026</b>.</p></main></body></html>"
PAGINA = Pagina(url="http://sede.example/", estado=200, contenido=HTML.encode(), tipo="text/html")


def test_what_a_page_says_is_read_from_its_main_part() -> None:
    assert leido(PAGINA, r"el (\d+ de \w+ de \d+)") == "2 de junio de 2026"
    assert que_dice(PAGINA, "Acaba el 2 de junio de 2026.") == "Acaba el 2 de junio de 2026."
    assert que_dice(PAGINA, "2 de mayo") == "(no está) Acaba el 2 de junio de 2026."
    assert (lo_dice("una cosa y otra", "otra"), lo_dice("una cosa", "otra")) == ("otra", "una cosa")


def test_one_that_fails_says_both_things() -> None:
    bien = Comprobacion(1, "2026-03-02", "último día", "2 de junio", "2 de junio")
    mal = Comprobacion(1, "2026-03-02", "último día", "2 de junio", "3 de junio")
    assert (bien.bien, mal.bien) == (True, False)
    assert mal.en_palabras().strip() == "(1) NO: último día: se esperaba «2 de junio» y hay «3 de junio»"
    assert mal.como_json()["bien"] is False
