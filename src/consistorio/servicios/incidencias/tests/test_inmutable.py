"""What was published of an incident stays as it was read: the application cannot change it, and who can is found out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado, sin_guardas
from consistorio.servicios.incidencias import acciones
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, Incidencia
from consistorio.servicios.incidencias.tests.test_incidencias import TECNICO, anotada, el, propuesta
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil

__all__ = ["pueblo", "reloj"]
CAMBIOS: list[dict[str, object]] = [
    {"titulo": "Otra cosa"},
    {"descripcion": "Todo funcionaba."},
    {"desde": el(13)},
    {"estado": "borrador", "publicada_el": None},
    {"publicada_el": el(13)},
    {"anotada_el": el(13)},
]


def alterados() -> list[tuple[str, str]]:
    """What `verificar` would say of the rows of this room."""
    informe = Anotado()
    filas_avaladas("default", informe)
    return [falla for falla in informe.fallas if falla[0].startswith("incidencias_")]


@pytest.fixture
def publicada(reloj: RelojMovil) -> Incidencia:
    reloj.ir_a(2026, 10, 14, 9)
    return anotada(reloj)


def test_what_was_published_cannot_be_changed_and_a_draft_can(publicada: Incidencia, reloj: RelojMovil) -> None:
    for cambio in CAMBIOS:
        with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
            Incidencia.objects.filter(id=publicada.id).update(**cambio)
    borrador = anotada(reloj, publicada=False)
    acciones.anotar_incidencia(
        actor=TECNICO, titulo="Mejor dicho", descripcion="No se puede firmar.", desde=el(13), hasta=None,
        incidencia_id=borrador.id, reloj=reloj,
    )  # fmt: skip
    assert Incidencia.objects.get(id=borrador.id).titulo == "Mejor dicho"
    assert alterados() == []


def test_nor_with_a_model_that_was_changed_nor_with_sql(publicada: Incidencia) -> None:
    leida = Incidencia.objects.get(id=publicada.id)
    leida.titulo = "Otra cosa"
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        leida.save()
    for orden in (
        "UPDATE incidencias_incidencia SET descripcion = 'nada'",
        "DELETE FROM incidencias_incidencia",
        "TRUNCATE incidencias_incidencia CASCADE",
    ):
        with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(orden)


def test_its_end_is_written_once(publicada: Incidencia, reloj: RelojMovil) -> None:
    acciones.terminar(actor=TECNICO, incidencia_id=publicada.id, hasta=el(14, 8, 30), reloj=reloj)
    for otra in (el(14, 8, 45), None):
        with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
            Incidencia.objects.update(hasta=otra)
    assert Incidencia.objects.get().hasta == el(14, 8, 30)
    assert alterados() == []


@pytest.mark.parametrize(
    ("cambiar", "tabla"),
    [
        (lambda: Incidencia.objects.update(titulo="Otra cosa"), "incidencias_incidencia"),
        (lambda: Incidencia.objects.update(hasta=el(14, 8, 45)), "incidencias_incidencia"),
        (lambda: AmpliacionDePlazos.objects.update(hasta=date(2027, 1, 1)), "incidencias_ampliaciondeplazos"),
        (
            lambda: AmpliacionDePlazos.objects.update(estado="firmada", firmada_el=el(14)),
            "incidencias_ampliaciondeplazos",
        ),
    ],
    ids=["titulo", "final", "fecha", "firma"],
)
def test_what_is_changed_behind_our_back_is_named(
    cambiar: Callable[[], int], tabla: str, publicada: Incidencia, reloj: RelojMovil
) -> None:
    propuesta(publicada, reloj)
    assert alterados() == []
    with sin_guardas():
        assert cambiar() == 1
    assert alterados() == [(tabla, "la fila no dice lo que decía cuando se anotó su hecho")]
