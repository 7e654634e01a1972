"""What a filed document says of itself is corrected only with a diligencia, and what was filed in the wrong case goes to its own with one in each."""

from __future__ import annotations

import io
import sys
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from consistorio.documental.documentos.acciones import corregir_metadatos
from consistorio.documental.documentos.models import Documento, VersionMetadatos
from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.servicios.comunicaciones.tests import factories as comunicaciones
from consistorio.servicios.conftest import reloj, villa_sembrada
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import acciones, consultas, correcciones, operaciones
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import (
    DocumentoExpediente,
    DocumentoLlevado,
    Expediente,
    PermisoExpediente,
    Rectificacion,
)
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import historia
from consistorio.tramitacion.tests.factories import ciudadana, un_pdf
from consistorio.tramitacion.tests.firmas import texto_del_documento

__all__ = ["reloj", "villa_sembrada"]
pytestmark = pytest.mark.lento
SISTEMA = Actor.sistema("prueba")
# Its package has an action of the same name
corregir_documento = sys.modules["consistorio.tramitacion.expedientes.acciones.corregir_documento"]
CAMBIOS: dict[str, str | bool] = {"titulo": "Plano de la fachada", "origen_administracion": False}
POR_QUE = "Se tecleó mal."
DE_OTRO = "Es el plano de otra obra de la misma calle."


def subir(expediente: Expediente, reloj: RelojDePrueba, *, visible: bool = True) -> DocumentoExpediente:
    return acciones.incorporar(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=expediente.id,
        flujo=admitir(io.BytesIO(un_pdf(str(uuid4()))), nombre="plano.pdf"),
        nombre="plano.pdf",
        titulo="Planp",
        tipo_documental="TD99",
        visible_interesado=visible,
        reloj=reloj,
    )


def corregir(documento_id: UUID, reloj: RelojDePrueba, quien: str = "nuria") -> Documento:
    return acciones.corregir_documento(
        actor=escenario.empleado(quien, reloj),
        documento_id=documento_id,
        cambios=CAMBIOS,
        motivo=POR_QUE,
        reloj=reloj,
    )


def acabar(expediente: Expediente, reloj: RelojDePrueba, *, archivado: bool = False) -> None:
    with transaction.atomic():
        caso = bloquear(expediente.id)
        if caso.estado == Expediente.Estado.ABIERTO:
            operaciones.cerrar(caso, resultado="estimada", actor=SISTEMA, reloj=reloj)
        if archivado:
            operaciones.archivar(caso, actor=SISTEMA, reloj=reloj)


def llevar(
    puesto: DocumentoExpediente, otro: Expediente, reloj: RelojDePrueba, motivo: str = DE_OTRO
) -> DocumentoLlevado:
    return acciones.llevar_documento(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=puesto.expediente_id,
        documento_id=puesto.documento_id,
        otro_id=otro.id,
        motivo=motivo,
        reloj=reloj,
    )


def test_the_data_of_a_filed_document_are_corrected_with_a_diligencia_also_when_it_is_closed_and_not_once_archived(
    reloj: RelojDePrueba,
) -> None:
    expediente = escenario.caso(reloj)
    puesto = subir(expediente, reloj, visible=False)
    acabar(expediente, reloj)
    with pytest.raises(FaseIncompatible, match="se corrige en él"):  # as if it were in no case
        corregir_metadatos(
            actor=escenario.empleado("nuria", reloj),
            documento_id=puesto.documento_id,
            cambios=CAMBIOS,
            motivo=POR_QUE,
            reloj=reloj,
        )
    documento = corregir(puesto.documento_id, reloj)
    assert (documento.titulo, documento.origen_administracion) == ("Plano de la fachada", False)
    (diligencia,) = expediente.documentos.filter(origen="rectificacion")
    assert not diligencia.visible_interesado, "nor is the document"
    dicho = " ".join(texto_del_documento(diligencia.documento_id).split())
    for parte in (
        f"n.º {puesto.orden} del índice",
        "Donde dice: «Título: Planp; Quién lo hizo: El Ayuntamiento u otra administración».",
        "Debe decir: «Título: Plano de la fachada; Quién lo hizo: Una persona o entidad».",
        f"Motivo: {POR_QUE}",
    ):
        assert parte in dicho
    rectificacion = Rectificacion.objects.get()
    assert rectificacion.documento_id is None, "what the document says inside is right"
    circuito = Circuito.objects.get(documento_id=diligencia.documento_id)
    assert (circuito.referencia, circuito.estado) == (f"rectificacion:{rectificacion.id}", "pendiente")
    acabar(expediente, reloj, archivado=True)
    with pytest.raises(FaseIncompatible, match="en el archivo"):
        acciones.corregir_documento(
            actor=escenario.empleado("nuria", reloj),
            documento_id=puesto.documento_id,
            cambios={"titulo": "Otro"},
            motivo=POR_QUE,
            reloj=reloj,
        )
    assert VersionMetadatos.objects.get().datos["titulo"] == "Planp"


