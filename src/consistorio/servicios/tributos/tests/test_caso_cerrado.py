"""A debt of a case that is closed: annulled by an error, or by what was decided in an appeal or in a related case, and given back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.archivo.operaciones import impedimentos_de_transferencia
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tributos import acciones, consultas
from consistorio.servicios.tributos.fundamentos import Causa, fundamentos_de
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
MOTIVO = "Son 20 metros, según el informe."


@pytest.fixture
def cerrada(reloj: RelojDePrueba) -> Liquidacion:
    """A debt that was paid, of a case that was closed afterwards."""
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    liquidacion = terraza.autoliquidada(terraza.caso(reloj), reloj)
    terraza.pagada(liquidacion, reloj)
    manos.correr()
    with transaction.atomic():
        caso = Expediente.objects.select_for_update().get(id=liquidacion.expediente_id)
        expedientes.cerrar(caso, resultado="estimada", actor=SISTEMA, reloj=reloj)
    return Liquidacion.objects.select_related("expediente").get(id=liquidacion.id)


def anular(liquidacion: Liquidacion, reloj: RelojDePrueba, **como: object) -> ActoTramite:
    datos: dict[str, object] = {"motivo": MOTIVO, **como}
    return acciones.anular_liquidacion(
        actor=escenario.empleado("olga", reloj),
        liquidacion_id=liquidacion.id,
        reloj=reloj,
        **datos,  # type: ignore[arg-type]
    )


def decidido(cerrada: Liquidacion, clase: str, reloj: RelojDePrueba, codigo: str = "estima") -> Tarea:
    """The decision of another case: of an appeal against that of the debt, or of one related to it."""
    otro = terraza.caso(reloj)
    Relacion.objects.create(expediente=otro, otro=cerrada.expediente, clase=clase, creada_el=reloj.ahora())
    notificable = {"titulo": "Decreto", "numero": "118/2026"}
    return Tarea.objects.create(
        expediente=otro,
        codigo="resolucion",
        tipo="resolucion",
        nombre="Resolver",
        fase="finalizacion",
        unidad=otro.unidad,
        procedimiento=otro.version.procedimiento,
        incoada_el=reloj.ahora(),
        creada_el=reloj.ahora(),
        estado="hecha",
        cerrada_el=reloj.ahora(),
        resultado={"codigo": codigo, "notificable": notificable},
    )


def test_it_is_annulled_told_and_given_back_and_the_case_stays_closed(
    cerrada: Liquidacion, reloj: RelojDePrueba
) -> None:
    acto = anular(cerrada, reloj)
    assert "LGT artículo 220" in texto_de(acto)
    assert "Lo que se pagó, 504,00 €, se devuelve" in texto_de(acto)
    assert "espera la firma" in " ".join(impedimentos_de_transferencia(cerrada.expediente))
    firmado(acto, reloj)
    manos.correr()
    cerrada.refresh_from_db()
    caso = Expediente.objects.get(id=cerrada.expediente_id)
    assert (caso.estado, cerrada.estado, str(cerrada.a_devolver)) == ("cerrado", "anulada", "504,00 €")
    assert not caso.tareas.filter(tipo__in=("pago", "acto"), cerrada_el=None).exists()
    assert caso.documentos.filter(documento_id=acto.documento_id, origen="anulacion_liquidacion").exists()
    aviso = Notificacion.objects.get(referencia=f"anulacion_liquidacion:{cerrada.id}")
    assert (aviso.clase, aviso.tras_el_cierre) == ("comunicacion", True)
    hecho = Evento.objects.get(cadena=caso.cadena, tipo="tributos.liquidacion.anulada")
    assert (hecho.datos["causa"], hecho.datos["por_devolver"]) == ("error", "504.00")
    assert consultas.anulaciones_de(caso)[cerrada.id].id == acto.id
    fernando = escenario.empleado("fernando", reloj)
    acciones.anotar_devolucion(
        actor=fernando,
        liquidacion_id=cerrada.id,
        importe="504",
        dia=reloj.ahora().date(),
        referencia_banco="SALE-1",
        reloj=reloj,
    )
    assert list(consultas.por_devolver(fernando)) == []
    assert trabajo.estado_segun_hechos(caso) == trabajo.estado_actual(caso)


def test_an_annulment_that_comes_back_is_written_again(cerrada: Liquidacion, reloj: RelojDePrueba) -> None:
    primero = anular(cerrada, reloj)
    with pytest.raises(FaseIncompatible):
        anular(cerrada, reloj)
    firmar(primero.documento_id, reloj, devuelto="La referencia no es esa.")
    manos.correr()
    otro = anular(cerrada, reloj)
    assert otro.tarea_id == primero.tarea_id
    firmado(otro, reloj)
    cerrada.refresh_from_db()
    assert cerrada.estado == "anulada"


@pytest.mark.parametrize(("clase", "causa"), [("recurso", Causa.RECURSO), ("revocacion", Causa.REVOCACION)])
def test_it_carries_out_what_was_decided_in_another_case(
    cerrada: Liquidacion, reloj: RelojDePrueba, clase: str, causa: Causa
) -> None:
    decision = decidido(cerrada, clase, reloj)
    assert [uno.causa for uno in fundamentos_de(cerrada.expediente)] == [Causa.ERROR, causa]
    acto = anular(cerrada, reloj, decision_id=decision.id)
    assert f"Decreto 118/2026, del expediente {decision.expediente.numero}" in texto_de(acto)
    firmado(acto, reloj)
    hecho = Evento.objects.get(cadena=cerrada.expediente.cadena, tipo="tributos.liquidacion.anulada")
    assert hecho.datos["causa"] == causa


@pytest.mark.parametrize(("clase", "causas"), [("nulidad", [Causa.ERROR, Causa.NULIDAD]), ("lesividad", [Causa.ERROR])])
def test_only_what_was_declared_null_is_a_ground_among_reviews(
    cerrada: Liquidacion, reloj: RelojDePrueba, clase: str, causas: list[Causa]
) -> None:
    revisa = decidido(cerrada, "revision", reloj).expediente
    senalada = Tarea.objects.filter(expediente=revisa).latest("id")
    Tarea.objects.create(
        expediente=revisa,
        codigo="acto",
        tipo="acto_revisado",
        nombre="Acto",
        fase="iniciacion",
        unidad=revisa.unidad,
        procedimiento=senalada.procedimiento,
        incoada_el=reloj.ahora(),
        creada_el=reloj.ahora(),
        estado="hecha",
        cerrada_el=reloj.ahora(),
        resultado={"codigo": clase},
    )
    assert [uno.causa for uno in fundamentos_de(cerrada.expediente)] == causas
    assert [uno.causa for uno in fundamentos_de(revisa)] == [Causa.ERROR]


def test_what_is_no_ground_is_told_with_everything_else(cerrada: Liquidacion, reloj: RelojDePrueba) -> None:
    negada = decidido(cerrada, "recurso", reloj, "deniega")
    ajena = decidido(cerrada, "recurso", reloj)
    Relacion.objects.filter(expediente=ajena.expediente).delete()
    for decision in (negada.id, ajena.id, UUID(int=1)):
        with pytest.raises(DatosIncorrectos) as mal:
            anular(cerrada, reloj, decision_id=decision, motivo="no")
        assert [p.campo for p in mal.value.problemas] == ["decision", "motivo"]
    propia = decidido(cerrada, "recurso", reloj)  # what an appeal decided is not about the debts of the appeal
    assert [uno.causa for uno in fundamentos_de(propia.expediente)] == [Causa.ERROR]


def test_only_a_revocation_that_was_said_before_it_was_decided_is_a_ground(
    cerrada: Liquidacion, reloj: RelojDePrueba
) -> None:
    for clase in ("relacionado", "acumulado", "antecedente"):
        decidido(cerrada, clase, reloj)
    despues = decidido(cerrada, "revocacion", reloj)
    Tarea.objects.filter(id=despues.id).update(cerrada_el=reloj.ahora() - timedelta(days=1))
    assert [uno.causa for uno in fundamentos_de(cerrada.expediente)] == [Causa.ERROR]
    al_reves = decidido(cerrada, "revocacion", reloj).expediente
    assert [uno.causa for uno in fundamentos_de(al_reves)] == [Causa.ERROR]


def test_a_decision_undone_before_the_signature_gives_no_effect(cerrada: Liquidacion, reloj: RelojDePrueba) -> None:
    decision = decidido(cerrada, "recurso", reloj)
    acto = anular(cerrada, reloj, decision_id=decision.id)
    Tarea.objects.filter(id=decision.id).update(datos={"deshecha": True})
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    cerrada.refresh_from_db()
    assert (acto.estado, cerrada.estado) == ("sin_efecto", "cobrada")
    assert "ya no está en vigor" in acto.motivo


def test_nothing_of_a_case_in_the_archive_is_annulled(cerrada: Liquidacion, reloj: RelojDePrueba) -> None:
    with transaction.atomic():
        caso = Expediente.objects.select_for_update().get(id=cerrada.expediente_id)
        expedientes.archivar(caso, actor=SISTEMA, reloj=reloj)
    with pytest.raises(FaseIncompatible) as no:
        anular(cerrada, reloj)
    assert "expediente nuevo de devolución" in no.value.que_hacer
