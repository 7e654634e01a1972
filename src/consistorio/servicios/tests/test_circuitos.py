"""Whom a procedure adds to its circuits of signatures: they sign in their turn beside whom the law says, may send it back, and are never guessed."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest

from consistorio.documental.firma.acciones import devolver_paso
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.acciones.personal import cesar
from consistorio.plataforma.organizacion.models import Ocupacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.models import AsuntoSesion, Libro, Resolucion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.servicios.tests.test_acuerdos import JUNTA
from consistorio.servicios.tests.test_acuerdos import firma as firmar_paso
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, Informe, Tarea
from consistorio.tramitacion.tests.firmas import texto_de, texto_del_documento

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.lento,
    pytest.mark.usefixtures("villa_que_firma", "personal_que_firma"),
]
DEL_INFORME = [{"puesto": "arquitectura", "papel": "visto_bueno"}, {"puesto": "tecnico-urbanismo", "papel": "firma"}]
DE_LA_RESOLUCION = [
    {"puesto": "juridico-1", "papel": "firma"},
    {"puesto": "jefatura-licencias", "papel": "visto_bueno"},
]


def con_firmas(reloj: RelojDePrueba, **legal: object) -> None:
    """The licence, whose report and whose decision somebody else signs too."""
    documento = json.loads((DATOS / "licencia-obra-menor.json").read_text("utf-8"))
    documento["legal"]["organo"] |= legal.get("organo", {})
    documento["tareas"]["cambiar"] += [
        {"codigo": "informe_area", "firmas": DEL_INFORME},
        {"codigo": "resolucion", "firmas": DE_LA_RESOLUCION},
    ]
    carga = cargar(actor=SISTEMA, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)


def informado(expediente: Expediente, reloj: RelojDePrueba) -> ActoTramite:
    """The report, written by the technician, who has a place of their own in the circuit and signs once."""
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    return motor.emitir_informe(
        actor=escenario.empleado("pablo", reloj),
        informe_id=Informe.objects.get(expediente=expediente).id,
        sentido="favorable",
        conclusion="Procede.",
        reloj=reloj,
    )


def pasos(documento_id: UUID | None) -> list[PasoFirma]:
    assert documento_id is not None
    return list(
        PasoFirma.objects.filter(circuito__documento_id=documento_id).select_related("puesto").order_by("numero")
    )


def quienes(documento_id: UUID | None) -> list[tuple[str, str]]:
    return [(paso.puesto.codigo, paso.papel) for paso in pasos(documento_id)]


def ve(usuario: str, expediente: Expediente, reloj: RelojDePrueba) -> bool:
    return visibles_para(escenario.empleado(usuario, reloj)).filter(id=expediente.id).exists()


def test_they_sign_in_their_turn_and_the_last_word_stays_where_the_law_puts_it(reloj: RelojDePrueba) -> None:
    con_firmas(reloj)
    expediente = escenario.caso(reloj)
    acto = informado(expediente, reloj)
    assert quienes(acto.documento_id) == [("tecnico-urbanismo", "firma"), ("arquitectura", "visto_bueno")]
    assert all(palabras in texto_de(acto) for palabras in ("Visto bueno", "Pilar Montero Rey", "Pablo Herrero Díez"))
    suyo, visto = pasos(acto.documento_id)
    firmar_paso("pablo", suyo, reloj)
    acto.refresh_from_db()
    assert acto.estado == "en_firma"  # the visto bueno is still missing
    firmar_paso("pilar", visto, reloj)
    acto.refresh_from_db()
    assert acto.estado == "firmado", acto.motivo

    manos.proponer(expediente, "estima", reloj)
    assert not ve("irene", expediente, reloj)
    manos.elevar(expediente, reloj)
    manos.correr()
    resolucion = Resolucion.objects.get(expediente=expediente)
    assert quienes(resolucion.documento_id) == [
        ("juridico-1", "firma"),
        ("jefatura-licencias", "visto_bueno"),
        ("concejalia-urbanismo", "firma"),
        ("secretaria", "fe_publica"),
    ]
    assert ve("irene", expediente, reloj)
    for usuario, paso in zip(("irene", "marta", "carmen", "javier"), pasos(resolucion.documento_id), strict=True):
        firmar_paso(usuario, paso, reloj)
    resolucion.refresh_from_db()
    assert resolucion.estado == "firmada"
    assert not ve("irene", expediente, reloj)


def test_who_was_added_sends_it_back_and_a_post_that_nobody_holds_is_said_before_anything_is_numbered(
    reloj: RelojDePrueba,
) -> None:
    con_firmas(reloj)
    expediente = escenario.caso(reloj)
    acto = informado(expediente, reloj)
    suyo, visto = pasos(acto.documento_id)
    firmar_paso("pablo", suyo, reloj)
    devolver_paso(
        actor=escenario.empleado("pilar", reloj), paso_id=visto.id, motivo="Falta la superficie.", reloj=reloj
    )
    manos.correr()
    tarea = Tarea.objects.get(expediente=expediente, tipo="informe")
    assert (tarea.estado, tarea.datos["devuelto"]) == ("pendiente", "Falta la superficie.")

    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)
    manos.proponer(expediente, "estima", reloj)
    ocupacion = Ocupacion.objects.get(puesto__codigo="juridico-1", hasta=None)
    administra = Actor.sistema("prueba", "organizacion.administrar")
    cesar(actor=administra, ocupacion_id=ocupacion.id, hasta=hoy(reloj) - timedelta(days=1), reloj=reloj)
    with pytest.raises(DatosIncorrectos) as error:
        manos.elevar(expediente, reloj)
    assert len(error.value.problemas) == 1
    assert "Asesoría Jurídica" in error.value.problemas[0].mensaje
    assert not Libro.objects.exists()
    assert Resolucion.objects.get(expediente=expediente).numero is None


def test_what_is_decided_in_session_is_approved_in_its_proposal(reloj: RelojDePrueba) -> None:
    con_firmas(reloj, organo=JUNTA)
    expediente = escenario.caso_por_proponer(reloj)
    manos.proponer(expediente, "estima", reloj)
    asunto = resoluciones.llevar_a_sesion(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj
    )
    # Who carries it holds one of the posts: she signs once
    assert quienes(asunto.propuesta_id) == [("jefatura-licencias", "firma"), ("juridico-1", "firma")]
    assert "Irene Calvo Sanz" in texto_del_documento(asunto.propuesta_id)
    assert ve("irene", expediente, reloj)
    for usuario, paso in zip(("marta", "irene"), pasos(asunto.propuesta_id), strict=True):
        firmar_paso(usuario, paso, reloj)
    assert AsuntoSesion.objects.get(id=asunto.id).estado == "listo"
    assert not ve("irene", expediente, reloj)