def test_who_only_helps_with_a_case_corrects_nothing_in_it_and_one_of_two_cases_is_corrected_in_both(
    reloj: RelojDePrueba,
) -> None:
    expediente, otro = escenario.caso(reloj), escenario.caso(reloj)
    puesto = subir(expediente, reloj)
    segundo = tambien(puesto, otro, reloj)
    raul = escenario.empleado("raul", reloj)
    with pytest.raises(NoPermitido, match="la unidad que lleva"):  # he does not see the cases
        corregir(puesto.documento_id, reloj, "raul")
    for caso in (expediente, otro):
        PermisoExpediente.objects.create(
            expediente=caso,
            unidad_id=min(raul.unidades),
            desde=reloj.ahora(),
            referencia=uuid4(),
            causa="tarea:informe",
        )
    with pytest.raises(NoPermitido, match="lo lleva"):  # he reports on them
        corregir(puesto.documento_id, reloj, "raul")
    assert not VersionMetadatos.objects.exists()
    with pytest.raises(DatosIncorrectos):
        acciones.corregir_documento(
            actor=escenario.empleado("nuria", reloj),
            documento_id=puesto.documento_id,
            cambios={},
            motivo=" ",
            reloj=reloj,
        )
    with pytest.raises(NoEncontrado):
        corregir(uuid4(), reloj)
    corregir(puesto.documento_id, reloj)
    for caso, lugar in ((expediente, puesto), (otro, segundo)):
        (diligencia,) = caso.documentos.filter(origen="rectificacion")
        assert f"n.º {lugar.orden} del índice" in " ".join(texto_del_documento(diligencia.documento_id).split())


def test_the_case_from_which_it_was_taken_does_not_count_to_correct_it(reloj: RelojDePrueba) -> None:
    expediente, otro = escenario.caso(reloj), escenario.caso(reloj)
    puesto = subir(expediente, reloj)
    llevar(puesto, otro, reloj)
    acabar(expediente, reloj, archivado=True)
    corregir(puesto.documento_id, reloj)
    assert [caso.documentos.filter(origen="rectificacion").count() for caso in (expediente, otro)] == [0, 1]


