"""What is known of a term while it stands still, and what follows from its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones, consultas, operaciones
from consistorio.tramitacion.motor.cuenta_del_plazo import cuenta_suspendida
from consistorio.tramitacion.motor.models import MotivoDeTarea, Plazo, Terminacion, Vencimiento
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, expediente_de_obra
from consistorio.tramitacion.tests.firmas import firmado, surtido, texto_del_documento
from consistorio.tramitacion.tests.test_motor import (
    barrer,
    comprobar_repeticion,
    notificar,
    requerir,
    subsanar,
    tramitadora,
)
from consistorio.tramitacion.tests.test_vuelta_atras import desatendido, resuelto

pytestmark = pytest.mark.lento


def test_a_suspended_term_is_told_as_of_each_day(reloj: RelojMovil) -> None:
    """Its row keeps what was known when it stopped; what is said is counted: as if it went on today, and as late as it may."""
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 29)
    requerimiento = requerir(expediente, reloj)
    reloj.ir_a(2026, 10, 1)
    notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    dichas = [cuenta_suspendida(plazo, date(2026, 10, dia)) for dia in (1, 8, 16)]
    # 28 December, and as many days as it stood still; the 2nd and 3rd of January are a weekend, the 6th a holiday
    assert [dicha.si_hoy for dicha in dichas] == [date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 11)]
    assert {dicha.como_tarde for dicha in dichas} == {date(2027, 1, 11)}
    assert "11 de enero de 2027" in dichas[2].razones[-1]["texto"]
    assert Plazo.objects.get(id=plazo.id).pasos == plazo.pasos
    reloj.ir_a(2026, 10, 8)
    subsanar(expediente, reloj)
    plazo.refresh_from_db()
    assert plazo.vence == dichas[1].si_hoy


def test_positive_silence_is_marked_certified_and_blocks_a_denial(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    secretaria = tramitadora(reloj)
    with pytest.raises(FaseIncompatible):
        acciones.certificar_silencio(actor=secretaria, expediente_id=expediente.id, reloj=reloj)
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    barrer(reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.silencio_el) == ("vencido", date(2026, 12, 29))
    # The procedure is over (24.2): it is certified and confirmed, and nothing of the instruction goes on
    abiertas = expediente.tareas.filter(cerrada_el=None).order_by("codigo").values_list("codigo", flat=True)
    assert list(abiertas) == ["certificado_silencio", "propuesta"]
    assert consultas.siguiente_paso(expediente, tramitadora(reloj)).tarea.codigo == "certificado_silencio"  # type: ignore[union-attr]
    with pytest.raises(FaseIncompatible, match="artículo 24"):
        requerir(expediente, reloj)
    certificado = acciones.certificar_silencio(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    plazo.refresh_from_db()
    assert plazo.certificado_el is None  # the organ has not signed it yet
    firmado(certificado, reloj)
    with pytest.raises(FaseIncompatible):
        acciones.certificar_silencio(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    with pytest.raises(FaseIncompatible):
        operaciones.exigir_sentido(expediente, "deniega", en=hoy(reloj))
    operaciones.exigir_sentido(expediente, "estima", en=hoy(reloj))
    comprobar_repeticion(expediente)


def test_what_the_party_filed_is_dealt_with_after_positive_silence(reloj: RelojMovil) -> None:
    """From what silence granted nobody withdraws; the right that it gave may be waived (24.2)."""
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 12, 22)
    for clase in ("desistimiento", "renuncia"):
        aportar(expediente, reloj, clase, texto="Ya no me hace falta.", clave=clase)
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    quien = tramitadora(reloj)
    desiste = expediente.tareas.get(codigo="escrito_desistimiento", cerrada_el=None)
    assert [una.codigo for una in consultas.acciones_de(desiste, quien)] == ["completar_tarea"]
    acciones.completar_tarea(actor=quien, tarea_id=desiste.id, resultado={"codigo": "visto"}, reloj=reloj)
    assert expediente.terminaciones.get(clase="desistimiento").estado == "descartada"
    acciones.aceptar_desistimiento(actor=quien, expediente_id=expediente.id, reloj=reloj)
    assert expediente.terminaciones.get(clase="renuncia").estado == "aceptada"
    comprobar_repeticion(expediente)


def test_what_is_taken_as_withdrawn_by_law_is_granted_by_silence_if_it_is_not_notified_in_term(
    reloj: RelojMovil,
) -> None:
    """24.1: only a decision that is notified in term stops it. Its clock stood still until the end of what was asked, and no more (22.1.a)."""
    expediente, _requerimiento = desatendido(reloj)
    acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.silencio, plazo.suspensiones.get().hasta) == (
        "corriendo",
        "estimatorio",
        date(2026, 10, 14),
    )
    operaciones.exigir_sentido(expediente, "desistida", en=plazo.vence)
    despues = plazo.vence + timedelta(days=1)
    with pytest.raises(FaseIncompatible, match="notificarse"):  # also before the sweep has noted it
        operaciones.exigir_sentido(expediente, "desistida", en=despues)
    reloj.ir_a(despues.year, despues.month, despues.day)
    barrer(reloj)
    assert operaciones.silencio_producido(expediente, en=despues) == "estimatorio"
    assert operaciones.terminacion_aceptada(expediente) == ""
    operaciones.exigir_sentido(expediente, "confirma_silencio", en=despues)
    subsanar(expediente, reloj)  # it comes too late for the procedure, and somebody looks at it
    abiertas = expediente.tareas.filter(cerrada_el=None).exclude(codigo="comunicacion_inicial").order_by("codigo")
    assert list(abiertas.values_list("codigo", flat=True)) == [
        "certificado_silencio",
        "escrito_subsanacion",
        "propuesta",
    ]
    comprobar_repeticion(expediente)


def test_an_attempt_in_term_told_late_leaves_what_was_taken_as_withdrawn_as_it_was(reloj: RelojMovil) -> None:
    expediente, _requerimiento = desatendido(reloj)
    acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    expediente = resuelto(expediente, reloj)
    en_plazo, vence = reloj.ahora(), Plazo.objects.get(expediente=expediente).vence
    despues = vence + timedelta(days=3)
    reloj.ir_a(despues.year, despues.month, despues.day)
    barrer(reloj)
    assert expediente.tareas.filter(codigo="resolucion_tras_silencio", cerrada_el=None).exists()
    notificar(expediente, f"resolucion:{expediente.id}", en_plazo, reloj, tipo="cumplida")
    assert operaciones.silencio_producido(expediente, en=despues) == ""
    assert operaciones.terminacion_aceptada(expediente) == "desistido"
    assert not expediente.tareas.filter(codigo="resolucion_tras_silencio", cerrada_el=None).exists()
    comprobar_repeticion(expediente)


def advertida(reloj: RelojMovil) -> tuple[Expediente, Terminacion]:
    """A case whose party was warned on 30 September, and that waits for a report: its term does not end before the warning's."""
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 30)
    quien = tramitadora(reloj)
    acto = acciones.advertir_caducidad(actor=quien, expediente_id=expediente.id, motivo="Falta el plano.", reloj=reloj)
    terminacion = surtido(acto, Terminacion, reloj)
    acciones.pedir_informe(
        actor=quien,
        expediente_id=expediente.id,
        unidad_id=expediente.unidad_id,
        asunto="Patrimonio",
        precepto="Ley 12/2002",
        preceptivo=True,
        suspende=True,
        reloj=reloj,
    )
    notificar(expediente, f"caducidad:{terminacion.id}", reloj.ahora(), reloj)
    return expediente, terminacion


