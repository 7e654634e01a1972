"""Who looked at a case, as the desk tells it: a line for each person and day, in words, page after page."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.vistas import expediente as vista
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import miradas
from consistorio.tramitacion.expedientes.models import Expediente

pytestmark = pytest.mark.lento
LUNES = datetime(2026, 8, 31, 8, tzinfo=UTC)


def mirada(expediente: Expediente, quien: UUID, cuando: datetime, **mas: str) -> None:
    datos = {"actor_clase": "empleado", "cargo": "Jefatura", "motivo": "expediente.ver", "medio": "", **mas}
    Acceso.objects.create(
        expediente_id=expediente.id, actor_id=quien, momento=cuando, que="expediente", resultado="permitido", **datos
    )


def test_each_person_is_one_line_a_day_in_words(expediente: Expediente, reloj: RelojDePrueba) -> None:
    una, otra, vecina = uuid4(), uuid4(), uuid4()
    for minutos in range(3):
        mirada(expediente, una, LUNES + timedelta(minutes=minutos))
    mirada(expediente, una, LUNES + timedelta(hours=1), motivo="expediente.tramitar")
    mirada(expediente, una, LUNES + timedelta(hours=14, minutes=30))  # half past midnight in Madrid: another day
    mirada(expediente, otra, LUNES, cargo="Secretaría", motivo="consulta en el escritorio")
    mirada(expediente, vecina, LUNES, actor_clase="ciudadano", cargo="", motivo="expediente.ver_propio")
    lineas = miradas.miradas_por_dia(expediente, escenario.empleado("nuria", reloj))
    assert [(f"{m.dia:%d}", m.quien, m.veces) for m in lineas[:2]] == [("01", "Jefatura", 1), ("31", "Jefatura", 4)]
    assert set(lineas[1].para_que) == {"Mirarlo", "Tramitarlo"}
    assert {(m.quien, m.veces, *m.para_que) for m in lineas[2:]} == {
        ("Secretaría", 1, "consulta en el escritorio"),
        ("Una persona interesada", 1, "Ver su expediente"),
    }


def test_the_lines_go_page_after_page_without_losing_any(
    mesa: Mesa, expediente: Expediente, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vista, "POR_PAGINA", 2)
    for numero in range(7):  # several in the same moment, of several days
        mirada(expediente, uuid4(), LUNES + timedelta(days=numero // 3), cargo=f"Puesto{numero}")
    cliente, direccion, vistas, paginas, sigue = (
        mesa("nuria"),
        f"/escritorio/expedientes/{expediente.id}/historial/",
        [],
        0,
        "?",
    )
    while sigue:
        pagina = cliente.get(f"{direccion}{sigue}").content.decode()
        vistas += re.findall(r"Puesto\d", pagina)
        enlace = re.search(r'href="(\?miradas=[^"]+)" rel="next"', pagina)
        paginas, sigue = paginas + 1, enlace.group(1) if enlace else ""
        assert paginas < 9
    assert sorted(vistas) == [f"Puesto{n}" for n in range(7)]
    assert cliente.get(f"{direccion}?miradas=nada").status_code == 200
