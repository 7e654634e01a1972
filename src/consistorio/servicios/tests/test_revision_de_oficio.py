"""The review of office of a decision, to its end: the act and its case, the dictamen without which it cannot be declared null, the book (LPACAP 106-108)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones import libro_impreso, operaciones, revisiones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import Diligencia, Resolucion, Revision
from consistorio.servicios.tests import escenario, manos, sancion
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_consultas_externas import respuesta
from consistorio.servicios.tests.test_dictamen import pedida
from consistorio.servicios.tests.test_obstaculos import documentada, recoger
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.tests.firmas import firmado, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
NULIDAD, LESIVIDAD = "revision-oficio", "declaracion-lesividad"


def decidido(reloj: RelojDePrueba, sentido: str = "estima") -> Expediente:
    """A licence that was decided, and signed."""
    expediente = escenario.caso_por_proponer(reloj)
    manos.proponer(expediente, sentido, reloj)
    recoger(documentada(expediente, reloj), reloj)
    return Expediente.objects.get(id=expediente.id)


def revisado(reloj: RelojDePrueba, codigo: str = NULIDAD) -> Expediente:
    """A case of review just begun."""
    sancion.publicar_procedimiento(codigo, reloj, "servicios_juridicos")
    caso = escenario.caso(reloj, procedimiento=codigo)
    dicho = {"acto": "1/2026", "infraccion": "El artículo 5 del plan", "interes": "Se edifica en zona verde"}
    Expediente.objects.filter(id=caso.id).update(datos=dicho)
    return Expediente.objects.get(id=caso.id)


def senalar(caso: Expediente, numero: str, reloj: RelojDePrueba, causa: str = "f") -> Revision:
    return resoluciones.senalar_acto(
        actor=escenario.empleado("marta", reloj),
        tarea_id=caso.tareas.get(tipo="acto_revisado").id,
        original=numero,
        causa=causa,
        motivo="Falta un requisito esencial.",
        reloj=reloj,
    )


def instruido(caso: Expediente, reloj: RelojDePrueba) -> None:
    """Reported and heard."""
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    escenario.completar(caso, "informe", {"codigo": "favorable"}, reloj)
    Tarea.objects.filter(expediente=caso, tipo="audiencia").update(preceptiva=False)
    escenario.completar(caso, "audiencia", {"codigo": "plazo"}, reloj)


def con_dictamen(caso: Expediente, reloj: RelojDePrueba, conforme: str) -> None:
    consulta = pedida(caso, reloj)
    assert consulta.vinculante
    motor.recibir_respuesta(
        actor=escenario.empleado("marta", reloj),
        consulta_id=consulta.id,
        documento_id=respuesta(caso, reloj),
        dia=reloj.momento.date(),
        conforme=conforme,
        reloj=reloj,
    )


def elevar(caso: Expediente, reloj: RelojDePrueba, dictamen: str = "") -> Resolucion:
    return resoluciones.elevar_a_firma(
        actor=escenario.empleado("marta", reloj), expediente_id=caso.id, dictamen=dictamen, reloj=reloj
    )


def test_a_decision_declared_null_says_so_in_its_case_and_in_the_book(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    nula = Resolucion.objects.get(expediente=original)
    caso = revisado(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        senalar(caso, "no existe", reloj)
    assert [p.campo for p in error.value.problemas] == ["original"]
    revision = senalar(caso, original.numero, reloj)
    assert (revision.resolucion, revision.dictado_el) == (nula, date(2026, 9, 1))
    assert Relacion.objects.get(expediente=caso, otro=original).clase == "revision"
    with pytest.raises(FaseIncompatible):
        senalar(caso, original.numero, reloj)
    (marca,) = revisiones.marcas_de(original)
    assert marca == f"Se revisa de oficio lo que se decidió aquí (expediente {caso.numero})."
    instruido(caso, reloj)
    suspension = resoluciones.suspender_ejecucion(
        actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="La obra no se deshace.", reloj=reloj
    )
    firmado(suspension, reloj)
    assert "su ejecución está suspendida" in revisiones.marcas_de(original)[0]
    assert caso.tareas.get(codigo="suspension").estado == "hecha"
    assert Notificacion.objects.filter(expediente=caso, referencia=f"suspension_acto:{revision.id}").exists()
    propuesta = manos.proponer(caso, "estima", reloj)
    assert "letra f: da facultades o derechos" in propuesta.decision[0]
    with pytest.raises(FaseIncompatible) as falta:
        elevar(caso, reloj)
    assert "dictamen" in falta.value.que_hacer
    con_dictamen(caso, reloj, "conforme")
    declaracion = elevar(caso, reloj)
    assert "artículo 110" in " ".join(declaracion.advertencias)
    declaracion = recoger(documentada_ya(declaracion), reloj)
    revision.refresh_from_db()
    assert (revision.resultado, revision.declaracion) == ("declarada", declaracion)
    diligencia = Diligencia.objects.get(resolucion=nula)
    assert diligencia.clase == "nulidad"
    assert f"fue declarada nula de pleno derecho por la resolución {declaracion.numero_completo}" in diligencia.texto
    fila = operaciones.del_libro(nula.libro, desde=1, limite=5)[0]  # type: ignore[arg-type]
    assert fila.libro is not None
    impreso = libro_impreso.componer(fila.libro, [fila])["actos"]
    assert isinstance(impreso, list)
    assert (impreso[0]["estado"], impreso[0]["nota"]) == ("Firmada. Declarada nula", diligencia.texto)
    assert f"se declaró nulo por la resolución {declaracion.numero_completo}" in revisiones.marcas_de(original)[0]
    tipos = [h.tipo for h in eventos_de(original.cadena)]
    assert {"expediente.relacionado", "resolucion.revision.suspendida", "resolucion.revision.decidida"} <= set(tipos)
    assert declaracion.documento_id is not None
    assert "de acuerdo con el dictamen de Consejo Consultivo" in texto_del_documento(declaracion.documento_id)


def documentada_ya(resolucion: Resolucion) -> Resolucion:
    """Its document is made."""
    manos.correr()
    resolucion.refresh_from_db()
    return resolucion


def test_without_a_favourable_dictamen_nothing_is_declared_null(reloj: RelojDePrueba) -> None:
    original, caso = decidido(reloj), revisado(reloj)
    senalar(caso, original.numero, reloj)
    instruido(caso, reloj)
    manos.proponer(caso, "estima", reloj)
    con_dictamen(caso, reloj, "no_conforme")
    for dictamen in ("de_acuerdo", "oido"):
        with pytest.raises(DatosIncorrectos) as error:
            elevar(caso, reloj, dictamen)
        assert [p.campo for p in error.value.problemas] == ["sentido"]
    resoluciones.redactar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=caso.id,
        borrador=manos.motivado(borrador_para(caso, "deniega")),
        reloj=reloj,
    )
    recoger(documentada_ya(elevar(caso, reloj, "de_acuerdo")), reloj)
    assert Revision.objects.get().resultado == "no_declarada"
    assert not Diligencia.objects.filter(clase="nulidad").exists()
    assert "sigue en pie" in revisiones.marcas_de(original)[0]


def test_what_is_groundless_is_not_admitted_without_dictamen_and_silence_denies(reloj: RelojDePrueba) -> None:
    original, caso = decidido(reloj), revisado(reloj)
    assert (Plazo.objects.get(expediente=caso).vence, Plazo.objects.get(expediente=caso).silencio) == (
        date(2027, 3, 1),
        "desestimatorio",
    )
    senalar(caso, original.numero, reloj)
    instruido(caso, reloj)
    manos.proponer(caso, "inadmite", reloj)
    assert caso.tareas.get(codigo="dictamen").estado == "cancelada"
    recoger(documentada_ya(elevar(caso, reloj)), reloj)
    assert Revision.objects.get().resultado == "no_declarada"
    assert trabajo.estado_segun_hechos(caso) == trabajo.estado_actual(caso)


def test_a_dictamen_on_what_was_taken_back_is_not_cited_nor_asked_about(reloj: RelojDePrueba) -> None:
    original, caso = decidido(reloj), revisado(reloj)
    senalar(caso, original.numero, reloj)
    instruido(caso, reloj)
    manos.proponer(caso, "estima", reloj)
    con_dictamen(caso, reloj, "no_conforme")
    resoluciones.retirar_propuesta(
        actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="No es favorable.", reloj=reloj
    )
    manos.proponer(caso, "inadmite", reloj)
    assert not elevar(caso, reloj).posteriores


def test_what_may_still_be_appealed_or_was_never_decided_is_not_reviewed(reloj: RelojDePrueba) -> None:
    abierto, caso = escenario.caso(reloj), revisado(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        senalar(caso, abierto.numero, reloj)
    assert "no hay ninguna resolución firmada" in error.value.problemas[0].mensaje
    with pytest.raises(FaseIncompatible):
        resoluciones.suspender_ejecucion(
            actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="x", reloj=reloj
        )
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    assert caso.tareas.get(tipo="acto_revisado").estado == "pendiente"


def test_a_favourable_act_is_declared_harmful_within_four_years_and_not_appealed(reloj: RelojDePrueba) -> None:
    denegado, original = decidido(reloj, "deniega"), decidido(reloj)
    caso = revisado(reloj, LESIVIDAD)
    with pytest.raises(DatosIncorrectos) as error:
        senalar(caso, denegado.numero, reloj, causa="")
    assert "favorables" in error.value.problemas[0].mensaje
    revision = senalar(caso, original.numero, reloj, causa="")
    instruido(caso, reloj)
    propuesta = manos.proponer(caso, "estima", reloj)
    assert "Se edifica en zona verde" in " ".join(propuesta.fundamentos)
    assert [r["tipo"] for r in propuesta.recursos] == ["ninguno"]
    assert propuesta.en_sesion
    assert propuesta.organo == "pleno"
    Revision.objects.filter(id=revision.id).update(dictado_el=date(2022, 8, 31))
    with pytest.raises(DatosIncorrectos) as tarde:
        resoluciones.llevar_a_sesion(actor=escenario.empleado("marta", reloj), expediente_id=caso.id, reloj=reloj)
    assert "cuatro años" in tarde.value.problemas[0].mensaje
    Revision.objects.filter(id=revision.id).update(dictado_el=date(2022, 9, 1))
    reloj.avanzar(minutes=1)
    asunto = resoluciones.llevar_a_sesion(actor=escenario.empleado("marta", reloj), expediente_id=caso.id, reloj=reloj)
    assert asunto.resolucion.organo_texto == "Pleno"


def test_what_began_of_office_and_was_not_decided_in_six_months_lapses(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    caso = revisado(reloj)
    senalar(caso, original.numero, reloj)
    Plazo.objects.filter(expediente=caso).update(silencio="caducidad", silencio_inicial="caducidad")
    instruido(caso, reloj)
    manos.proponer(caso, "estima", reloj)
    reloj.poner(reloj.momento + timedelta(days=190))
    manos.barrer(reloj)
    assert caso.tareas.filter(codigo="caducidad_de_oficio", cerrada_el=None).exists()
    with pytest.raises(FaseIncompatible):
        elevar(caso, reloj)
    motor.declarar_caducidad(actor=escenario.empleado("marta", reloj), expediente_id=caso.id, reloj=reloj)
    assert not revisiones.revision_de(caso).resultado  # type: ignore[union-attr]
