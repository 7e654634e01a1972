"""From the proposal to the signed decree: numbers, book, returns, annulment; success and refusal side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from consistorio.documental.documentos.consultas import leer
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.models import Ocupacion
from consistorio.servicios.resoluciones import acciones, consultas, datos_documento
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import Diligencia, Libro, Resolucion
from consistorio.servicios.resoluciones.textos import Borrador
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import Tarea, TramiteAudiencia
from consistorio.tramitacion.tests.firmas import surtido

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso_por_proponer(reloj)


def proponer(expediente: Expediente, reloj: RelojDePrueba, sentido: str = "estima") -> Resolucion:
    return acciones.proponer(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        borrador=manos.motivado(borrador_para(expediente, sentido)),
        reloj=reloj,
    )


def elevar(expediente: Expediente, reloj: RelojDePrueba) -> Resolucion:
    return acciones.elevar_a_firma(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)


def documentada(expediente: Expediente, reloj: RelojDePrueba) -> Resolucion:
    proponer(expediente, reloj)
    resolucion = elevar(expediente, reloj)
    vaciar_colas(colas=["documentos"])
    resolucion.refresh_from_db()
    return resolucion


def firmar(resolucion: Resolucion, reloj: RelojDePrueba) -> Resolucion:
    assert resolucion.documento_id is not None
    return acciones.recoger_firma(
        actor=SISTEMA, resolucion_id=resolucion.id, documento_id=resolucion.documento_id, reloj=reloj
    )


def devolver(resolucion: Resolucion, reloj: RelojDePrueba) -> Resolucion:
    assert resolucion.documento_id is not None
    return acciones.recoger_devolucion(
        actor=SISTEMA,
        resolucion_id=resolucion.id,
        documento_id=resolucion.documento_id,
        motivo="Falta citar la ordenanza.",
        devuelta_por=SISTEMA.id,
        reloj=reloj,
    )


SISTEMA = replace(escenario.SISTEMA, permisos=frozenset({"resolucion.documentar", "expediente.ver"}))


def test_the_draft_comes_filled_in_from_the_case(expediente: Expediente, reloj: RelojDePrueba) -> None:
    borrador = borrador_para(expediente, "estima")
    texto = " ".join((*borrador.antecedentes, *borrador.fundamentos, *borrador.decision))
    assert str(expediente.interesados.get().persona) in texto
    assert expediente.numero in texto
    assert "[[" not in texto
    assert "informes" not in " ".join(borrador.antecedentes)  # nobody has reported yet


def test_the_draft_tells_what_was_reported(reloj: RelojDePrueba) -> None:
    antecedentes = borrador_para(escenario.caso_informado(reloj), "deniega").antecedentes
    assert any(f"{fecha_larga(reloj.ahora())} (desfavorable)" in parrafo for parrafo in antecedentes)


def test_a_signed_report_is_the_grounds_of_the_decision_that_follows_it(reloj: RelojDePrueba) -> None:
    """LPACAP 88.6: accepted and put into its text; one that says the opposite is not."""
    expediente = escenario.caso_informado(reloj)
    denegar, conceder = (borrador_para(expediente, sentido).fundamentos for sentido in ("deniega", "estima"))
    assert "No cumple las normas urbanísticas." in denegar[0]
    assert "88.6" in denegar[0]
    assert denegar[1:] == conceder
    propuesta = acciones.proponer(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        borrador=borrador_para(expediente, "deniega"),
        reloj=reloj,
    )
    assert propuesta.fundamentos[0] == denegar[0]


def test_what_would_be_said_to_grant_it_is_no_reason_to_deny_it(expediente: Expediente, reloj: RelojDePrueba) -> None:
    marta, plantilla = escenario.empleado("marta", reloj), borrador_para(expediente, "deniega")
    assert plantilla.fundamentos
    with pytest.raises(DatosIncorrectos) as error:
        acciones.proponer(actor=marta, expediente_id=expediente.id, borrador=plantilla, reloj=reloj)
    assert {p.campo for p in error.value.problemas} == {"fundamentos"}
    assert proponer(expediente, reloj, "deniega").estado == "propuesta"


def test_what_is_granted_is_said_with_the_words_of_the_application(expediente: Expediente) -> None:
    lugar = {"via": "Calle Mayor", "numero": "12", "codigo_postal": "09001", "municipio": "Villaejemplo"}
    expediente.datos = {
        "descripcion": "Cambiar la bañera\npor una ducha",
        "emplazamiento": lugar,
        "presupuesto": "3200.50",
    }
    decision = " ".join(borrador_para(expediente, "estima").decision)
    for dicho in ("«Cambiar la bañera por una ducha»", "Calle Mayor, 12, 09001 Villaejemplo", "3.200,50"):
        assert dicho in decision
    assert "catastral" not in decision  # it was left blank
    assert "Calle Mayor, 12" in " ".join(borrador_para(expediente, "deniega").antecedentes)


def test_a_proposal_makes_its_document_and_opens_the_next_task(expediente: Expediente, reloj: RelojDePrueba) -> None:
    resolucion = proponer(expediente, reloj)
    assert resolucion.estado == "propuesta"
    assert resolucion.numero is None
    assert resolucion.propuesta_documento is not None
    assert leer(resolucion.propuesta_documento).startswith(b"%PDF")
    assert Tarea.objects.get(expediente=expediente, tipo="propuesta").estado == "hecha"
    assert Tarea.objects.get(expediente=expediente, tipo="resolucion").abierta


def test_who_may_not_propose_is_refused(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(NoPermitido):
        acciones.proponer(
            actor=escenario.empleado("pilar", reloj),
            expediente_id=expediente.id,
            borrador=borrador_para(expediente, "estima"),
            reloj=reloj,
        )
    with pytest.raises(NoEncontrado):  # another unit's
        acciones.proponer(
            actor=escenario.empleado("raul", reloj),
            expediente_id=expediente.id,
            borrador=borrador_para(expediente, "estima"),
            reloj=reloj,
        )
    assert not Resolucion.objects.exists()


def test_a_proposal_without_reasons_is_refused_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    vacio = Borrador("deniega", "Licencia", (), (), ())
    with pytest.raises(DatosIncorrectos) as error:
        acciones.proponer(
            actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, borrador=vacio, reloj=reloj
        )
    assert {p.campo for p in error.value.problemas} == {"antecedentes", "fundamentos", "decision"}
    assert not Resolucion.objects.exists()


@pytest.mark.parametrize(("oida", "avisos"), [(False, 1), (True, 0)])
def test_a_denial_without_hearing_warns_where_facts_of_others_count(
    reloj: RelojDePrueba, oida: bool, avisos: int
) -> None:
    expediente = escenario.caso_informado(reloj)
    if oida:
        marta = escenario.empleado("marta", reloj)
        acto = motor.abrir_audiencia(
            actor=marta, expediente_id=expediente.id, motivo="El informe es desfavorable.", reloj=reloj
        )
        audiencia = surtido(acto, TramiteAudiencia, reloj)
        manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", "12345678Z", reloj)
        motor.cerrar_audiencia(actor=marta, audiencia_id=audiencia.id, causa="renuncia", reloj=reloj)
    assert len(proponer(expediente, reloj, "deniega").advertencias) == avisos


def test_numbers_have_no_gaps_and_a_refusal_takes_none(expediente: Expediente, reloj: RelojDePrueba) -> None:
    otro = escenario.caso_por_proponer(reloj, solicitante="87654321X")
    proponer(expediente, reloj)
    with pytest.raises(FaseIncompatible):
        elevar(otro, reloj)  # nothing proposed there
    assert not Libro.objects.exists()
    primera = elevar(expediente, reloj)
    proponer(otro, reloj)
    Ocupacion.objects.filter(puesto__codigo="concejalia-urbanismo").update(hasta="2026-08-01")
    with pytest.raises(DatosIncorrectos):
        elevar(otro, reloj)  # nobody to sign
    Ocupacion.objects.filter(puesto__codigo="concejalia-urbanismo").update(hasta=None)
    segunda = elevar(otro, reloj)
    assert (primera.numero_completo, segunda.numero_completo) == ("1/2026", "2/2026")
    libro = Libro.objects.get()
    assert [r.numero for r in consultas.indice(libro)] == list(range(1, libro.ultimo + 1))
    momentos = list(Evento.objects.filter(tipo="resolucion.numerada").order_by("seq").values_list("momento", flat=True))
    assert momentos == sorted(momentos)


def test_the_document_names_organ_delegation_and_appeals(expediente: Expediente, reloj: RelojDePrueba) -> None:
    resolucion = documentada(expediente, reloj)
    assert resolucion.estado == "en_firma"
    assert resolucion.documento is not None
    assert resolucion.delegacion.startswith("por delegación de la Alcaldía")
    assert resolucion.documento.titulo.startswith("Resolución 1/2026")
    datos = datos_documento.de_resolucion(resolucion)
    assert (datos["organo"], datos["delegacion"]) == ("Concejalía de Urbanismo", resolucion.delegacion)
    resolucion.delegacion = ""  # of nobody in force: how the organ is competent is not lost
    assert datos_documento.de_resolucion(resolucion)["organo"] == resolucion.organo_texto
    antes = resolucion.documento_id
    acciones.documentar(actor=SISTEMA, resolucion_id=resolucion.id, reloj=reloj)  # idempotent
    resolucion.refresh_from_db()
    assert resolucion.documento_id == antes


def test_signed_it_joins_the_case_and_says_what_to_notify(expediente: Expediente, reloj: RelojDePrueba) -> None:
    resolucion = firmar(documentada(expediente, reloj), reloj)
    assert resolucion.estado == "firmada"
    tarea = Tarea.objects.get(expediente=expediente, tipo="resolucion")
    assert tarea.estado == "hecha"
    notificable = tarea.resultado["notificable"]
    assert notificable["numero"] == "1/2026"
    assert notificable["recursos"][0]["plazo"] == "1 mes"
    assert Tarea.objects.get(expediente=expediente, tipo="notificacion").abierta
    assert resolucion.documento is not None
    assert expediente.documentos.filter(documento_id=resolucion.documento.id, origen="resolucion").exists()
    hecho = Evento.objects.get(tipo="resolucion.firmada")
    assert hecho.datos["numero"] == 1
    firmar(resolucion, reloj)  # a second time changes nothing
    assert Evento.objects.filter(tipo="resolucion.firmada").count() == 1


def test_returned_it_goes_back_and_again_with_the_same_number(expediente: Expediente, reloj: RelojDePrueba) -> None:
    resolucion = devolver(documentada(expediente, reloj), reloj)
    assert (resolucion.estado, resolucion.numero) == ("devuelta", 1)
    assert resolucion.devoluciones.get().motivo == "Falta citar la ordenanza."
    assert Tarea.objects.get(expediente=expediente, tipo="resolucion").estado == "pendiente"
    borrador = borrador_para(expediente, "estima")
    corregido = replace(borrador, fundamentos=(*borrador.fundamentos, "Ordenanza de obras, art. 5."))
    acciones.redactar(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, borrador=corregido, reloj=reloj
    )
    otra_vez = elevar(expediente, reloj)
    assert (otra_vez.numero, otra_vez.vuelta, Libro.objects.get().ultimo) == (1, 2, 1)
    vaciar_colas(colas=["documentos"])
    otra_vez.refresh_from_db()
    assert firmar(otra_vez, reloj).estado == "firmada"


def test_a_number_is_given_up_only_by_diligencia_and_only_unsigned(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    resolucion = documentada(expediente, reloj)
    secretario = escenario.empleado("javier", reloj)
    with pytest.raises(FaseIncompatible):  # somebody could be signing it
        acciones.anular_por_diligencia(actor=secretario, resolucion_id=resolucion.id, motivo="x", reloj=reloj)
    resolucion = devolver(resolucion, reloj)
    with pytest.raises(NoPermitido):
        acciones.anular_por_diligencia(
            actor=escenario.empleado("marta", reloj), resolucion_id=resolucion.id, motivo="x", reloj=reloj
        )
    with pytest.raises(DatosIncorrectos):
        acciones.anular_por_diligencia(actor=secretario, resolucion_id=resolucion.id, motivo=" ", reloj=reloj)
    diligencia = acciones.anular_por_diligencia(
        actor=secretario, resolucion_id=resolucion.id, motivo="Se desistió de la solicitud.", reloj=reloj
    )
    assert diligencia.clase == "anulacion"
    vaciar_colas(colas=["documentos"])
    diligencia.refresh_from_db()
    assert diligencia.documento is not None
    proponer(expediente, reloj)
    nueva = elevar(expediente, reloj)
    assert nueva.numero == 2
    vaciar_colas(colas=["documentos"])
    nueva.refresh_from_db()
    firmar(nueva, reloj)
    with pytest.raises(FaseIncompatible):
        acciones.anular_por_diligencia(actor=secretario, resolucion_id=nueva.id, motivo="Error", reloj=reloj)


def test_the_book_opens_with_a_diligencia_and_closes_with_another(expediente: Expediente, reloj: RelojDePrueba) -> None:
    resolucion = documentada(expediente, reloj)
    secretario = escenario.empleado("javier", reloj)
    assert Diligencia.objects.filter(clase="apertura").count() == 1
    with pytest.raises(Conflicto):  # the year has not ended
        acciones.cerrar_libro(actor=secretario, anio=2026, reloj=reloj)
    reloj.poner(datetime(2027, 1, 4, 9, tzinfo=UTC))
    with pytest.raises(Conflicto):  # one waits to be signed
        acciones.cerrar_libro(actor=secretario, anio=2026, reloj=reloj)
    firmar(resolucion, reloj)
    cerrado = acciones.cerrar_libro(actor=secretario, anio=2026, reloj=reloj)
    assert cerrado.cerrado_el is not None
    assert "un solo número: el 1/2026" in Diligencia.objects.get(clase="cierre").texto
    with pytest.raises(Conflicto):
        acciones.cerrar_libro(actor=secretario, anio=2026, reloj=reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        Libro.objects.filter(id=cerrado.id).update(ultimo=2)


def test_printed_book_and_certificate(expediente: Expediente, reloj: RelojDePrueba) -> None:
    resolucion = documentada(expediente, reloj)
    secretario = escenario.empleado("javier", reloj)
    with pytest.raises(FaseIncompatible):
        acciones.certificar(actor=secretario, resolucion_id=resolucion.id, finalidad="Subvención", reloj=reloj)
    firmar(resolucion, reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.certificar(actor=secretario, resolucion_id=resolucion.id, finalidad="", reloj=reloj)
    certificado = acciones.certificar(
        actor=secretario, resolucion_id=resolucion.id, finalidad="Pedir una subvención", reloj=reloj
    )
    assert certificado.documento.tipo_documental == "TD11"
    assert Acceso.objects.filter(que="resolucion", objeto_id=str(resolucion.id), actor_id=secretario.id).exists()
    recogido = acciones.recoger_certificado(actor=SISTEMA, certificado_id=certificado.id, reloj=reloj)
    assert recogido.firmado_el == reloj.ahora()
    impreso = acciones.imprimir_libro(actor=secretario, anio=2026, reloj=reloj)
    assert leer(impreso).startswith(b"%PDF")
    with pytest.raises(NoEncontrado):
        acciones.imprimir_libro(actor=secretario, anio=2025, reloj=reloj)


@pytest.mark.duenio
def test_postgresql_refuses_to_change_what_was_signed(expediente: Expediente, reloj: RelojDePrueba) -> None:
    firmada = Resolucion.objects.filter(id=firmar(documentada(expediente, reloj), reloj).id)
    cambios: list[dict[str, object]] = [
        {"numero": 7},
        {"estado": "anulada"},
        {"decision": ["Otra cosa"]},
        {"firmada_el": None},
    ]
    for cambio in cambios:
        with pytest.raises(IntegrityError), transaction.atomic():
            firmada.update(**cambio)
    with pytest.raises(IntegrityError), transaction.atomic():
        firmada.delete()