def test_what_is_taken_while_its_correction_waits_is_not_corrected(
    reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    expediente, otro = escenario.caso(reloj), escenario.caso(reloj)
    puesto = subir(expediente, reloj)
    cerrojos = corregir_documento.bloquear_juntos

    def y_mientras_tanto(actor: Actor, *ids: UUID) -> None:
        """Somebody else had the locks: what they did is there when they come."""
        tambien(puesto, otro, reloj)
        cerrojos(actor, *ids)

    monkeypatch.setattr(corregir_documento, "bloquear_juntos", y_mientras_tanto)
    with pytest.raises(Conflicto, match="ha cambiado de expediente"):
        corregir(puesto.documento_id, reloj)
    assert not VersionMetadatos.objects.exists()
    assert not expediente.documentos.filter(origen="rectificacion").exists()


def test_what_was_filed_in_the_wrong_case_goes_to_its_own_and_stays_marked(reloj: RelojDePrueba) -> None:
    expediente, otro = escenario.caso(reloj), escenario.caso(reloj)
    puesto, nuria = subir(expediente, reloj), escenario.empleado("nuria", reloj)
    llevado = llevar(puesto, otro, reloj)
    puesto.refresh_from_db()
    assert (llevado.puesto, llevado.destino.expediente, llevado.motivo) == (puesto, otro, DE_OTRO)
    assert not puesto.visible_interesado, "its parties had no business with it"
    assert llevado.destino.visible_interesado
    vistos = consultas.documentos_de(expediente, ciudadana()).values_list("documento_id", flat=True)
    assert puesto.documento_id not in vistos
    for caso, con in ((expediente, otro), (otro, expediente)):
        (diligencia,) = caso.documentos.filter(origen="diligencia")
        assert not diligencia.visible_interesado, "nobody may have told them of the other case"
        dicho = "".join(texto_del_documento(diligencia.documento_id).split())
        assert con.numero in dicho
        assert DE_OTRO.replace(" ", "") in dicho
        assert Circuito.objects.get(documento_id=diligencia.documento_id).estado == "pendiente"
        hitos, _antes = consultas.cronologia(caso, nuria)
        assert "expediente.documento.llevado" in [hito.tipo for hito in hitos]
        assert historia.motivos_de(hitos) == {str(llevado.id): DE_OTRO}
        de_la_parte = [hito.tipo for hito in consultas.cronologia(caso, ciudadana())[0]]
        assert "expediente.documento.llevado" not in de_la_parte
        actual = Expediente.objects.get(id=caso.id)
        assert consultas.estado_segun_hechos(actual) == consultas.estado_actual(actual)
    with pytest.raises(Conflicto, match="ya se llevó"):
        llevar(puesto, escenario.caso(reloj), reloj)


def test_what_was_taken_by_mistake_comes_back_to_its_place_and_may_go_again(reloj: RelojDePrueba) -> None:
    expediente, otro, tercero = (escenario.caso(reloj) for _ in range(3))
    puesto = subir(expediente, reloj)
    ida = llevar(puesto, otro, reloj)
    with pytest.raises(Conflicto, match="se llevó a otro"):
        tambien(puesto, expediente, reloj)
    vuelta = llevar(ida.destino, expediente, reloj, "Era de este.")
    for uno in (puesto, ida.destino):
        uno.refresh_from_db()
    assert (vuelta.puesto, vuelta.destino) == (ida.destino, puesto)
    assert (puesto.llevado, puesto.visible_interesado) == (None, True)
    assert (ida.destino.llevado, ida.destino.visible_interesado) == (vuelta, False)
    assert correcciones.donde_esta(puesto.documento_id) == [puesto]
    dicho = " ".join(texto_del_documento(expediente.documentos.latest("orden").documento_id).split())
    assert "Vuelve a este expediente" in dicho
    assert f"Conserva su lugar en el índice, el n.º {puesto.orden}." in dicho
    assert expediente.documentos.filter(origen="diligencia").count() == 2
    for caso in (expediente, otro):
        actual = Expediente.objects.get(id=caso.id)
        assert consultas.estado_segun_hechos(actual) == consultas.estado_actual(actual)
    with pytest.raises(Conflicto, match="ya se llevó"):
        llevar(ida.destino, tercero, reloj)
    llevar(puesto, tercero, reloj)
    (hoy_en,) = correcciones.donde_esta(puesto.documento_id)
    assert hoy_en.expediente == tercero


def test_what_is_in_two_cases_is_not_taken_from_one_to_the_other(reloj: RelojDePrueba) -> None:
    expediente, otro = escenario.caso(reloj), escenario.caso(reloj)
    puesto = subir(expediente, reloj)
    tambien(puesto, otro, reloj)
    with pytest.raises(Conflicto, match="ya está en el expediente"):
        llevar(puesto, otro, reloj)


def tambien(puesto: DocumentoExpediente, otro: Expediente, reloj: RelojDePrueba) -> DocumentoExpediente:
    """The same document, in another case too."""
    with transaction.atomic():
        return operaciones.incorporar_documento(
            bloquear(otro.id),
            documento_id=puesto.documento_id,
            huella=puesto.huella,
            origen="tramitacion",
            actor=SISTEMA,
            reloj=reloj,
        )


def rectificar(puesto: DocumentoExpediente, reloj: RelojDePrueba) -> Rectificacion:
    return acciones.rectificar_error(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=puesto.expediente_id,
        documento_id=puesto.documento_id,
        donde_dice="14",
        debe_decir="16",
        motivo=POR_QUE,
        reloj=reloj,
    )


def comunicar(puesto: DocumentoExpediente, reloj: RelojDePrueba) -> None:
    comunicaciones.enviada(
        escenario.empleado("nuria", reloj),
        comunicaciones.mensaje(comunicaciones.LICENCIAS, reloj, documentos=(puesto.documento_id,)),
        (comunicaciones.SECRETARIA,),
        reloj,
        expediente_id=puesto.expediente_id,
    )


def test_what_a_case_was_answered_or_acts_with_stays_and_what_was_taken_is_used_no_more(reloj: RelojDePrueba) -> None:
    expediente, otro = escenario.caso(reloj), escenario.caso(reloj)
    corregido, comunicado, puesto = (subir(expediente, reloj) for _ in range(3))
    rectificar(corregido, reloj)
    comunicar(comunicado, reloj)
    for cual, que in ((corregido, "corrige una rectificación"), (comunicado, "van con una comunicación")):
        with pytest.raises(Conflicto, match=que):
            llevar(cual, otro, reloj)
    llevar(puesto, otro, reloj)
    utiles = consultas.documentos_utiles(expediente).values_list("documento_id", flat=True)
    assert {corregido.documento_id, comunicado.documento_id} <= set(utiles)
    assert puesto.documento_id not in utiles
    with pytest.raises(NoEncontrado):
        rectificar(puesto, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        comunicar(puesto, reloj)
    assert [p.campo for p in error.value.problemas] == ["documentos"]
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        motor.abrir_informacion(
            actor=escenario.empleado("nuria", reloj),
            expediente_id=expediente.id,
            titulo="Obra",
            texto=["Se expone."],
            lugar="La oficina",
            expuestos=[puesto.documento_id],
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["documentos"]


def test_what_is_not_taken_to_another_case_says_why(reloj: RelojDePrueba) -> None:
    expediente, otro = escenario.caso(reloj), escenario.caso(reloj)
    puesto, antes = subir(expediente, reloj), subir(otro, reloj)
    diligencia = acciones.diligenciar(
        actor=escenario.empleado("nuria", reloj), expediente_id=expediente.id, texto="Consta.", reloj=reloj
    )
    pendiente = tambien(diligencia, otro, reloj)
    for cual, que in (
        (diligencia, "tuvo efectos en él"),
        (pendiente, "espera una firma"),
    ):
        with pytest.raises(Conflicto, match=que):
            llevar(cual, otro if cual.expediente_id == expediente.id else expediente, reloj)
    for mal in (" ", "x" * 601):
        with pytest.raises(DatosIncorrectos):
            llevar(puesto, otro, reloj, mal)
    with pytest.raises(DatosIncorrectos, match="otro expediente"):
        llevar(puesto, expediente, reloj)
    Expediente.objects.filter(id=otro.id).update(unidad_id=min(escenario.empleado("raul", reloj).unidades))
    PermisoExpediente.objects.filter(expediente=otro).delete()
    with pytest.raises(NoEncontrado):  # nuria carries only this one
        llevar(puesto, otro, reloj)
    Expediente.objects.filter(id=otro.id).update(unidad_id=expediente.unidad_id)
    acabar(otro, reloj)
    for cual, destino in ((puesto, otro), (antes, expediente)):
        with pytest.raises(FaseIncompatible, match="índice del expediente"):
            llevar(cual, destino, reloj)
    assert not DocumentoLlevado.objects.exists()
    assert otro.documentos.filter(documento_id=puesto.documento_id).first() is None
