"""From the order to notify to its proof: channel, access, refusal, expiry by moved clock, paper; success and refusal together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import acciones, consultas, datos_documento, operaciones, trabajos
from consistorio.servicios.notificaciones.contenido import ActoNotificable, Seccion
from consistorio.servicios.notificaciones.models import AjusteNotificaciones, Notificacion
from consistorio.servicios.notificaciones.operaciones import Encargo
from consistorio.servicios.notificaciones.permisos import EVIDENCIAR, PREPARAR
from consistorio.servicios.notificaciones.tipos import Desenlace, Intento, Recurso, ReglaCaducidad, ResultadoIntento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto, requerir_subsanacion
from consistorio.tramitacion.motor.consultas import espera_de
from consistorio.tramitacion.motor.models import Plazo, Requerimiento, Tarea
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
TRABAJOS = SISTEMA.con_permisos(PREPARAR, EVIDENCIAR)
ANA, PEDRO, FIRMA = "12345678Z", "87654321X", "B99999997"
ACTO = ActoNotificable(
    titulo="Decreto",
    organo="Concejalía de Urbanismo",
    secciones=(Seccion("Parte dispositiva", ("Conceder la licencia.",)),),
    recurrible=True,
    fin_de_via=True,
    recursos=(Recurso("Recurso potestativo de reposición", "La Alcaldía", "1 mes"),),
    numero="1/2026",
)


def documento(expediente: Expediente, reloj: RelojDePrueba) -> Documento:
    with transaction.atomic():
        return crear_desde_plantilla(
            "diligencia",
            {"texto": "Texto del acto."},
            titulo="Acto de prueba",
            tipo_documental="TD01",
            organo=expediente.unidad.dir3,
            actor=SISTEMA,
            reloj=reloj,
        )


def emitida(expediente: Expediente, reloj: RelojDePrueba, *, referencia: str = "prueba:1") -> Notificacion:
    encargo = Encargo(documento(expediente, reloj).id, referencia, "Licencia de obra menor", ACTO)
    with transaction.atomic():
        bloquear(expediente.id)
        operaciones.emitir(expediente, encargo, actor=SISTEMA, reloj=reloj)
    return Notificacion.objects.get(referencia=referencia)


def dispuesta(expediente: Expediente, reloj: RelojDePrueba, *, referencia: str = "prueba:1") -> Notificacion:
    notificacion = emitida(expediente, reloj, referencia=referencia)
    acciones.preparar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    return acciones.disponer(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)


def enviada(expediente: Expediente, reloj: RelojDePrueba, *, referencia: str = "prueba:1") -> Notificacion:
    """Printed and posted."""
    notificacion = dispuesta(expediente, reloj, referencia=referencia)
    marta = escenario.empleado("marta", reloj)
    acciones.imprimir(actor=marta, notificacion_id=notificacion.id, reloj=reloj)
    return acciones.enviar_en_papel(actor=marta, notificacion_id=notificacion.id, reloj=reloj)


def acceder(notificacion: Notificacion, reloj: RelojDePrueba, nif: str = ANA) -> Notificacion:
    return acciones.acceder(
        actor=escenario.ciudadana(nif), notificacion_id=notificacion.id, advertida_el=reloj.ahora(), reloj=reloj
    )


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj)


@pytest.fixture
def en_papel(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj, canal="papel")


def test_it_is_made_available_with_its_last_day_and_its_document(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(expediente, reloj)
    assert (notificacion.estado, notificacion.numero) == ("disponible", "N-2026/000001")
    assert notificacion.caduca == date(2026, 9, 11)
    assert notificacion.cedula is not None
    assert notificacion.huella == notificacion.cedula.huella
    assert expediente.documentos.filter(documento_id=notificacion.cedula.id, origen="notificacion").exists()
    assert Evento.objects.get(tipo="notificacion.puesta_a_disposicion").datos["regla"] == "sin_prorroga"


def test_it_leaves_through_the_exit_book_once_and_its_entry_stands(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    notificacion = dispuesta(expediente, reloj)
    salida = Asiento.objects.get(libro_id="S")
    assert (notificacion.salida_id, salida.numero_expediente) == (salida.id, expediente.numero)
    assert salida.interesados.get().nif == ANA
    enviado = salida.documentos.get()
    assert (enviado.sha256, enviado.csv) == (notificacion.huella, "")  # read by appearing, not by its code
    acciones.disponer(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    assert Asiento.objects.filter(libro_id="S").count() == 1
    with pytest.raises(IntegrityError, match="asiento de salida"), transaction.atomic():
        Notificacion.objects.filter(id=notificacion.id).update(salida=None)
    acceder(notificacion, reloj)
    abierta = Notificacion.objects.get(id=notificacion.id)
    assert salida.numero_completo in str(datos_documento.de_evidencia(abierta)["detalles"])


def test_nothing_is_ordered_while_contents_are_missing(expediente: Expediente, reloj: RelojDePrueba) -> None:
    sin_recursos = ActoNotificable("Decreto", "Alcaldía", (Seccion("", ("Texto",)),), recurrible=True)
    encargo = Encargo(documento(expediente, reloj).id, "prueba:1", "Licencia", sin_recursos)
    with pytest.raises(DatosIncorrectos) as error, transaction.atomic():
        operaciones.emitir(expediente, encargo, actor=SISTEMA, reloj=reloj)
    assert {p.campo for p in error.value.problemas} == {"fin_de_via", "recursos"}
    assert not Notificacion.objects.exists()


def test_the_same_act_to_the_same_person_is_one_notification(expediente: Expediente, reloj: RelojDePrueba) -> None:
    emitida(expediente, reloj)
    encargo = Encargo(documento(expediente, reloj).id, "prueba:1", "Licencia", ACTO)
    with transaction.atomic():
        assert operaciones.emitir(expediente, encargo, actor=SISTEMA, reloj=reloj) == []
    assert Notificacion.objects.count() == 1


@pytest.mark.parametrize(
    ("datos", "canal", "motivo", "receptor"),
    [
        ({"canal": "electronica"}, "electronica", "elegido", ANA),
        ({"canal": "papel"}, "papel", "elegido", ANA),
        ({"solicitante": FIRMA, "canal": "papel"}, "electronica", "obligado", FIRMA),
        ({"canal": "papel", "representante": FIRMA}, "electronica", "obligado", FIRMA),
        ({"canal": "electronica", "representante": PEDRO}, "electronica", "elegido", PEDRO),
    ],
)
def test_channel_and_who_receives_it(
    reloj: RelojDePrueba, datos: dict[str, str], canal: str, motivo: str, receptor: str
) -> None:
    notificacion = emitida(escenario.caso(reloj, **datos), reloj)
    assert (notificacion.canal, notificacion.motivo_canal) == (canal, motivo)
    assert (notificacion.representante or notificacion.destinatario).nif == receptor


def test_opening_it_records_who_how_when_and_what(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(expediente, reloj)
    reloj.avanzar(days=2)
    abierta = acceder(notificacion, reloj)
    assert (abierta.estado, abierta.practicada_el) == ("accedida", reloj.ahora())
    comparecencia = abierta.comparecencia
    assert (comparecencia.medio, comparecencia.nivel, comparecencia.persona.nif) == ("certificado", 2, ANA)
    assert comparecencia.huella == notificacion.huella
    hecho = Evento.objects.get(tipo="notificacion.practicada")
    assert (hecho.datos["desenlace"], hecho.datos["referencia"]) == ("accedida", "prueba:1")
    reloj.avanzar(days=1)
    assert acceder(abierta, reloj).practicada_el == abierta.practicada_el  # read again, the date stands
    assert Acceso.objects.filter(que="notificacion", resultado="permitido").exists()


def test_nobody_opens_it_unwarned_nor_that_of_another(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(expediente, reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.acceder(
            actor=escenario.ciudadana(ANA), notificacion_id=notificacion.id, advertida_el=None, reloj=reloj
        )
    with pytest.raises(NoEncontrado):
        acceder(notificacion, reloj, PEDRO)
    with pytest.raises(NoPermitido):
        acciones.acceder(
            actor=escenario.empleado("marta", reloj),
            notificacion_id=notificacion.id,
            advertida_el=reloj.ahora(),
            reloj=reloj,
        )
    notificacion.refresh_from_db()
    assert notificacion.estado == "disponible"


def test_a_representative_opens_it_while_acting_in_the_case_and_not_after(reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj, representante=PEDRO)
    primera = dispuesta(expediente, reloj, referencia="prueba:1")
    segunda = dispuesta(expediente, reloj, referencia="prueba:2")
    abierta = acceder(primera, reloj, PEDRO)
    assert (abierta.estado, abierta.comparecencia.persona.nif) == ("accedida", PEDRO)
    expediente.interesados.update(representante=None, acreditacion="no_procede")
    with pytest.raises(NoEncontrado):
        acceder(segunda, reloj, PEDRO)
    assert acceder(segunda, reloj, ANA).estado == "accedida"  # the represented person always may


def test_who_did_not_accredit_the_representation_is_not_notified_for_the_person(reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj, representante=PEDRO)
    expediente.interesados.update(acreditacion="no_acreditada")
    notificacion = dispuesta(expediente, reloj)
    persona = Persona.objects.get(nif=ANA)
    assert (notificacion.representante, notificacion.correo_aviso) == (None, persona.correo)
    with pytest.raises(NoEncontrado):
        acceder(notificacion, reloj, PEDRO)
    assert acceder(notificacion, reloj).estado == "accedida"


@pytest.mark.parametrize(("procedimiento", "cuantas"), [("", 1), ("licencia-obra-menor", 1), ("instancia-general", 0)])
def test_a_power_for_one_procedure_opens_only_its_notifications(
    expediente: Expediente, reloj: RelojDePrueba, procedimiento: str, cuantas: int
) -> None:
    notificacion = dispuesta(expediente, reloj)
    actor = replace(
        escenario.ciudadana(PEDRO), representa_a=notificacion.destinatario_id, solo_procedimiento=procedimiento
    )
    assert consultas.visibles_para(actor).count() == cuantas
    assert consultas.pendientes_de(actor).count() == cuantas


def test_it_cannot_be_opened_before_it_is_available(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(NoEncontrado):
        acceder(emitida(expediente, reloj), reloj)


def test_refusing_it_counts_as_notified(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(expediente, reloj)
    rechazada = acciones.rechazar(
        actor=escenario.ciudadana(ANA), notificacion_id=notificacion.id, advertida_el=reloj.ahora(), reloj=reloj
    )
    assert (rechazada.estado, rechazada.comparecencia.clase) == ("rechazada", "rechazo")


@pytest.mark.parametrize(
    ("regla", "ultimo_minuto", "despues"),
    [
        # made available on Wednesday 2 September: the tenth natural day is Saturday 12
        ("sin_prorroga", datetime(2026, 9, 12, 23, 59, tzinfo=MADRID), datetime(2026, 9, 13, 0, 0, tzinfo=MADRID)),
        ("prorroga_30_5", datetime(2026, 9, 14, 23, 59, tzinfo=MADRID), datetime(2026, 9, 15, 0, 0, tzinfo=MADRID)),
    ],
)
def test_it_expires_at_the_end_of_its_last_day(
    reloj: RelojDePrueba, regla: str, ultimo_minuto: datetime, despues: datetime
) -> None:
    AjusteNotificaciones.objects.create(regla_caducidad=regla, desde=date(2026, 1, 1), motivo="Acuerdo de prueba")
    reloj.poner(datetime(2026, 9, 2, 9, 0, tzinfo=UTC))
    notificacion = dispuesta(escenario.caso(reloj), reloj)
    assert notificacion.regla_caducidad == regla
    reloj.poner(ultimo_minuto)
    trabajos.barrer_caducadas()
    notificacion.refresh_from_db()
    assert notificacion.estado == "disponible"
    reloj.poner(despues)
    trabajos.barrer_caducadas()
    notificacion.refresh_from_db()
    assert notificacion.estado == "caducada"
    assert notificacion.practicada_el == ultimo_minuto.replace(second=59).astimezone(UTC)


def test_the_rule_of_the_last_day_is_agreed_for_the_days_to_come(reloj: RelojDePrueba) -> None:
    secretario = escenario.empleado("javier", reloj)
    regla = ReglaCaducidad.PRORROGA_30_5
    with pytest.raises(DatosIncorrectos) as error:
        acciones.acordar_regla(actor=secretario, regla=regla, desde=date(2026, 8, 31), motivo="", reloj=reloj)
    assert {p.campo for p in error.value.problemas} == {"desde", "motivo"}
    with pytest.raises(NoPermitido):
        acciones.acordar_regla(
            actor=escenario.empleado("nuria", reloj), regla=regla, desde=date(2026, 9, 5), motivo="x", reloj=reloj
        )
    acciones.acordar_regla(actor=secretario, regla=regla, desde=date(2026, 9, 5), motivo="Decreto", reloj=reloj)
    assert consultas.regla_vigente(date(2026, 9, 4)) is ReglaCaducidad.SIN_PRORROGA
    assert consultas.regla_vigente(date(2026, 9, 5)) is regla
    with pytest.raises(Conflicto):
        acciones.acordar_regla(actor=secretario, regla=regla, desde=date(2026, 9, 5), motivo="Otro", reloj=reloj)


def test_opening_it_too_late_finds_it_expired(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(expediente, reloj)
    reloj.avanzar(days=30)
    assert acceder(notificacion, reloj).estado == "caducada"
    with pytest.raises(Conflicto), transaction.atomic():
        operaciones.practicar(
            Notificacion.objects.select_for_update().get(id=notificacion.id),
            Desenlace.ACCEDIDA,
            momento=reloj.ahora(),
            actor=SISTEMA,
            reloj=reloj,
        )


def intento(
    notificacion: Notificacion, reloj: RelojDePrueba, momento: datetime, resultado: str, **mas: object
) -> Notificacion:
    return acciones.anotar_intento_papel(
        actor=escenario.empleado("marta", reloj),
        notificacion_id=notificacion.id,
        intento=Intento(momento, ResultadoIntento(resultado), **mas),  # type: ignore[arg-type]
        reloj=reloj,
    )


PRIMERO = datetime(2026, 9, 3, 11, 0, tzinfo=MADRID)
SEGUNDO = datetime(2026, 9, 4, 18, 0, tzinfo=MADRID)


def test_paper_is_available_in_the_sede_and_does_not_expire(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(en_papel, reloj)
    assert (notificacion.estado, notificacion.caduca) == ("disponible", None)
    reloj.avanzar(days=60)
    trabajos.barrer_caducadas()
    notificacion.refresh_from_db()
    assert notificacion.estado == "disponible"


def test_a_delivery_on_paper_practises_it_at_that_time(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = enviada(en_papel, reloj)
    reloj.avanzar(days=5)
    entregada = intento(notificacion, reloj, PRIMERO, "entregada", receptor="Ana García")
    assert (entregada.estado, entregada.practicada_el) == ("entregada", PRIMERO.astimezone(UTC))


def test_two_failed_attempts_leave_the_announcement_pending(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = enviada(en_papel, reloj)
    reloj.avanzar(days=5)
    assert intento(notificacion, reloj, PRIMERO, "ausente").estado == "disponible"
    with pytest.raises(DatosIncorrectos):  # the same side of 15:00
        intento(notificacion, reloj, SEGUNDO.replace(hour=12), "ausente")
    assert intento(notificacion, reloj, SEGUNDO, "ausente").estado == "infructuosa"
    marta = escenario.empleado("marta", reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.anotar_publicacion(
            actor=marta, notificacion_id=notificacion.id, fecha=date(2026, 9, 30), identificador="", reloj=reloj
        )
    publicada = acciones.anotar_publicacion(
        actor=marta, notificacion_id=notificacion.id, fecha=date(2026, 9, 5), identificador="BOE-N-2026-1", reloj=reloj
    )
    assert (publicada.estado, publicada.practicada_el) == ("publicada", datetime(2026, 9, 4, 22, tzinfo=UTC))


def test_the_first_of_several_channels_counts(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = enviada(en_papel, reloj)
    reloj.avanzar(hours=3)
    abierta = acceder(notificacion, reloj)
    reloj.avanzar(days=5)
    despues = intento(notificacion, reloj, PRIMERO, "entregada", receptor="Ana García")
    assert (despues.estado, despues.practicada_el) == ("accedida", abierta.practicada_el)
    assert despues.intentos.count() == 1  # kept all the same


def test_attempts_are_neither_future_nor_before_it(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = enviada(en_papel, reloj)
    for dias in (-3, 30):
        with pytest.raises(DatosIncorrectos):
            intento(notificacion, reloj, reloj.ahora() + timedelta(days=dias), "ausente")
    assert not notificacion.intentos.exists()


def test_an_electronic_one_has_no_attempts_on_paper(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(FaseIncompatible):
        intento(dispuesta(expediente, reloj), reloj, reloj.ahora(), "ausente")


def test_each_outcome_leaves_its_proof_in_the_case(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = acceder(dispuesta(expediente, reloj), reloj)
    con_prueba = acciones.evidenciar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    assert con_prueba.evidencia is not None
    assert con_prueba.evidencia.tipo_documental == "TD09"
    assert expediente.documentos.filter(documento_id=con_prueba.evidencia.id, origen="evidencia").exists()
    otra_vez = acciones.evidenciar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    assert otra_vez.evidencia_id == con_prueba.evidencia_id


def test_the_resolution_is_notified_and_its_task_ends_with_the_last_one(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    marta = escenario.empleado("marta", reloj)
    with pytest.raises(FaseIncompatible):
        acciones.emitir(actor=marta, expediente_id=expediente.id, reloj=reloj)
    resolver(expediente, reloj)
    (notificacion,) = acciones.emitir(actor=marta, expediente_id=expediente.id, reloj=reloj)
    with pytest.raises(FaseIncompatible):  # once
        acciones.emitir(actor=marta, expediente_id=expediente.id, reloj=reloj)
    tarea = Tarea.objects.get(expediente=expediente, tipo="notificacion")
    assert tarea.estado == "en_espera"
    assert espera_de(tarea) == "Falta 1 notificación por practicar."
    acciones.preparar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "cumplido"  # LPACAP 40.4
    acceder(notificacion, reloj)
    tarea.refresh_from_db()
    assert (tarea.estado, tarea.resultado["codigo"]) == ("hecha", "practicada")
    assert Tarea.objects.get(expediente=expediente, tipo="cierre").abierta


def resolver(expediente: Expediente, reloj: RelojDePrueba) -> None:
    """Leave the case as the room of resolutions does: signed, with what must be notified in the result of the task."""
    decreto = documento(expediente, reloj)
    Tarea.objects.filter(expediente=expediente).delete()
    with transaction.atomic():
        caso = bloquear(expediente.id)
        for tipo, resultado in (
            (
                "resolucion",
                {
                    "codigo": "estima",
                    "documento_id": str(decreto.id),
                    "referencia": f"resolucion:{decreto.id}",
                    "asunto": "Licencia",
                    "notificable": ACTO.a_datos(),
                },
            ),
            ("notificacion", None),
        ):
            tarea = motor.crear(
                caso,
                motor.TareaNueva(
                    codigo=tipo,
                    tipo=tipo,
                    nombre=tipo,
                    fase="finalizacion",
                    unidad_id=caso.unidad_id,
                    del_modelo=True,
                ),
                actor=SISTEMA,
                reloj=reloj,
            )
            if resultado is not None:
                Tarea.objects.filter(id=tarea.id).update(estado="hecha", cerrada_el=reloj.ahora(), resultado=resultado)
        for codigo in ("revision", "informe_area", "propuesta"):
            tarea = motor.crear(
                caso,
                motor.TareaNueva(
                    codigo=codigo,
                    tipo="libre",
                    nombre=codigo,
                    fase="instruccion",
                    unidad_id=caso.unidad_id,
                    del_modelo=True,
                ),
                actor=SISTEMA,
                reloj=reloj,
            )
            Tarea.objects.filter(id=tarea.id).update(estado="hecha", cerrada_el=reloj.ahora())


def test_postgresql_refuses_to_change_what_was_notified(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = acceder(dispuesta(expediente, reloj), reloj)
    cambios: list[dict[str, object]] = [
        {"destinatario": UUID(int=1)},
        {"estado": "caducada"},
        {"practicada_el": None},
        {"puesta_a_disposicion": datetime(2026, 1, 1, tzinfo=UTC)},
        {"huella": "0" * 64},
    ]
    for cambio in cambios:
        with pytest.raises(IntegrityError), transaction.atomic():
            Notificacion.objects.filter(id=notificacion.id).update(**cambio)
    for tabla in (notificacion.comparecencia, notificacion):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(tabla).objects.filter(pk=tabla.pk).delete()


def test_the_lists_of_each_one(expediente: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(expediente, reloj)
    assert list(consultas.pendientes_de(escenario.ciudadana(ANA))) == [notificacion]
    assert not consultas.visibles_para(escenario.ciudadana(PEDRO)).exists()
    assert consultas.visibles_para(escenario.empleado("marta", reloj)).count() == 1
    assert not consultas.visibles_para(escenario.empleado("raul", reloj)).exists()


def test_the_requirement_of_the_engine_is_notified_and_its_term_starts(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    acto = requerir_subsanacion(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        defectos=[Defecto("plano", "Falta el plano.")],
        suspende=True,
        reloj=reloj,
    )
    assert not Notificacion.objects.filter(expediente=expediente).exists()  # nothing leaves without its signature
    firmar(acto.documento_id, reloj)
    notificacion = Notificacion.objects.get(referencia__startswith="requerimiento:")
    acciones.preparar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    acceder(notificacion, reloj)
    assert Requerimiento.objects.get(expediente=expediente).estado == "notificado"
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