def abiertas(expediente: Expediente) -> set[str]:
    return set(expediente.tareas.filter(cerrada_el=None).values_list("codigo", flat=True))


def test_the_end_of_a_warning_asks_its_unit_to_declare_the_lapse_or_to_go_on(reloj: RelojMovil) -> None:
    expediente, terminacion = advertida(reloj)
    datos = {"expediente_id": expediente.id, "reloj": reloj}
    reloj.ir_a(2026, 12, 30)
    barrer(reloj)
    assert "caducidad_advertida" not in abiertas(expediente)  # its last day is not over
    with pytest.raises(FaseIncompatible, match="por declarar"):
        acciones.seguir_sin_caducidad(actor=tramitadora(reloj), motivo="No es indispensable.", **datos)  # type: ignore[arg-type]
    reloj.ir_a(2026, 12, 31)
    barrer(reloj)
    barrer(reloj)
    tarea = expediente.tareas.get(codigo="caducidad_advertida")
    ofrece = [una.codigo for una in consultas.acciones_de(tarea, tramitadora(reloj))]
    assert (tarea.unidad_id, ofrece) == (expediente.unidad_id, ["declarar_caducidad", "seguir_sin_caducidad"])
    with pytest.raises(DatosIncorrectos):
        acciones.seguir_sin_caducidad(actor=tramitadora(reloj), motivo=" ", **datos)  # type: ignore[arg-type]
    acciones.seguir_sin_caducidad(actor=tramitadora(reloj), motivo="El plano no hace falta (95.2).", **datos)  # type: ignore[arg-type]
    terminacion.refresh_from_db()
    assert (terminacion.estado, MotivoDeTarea.objects.get(tarea=tarea).texto) == (
        "descartada",
        "El plano no hace falta (95.2).",
    )
    assert "caducidad_advertida" not in abiertas(expediente)
    with pytest.raises(FaseIncompatible):
        acciones.declarar_caducidad(actor=tramitadora(reloj), **datos)  # type: ignore[arg-type]
    comprobar_repeticion(expediente)


