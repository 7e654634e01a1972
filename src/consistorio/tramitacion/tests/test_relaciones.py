"""A relation between two cases that was said by hand is undone with its reason, and both histories tell it."""

from __future__ import annotations

import pytest
from django.db import transaction

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes import acciones as expedientes
from consistorio.tramitacion.expedientes.consultas import cronologia
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente, Relacion, RelacionDeshecha
from consistorio.tramitacion.motor import historia
from consistorio.tramitacion.motor.acciones import deshacer_relacion
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, expediente_de_obra, personal
from consistorio.tramitacion.tests.test_motor import comprobar_repeticion, tramitadora

pytestmark = pytest.mark.lento
MOTIVO = "Era de otra obra, con un número parecido."


@pytest.fixture
def casos(reloj: RelojMovil) -> tuple[Expediente, Expediente]:
    """Two cases of the same unit."""
    return expediente_de_obra(reloj), expediente_de_obra(reloj)


def relacionar(casos: tuple[Expediente, Expediente], clase: str, reloj: RelojMovil) -> Relacion:
    uno, otro = casos
    return expedientes.relacionar(
        actor=tramitadora(reloj), expediente_id=uno.id, otro_id=otro.id, clase=clase, reloj=reloj
    )


def pasar(expediente: Expediente) -> None:
    """It is of another unit, and nobody of the one that had it sees it any more."""
    with transaction.atomic():
        Expediente.objects.filter(id=expediente.id).update(unidad=Unidad.objects.get(nombre="Contratación"))
        PermisoExpediente.objects.filter(expediente=expediente).delete()


def deshacer(expediente: Expediente, relacion: Relacion, reloj: RelojMovil, motivo: str = MOTIVO) -> RelacionDeshecha:
    return deshacer_relacion(
        actor=tramitadora(reloj), expediente_id=expediente.id, relacion_id=relacion.id, motivo=motivo, reloj=reloj
    )


def test_both_histories_tell_it_with_its_reason_and_they_may_be_related_again(
    casos: tuple[Expediente, Expediente], reloj: RelojMovil
) -> None:
    relacion = relacionar(casos, "antecedente", reloj)
    for mal in (" ", "x" * 601):
        with pytest.raises(DatosIncorrectos):
            deshacer(casos[0], relacion, reloj, mal)
    with pytest.raises(NoEncontrado):  # the other case did not say it
        deshacer(casos[1], relacion, reloj)
    with pytest.raises(NoPermitido):
        deshacer_relacion(
            actor=personal("oac-1", reloj),
            expediente_id=casos[0].id,
            relacion_id=relacion.id,
            motivo=MOTIVO,
            reloj=reloj,
        )
    deshecha = deshacer(casos[0], relacion, reloj)
    assert not Relacion.objects.exists()
    assert (deshecha.clase, deshecha.relacionados_el) == ("antecedente", relacion.creada_el)
    for caso in casos:
        dichos = [hecho.tipo for hecho in eventos_de(caso.cadena) if hecho.tipo.startswith("expediente.relaci")]
        assert dichos == ["expediente.relacionado", "expediente.relacion.deshecha"]
        hitos, _antes = cronologia(caso, tramitadora(reloj))
        assert historia.motivos_de(hitos) == {str(deshecha.id): MOTIVO}
        comprobar_repeticion(caso)
    assert relacionar(casos, "relacionado", reloj).clase == "relacionado"


def test_it_is_told_to_no_party_and_undone_by_nobody_who_does_not_see_the_other(
    casos: tuple[Expediente, Expediente], reloj: RelojMovil
) -> None:
    """An inspection may be related before anything of it is notified (LPACAP 55); the other case passed to another unit."""
    relacion, (uno, otro) = relacionar(casos, "antecedente", reloj), casos
    for caso in casos:
        assert not [h for h in cronologia(caso, ciudadana())[0] if h.tipo.startswith("expediente.relacion")]
    pasar(otro)
    with pytest.raises(NoEncontrado, match="esa relación"):
        deshacer(uno, relacion, reloj)
    assert Relacion.objects.get() == relacion


def test_what_the_law_relates_and_a_revocation_that_was_decided_stay(
    casos: tuple[Expediente, Expediente], reloj: RelojMovil
) -> None:
    with transaction.atomic():
        recurso = Relacion.objects.create(
            expediente=casos[0], otro=casos[1], clase=Relacion.Clase.RECURSO, creada_el=reloj.ahora()
        )
    with pytest.raises(NoEncontrado):
        deshacer(casos[0], recurso, reloj)
    revocacion = relacionar(casos, "revocacion", reloj)
    with transaction.atomic():
        tarea = casos[0].tareas.get(codigo="revision")
        Tarea.objects.filter(id=tarea.id).update(tipo="propuesta", estado="hecha", cerrada_el=reloj.ahora())
    with pytest.raises(FaseIncompatible, match="ya está propuesta"):  # its decree waits for the signature
        deshacer(casos[0], revocacion, reloj)
    with transaction.atomic():
        Tarea.objects.filter(id=tarea.id).update(tipo="resolucion")
    with pytest.raises(FaseIncompatible, match="ya está resuelta"):
        deshacer(casos[0], revocacion, reloj)
    assert Relacion.objects.count() == 2
