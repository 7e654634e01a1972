"""Acts of procedure wait for the signature of who makes them, and take effect with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from consistorio.documental.firma.models import Circuito, PasoFirma, SelloPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones, consultas
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import (
    ActoTramite,
    Informe,
    Plazo,
    Requerimiento,
    Suspension,
    Tarea,
    Terminacion,
    TramiteAudiencia,
)
from consistorio.tramitacion.motor.permisos import RECOGER_FIRMA
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import escribir_informe, firmado, firmar, texto_de
from consistorio.tramitacion.tests.test_motor import (
    admitir,
    barrer,
    comprobar_repeticion,
    dar_audiencia,
    informar,
    notificar,
    requerir,
    subsanar,
    tramitadora,
)

pytestmark = pytest.mark.lento

FIRMAS = Actor.sistema("firmas", RECOGER_FIRMA)
MOTIVO = "El Colegio de Arquitectos tarda en visar el plano."
Escribir = Callable[[Expediente, RelojMovil], ActoTramite]


def pedir_correccion(expediente: Expediente, reloj: RelojMovil) -> ActoTramite:
    return acciones.requerir_subsanacion(
        actor=tramitadora(reloj),
        expediente_id=expediente.id,
        defectos=(Defecto("plano", "Falta el plano", "plano"),),
        suspende=True,
        reloj=reloj,
    )


def oir(expediente: Expediente, reloj: RelojMovil) -> ActoTramite:
    quien = tramitadora(reloj)
    return acciones.abrir_audiencia(actor=quien, expediente_id=expediente.id, motivo="Se denegará.", reloj=reloj)


def advertir(expediente: Expediente, reloj: RelojMovil) -> ActoTramite:
    quien = tramitadora(reloj)
    return acciones.advertir_caducidad(actor=quien, expediente_id=expediente.id, motivo="Falta el plano.", reloj=reloj)


def ampliar(expediente: Expediente, reloj: RelojMovil) -> ActoTramite:
    quien = tramitadora(reloj)
    return acciones.ampliar_plazo(actor=quien, expediente_id=expediente.id, cantidad=1, motivo=MOTIVO, reloj=reloj)


def mas_plazo(expediente: Expediente, reloj: RelojMovil, dias: int = 5) -> ActoTramite:
    quien = tramitadora(reloj)
    return acciones.ampliar_tramite(actor=quien, expediente_id=expediente.id, dias=dias, motivo=MOTIVO, reloj=reloj)


ACTOS = [
    pytest.param(pedir_correccion, "requerimiento", "Tramitación de Licencias 1", id="requerimiento"),
    pytest.param(oir, "audiencia", "Tramitación de Licencias 1", id="audiencia"),
    pytest.param(advertir, "caducidad", "Tramitación de Licencias 1", id="advertencia de caducidad"),
    pytest.param(ampliar, "ampliacion", "Concejalía de Urbanismo", id="ampliación del plazo para resolver"),
]


def comunicadas(expediente: Expediente) -> list[str]:
    """The references of what was asked to reach the parties."""
    hechos = eventos_de(expediente.cadena).filter(tipo="motor.comunicacion.pedida")
    return [str(hecho.datos["referencia"]) for hecho in hechos]


def tramites(expediente: Expediente) -> int:
    return sum(
        modelo.objects.filter(**{campo: expediente}).count()
        for modelo, campo in (
            (Requerimiento, "expediente"),
            (TramiteAudiencia, "expediente"),
            (Terminacion, "expediente"),
            (Suspension, "plazo__expediente"),
        )
    )


@pytest.mark.parametrize(("escribir", "clase", "puesto"), ACTOS)
def test_an_act_waits_for_its_signature_and_then_takes_effect(
    reloj: RelojMovil, escribir: Escribir, clase: str, puesto: str
) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 28)
    acto = escribir(expediente, reloj)
    paso = PasoFirma.objects.get(circuito__documento_id=acto.documento_id)
    assert (paso.puesto.nombre, paso.estado) == (puesto, "pendiente")
    assert comunicadas(expediente) == []
    assert tramites(expediente) == 0
    assert not expediente.documentos.filter(documento_id=acto.documento_id).exists()
    assert not SelloPedido.objects.filter(documento_id=acto.documento_id).exists()
    tarea = Tarea.objects.get(id=acto.tarea_id)
    assert tarea.estado == "en_espera"
    assert consultas.espera_de(tarea).endswith(f": pendiente de firma de {puesto}.")
    principal, retirar = consultas.acciones_de(tarea, tramitadora(reloj))
    assert principal.impedimentos == (f"Pendiente de firma de {puesto}.",)
    assert (retirar.codigo, retirar.impedimentos) == ("retirar_acto", ())
    with pytest.raises(FaseIncompatible, match="ya está escrito"):
        escribir(expediente, reloj)
    with pytest.raises(FaseIncompatible, match="todavía no está firmado"):
        acciones.recoger_acto_firmado(actor=FIRMAS, acto_id=acto.id, reloj=reloj)
    for recoger in (acciones.recoger_acto_firmado, acciones.recoger_acto_devuelto):
        with pytest.raises(NoPermitido):
            recoger(actor=tramitadora(reloj), acto_id=acto.id, reloj=reloj)
    reloj.pasar(hours=3)
    firmado(acto, reloj)
    (referencia,) = comunicadas(expediente)
    assert referencia.startswith(f"{clase}:")
    assert expediente.documentos.filter(documento_id=acto.documento_id).exists()
    comprobar_repeticion(expediente)


@pytest.mark.parametrize(("escribir", "clase", "puesto"), ACTOS)
def test_an_act_that_comes_back_is_written_again_or_given_up(
    reloj: RelojMovil, escribir: Escribir, clase: str, puesto: str
) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 28)
    primero = escribir(expediente, reloj)
    firmar(primero.documento_id, reloj, devuelto="Falta citar la norma.")
    primero.refresh_from_db()
    assert (primero.estado, primero.motivo) == ("devuelto", "Falta citar la norma.")
    tarea = Tarea.objects.get(id=primero.tarea_id)
    assert tarea.estado == "pendiente"
    assert "Falta citar la norma." in consultas.acciones_de(tarea, tramitadora(reloj))[0].etiqueta
    segundo = escribir(expediente, reloj)
    assert segundo.tarea_id == primero.tarea_id
    firmar(segundo.documento_id, reloj, devuelto="Tampoco así.")
    with pytest.raises(DatosIncorrectos):
        acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=tarea.id, motivo=" ", reloj=reloj)
    acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=tarea.id, motivo="No hace falta.", reloj=reloj)
    tarea.refresh_from_db()
    assert tarea.estado == "cancelada"
    assert comunicadas(expediente) == []
    assert tramites(expediente) == 0
    assert expediente.tareas.get(codigo="revision").estado == "pendiente"
    with pytest.raises(FaseIncompatible):
        acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=tarea.id, motivo="Otra vez.", reloj=reloj)
    comprobar_repeticion(expediente)


def test_what_waits_is_taken_back_and_can_no_longer_be_signed(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    acto = pedir_correccion(expediente, reloj)
    revision = expediente.tareas.get(codigo="revision")
    assert revision.estado == "en_espera"
    with pytest.raises(NoEncontrado):
        acciones.retirar_acto(
            actor=personal("via-publica-1", reloj), tarea_id=acto.tarea_id, motivo="Porque sí.", reloj=reloj
        )
    with pytest.raises(FaseIncompatible, match="pendiente de firma"):
        admitir(expediente, reloj)
    acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=acto.tarea_id, motivo="Ya llegó el plano.", reloj=reloj)
    acto.refresh_from_db()
    assert (acto.estado, acto.motivo) == ("retirado", "Ya llegó el plano.")
    circuito = Circuito.objects.get(documento_id=acto.documento_id)
    assert (circuito.estado, circuito.pasos.get().estado) == ("retirado", "cancelado")
    # The signature that was on its way when it was taken back changes nothing
    assert acciones.recoger_acto_firmado(actor=FIRMAS, acto_id=acto.id, reloj=reloj).estado == "retirado"
    assert tramites(expediente) == 0
    admitir(expediente, reloj)
    comprobar_repeticion(expediente)


def test_a_withdrawal_takes_back_what_waits_for_its_signature(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    escritos = [pedir_correccion(expediente, reloj), advertir(expediente, reloj)]
    aportar(expediente, reloj, "desistimiento")
    acciones.aceptar_desistimiento(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    for acto in escritos:
        acto.refresh_from_db()
        assert acto.estado == "retirado"
        assert "ya no hace falta" in acto.motivo
        assert Circuito.objects.get(documento_id=acto.documento_id).estado == "retirado"
    assert comunicadas(expediente) == []
    comprobar_repeticion(expediente)


def test_an_extension_signed_when_the_term_is_over_takes_no_effect(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    acto = ampliar(expediente, reloj)
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert acto.estado == "sin_efecto"
    assert "terminó" in acto.motivo
    assert Plazo.objects.get(expediente=expediente).estado == "vencido"
    assert not expediente.documentos.filter(documento_id=acto.documento_id).exists()
    assert comunicadas(expediente) == []
    tarea = Tarea.objects.get(id=acto.tarea_id)
    assert (tarea.estado, "terminó" in str(tarea.datos["devuelto"])) == ("pendiente", True)
    acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=tarea.id, motivo="Llegó tarde.", reloj=reloj)
    comprobar_repeticion(expediente)


def test_an_extension_signed_after_the_term_moved_takes_no_effect(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    acto = ampliar(expediente, reloj)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    reloj.ir_a(2026, 10, 8)
    subsanar(expediente, reloj)
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert (acto.estado, "ha cambiado" in acto.motivo) == ("sin_efecto", True)
    assert not Plazo.objects.get(expediente=expediente).ampliaciones.exists()


def test_the_organ_that_decides_issues_the_certificate_of_silence(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    acto = acciones.certificar_silencio(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    paso = PasoFirma.objects.get(circuito__documento_id=acto.documento_id)
    assert paso.puesto.codigo == "concejalia-urbanismo"
    carmen = personal("concejalia-urbanismo", reloj)
    assert expediente.id in {e.id for e in expedientes.pagina(carmen)}  # while it waits for that signature
    firmar(acto.documento_id, reloj, devuelto="Revise la fecha.")
    assert expedientes.pagina(carmen) == []
    tarea = expediente.tareas.get(codigo="certificado_silencio")
    (otra_vez,) = consultas.acciones_de(tarea, tramitadora(reloj))  # the law demands it: it cannot be given up
    assert otra_vez.codigo == "certificar_silencio"
    with pytest.raises(FaseIncompatible, match="obligatorio"):
        acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=tarea.id, motivo="No quiero.", reloj=reloj)
    segundo = acciones.certificar_silencio(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    firmado(segundo, reloj)
    assert Plazo.objects.get(expediente=expediente).certificado_documento_id == segundo.documento_id
    assert expediente.tareas.get(codigo="certificado_silencio").estado == "hecha"
    assert comunicadas(expediente) == [f"silencio:{expediente.plazo.id}"]


def test_what_the_system_makes_by_itself_carries_the_seal(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    sistema = Actor.sistema("silencios", "expediente.ver", "expediente.tramitar", "control.expedientes")
    acto = acciones.certificar_silencio(actor=sistema, expediente_id=expediente.id, reloj=reloj)
    assert acto.estado == "firmado"
    assert SelloPedido.objects.get(documento_id=acto.documento_id).campo == "sello"
    assert not Circuito.objects.filter(documento_id=acto.documento_id).exists()
    assert comunicadas(expediente) == [f"silencio:{expediente.plazo.id}"]


def test_a_report_waits_for_its_signature_and_may_come_back(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    acto = escribir_informe(expediente, reloj)
    tarea = expediente.tareas.get(codigo="informe_area")
    assert tarea.estado == "en_espera"
    informe = Informe.objects.get(tarea=tarea)
    assert (informe.emitido_el, informe.documento_id) == (None, None)
    assert not expediente.tareas.filter(codigo="propuesta").exists()
    assert consultas.espera_de(tarea) == "Informe técnico municipal: pendiente de firma de Arquitectura municipal."
    with pytest.raises(FaseIncompatible, match="ya está escrito"):
        escribir_informe(expediente, reloj)
    firmar(acto.documento_id, reloj, devuelto="Falta citar la norma.")
    tarea.refresh_from_db()
    assert tarea.estado == "pendiente"
    (accion,) = consultas.acciones_de(tarea, personal("arquitectura", reloj))
    assert "Falta citar la norma." in accion.etiqueta
    assert accion.impedimentos == ()
    informar(expediente, reloj)
    tarea.refresh_from_db()
    informe.refresh_from_db()
    assert tarea.estado == "hecha"
    assert "devuelto" not in tarea.datos
    assert informe.emitido_el is not None
    assert expediente.documentos.filter(documento_id=UUID(str(informe.documento_id)), origen="informe").exists()
    assert expediente.tareas.get(codigo="propuesta").estado == "pendiente"
    comprobar_repeticion(expediente)


@pytest.mark.duenio
def test_postgresql_keeps_an_act_that_ended_as_it_was(reloj: RelojMovil) -> None:
    firmado(pedir_correccion(expediente_de_obra(reloj), reloj), reloj)
    for orden in (
        "UPDATE motor_actotramite SET estado='en_firma', terminado_el=NULL",
        "UPDATE motor_actotramite SET motivo='otro'",
        "UPDATE motor_actotramite SET datos='{}'",
        "DELETE FROM motor_actotramite",
    ):
        with pytest.raises(DatabaseError, match="inmutable"), transaction.atomic():
            connection.cursor().execute(orden)


def requerimiento_notificado(reloj: RelojMovil) -> tuple[Expediente, Requerimiento]:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    requerimiento.refresh_from_db()
    return expediente, requerimiento


def pedir_mas_plazo(expediente: Expediente, reloj: RelojMovil, clave: str = "mas") -> None:
    aportar(expediente, reloj, "ampliacion", texto=MOTIVO, clave=clave)


def test_the_party_asks_for_more_time_and_gets_half_as_much(reloj: RelojMovil) -> None:
    expediente, requerimiento = requerimiento_notificado(reloj)
    assert requerimiento.vence == date(2026, 10, 14)
    reloj.ir_a(2026, 10, 5)
    pedir_mas_plazo(expediente, reloj)
    escrito = expediente.tareas.get(codigo="escrito_ampliacion")
    assert [a.codigo for a in consultas.acciones_de(escrito, tramitadora(reloj))] == [
        "ampliar_tramite",
        "completar_tarea",
    ]
    for dias, motivo, campo in ((6, MOTIVO, None), (-1, MOTIVO, "dias"), (5, "porque", "motivo")):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.ampliar_tramite(
                actor=tramitadora(reloj), expediente_id=expediente.id, dias=dias, motivo=motivo, reloj=reloj
            )
        assert [p.campo for p in error.value.problemas] == ([campo] if campo else [])
    acto = mas_plazo(expediente, reloj)
    requerimiento.refresh_from_db()
    assert requerimiento.vence == date(2026, 10, 14)
    firmado(acto, reloj)
    requerimiento.refresh_from_db()
    assert (requerimiento.ampliado, requerimiento.vence) == (5, date(2026, 10, 21))
    assert Suspension.objects.get(referencia=requerimiento.id).tope == date(2026, 10, 21)
    assert comunicadas(expediente)[-1] == f"mas_plazo:{acto.id}"
    escrito.refresh_from_db()
    assert (escrito.estado, escrito.resultado["codigo"]) == ("hecha", "ampliado")
    reloj.ir_a(2026, 10, 20)
    barrer(reloj)
    requerimiento.refresh_from_db()
    assert requerimiento.estado == "notificado"
    with pytest.raises(FaseIncompatible, match="ya se amplió"):
        mas_plazo(expediente, reloj, dias=1)
    with pytest.raises(FaseIncompatible, match="ya se amplió"):
        pedir_mas_plazo(expediente, reloj, "otra")
    reloj.ir_a(2026, 10, 22)
    barrer(reloj)
    requerimiento.refresh_from_db()
    assert requerimiento.estado == "desatendido"
    comprobar_repeticion(expediente)


def test_more_time_is_refused_with_an_answer(reloj: RelojMovil) -> None:
    expediente, requerimiento = requerimiento_notificado(reloj)
    pedir_mas_plazo(expediente, reloj)
    acto = mas_plazo(expediente, reloj, dias=0)
    firmado(acto, reloj)
    requerimiento.refresh_from_db()
    assert (requerimiento.ampliado, requerimiento.vence) == (0, date(2026, 10, 14))
    assert comunicadas(expediente)[-1] == f"mas_plazo:{acto.id}"
    assert expediente.tareas.get(codigo="escrito_ampliacion").resultado["codigo"] == "denegado"


def test_more_time_is_asked_and_decided_only_before_the_term_ends(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    for intentar in (mas_plazo, pedir_mas_plazo):
        with pytest.raises(Conflicto, match="corriendo"):
            intentar(expediente, reloj)
    expediente, requerimiento = requerimiento_notificado(reloj)
    acto = mas_plazo(expediente, reloj)
    reloj.ir_a(2026, 10, 15)
    for intentar in (mas_plazo, pedir_mas_plazo):
        with pytest.raises(Conflicto):
            intentar(expediente, reloj)
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    requerimiento.refresh_from_db()
    assert (acto.estado, requerimiento.vence) == ("sin_efecto", date(2026, 10, 14))


def desistir(expediente: Expediente, reloj: RelojMovil) -> None:
    aportar(expediente, reloj, "desistimiento")


def seguir(
    expediente: Expediente, reloj: RelojMovil, motivo: str = "Lo exige la seguridad de la calle."
) -> ActoTramite:
    return acciones.rechazar_desistimiento(
        actor=tramitadora(reloj), expediente_id=expediente.id, motivo=motivo, reloj=reloj
    )


def test_going_on_in_spite_of_a_withdrawal_is_signed_and_told_with_its_reason(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    with pytest.raises(NoEncontrado):
        seguir(expediente, reloj)
    desistir(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        seguir(expediente, reloj, "porque")
    assert [p.campo for p in error.value.problemas] == ["motivo"]
    assert not expediente.actos.exists()
    acto = seguir(expediente, reloj)
    escrito = expediente.tareas.get(codigo="escrito_desistimiento")
    assert (escrito.abierta, expediente.terminaciones.get().estado) == (True, "pedida")
    assert comunicadas(expediente) == []
    ofrecidas = {a.codigo: a.impedimentos for a in consultas.acciones_de(escrito, tramitadora(reloj))}
    assert "Pendiente de firma" in ofrecidas["rechazar_desistimiento"][0]
    with pytest.raises(FaseIncompatible, match="ya está escrito"):
        seguir(expediente, reloj)
    dicho = texto_de(acto)
    for palabras in ("Usted desistió de su solicitud", "Lo exige la seguridad de la calle.", "94.5"):
        assert palabras in dicho
    firmado(acto, reloj)
    escrito.refresh_from_db()
    assert (escrito.estado, expediente.terminaciones.get().estado) == ("hecha", "descartada")
    assert comunicadas(expediente) == [f"seguir:{acto.id}"]
    assert expediente.documentos.filter(documento_id=acto.documento_id).exists()
    comprobar_repeticion(expediente)


@pytest.mark.parametrize("devuelto", ["", "Diga por qué."], ids=["en firma", "devuelto"])
def test_accepting_the_withdrawal_takes_back_the_decision_to_go_on(reloj: RelojMovil, devuelto: str) -> None:
    expediente = expediente_de_obra(reloj)
    desistir(expediente, reloj)
    acto = seguir(expediente, reloj)
    if devuelto:
        firmar(acto.documento_id, reloj, devuelto=devuelto)
    acciones.aceptar_desistimiento(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    acto.refresh_from_db()
    assert acto.estado == ("devuelto" if devuelto else "retirado")
    assert expediente.tareas.get(codigo="seguir").estado == "cancelada"
    assert expediente.terminaciones.get().estado == "aceptada"
    comprobar_repeticion(expediente)


def test_letters_name_buttons_that_the_sede_has(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    for escribir, boton in ((pedir_correccion, "Enviar lo que le pedimos"), (advertir, "Presentar otro escrito")):
        acto = escribir(expediente, reloj)
        assert f"«{boton}»" in texto_de(acto)


def test_a_hearing_also_lasts_longer_of_office(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informar(expediente, reloj, "desfavorable")
    reloj.ir_a(2026, 9, 30)
    audiencia = dar_audiencia(expediente, reloj)
    notificar(expediente, f"audiencia:{audiencia.id}", reloj.ahora(), reloj)
    firmado(mas_plazo(expediente, reloj), reloj)
    audiencia.refresh_from_db()
    assert (audiencia.ampliado, audiencia.vence) == (5, date(2026, 10, 22))
    reloj.ir_a(2026, 10, 21)
    barrer(reloj)
    audiencia.refresh_from_db()
    assert audiencia.cerrado_el is None
    comprobar_repeticion(expediente)
