"""Publishing calendars and asking for them, on the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import MADRID, RelojFijo
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.acciones import publicar_calendarios
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede, calendario_del_interesado
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.plataforma.calendario.models import PublicacionCalendario
from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import CalendarioIncompleto, Duracion, Unidad

SECRETARIA = Actor.sistema("prueba", "calendario.publicar")
AYER = RelojFijo(datetime(2026, 11, 22, 10, tzinfo=MADRID))
HOY = RelojFijo(datetime(2026, 11, 23, 10, tzinfo=MADRID))


def publicar(ficheros: Sequence[tuple[str, str]], reloj: RelojFijo = AYER) -> int:
    return len(publicar_calendarios(actor=SECRETARIA, ficheros=ficheros, reloj=reloj))


@pytest.mark.usefixtures("db")
def test_publicar_dos_veces_lo_mismo_es_publicarlo_una() -> None:
    assert publicar(ficheros_del_ejemplo()) == 9
    assert publicar(ficheros_del_ejemplo()) == 0
    assert Evento.objects.filter(tipo="calendario.publicado").count() == 9
    sede = calendario_de_la_sede()
    assert sede.anios == frozenset({2025, 2026, 2027})
    assert "local" in str(sede.motivo_inhabil(date(2026, 5, 15)))
    assert str(calcular(date(2026, 11, 23), Duracion(10, Unidad.DIAS_HABILES), sede)) == "2026-12-09"
    with pytest.raises(CalendarioIncompleto):
        sede.es_habil(date(2028, 1, 3))


@pytest.mark.usefixtures("db")
def test_una_correccion_es_otra_version_y_se_puede_preguntar_por_la_de_antes() -> None:
    publicar(ficheros_del_ejemplo())
    nuevo = (
        "# ambito: local\n# territorio: 99999\n# anio: 2026\n# disposicion: Acuerdo del Pleno\n# cotejada: si\n"
        "2026-01-30;San Lesmes\n2026-11-24;Día del patrón\n"
    )
    assert publicar([("nuevo.csv", nuevo)], HOY) == 1
    patron = date(2026, 11, 24)
    assert not calendario_de_la_sede().es_habil(patron)
    assert calendario_de_la_sede(en=AYER.momento).es_habil(patron)
    assert not calendario_de_la_sede(en=HOY.momento.date()).es_habil(patron)
    # before anything was published, the first version answers
    assert calendario_de_la_sede(en=AYER.momento - timedelta(days=400)).anios == frozenset({2025, 2026, 2027})
    assert "local v2" in calendario_de_la_sede().version


@pytest.mark.usefixtures("db")
def test_el_calendario_de_quien_vive_en_otro_municipio() -> None:
    publicar(ficheros_del_ejemplo())
    de_burgos = calendario_del_interesado(municipio="09059")
    assert not de_burgos.es_habil(date(2026, 4, 23))
    assert de_burgos.es_habil(date(2026, 5, 15))
    assert "locales no conocidas" in de_burgos.version
    assert calendario_del_interesado(municipio="28079").anios == frozenset()


@pytest.mark.usefixtures("db")
def test_falta_un_ambito_y_el_anio_no_cuenta() -> None:
    publicar([f for f in ficheros_del_ejemplo() if f[0] != "villaejemplo-2027.csv"])
    assert calendario_de_la_sede().anios == frozenset({2025, 2026})


@pytest.mark.usefixtures("db")
def test_un_fichero_malo_no_publica_ninguno_y_dice_todo() -> None:
    malo = "# ambito: comarcal\n# anio: 2026\n2026-02-30;x\n2025-01-01;otro año\n2026-01-02\n"
    with pytest.raises(DatosIncorrectos) as error:
        publicar([*ficheros_del_ejemplo(), ("malo.csv", malo)])
    texto = str(error.value)
    for trozo in ("territorio", "comarcal", "malo.csv, línea 3", "línea 5"):
        assert trozo in texto
    assert not PublicacionCalendario.objects.exists()


def test_hace_falta_permiso(db: None) -> None:
    with pytest.raises(NoPermitido):
        publicar_calendarios(actor=Actor.sistema("nadie"), ficheros=ficheros_del_ejemplo(), reloj=HOY)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("orden", ["UPDATE {} SET anio = 2030", "DELETE FROM {}", "TRUNCATE {}"])
def test_lo_publicado_no_se_toca(orden: str) -> None:
    publicar(ficheros_del_ejemplo()[:1])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(orden.format("calendario_publicacioncalendario"))
