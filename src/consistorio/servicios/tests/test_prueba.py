"""The period of proof, from its opening to its end: what is proposed, admitted, refused and practised (LPACAP 22.1.e, 77-78)."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from consistorio.documental.registro import acciones as registro
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import DatosPersona, EntradaMostrador, Fichero
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir as admitir_fichero
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.puertos.terminos import AcuerdoDeAmpliacion
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones.contexto import hechos_de
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas
from consistorio.tramitacion.motor.models import ActoTramite, PeriodoPrueba, Plazo, Prueba, Tarea
from consistorio.tramitacion.motor.operaciones.incidencias import prorrogar
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_periodo_prueba
from consistorio.tramitacion.motor.posibles import esperas_del_expediente
from consistorio.tramitacion.motor.reglas import problemas_de_periodo
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from consistorio.tramitacion.tests.factories import un_pdf
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA = "12345678Z"
MOTIVO = "La persona dice que la obra ya estaba hecha en 2010 y no consta."


@pytest.mark.parametrize(
    ("dias", "extraordinario", "sirve"),
    [
        (9, False, False),
        (10, False, True),
        (30, False, True),
        (31, False, False),
        (0, True, False),
        (10, True, True),
        (11, True, False),
    ],
)
def test_how_long_a_period_lasts(dias: int, extraordinario: bool, sirve: bool) -> None:
    minimo, maximo = (1, 10) if extraordinario else (10, 30)
    problemas = problemas_de_periodo(dias, minimo=minimo, maximo=maximo, extraordinario=extraordinario)
    assert (problemas == []) is sirve


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    caso = escenario.caso(reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=caso.id)


def escribir(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> ActoTramite:
    datos: dict[str, object] = {"causa": "hechos", "motivo": MOTIVO, **como}
    return motor.abrir_prueba(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        reloj=reloj,
        **datos,  # type: ignore[arg-type]
    )


def abierto(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> PeriodoPrueba:
    """Written, signed and notified to Ana."""
    acto = escribir(expediente, reloj, **como)
    firmado(acto, reloj)
    periodo = PeriodoPrueba.objects.get(documento_id=acto.documento_id)
    manos.abrir_notificacion(expediente, f"periodo_prueba:{periodo.id}", ANA, reloj)
    periodo.refresh_from_db()
    return periodo


def proponer(expediente: Expediente, reloj: RelojDePrueba, texto: str = "Que declare mi vecina.") -> None:
    actor = escenario.ciudadana(ANA)
    guardado = solicitudes.guardar_escrito(
        actor=actor, expediente_id=expediente.id, clase="prueba", texto=texto, reloj=reloj
    )
    solicitudes.presentar_escrito(
        actor=actor,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )


def admitir(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> ActoTramite:
    datos: dict[str, object] = {
        "descripcion": "Declaración de la vecina del 2.º B.",
        "lugar": "Sala de reuniones, Plaza Mayor, 1",
        "practica_el": reloj.ahora() + timedelta(days=5),
        "propone_id": escenario.ciudadana(ANA).id,
        **como,
    }
    return motor.admitir_prueba(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        reloj=reloj,
        **datos,  # type: ignore[arg-type]
    )


def acta(prueba: Prueba, reloj: RelojDePrueba, *, practicada: bool = True) -> ActoTramite:
    return motor.levantar_acta(
        actor=escenario.empleado("marta", reloj),
        prueba_id=prueba.id,
        practicada=practicada,
        resultado=["La vecina dice que la obra es de 2010."],
        reloj=reloj,
    )


def entrada_de(nif: str, reloj: RelojDePrueba) -> Asiento:
    """She brings a paper to the counter."""
    contenido = admitir_fichero(io.BytesIO(un_pdf("Propongo que declare mi vecina")), nombre="escrito.pdf")
    return registro.anotar_en_mostrador(
        actor=escenario.empleado("rosa", reloj),
        reloj=reloj,
        clave_idempotencia=f"mostrador:{uuid4()}",
        entrada=EntradaMostrador(
            asunto="Proposición de prueba",
            unidad_id=unidad_por_dir3("LA0009986", en=hoy(reloj)).id,
            interesado=DatosPersona(nif),
            domicilio={"via": "Calle Mayor", "numero": "14"},
            ficheros=[Fichero(contenido, "escrito.pdf")],
        ),
    )


def como_dicen_los_hechos(expediente: Expediente) -> None:
    caso = Expediente.objects.get(id=expediente.id)
    assert consultas.estado_segun_hechos(caso) == consultas.estado_actual(caso)


def test_a_period_from_its_opening_to_its_end(expediente: Expediente, reloj: RelojDePrueba) -> None:
    acto = escribir(expediente, reloj)
    assert not PeriodoPrueba.objects.exists()  # not until it is signed
    assert "10 días hábiles" in texto_de(acto)
    assert "no se tienen por ciertos los hechos" in texto_de(acto)
    firmado(acto, reloj)
    periodo = PeriodoPrueba.objects.get()
    manos.abrir_notificacion(expediente, f"periodo_prueba:{periodo.id}", ANA, reloj)
    periodo.refresh_from_db()
    assert (periodo.estado, periodo.vence, periodo.por_notificar) == ("notificado", date(2026, 9, 15), [])

    proponer(expediente, reloj)
    escrito = expediente.tareas.get(codigo="escrito_prueba")
    assert escrito.nombre == "Decidir sobre la prueba propuesta"

    admitida = admitir(expediente, reloj, suspende=True, tecnicos=True)
    dicho = texto_de(admitida)
    for palabras in ("Sala de reuniones", "6 de septiembre de 2026", "10:00", "nombrar técnicos", "22.1.e"):
        assert palabras in dicho
    firmado(admitida, reloj)
    prueba = Prueba.objects.get()
    assert (prueba.estado, Plazo.objects.get(expediente=expediente).estado) == ("admitida", "suspendido")
    assert Notificacion.objects.filter(referencia=f"prueba_admitida:{prueba.id}").count() == 1
    motor.completar_tarea(actor=escenario.empleado("marta", reloj), tarea_id=escrito.id, resultado={}, reloj=reloj)

    with pytest.raises(DatosIncorrectos, match="acta"):
        acta(prueba, reloj)  # it has not been practised yet
    reloj.poner(datetime(2026, 9, 17, 10, 0, tzinfo=UTC))
    manos.barrer(reloj)  # its days are over, and what was admitted is still to be practised
    periodo.refresh_from_db()
    assert periodo.estado == "cerrado"
    tarea = Tarea.objects.get(id=periodo.tarea_id)
    assert tarea.abierta
    assert any("Falta el acta" in espera for espera in consultas_de(tarea, reloj))
    firmado(acta(prueba, reloj), reloj)
    prueba.refresh_from_db()
    tarea.refresh_from_db()
    assert (prueba.estado, tarea.estado) == ("practicada", "hecha")
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.suspensiones.get().dias) == ("corriendo", 16)
    contado = hechos_de(Expediente.objects.get(id=expediente.id))["pruebas"]
    assert contado is not None
    assert "1 de septiembre de 2026" in contado
    assert "Declaración de la vecina" in contado
    como_dicen_los_hechos(expediente)


def consultas_de(tarea: Tarea, reloj: RelojDePrueba) -> list[str]:
    """What the period waits for, as its task says."""
    tarea = Tarea.objects.select_related("expediente", "unidad").get(id=tarea.id)
    acciones = consultas.acciones_de(tarea, escenario.empleado("marta", reloj))
    return [motivo for accion in acciones if accion.codigo == "completar_tarea" for motivo in accion.impedimentos]


def test_nothing_is_proposed_while_the_period_lasts(expediente: Expediente, reloj: RelojDePrueba) -> None:
    abierto(expediente, reloj)
    otra = expediente.tareas.exclude(tipo="prueba").filter(cerrada_el=None).first()
    assert otra is not None
    otra.expediente = expediente
    assert any("Período de prueba" in e or "período de prueba" in e for e in esperas_del_expediente(otra))
    reloj.poner(datetime(2026, 9, 16, 10, 0, tzinfo=UTC))
    manos.barrer(reloj)
    assert expediente.tareas.get(tipo="prueba").estado == "hecha"
    with pytest.raises(FaseIncompatible):
        proponer(expediente, reloj)


def test_a_proof_is_refused_only_with_its_reason_and_to_who_proposed_it(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    abierto(expediente, reloj)
    ana = escenario.ciudadana(ANA).id
    comun = {"actor": escenario.empleado("marta", reloj), "expediente_id": expediente.id, "reloj": reloj}
    with pytest.raises(DatosIncorrectos) as error:
        motor.rechazar_prueba(**comun, descripcion=" ", propone_id=UUID(int=0), causa="cara", motivo="No.")  # type: ignore[arg-type]
    assert [p.campo for p in error.value.problemas] == ["descripcion", "propone", "causa", "motivo"]
    acto = motor.rechazar_prueba(
        **comun,  # type: ignore[arg-type]
        descripcion="Que declaren cien vecinos.",
        propone_id=ana,
        causa="innecesaria",
        motivo="Basta con la declaración de una.",
    )
    assert "es innecesaria" in texto_de(acto)
    firmado(acto, reloj)
    prueba = Prueba.objects.get()
    assert (prueba.estado, prueba.propone_id) == ("rechazada", ana)
    assert Notificacion.objects.get(referencia=f"prueba_rechazada:{prueba.id}").destinatario_id == ana
    with pytest.raises(FaseIncompatible):
        acta(prueba, reloj)
    como_dicen_los_hechos(expediente)


def test_what_is_wrong_is_said_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        escribir(expediente, reloj, causa="", motivo="", dias=31)
    assert [p.campo for p in error.value.problemas] == ["dias", "causa", "motivo"]
    with pytest.raises(DatosIncorrectos) as error:
        escribir(expediente, reloj, extraordinario=True, dias=5)
    assert [p.campo for p in error.value.problemas] == ["extraordinario"]
    with pytest.raises(FaseIncompatible, match="ningún período"):
        admitir(expediente, reloj)
    abierto(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        admitir(expediente, reloj, descripcion="", lugar="", practica_el=reloj.ahora(), propone_id=None, suspende=True)
    assert [p.campo for p in error.value.problemas] == ["descripcion", "lugar", "dia", "suspende"]
    with pytest.raises(FaseIncompatible, match="Ya hay un período"):
        escribir(expediente, reloj)
    with pytest.raises(NoEncontrado):
        motor.levantar_acta(
            actor=escenario.empleado("marta", reloj),
            prueba_id=UUID(int=1),
            practicada=True,
            resultado=["x"],
            reloj=reloj,
        )


def test_only_who_carries_the_case_opens_it(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises((NoPermitido, NoEncontrado)):
        motor.abrir_prueba(
            actor=escenario.empleado("raul", reloj),
            expediente_id=expediente.id,
            causa="hechos",
            motivo=MOTIVO,
            reloj=reloj,
        )


def test_an_admission_signed_when_its_day_is_over_takes_no_effect(expediente: Expediente, reloj: RelojDePrueba) -> None:
    abierto(expediente, reloj)
    acto = admitir(expediente, reloj)
    reloj.avanzar(days=6)
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert (acto.estado, Prueba.objects.count()) == ("sin_efecto", 0)
    assert "78.1" in acto.motivo
    como_dicen_los_hechos(expediente)


def test_a_party_asks_for_an_extraordinary_period_after_the_ordinary_one(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    abierto(expediente, reloj)
    reloj.poner(datetime(2026, 9, 16, 10, 0, tzinfo=UTC))
    manos.barrer(reloj)
    periodo = abierto(expediente, reloj, extraordinario=True, dias=5)
    assert (periodo.extraordinario, periodo.vence) == (True, date(2026, 9, 23))


def test_a_proposal_left_undecided_keeps_the_period_and_then_it_is_ended_by_hand(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    periodo = abierto(expediente, reloj)
    proponer(expediente, reloj)
    reloj.poner(datetime(2026, 9, 16, 10, 0, tzinfo=UTC))
    manos.barrer(reloj)
    marta = escenario.empleado("marta", reloj)
    assert exigir_periodo_prueba(expediente).id == periodo.id  # what was proposed in time is still decided
    with pytest.raises(FaseIncompatible, match="Todavía no se puede"):
        motor.completar_tarea(actor=marta, tarea_id=periodo.tarea_id, resultado={}, reloj=reloj)
    escrito = expediente.tareas.get(codigo="escrito_prueba")
    motor.completar_tarea(actor=marta, tarea_id=escrito.id, resultado={}, reloj=reloj)
    motor.completar_tarea(actor=marta, tarea_id=periodo.tarea_id, resultado={}, reloj=reloj)
    assert Tarea.objects.get(id=periodo.tarea_id).estado == "hecha"


def test_a_withdrawal_ends_the_period_and_the_term_goes_on(expediente: Expediente, reloj: RelojDePrueba) -> None:
    abierto(expediente, reloj)
    firmado(admitir(expediente, reloj, suspende=True), reloj)
    actor = escenario.ciudadana(ANA)
    guardado = solicitudes.guardar_escrito(
        actor=actor, expediente_id=expediente.id, clase="desistimiento", texto="", reloj=reloj
    )
    solicitudes.presentar_escrito(
        actor=actor,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )
    motor.aceptar_desistimiento(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    periodo = PeriodoPrueba.objects.get()
    assert (periodo.estado, expediente.tareas.get(tipo="prueba").estado) == ("cerrado", "cancelada")
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"
    como_dicen_los_hechos(expediente)


def test_an_incident_of_the_sede_gives_more_days_to_propose(expediente: Expediente, reloj: RelojDePrueba) -> None:
    periodo = abierto(expediente, reloj)
    assert consultas.con_terminos_que_corren(desde=date(2026, 9, 1), antes_de=date(2026, 9, 20)) == [expediente.id]
    acuerdo = AcuerdoDeAmpliacion(uuid4(), periodo.documento_id, hoy(reloj), date(2026, 9, 18))
    with transaction.atomic():
        movidos = prorrogar(bloquear(expediente.id), acuerdo, actor=SISTEMA, reloj=reloj)
    periodo.refresh_from_db()
    assert (movidos, periodo.vence) == (1, date(2026, 9, 18))
    reloj.poner(datetime(2026, 9, 17, 10, 0, tzinfo=UTC))
    manos.barrer(reloj)
    proponer(expediente, reloj)  # still open


def previsto(reloj: RelojDePrueba, **como: object) -> Expediente:
    """A case whose procedure foresees a period of proof and a hearing."""
    documento = json.loads((DATOS / "licencia-obra-menor.json").read_text("utf-8"))
    comun = {"fase": "instruccion", "norma": "LPACAP art. 77.2", **como}
    documento["tareas"].setdefault("anadir", [])
    documento["tareas"]["anadir"] += [
        {"codigo": "periodo", "tipo": "prueba", "nombre": "Período de prueba", **comun},
        {"codigo": "oir", "tipo": "audiencia", "nombre": "Audiencia", "tras": ["periodo"], **comun},
    ]
    carga = cargar(actor=SISTEMA, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)
    caso = escenario.caso(reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=caso.id)


def test_a_procedure_that_foresees_it_has_its_task_for_it(reloj: RelojDePrueba) -> None:
    expediente, marta = previsto(reloj), escenario.empleado("marta", reloj)
    tarea = expediente.tareas.get(codigo="periodo")
    assert [a.codigo for a in consultas.acciones_de(tarea, marta)] == ["abrir_prueba", "no_hace_falta"]
    acto = escribir(expediente, reloj)
    assert acto.tarea_id == tarea.id
    with pytest.raises(FaseIncompatible):  # written: it is signed or taken back
        motor.completar_tarea(actor=marta, tarea_id=tarea.id, resultado={}, reloj=reloj)
    motor.retirar_acto(actor=marta, tarea_id=tarea.id, motivo="Hay que escribirlo mejor.", reloj=reloj)
    tarea.refresh_from_db()
    assert tarea.estado == "pendiente"
    assert [a.codigo for a in consultas.acciones_de(tarea, marta)] == ["abrir_prueba", "no_hace_falta"]
    with pytest.raises(FaseIncompatible, match="está por hacer"):
        motor.completar_tarea(actor=marta, tarea_id=tarea.id, resultado={}, reloj=reloj)
    for motivo in ("  ", "x" * 601):
        with pytest.raises(DatosIncorrectos):
            motor.dejar_sin_hacer(actor=marta, tarea_id=tarea.id, motivo=motivo, reloj=reloj)
    motor.dejar_sin_hacer(actor=marta, tarea_id=tarea.id, motivo="No hay hechos que probar.", reloj=reloj)
    oir = expediente.tareas.get(codigo="oir")
    assert [a.codigo for a in consultas.acciones_de(oir, marta)] == ["abrir_audiencia", "no_hace_falta"]
    audiencia = motor.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo="Se va a denegar.", reloj=reloj)
    assert audiencia.tarea_id == oir.id
    firmado(audiencia, reloj)
    with pytest.raises(FaseIncompatible):
        motor.completar_tarea(actor=marta, tarea_id=oir.id, resultado={}, reloj=reloj)


def test_what_the_law_demands_is_not_left_out(reloj: RelojDePrueba) -> None:
    expediente, marta = previsto(reloj, preceptiva=True), escenario.empleado("marta", reloj)
    tarea = expediente.tareas.get(codigo="periodo")
    assert [a.codigo for a in consultas.acciones_de(tarea, marta)] == ["abrir_prueba"]
    with pytest.raises(FaseIncompatible, match="Todavía no se puede"):
        motor.completar_tarea(actor=marta, tarea_id=tarea.id, resultado={}, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="no se puede dejar sin hacer"):
        motor.dejar_sin_hacer(actor=marta, tarea_id=tarea.id, motivo="No hay qué probar.", reloj=reloj)


def test_a_proof_proposed_on_paper_in_its_days_is_decided_although_it_comes_later(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    periodo = abierto(expediente, reloj)
    reloj.avanzar(days=3)
    asiento = entrada_de(ANA, reloj)
    reloj.poner(datetime(2026, 9, 16, 10, 0, tzinfo=UTC))
    manos.barrer(reloj)
    assert Tarea.objects.get(id=periodo.tarea_id).estado == "hecha"
    nuria = escenario.empleado("nuria", reloj)
    solicitudes.unir_asiento(
        actor=nuria, asiento_id=asiento.id, expediente_id=expediente.id, clase="prueba", reloj=reloj
    )
    firmado(admitir(expediente, reloj), reloj)
    assert Tarea.objects.get(id=periodo.tarea_id).estado == "pendiente"  # it waits for what was admitted
    reloj.avanzar(days=1)
    tarde = entrada_de(ANA, reloj)
    with pytest.raises(FaseIncompatible, match="ningún período"):
        solicitudes.unir_asiento(
            actor=nuria, asiento_id=tarde.id, expediente_id=expediente.id, clase="prueba", reloj=reloj
        )
