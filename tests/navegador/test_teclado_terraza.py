"""The ten points of the terrace by keyboard alone: two citizens file, the area changes its procedure in between, one case is granted by a decree
«acctal.», and what nobody decided in time is decided late.

Not one call to the mouse: only the days, the workers, the instruction of A and the case of C, of another procedure, are put there.
`recorrido --historia terraza` plays the same with every date. With the variable CAPTURAS_DEL_MANUAL set, the pictures of the manual are left
there (`docs/capturas/del_manual.py`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.cli.recorrido.historias.terraza.area import PRIMER_DIA
from consistorio.cli.recorrido.historias.terraza.reparto import A, B, C
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.terraza.area import cambiar, escribir_tarifa, publicar, simular
from tests.navegador.terraza.comun import cuenta, el
from tests.navegador.terraza.concedida import caducar, cobrar, conceder, instruir, requerir
from tests.navegador.terraza.sede import PLANO, SEGURO, presentar
from tests.navegador.terraza.silencio import callar, conceder_tarde, confirmar

INSTALACION = Actor.sistema("pruebas", *DE_LA_INSTALACION)


@pytest.fixture
def primer_dia(ayuntamiento: Ayuntamiento, casa_que_firma: Servidor) -> Ayuntamiento:
    """The town with version 1 of the procedure, the tariff of the fee, and a staff that can sign."""
    certificar_personal(casa_que_firma.pki, reloj=RelojSistema())
    el(27, 2)
    reloj = reloj_de_la_casa()
    carga = catalogo.cargar(actor=INSTALACION, contenido=PRIMER_DIA.read_bytes(), reloj=reloj)
    assert carga.version_id is not None
    catalogo.publicar(actor=INSTALACION, version_id=carga.version_id, reloj=reloj)
    return ayuntamiento


@pytest.mark.parametrize("ancho", [1366], indirect=True)
def test_an_area_changes_its_procedure_and_its_cases_go_through_by_keyboard(
    pagina: Page, primer_dia: Ayuntamiento, tmp_path: Path
) -> None:
    plano, seguro = (escrito(tmp_path, nombre, ["Bar Central"]) for nombre in ("plano de la terraza", "seguro del bar"))
    el(2, 3)
    a = presentar(pagina, primer_dia, A, "Bar Central", {PLANO: plano, SEGURO: seguro})
    c = escenario.caso(RelojDePrueba(reloj_de_la_casa().ahora()), solicitante=C)
    primer_dia.entra("raul")
    cuenta(pagina, primer_dia, a, "Acaba el 2 de junio de 2026.")
    el(9, 3)
    escribir_tarifa(pagina, primer_dia)
    cambiar(pagina, primer_dia)
    simular(pagina)
    publicar(pagina, primer_dia, en_marcha=a)
    el(10, 3)
    b = presentar(pagina, primer_dia, B, "Café Sol", {PLANO: plano}, metros="24")
    requerir(pagina, primer_dia, b, tmp_path)
    instruir(pagina, primer_dia, b)
    cobrar(pagina, primer_dia, b)
    conceder(pagina, primer_dia, b)
    caducar(pagina, primer_dia, b)
    callar(pagina, primer_dia, a, c)
    conceder_tarde(pagina, primer_dia, a)
    confirmar(pagina, primer_dia, c)
