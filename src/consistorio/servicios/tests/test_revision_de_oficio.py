"""The review of office of a decision, to its end: the act and its case, the dictamen without which it cannot be declared null, the book (LPACAP 106-108)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.organizacion.models import Puesto, Unidad
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones import libro_impreso, operaciones, recursos, revisiones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import Diligencia, Resolucion, Revision
from consistorio.servicios.tests import escenario, manos, sancion
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tests.test_acuerdos import de_la_junta
from consistorio.servicios.tests.test_consultas_externas import respuesta
from consistorio.servicios.tests.test_dictamen import pedida
from consistorio.servicios.tests.test_obstaculos import documentada, recoger
from consistorio.tramitacion.catalogo.acciones import cargar
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import bloquear, lo_lleva
from consistorio.tramitacion.expedientes.acciones import cambiar_unidad
from consistorio.tramitacion.expedientes.consultas import organo_competente, visibles_para
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente, Relacion
from consistorio.tramitacion.expedientes.usos import para_que_sirve
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.consultas_ejecucion import suspensiones_de
from consistorio.tramitacion.motor.models import Plazo, Tarea, Vencimiento
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_del_documento

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
    return otra(reloj, codigo)


def otra(reloj: RelojDePrueba, codigo: str = NULIDAD) -> Expediente:
    """One more, of a procedure already published."""
    caso = escenario.caso(reloj, procedimiento=codigo)
    dicho = {"acto": "1/2026", "infraccion": "El artículo 5 del plan", "interes": "Se edifica en zona verde"}
    Expediente.objects.filter(id=caso.id).update(datos=dicho)
    return Expediente.objects.get(id=caso.id)


def senalar(caso: Expediente, numero: str, reloj: RelojDePrueba, causa: str = "f") -> Revision:
    revision = resoluciones.senalar_acto(
        actor=escenario.empleado("marta", reloj),
        tarea_id=caso.tareas.get(tipo="acto_revisado").id,
        original=numero,
        causa=causa,
        motivo="Falta un requisito esencial.",
        reloj=reloj,
    )
    assert revision is not None
    return revision


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
    assert organo_competente(caso).codigo == nula.organo
    suspension = resoluciones.suspender_ejecucion(
        actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="La obra no se deshace.", reloj=reloj
    )
    firmado(suspension, reloj)
    (quieta,) = suspensiones_de(original)
    assert (quieta.expediente, quieta.via, quieta.hasta) == (caso, "acto", None)
    assert caso.tareas.get(codigo="suspension").estado == "hecha"
    assert Notificacion.objects.filter(expediente=caso, referencia=f"suspension_acto:{quieta.id}").exists()
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
    assert {"expediente.relacionado", "motor.ejecucion.suspendida", "resolucion.revision.decidida"} <= set(tipos)
    assert declaracion.documento_id is not None
    assert "de acuerdo con el dictamen de Consejo Consultivo" in texto_del_documento(declaracion.documento_id)


def _en_sesion(caso: Expediente, documento_id: UUID, sesion_el: date | None, numero: str, reloj: RelojDePrueba) -> None:
    resoluciones.anotar_suspension(
        actor=escenario.empleado("marta", reloj),
        expediente_id=caso.id,
        documento_id=documento_id,
        sesion_el=sesion_el,
        sesion_numero=numero,
        reloj=reloj,
    )


def documentada_ya(resolucion: Resolucion) -> Resolucion:
    """Its document is made."""
    manos.correr()
    resolucion.refresh_from_db()
    return resolucion


def declarada_nula(caso: Expediente, original: Expediente, reloj: RelojDePrueba) -> None:
    """A review begun of office declares null what a case decided."""
    senalar(caso, original.numero, reloj)
    Plazo.objects.filter(expediente=caso).update(silencio="caducidad")
    instruido(caso, reloj)
    manos.proponer(caso, "estima", reloj)
    con_dictamen(caso, reloj, "conforme")
    recoger(documentada_ya(elevar(caso, reloj, "de_acuerdo")), reloj)


def impreso_de(resolucion: Resolucion) -> dict[str, object]:
    """How the printed book shows it."""
    (fila,) = [una for una in operaciones.del_libro(resolucion.libro, desde=1, limite=9) if una.id == resolucion.id]  # type: ignore[arg-type]
    actos = libro_impreso.componer(fila.libro, [fila])["actos"]  # type: ignore[arg-type]
    assert isinstance(actos, list)
    return dict(actos[0])


def test_a_nullity_whose_decision_falls_is_undone_in_its_case_and_in_the_book(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    nula = Resolucion.objects.get(expediente=original)
    caso = revisado(reloj)
    declarada_nula(caso, original, reloj)
    Plazo.objects.filter(expediente=caso).update(estado="corriendo")  # as if the law asked for its notification too
    Vencimiento.objects.filter(expediente=caso, clase="resolver").update(anulado=False)
    assert impreso_de(nula)["estado"] == "Firmada. Declarada nula"
    reloj.poner(reloj.momento + timedelta(days=190))
    manos.barrer(reloj)
    revision = Revision.objects.get(expediente=caso)
    assert (revision.resultado, revision.declaracion) == ("", None)
    assert [una.clase for una in Diligencia.objects.filter(resolucion=nula).order_by("id")] == ["nulidad", "sin_efecto"]
    assert impreso_de(nula)["estado"] == "Firmada"
    assert "quedó sin efecto, y con ella la nulidad" in str(impreso_de(nula)["nota"])
    assert revisiones.marcas_de(original)[0].startswith("Se revisa de oficio")
    assert eventos_de(original.cadena).filter(tipo="resolucion.revision.sin_efecto").count() == 1
    otro = otra(reloj)
    declarada_nula(otro, original, reloj)
    assert Revision.objects.get(expediente=otro).resultado == "declarada"
    assert impreso_de(nula)["estado"] == "Firmada. Declarada nula"


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


def test_what_has_no_act_that_may_be_reviewed_is_not_admitted(reloj: RelojDePrueba) -> None:
    caso = revisado(reloj)
    marta = escenario.empleado("marta", reloj)
    tarea = caso.tareas.get(tipo="acto_revisado")
    datos: dict[str, Any] = {"actor": marta, "tarea_id": tarea.id, "original": "", "se_puede": False, "reloj": reloj}
    with pytest.raises(DatosIncorrectos) as error:
        resoluciones.senalar_acto(motivo=" ", **datos)
    assert [p.campo for p in error.value.problemas] == ["motivo"]
    assert resoluciones.senalar_acto(motivo="Es de 1998, y se pide sin causa.", **datos) is None
    tarea.refresh_from_db()
    assert (tarea.estado, tarea.resultado["codigo"]) == ("hecha", "sin_acto")
    instruido(caso, reloj)
    with pytest.raises(DatosIncorrectos) as fondo:
        manos.proponer(caso, "deniega", reloj)
    assert [p.campo for p in fondo.value.problemas] == ["sentido"]
    propuesta = manos.proponer(caso, "inadmite", reloj)
    assert "la solicitud de revisión de lo que señala la solicitud" in propuesta.decision[0]
    recoger(documentada_ya(elevar(caso, reloj)), reloj)
    assert caso.tareas.get(tipo="resolucion").estado == "hecha"


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


def test_the_suspension_that_an_organ_agreed_in_session_is_noted_with_its_certificate(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    caso = revisado(reloj, LESIVIDAD)
    senalar(caso, original.numero, reloj, causa="")
    instruido(caso, reloj)
    certificado = respuesta(caso, reloj)
    for mal, sesion_el, numero in (
        ("sesion_el", date(2026, 8, 1), "9/2026"),
        ("sesion_numero", hoy(reloj), " "),
        ("sesion_el", None, "9/2026"),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            _en_sesion(caso, certificado, sesion_el, numero, reloj)
        assert [p.campo for p in error.value.problemas] == [mal]
    with pytest.raises(DatosIncorrectos) as error:
        _en_sesion(caso, original.documentos.latest("orden").documento_id, hoy(reloj), "9/2026", reloj)
    assert [p.campo for p in error.value.problemas] == ["documento"]
    _en_sesion(caso, certificado, hoy(reloj), "9/2026", reloj)
    (quieta,) = suspensiones_de(original)
    assert (quieta.via, quieta.sesion, quieta.desde) == ("sesion", "9/2026", hoy(reloj))
    assert caso.tareas.get(tipo="suspension_acto").estado == "hecha"
    assert para_que_sirve(caso.id, certificado) == ["el acuerdo que suspende la ejecución de un acto"]


def test_a_favourable_act_is_declared_harmful_within_four_years_and_not_appealed(reloj: RelojDePrueba) -> None:
    denegado, original = decidido(reloj, "deniega"), decidido(reloj)
    caso = revisado(reloj, LESIVIDAD)
    with pytest.raises(DatosIncorrectos) as error:
        senalar(caso, denegado.numero, reloj, causa="")
    assert "favorables" in error.value.problemas[0].mensaje
    revision = senalar(caso, original.numero, reloj, causa="")
    instruido(caso, reloj)
    with pytest.raises(FaseIncompatible, match="en sesión") as sola:
        resoluciones.suspender_ejecucion(
            actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="No se deshace.", reloj=reloj
        )
    assert "orden del día" in sola.value.que_hacer
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
    Puesto.objects.filter(organo="pleno").update(activo=False)
    with pytest.raises(DatosIncorrectos, match="no se puede llevar a la sesión") as sin_nadie:
        resoluciones.llevar_a_sesion(actor=escenario.empleado("marta", reloj), expediente_id=caso.id, reloj=reloj)
    assert sin_nadie.value.que_hacer
    Puesto.objects.filter(organo="pleno").update(activo=True)
    asunto = resoluciones.llevar_a_sesion(actor=escenario.empleado("marta", reloj), expediente_id=caso.id, reloj=reloj)
    assert asunto.resolucion.organo_texto == "Pleno"
    firmar(asunto.propuesta_id, reloj)
    manos.correr()
    asunto.refresh_from_db()
    assert asunto.tarea_id is not None
    dia = hoy(reloj)
    reloj.poner(
        reloj.momento + timedelta(days=1)
    )  # the minutes are written on the next day, when the four years are over
    anotado = resoluciones.anotar_acuerdo(
        actor=escenario.empleado("javier", reloj),
        tarea_id=asunto.tarea_id,
        resultado="aprobado",
        sesion_el=dia,
        sesion_numero="9/2026",
        reloj=reloj,
    )
    assert anotado.resolucion.numero_completo == "PL 1/2026"


def test_what_began_of_office_and_was_not_decided_in_six_months_lapses(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    caso = revisado(reloj)
    senalar(caso, original.numero, reloj)
    Plazo.objects.filter(expediente=caso).update(silencio="caducidad")
    instruido(caso, reloj)
    manos.proponer(caso, "estima", reloj)
    reloj.poner(reloj.momento + timedelta(days=190))
    manos.barrer(reloj)
    assert caso.tareas.filter(codigo="caducidad_de_oficio", cerrada_el=None).exists()
    with pytest.raises(FaseIncompatible):
        elevar(caso, reloj)
    motor.declarar_caducidad(actor=escenario.empleado("marta", reloj), expediente_id=caso.id, reloj=reloj)
    assert not revisiones.revision_de(caso).resultado  # type: ignore[union-attr]


def test_what_began_of_office_and_was_decided_in_time_does_not_lapse_for_its_notification(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    caso = revisado(reloj)
    declarada_nula(caso, original, reloj)
    plazo = Plazo.objects.get(expediente=caso)
    assert (plazo.estado, plazo.cumplido_el) == ("cumplido", None)
    reloj.poner(reloj.momento + timedelta(days=190))
    manos.barrer(reloj)
    assert not caso.tareas.filter(codigo="caducidad_de_oficio").exists()
    assert Revision.objects.get().resultado == "declarada"
    assert trabajo.estado_segun_hechos(caso) == trabajo.estado_actual(caso)


def test_what_an_organ_decided_in_session_is_declared_null_by_it_in_session(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    carga = cargar(actor=SISTEMA, contenido=de_la_junta(), reloj=reloj)
    assert carga.version_id is not None, carga
    Expediente.objects.filter(id=original.id).update(version_id=carga.version_id)
    caso = revisado(reloj)
    assert organo_competente(caso).codigo == "alcaldia"
    senalar(caso, original.numero, reloj)
    instruido(caso, reloj)
    propuesta = manos.proponer(caso, "estima", reloj)
    assert (propuesta.organo, propuesta.en_sesion) == ("junta_gobierno", True)


def test_the_term_to_appeal_is_of_each_party_and_counts_the_days_that_do_not(
    reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = decidido(reloj)
    (parte,) = original.interesados.all()
    notificadas: dict[UUID, date] = {}
    monkeypatch.setattr(recursos, "_notificada_a", lambda _original: notificadas)
    assert recursos.se_puede_recurrir(original, en=date(2027, 1, 1)), "nobody was notified"
    notificadas[parte.persona_id] = date(2026, 7, 8)  # a month after is a Saturday
    assert recursos.se_puede_recurrir(original, en=date(2026, 8, 10))
    assert not recursos.se_puede_recurrir(original, en=date(2026, 8, 11))


def test_who_reviews_an_act_of_another_unit_names_it_by_its_number_and_reads_its_case(reloj: RelojDePrueba) -> None:
    original = decidido(reloj)
    nula = Resolucion.objects.get(expediente=original)
    caso = revisado(reloj)
    Expediente.objects.filter(id=original.id).update(unidad=Unidad.objects.get(dir3="LA0009988"))
    PermisoExpediente.objects.filter(expediente=original).update(hasta=reloj.ahora())
    marta = escenario.empleado("marta", reloj)
    assert not visibles_para(marta).filter(id=original.id).exists()
    for escrito in (original.numero, "999/2026", "JGL 1/2026", "no existe"):
        with pytest.raises(DatosIncorrectos) as error:
            senalar(caso, escrito, reloj)
        assert [p.campo for p in error.value.problemas] == ["original"]
        assert "pídalo a la Secretaría" in error.value.que_hacer
    revision = senalar(caso, f" {nula.numero_completo} ", reloj)
    assert (revision.original_id, revision.resolucion) == (original.id, nula)
    leido = visibles_para(marta).get(id=original.id)
    assert not lo_lleva(marta, leido)
    for uno in (caso, original):
        assert eventos_de(uno.cadena).filter(tipo="resolucion.revision.lectura").count() == 1
    asesoria = Unidad.objects.get(dir3="LA0009976")
    cambiar_unidad(actor=marta, expediente_id=caso.id, unidad_id=asesoria.id, reloj=reloj)
    irene = escenario.empleado("irene", reloj)
    assert [visibles_para(quien).filter(id=original.id).exists() for quien in (marta, irene)] == [False, True]
    with transaction.atomic():
        expedientes.cerrar(bloquear(caso.id), resultado="terminado", actor=SISTEMA, reloj=reloj)
    assert not visibles_para(irene).filter(id=original.id).exists()