def test_the_task_of_the_warning_goes_when_the_party_acts_or_silence_grants(reloj: RelojMovil) -> None:
    expediente, _terminacion = advertida(reloj)
    reloj.ir_a(2026, 12, 31)
    barrer(reloj)
    aportar(expediente, reloj, "otro", texto="Aquí está lo que faltaba.")
    assert expediente.tareas.get(codigo="caducidad_advertida").estado == "cancelada"
    otra = expediente_de_obra(reloj)
    acto = acciones.advertir_caducidad(
        actor=tramitadora(reloj), expediente_id=otra.id, motivo="Falta el plano.", reloj=reloj
    )
    notificar(otra, f"caducidad:{surtido(acto, Terminacion, reloj).id}", reloj.ahora(), reloj)
    fin = Plazo.objects.get(expediente=otra).vence + timedelta(days=20)
    reloj.ir_a(fin.year, fin.month, fin.day)
    barrer(reloj)
    assert operaciones.silencio_producido(otra, en=fin) == "estimatorio"
    assert "caducidad_advertida" not in abiertas(otra)
    assert otra.terminaciones.get().estado == "descartada"
    for uno in (expediente, otra):
        comprobar_repeticion(uno)


def pedir_certificado(expediente: Expediente, reloj: RelojMovil, clave: str = "pide") -> None:
    aportar(expediente, reloj, "certificado", clave=clave)


def test_the_certificate_is_asked_for_once_there_is_silence_and_once(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    with pytest.raises(FaseIncompatible) as error:
        pedir_certificado(expediente, reloj)
    assert "28/12/2026" in error.value.que_hacer
    reloj.ir_a(2026, 12, 29)  # before the sweep: it finds the task and does not open another
    pedir_certificado(expediente, reloj)
    with pytest.raises(FaseIncompatible) as pronto:
        acciones.certificar_silencio(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    assert "un cuarto de hora" in pronto.value.que_hacer
    barrer(reloj)
    tarea = expediente.tareas.get(tipo="certificado_silencio", cerrada_el=None)
    # Fifteen hábiles days after the end of the term, which were due of office: before those after the entry
    assert (tarea.datos["pedido_el"], tarea.vence) == ("2026-12-29", date(2027, 1, 20))
    assert Vencimiento.objects.get(referencia=tarea.id).vence == tarea.vence
    assert not expediente.tareas.filter(tipo="escrito").exists()  # it says nothing else
    with pytest.raises(FaseIncompatible, match="ya se pidió el 29/12/2026"):
        pedir_certificado(expediente, reloj, "otra")
    firmado(acciones.certificar_silencio(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj), reloj)
    tarea.refresh_from_db()
    assert tarea.estado == "hecha"
    with pytest.raises(FaseIncompatible, match="ya se expidió") as error:
        pedir_certificado(expediente, reloj, "tarde")
    assert "documentos del expediente" in error.value.que_hacer
    comprobar_repeticion(expediente)


def denegada_por_silencio(reloj: RelojMovil) -> Expediente:
    """A case that silence denies, the day after its term."""
    expediente = expediente_de_obra(reloj)
    with transaction.atomic():
        Plazo.objects.filter(expediente=expediente).update(silencio="desestimatorio")
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    return expediente


def test_what_comes_with_the_petition_of_the_certificate_is_looked_at(reloj: RelojMovil) -> None:
    expediente = denegada_por_silencio(reloj)
    aportacion = aportar(expediente, reloj, "certificado", texto="Además, la obra es de 2019.")
    escrito = expediente.tareas.get(tipo="escrito", cerrada_el=None)
    assert (escrito.codigo, escrito.datos["documento"]) == ("escrito_certificado", str(aportacion.documento_id))
    assert [una.codigo for una in consultas.acciones_de(escrito, tramitadora(reloj))] == ["completar_tarea"]


def test_the_certificate_goes_on_after_an_end_and_does_not_promise_what_was_decided(reloj: RelojMovil) -> None:
    """24.4: silence happened, and is certified; what was decided late is owed no more (21.1)."""
    expediente = denegada_por_silencio(reloj)
    pedir_certificado(expediente, reloj)
    aportar(expediente, reloj, "desistimiento")
    acciones.aceptar_desistimiento(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    tarea = expediente.tareas.get(tipo="certificado_silencio", cerrada_el=None)
    assert tarea.datos["pedido_el"] == "2026-12-29"
    reloj.ir_a(2027, 1, 7)
    notificar(expediente, f"resolucion:{expediente.id}", reloj.ahora(), reloj, tipo="obligacion_cumplida")
    acto = acciones.certificar_silencio(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    dice = texto_del_documento(acto.documento_id)
    assert "lo notificó el 07/01/2027" in dice
    assert "sigue obligado" not in dice
    comprobar_repeticion(expediente)
