"""Acting for another without a registered power: filed, asked for, supplied, accepted or not; and powers that end meanwhile."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad.acciones import representacion as poderes
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.formularios import acciones as formularios
from consistorio.tramitacion.formularios.consultas import borradores_de
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.representacion import ACREDITACION
from consistorio.tramitacion.motor import acciones, consultas, trabajos
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento, Terminacion
from consistorio.tramitacion.motor.operaciones import requerimiento_contestable
from consistorio.tramitacion.motor.permisos import SEGUIR_PODERES
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.tipos import AdjuntoNuevo
from consistorio.tramitacion.tests.factories import OBRA, RelojMovil, aportar, ciudadana, personal, presentar, un_pdf
from consistorio.tramitacion.tests.firmas import firmado, firmar, surtido, texto_de
from consistorio.tramitacion.tests.test_motor import (
    PLANO,
    barrer,
    comprobar_repeticion,
    notificar,
    requerir,
    tramitadora,
)

pytestmark = pytest.mark.lento

OTRA = {"nif": "11223344B", "nombre": "Pablo", "apellido1": "Ruiz", "apellido2": "", "razon_social": "Pablo"}


def borrador_por_otra(reloj: RelojMovil, *, con_documento: bool = False) -> Borrador:
    """A complete draft that Ana writes for Pablo, who never gave her a power in the sede."""
    ana = ciudadana()
    borrador = solicitudes.empezar(actor=ana, procedimiento="licencia-obra-menor", representado=OTRA, reloj=reloj)
    for paso, datos in OBRA.items():
        formularios.guardar_paso(actor=ana, borrador_id=borrador.id, paso=paso, datos=datos, reloj=reloj)
    if con_documento:
        formularios.adjuntar(
            actor=ana,
            borrador_id=borrador.id,
            requisito=ACREDITACION,
            flujo=io.BytesIO(un_pdf("poder")),
            nombre="poder.pdf",
            reloj=reloj,
        )
    return Borrador.objects.get(id=borrador.id)


def caso(reloj: RelojMovil, *, con_documento: bool = False) -> Expediente:
    return presentar(ciudadana(), borrador_por_otra(reloj, con_documento=con_documento), reloj).expediente


def parte_de(expediente: Expediente) -> Interesado:
    return Interesado.objects.get(expediente=expediente, persona__nif=OTRA["nif"])


def acreditar(expediente: Expediente, reloj: RelojMovil) -> None:
    """Ana supplies the document that was asked for."""
    poder = AdjuntoNuevo("poder.pdf", io.BytesIO(un_pdf("poder")), requisito=ACREDITACION)
    aportar(expediente, reloj, "subsanacion", adjuntos=[poder])


def pedir(expediente: Expediente, reloj: RelojMovil, *, suspende: bool = False) -> Requerimiento:
    """Lucía writes the request and signs it."""
    acto = escribir(expediente, reloj, suspende=suspende)
    firmado(acto, reloj)
    return Requerimiento.objects.get(documento_id=acto.documento_id)


def escribir(expediente: Expediente, reloj: RelojMovil, *, suspende: bool = False) -> ActoTramite:
    return acciones.requerir_representacion(
        actor=tramitadora(reloj), expediente_id=expediente.id, suspende=suspende, reloj=reloj
    )


def test_it_is_filed_without_a_power_and_the_case_says_what_is_missing(reloj: RelojMovil) -> None:
    borrador = borrador_por_otra(reloj)
    assert [b.id for b in borradores_de(ciudadana())] == [borrador.id]
    with pytest.raises(NoEncontrado):
        presentar(ciudadana("87654321X"), borrador, reloj)
    solicitud = presentar(ciudadana(), borrador, reloj)
    assert ACREDITACION in solicitud.faltan
    parte = parte_de(solicitud.expediente)
    assert parte.representante is not None
    assert (parte.representante.nif, parte.representacion, parte.acreditacion) == ("12345678Z", None, "pendiente")
    tarea = solicitud.expediente.tareas.get(tipo="acreditacion")
    assert [a.codigo for a in consultas.acciones_de(tarea, tramitadora(reloj)) if a.principal] == [
        "requerir_representacion"
    ]
    assert expediente_para(ciudadana(), solicitud.expediente_id, MIS_EXPEDIENTES)
    comprobar_repeticion(solicitud.expediente)


def test_who_may_not_be_represented_so(reloj: RelojMovil) -> None:
    propia = {**OTRA, "nif": "12345678Z", "nombre": "Ana", "apellido1": "García"}
    persona = Persona.objects.get(nif="12345678Z")
    propia |= {"nombre": persona.nombre, "apellido1": persona.apellido1}
    for datos in (propia, {**OTRA, "nif": "1"}):
        with pytest.raises(DatosIncorrectos):
            solicitudes.empezar(actor=ciudadana(), procedimiento="licencia-obra-menor", representado=datos, reloj=reloj)
    assert not Borrador.objects.exists()


def test_asked_for_supplied_and_accepted(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    lucia = tramitadora(reloj)
    parte = parte_de(expediente)
    for dias in (9, 31):
        with pytest.raises(DatosIncorrectos):
            acciones.requerir_representacion(
                actor=lucia, expediente_id=expediente.id, suspende=True, dias=dias, reloj=reloj
            )
    with pytest.raises(FaseIncompatible):
        acciones.rechazar_representacion(
            actor=lucia, interesado_id=parte.id, motivo="No consta ningún poder.", reloj=reloj
        )
    reloj.ir_a(2026, 9, 29)
    pedido = pedir(expediente, reloj, suspende=True)
    comunicada = Evento.objects.filter(tipo="motor.comunicacion.pedida").latest("momento").datos
    assert comunicada["destinatarios"] == [str(parte.persona_id)]
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    pedido.refresh_from_db()
    assert pedido.vence == date(2026, 10, 14)
    reloj.ir_a(2026, 10, 2)
    acreditar(expediente, reloj)
    tarea = expediente.tareas.get(tipo="acreditacion")
    assert tarea.estado == "pendiente"
    assert [a.codigo for a in consultas.acciones_de(tarea, lucia) if a.principal] == ["aceptar_representacion"]
    with pytest.raises(NoEncontrado):
        acciones.aceptar_representacion(actor=personal("via-publica-1", reloj), interesado_id=parte.id, reloj=reloj)
    acciones.aceptar_representacion(actor=lucia, interesado_id=parte.id, reloj=reloj)
    parte.refresh_from_db()
    tarea.refresh_from_db()
    assert (parte.acreditacion, tarea.estado) == ("acreditada", "hecha")
    with pytest.raises(FaseIncompatible):
        acciones.aceptar_representacion(actor=lucia, interesado_id=parte.id, reloj=reloj)
    comprobar_repeticion(expediente)


def test_who_was_asked_to_accredit_answers_after_positive_silence_too(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    reloj.ir_a(2026, 12, 21)
    pedido = pedir(expediente, reloj)
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    assert expediente.tareas.get(tipo="acreditacion").estado == "en_espera"
    acreditar(expediente, reloj)
    assert expediente.tareas.get(tipo="acreditacion").estado == "pendiente"
    comprobar_repeticion(expediente)


def test_more_time_to_accredit_is_said_as_such_to_who_has_to_accredit(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    parte = parte_de(expediente)
    reloj.ir_a(2026, 9, 29)
    escrito = acciones.requerir_representacion(
        actor=tramitadora(reloj), expediente_id=expediente.id, suspende=False, dias=30, reloj=reloj
    )
    pedido = surtido(escrito, Requerimiento, reloj)
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    mas = {"actor": tramitadora(reloj), "expediente_id": expediente.id, "motivo": "La notaría tarda.", "reloj": reloj}
    with pytest.raises(DatosIncorrectos):
        acciones.ampliar_tramite(**mas, dias=16)  # type: ignore[arg-type]
    acto = acciones.ampliar_tramite(**mas, dias=15)  # type: ignore[arg-type]
    dicho = texto_de(acto)
    for palabras in ("Acreditar la representación", "Artículos 5.6 y 32"):
        assert palabras in dicho
    for palabras in ("Corregir su solicitud", "68.2"):
        assert palabras not in dicho
    firmado(acto, reloj)
    pedido.refresh_from_db()
    assert pedido.ampliado == 15
    comunicada = Evento.objects.filter(tipo="motor.comunicacion.pedida").latest("momento").datos
    assert comunicada["destinatarios"] == [str(parte.persona_id)]
    comprobar_repeticion(expediente)


def test_one_request_at_a_time_and_nothing_leaves_before_it_is_signed(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    acto = escribir(expediente, reloj)
    tarea = expediente.tareas.get(tipo="acreditacion")
    assert (acto.clase, tarea.estado) == ("representacion", "en_espera")
    assert not expediente.requerimientos.exists()
    assert not Evento.objects.filter(tipo="motor.comunicacion.pedida").exists()
    with pytest.raises(FaseIncompatible, match="ya está escrito"):
        escribir(expediente, reloj)
    with pytest.raises(FaseIncompatible, match="otro requerimiento"):
        requerir(expediente, reloj)
    with pytest.raises(FaseIncompatible):
        acciones.rechazar_representacion(
            actor=tramitadora(reloj),
            interesado_id=parte_de(expediente).id,
            motivo="No consta ningún poder.",
            reloj=reloj,
        )
    firmado(acto, reloj)
    pedido = expediente.requerimientos.get()
    assert (pedido.clase, pedido.documento_id) == ("representacion", acto.documento_id)
    with pytest.raises(FaseIncompatible, match="pendiente de contestar"):
        acciones.requerir_subsanacion(
            actor=tramitadora(reloj), expediente_id=expediente.id, defectos=PLANO, suspende=False, reloj=reloj
        )
    assert expediente.tareas.get(tipo="revision").estado == "pendiente"
    comprobar_repeticion(expediente)


def test_a_request_that_comes_back_is_written_again_with_what_it_said(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    primero = acciones.requerir_representacion(
        actor=tramitadora(reloj), expediente_id=expediente.id, suspende=True, dias=20, reloj=reloj
    )
    firmar(primero.documento_id, reloj, devuelto="Falta decir por qué.")
    pedida = expediente.tareas.get(tipo="requerimiento")
    otra_vez, retirar = consultas.acciones_de(pedida, tramitadora(reloj))
    assert (otra_vez.codigo, retirar.codigo) == ("requerir_representacion", "retirar_acto")
    assert "Falta decir por qué." in otra_vez.etiqueta
    dicho = consultas.por_escribir_otra_vez(pedida)
    assert (dicho["dias"], dicho["suspende"]) == (20, True)
    segundo = escribir(expediente, reloj)
    assert segundo.tarea_id == primero.tarea_id
    firmar(segundo.documento_id, reloj, devuelto="Tampoco.")
    acciones.retirar_acto(actor=tramitadora(reloj), tarea_id=pedida.id, motivo="Trajo el poder.", reloj=reloj)
    assert expediente.tareas.get(tipo="acreditacion").estado == "pendiente"
    assert not expediente.requerimientos.exists()
    comprobar_repeticion(expediente)


def test_accepting_takes_back_the_request_that_waits_for_its_signature(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    acto = escribir(expediente, reloj)
    acciones.aceptar_representacion(actor=tramitadora(reloj), interesado_id=parte_de(expediente).id, reloj=reloj)
    acto.refresh_from_db()
    assert (acto.estado, "ya está acreditada" in acto.motivo) == ("retirado", True)
    assert not expediente.tareas.filter(tipo__in=("requerimiento", "acreditacion"), cerrada_el=None).exists()
    assert not expediente.requerimientos.exists()
    comprobar_repeticion(expediente)


def test_supplied_with_the_application_it_is_accepted_at_once(reloj: RelojMovil) -> None:
    expediente = caso(reloj, con_documento=True)
    tarea = expediente.tareas.get(tipo="acreditacion")
    assert [a.codigo for a in consultas.acciones_de(tarea, tramitadora(reloj)) if a.principal] == [
        "aceptar_representacion"
    ]
    acciones.aceptar_representacion(actor=tramitadora(reloj), interesado_id=parte_de(expediente).id, reloj=reloj)
    assert not expediente.requerimientos.exists()
    assert expediente_para(ciudadana(), expediente.id, MIS_EXPEDIENTES)


def test_not_accredited_in_term_it_does_not_count_as_filed_for_that_person(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    lucia, parte = tramitadora(reloj), parte_de(expediente)
    reloj.ir_a(2026, 9, 29)
    pedido = pedir(expediente, reloj)
    rechazo = {"actor": lucia, "interesado_id": parte.id, "reloj": reloj}
    with pytest.raises(FaseIncompatible):
        acciones.rechazar_representacion(**rechazo, motivo="No consta ningún poder.")  # type: ignore[arg-type]
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    reloj.ir_a(2026, 10, 16)
    barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "desatendido"
    assert not expediente.terminaciones.exists()
    with pytest.raises(DatosIncorrectos):
        acciones.rechazar_representacion(**rechazo, motivo=" ")  # type: ignore[arg-type]
    acto = acciones.rechazar_representacion(**rechazo, motivo="No consta ningún poder.")  # type: ignore[arg-type]
    with pytest.raises(FaseIncompatible, match="ya está escrito"):
        acciones.rechazar_representacion(**rechazo, motivo="No consta ningún poder.")  # type: ignore[arg-type]
    assert not expediente.terminaciones.exists()
    firmado(acto, reloj)
    fin = Terminacion.objects.get(expediente=expediente)
    assert (fin.clase, fin.estado) == ("no_acreditada", "aceptada")
    assert not expediente.tareas.filter(tipo="revision", cerrada_el=None).exists()
    assert expediente.tareas.filter(tipo__in=("propuesta", "resolucion"), cerrada_el=None).exists()
    with pytest.raises(NoEncontrado):
        expediente_para(ciudadana(), expediente.id, MIS_EXPEDIENTES)
    comprobar_repeticion(expediente)


def test_with_other_parties_the_case_goes_on_for_them(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = solicitudes.empezar(actor=ana, procedimiento="licencia-obra-menor", reloj=reloj)
    for paso, datos in OBRA.items():
        formularios.guardar_paso(actor=ana, borrador_id=borrador.id, paso=paso, datos=datos, reloj=reloj)
    formularios.anadir_interesado(
        actor=ana,
        borrador_id=borrador.id,
        nif=OTRA["nif"],
        nombre=OTRA["nombre"],
        apellido1=OTRA["apellido1"],
        representante_id=ana.id,
        reloj=reloj,
    )
    expediente = presentar(ana, borrador, reloj).expediente
    lucia, parte = tramitadora(reloj), parte_de(expediente)
    reloj.ir_a(2026, 9, 29)
    pedido = pedir(expediente, reloj)
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    reloj.ir_a(2026, 10, 16)
    barrer(reloj)
    acto = acciones.rechazar_representacion(
        actor=lucia, interesado_id=parte.id, motivo="El poder es de otra persona.", reloj=reloj
    )
    parte.refresh_from_db()
    assert (parte.hasta, parte.acreditacion) == (None, "pendiente")
    comprobacion = expediente.tareas.get(tipo="acreditacion", cerrada_el=None)
    (rechazar,) = [a for a in consultas.acciones_de(comprobacion, lucia) if a.codigo == "rechazar_representacion"]
    assert "Pendiente de firma" in rechazar.impedimentos[0]
    dicho = texto_de(acto)
    for palabras in ("El poder es de otra persona.", parte.persona.nombre_completo, "sigue para las demás"):
        assert palabras in dicho
    firmado(acto, reloj)
    assert expediente.documentos.filter(documento_id=acto.documento_id, origen="representacion").exists()
    comunicada = Evento.objects.filter(tipo="motor.comunicacion.pedida").latest("momento").datos
    assert (comunicada["documento_id"], comunicada["efecto"]) == (str(acto.documento_id), "inicia_plazo")
    assert set(comunicada["destinatarios"]) == {str(ana.id), str(parte.persona_id)}
    parte.refresh_from_db()
    assert parte.hasta is not None
    assert not expediente.terminaciones.exists()
    pedido.refresh_from_db()
    assert pedido.estado == "cerrado"  # nobody is left who could answer it
    assert requerimiento_contestable(expediente) is None
    assert expediente.tareas.filter(tipo="revision", cerrada_el=None).exists()
    assert expediente_para(ana, expediente.id, MIS_EXPEDIENTES)
    comprobar_repeticion(expediente)


def test_a_refusal_that_comes_back_says_what_it_said_and_accepting_takes_it_back(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    lucia, parte = tramitadora(reloj), parte_de(expediente)
    reloj.ir_a(2026, 9, 29)
    pedido = pedir(expediente, reloj)
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    reloj.ir_a(2026, 10, 16)
    barrer(reloj)
    rechazo = {"actor": lucia, "interesado_id": parte.id, "motivo": "No consta ningún poder.", "reloj": reloj}
    primero = acciones.rechazar_representacion(**rechazo)  # type: ignore[arg-type]
    firmar(primero.documento_id, reloj, devuelto="Diga qué se pidió.")
    tarea = expediente.tareas.get(codigo="no_acreditada")
    assert consultas.por_escribir_otra_vez(tarea)["motivo"] == "No consta ningún poder."
    segundo = acciones.rechazar_representacion(**rechazo)  # type: ignore[arg-type]
    assert segundo.tarea_id == primero.tarea_id
    acciones.aceptar_representacion(actor=lucia, interesado_id=parte.id, reloj=reloj)
    segundo.refresh_from_db()
    assert segundo.estado == "retirado"
    assert not expediente.tareas.filter(codigo="no_acreditada", cerrada_el=None).exists()
    assert not expediente.terminaciones.exists()
    comprobar_repeticion(expediente)


def con_poder(reloj: RelojMovil, ya: Representacion | None = None) -> tuple[Expediente, Representacion]:
    """A case that Ana filed for another with a power in force: a new one, or that which she has."""
    otra = Persona.objects.get(nif="87654321X")
    dada = ya or otorgado(reloj)
    actor = ciudadana(representa_a=otra)
    borrador = solicitudes.empezar(actor=actor, procedimiento="licencia-obra-menor", reloj=reloj)
    for paso, datos in OBRA.items():
        formularios.guardar_paso(actor=actor, borrador_id=borrador.id, paso=paso, datos=datos, reloj=reloj)
    expediente = presentar(actor, borrador, reloj).expediente
    assert expediente.interesados.get().acreditacion == "poder"
    assert not expediente.tareas.filter(tipo="acreditacion").exists()
    return expediente, dada


def otorgado(reloj: RelojMovil) -> Representacion:
    """A power that another gave to Ana, and she took."""
    dada = poderes.otorgar_en_sede(
        actor=ciudadana("87654321X"),
        representante={
            "nif": "12345678Z",
            "nombre": ciudadana().nombre.split()[0],
            "apellido1": Persona.objects.get(nif="12345678Z").apellido1,
        },
        alcance="organismo",
        desde=hoy(reloj),
        hasta=date(2026, 12, 31),
        reloj=reloj,
    )
    poderes.aceptar(actor=ciudadana(), representacion_id=dada.id, reloj=reloj)
    return dada


def test_a_revoked_power_is_followed_in_the_case(reloj: RelojMovil) -> None:
    expediente, dada = con_poder(reloj)
    assert seguir(consultas.partes_con_poder(dada.id), reloj) == [False]
    poderes.revocar(actor=ciudadana("87654321X"), representacion_id=dada.id, reloj=reloj)
    trabajos.seguir_poder(representacion_id=str(dada.id))
    parte = expediente.interesados.get()
    assert (parte.representante, parte.representacion, parte.acreditacion) == (None, None, "no_procede")
    assert (parte.correo_aviso, parte.domicilio) == (parte.persona.correo, {})
    avisado = Evento.objects.filter(tipo="motor.comunicacion.pedida").latest("momento").datos
    assert avisado["destinatarios"] == [str(parte.persona_id)]
    assert avisado["efecto"] == "informa"
    assert seguir([parte.id], reloj) == [False]
    comprobar_repeticion(expediente)


def test_an_expired_power_is_followed_the_day_after(reloj: RelojMovil) -> None:
    expediente, _dada = con_poder(reloj)
    reloj.ir_a(2026, 12, 31)
    assert consultas.partes_con_poder_caducado(en=hoy(reloj)) == []
    reloj.ir_a(2027, 1, 1)
    assert seguir(consultas.partes_con_poder_caducado(en=hoy(reloj)), reloj) == [True]
    assert expediente.interesados.get().representante is None


def test_one_power_that_cannot_be_followed_does_not_stop_the_others(
    reloj: RelojMovil, monkeypatch: pytest.MonkeyPatch
) -> None:
    expediente, dada = con_poder(reloj)
    otro, _dada = con_poder(reloj, dada)
    poderes.revocar(actor=ciudadana("87654321X"), representacion_id=dada.id, reloj=reloj)
    primera, segunda = consultas.partes_con_poder(dada.id)
    de_verdad = acciones.seguir_fin_de_poder

    def falla_con_la_primera(*, actor: Actor, interesado_id: UUID, reloj: Reloj) -> bool:
        if interesado_id == primera:
            msg = "the disk is full"
            raise OSError(msg)
        return de_verdad(actor=actor, interesado_id=interesado_id, reloj=reloj)

    monkeypatch.setattr(acciones, "seguir_fin_de_poder", falla_con_la_primera)
    with pytest.raises(RuntimeError, match=f"{primera}: OSError") as error:
        trabajos.seguir_poder(representacion_id=str(dada.id))
    assert str(segunda) not in str(error.value)
    assert Interesado.objects.get(id=segunda).representante is None
    assert Interesado.objects.get(id=primera).representante is not None
    assert {expediente.id, otro.id} == set(
        Interesado.objects.filter(id__in=(primera, segunda)).values_list("expediente_id", flat=True)
    )


def seguir(partes: list[UUID], reloj: RelojMovil) -> list[bool]:
    """What the jobs do with these parties."""
    actor = Actor.sistema("poderes", SEGUIR_PODERES)
    return [acciones.seguir_fin_de_poder(actor=actor, interesado_id=p, reloj=reloj) for p in partes]


def test_in_a_session_for_another_nobody_else_is_named(reloj: RelojMovil) -> None:
    con_poder(reloj)
    actor = ciudadana(representa_a=Persona.objects.get(nif="87654321X"))
    with pytest.raises(Conflicto):
        solicitudes.empezar(actor=actor, procedimiento="licencia-obra-menor", representado=OTRA, reloj=reloj)
