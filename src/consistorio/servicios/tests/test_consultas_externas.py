"""Questions to other administrations: out by the registry, the term stopped only where the law says so, and their answer (LPACAP 22.1, 79-80)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import acciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas
from consistorio.tramitacion.motor.models import ActoTramite, Consulta, Plazo, Tarea
from consistorio.tramitacion.motor.posibles import esperas_del_expediente
from consistorio.tramitacion.tests.factories import un_pdf
from consistorio.tramitacion.tests.firmas import firmado, texto_de, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
JUNTA = "S4711001J"


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    caso = escenario.caso(reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=caso.id)


def escribir(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> ActoTramite:
    datos: dict[str, object] = {
        "clase": "informe",
        "nif": JUNTA,
        "nombre": "Junta de Castilla y León",
        "asunto": "Afección a un bien de interés cultural",
        "precepto": "Ley 12/2002, artículo 44",
        "texto": ["Pedimos el informe que exige la ley."],
        "dias": 10,
        "canal": "sir",
        "suspende": True,
        **como,
    }
    return motor.consultar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        reloj=reloj,
        **datos,  # type: ignore[arg-type]
    )


def pedida(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> Consulta:
    acto = escribir(expediente, reloj, **como)
    firmado(acto, reloj)
    return Consulta.objects.get(documento_id=acto.documento_id)


def respuesta(expediente: Expediente, reloj: RelojDePrueba) -> UUID:
    """A document that came and joined the case."""
    reloj.avanzar(minutes=1)
    acto = motor.dictar_providencia(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, texto=["Llegó esto."], reloj=reloj
    )
    firmado(acto, reloj)
    return acto.documento_id


def recibir(consulta: Consulta, reloj: RelojDePrueba, documento_id: UUID, dia: date | None = None) -> Consulta:
    return motor.recibir_respuesta(
        actor=escenario.empleado("marta", reloj),
        consulta_id=consulta.id,
        documento_id=documento_id,
        dia=dia or hoy(reloj),
        reloj=reloj,
    )


def seguir(consulta: Consulta, reloj: RelojDePrueba) -> Consulta:
    return motor.seguir_sin_respuesta(actor=escenario.empleado("marta", reloj), consulta_id=consulta.id, reloj=reloj)


def como_dicen_los_hechos(expediente: Expediente) -> None:
    caso = Expediente.objects.get(id=expediente.id)
    assert consultas.estado_segun_hechos(caso) == consultas.estado_actual(caso)


def test_a_mandatory_report_leaves_by_the_registry_stops_the_term_and_comes_back(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    acto = escribir(expediente, reloj)
    assert "Junta de Castilla y León" in texto_de(acto)
    assert not Asiento.objects.exists()  # not until it is signed
    firmado(acto, reloj)
    consulta = Consulta.objects.get()
    assert consulta.vence == date(2026, 9, 15)
    assert consulta.asiento is not None
    assert (consulta.asiento.libro.codigo, consulta.asiento.numero_expediente) == ("S", expediente.numero)
    assert consulta.asiento.interesados.get().persona == Persona.objects.get(nif=JUNTA)
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
    aviso = Notificacion.objects.get(referencia=f"consulta_pedida:{consulta.id}")
    assert aviso.clase == "comunicacion"
    dicho = texto_del_documento(UUID(str(aviso.documento_id)))
    for palabras in ("Junta de Castilla y León", "1 de septiembre de 2026", "1 de diciembre de 2026", "22.1.d"):
        assert palabras in dicho
    otra = expediente.tareas.filter(tipo="informe").get()
    otra.expediente = expediente
    assert any("Consulta a otra Administración" in espera for espera in esperas_del_expediente(otra))

    reloj.avanzar(days=10)
    documento_id = respuesta(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        recibir(consulta, reloj, acto.documento_id, date(2026, 8, 1))
    assert [p.campo for p in error.value.problemas] == ["documento", "dia"]
    recibir(consulta, reloj, documento_id, date(2026, 9, 10))
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.suspensiones.get().dias) == ("corriendo", 9)
    assert Notificacion.objects.filter(referencia=f"consulta_recibida:{consulta.id}").exists()
    assert Tarea.objects.get(id=consulta.tarea_id).estado == "hecha"
    with pytest.raises(FaseIncompatible):
        recibir(consulta, reloj, documento_id)
    como_dicen_los_hechos(expediente)


def test_the_answer_stays_in_its_case_and_what_was_taken_to_another_answers_nothing(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    consulta, otro = pedida(expediente, reloj), escenario.caso(reloj)
    informe, ajeno = anadido(expediente, reloj), anadido(expediente, reloj)
    llevar(ajeno, expediente, otro, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        recibir(consulta, reloj, ajeno)
    assert [p.campo for p in error.value.problemas] == ["documento"]
    recibir(consulta, reloj, informe)
    with pytest.raises(Conflicto, match="lo que contestaron a una consulta"):
        llevar(informe, expediente, otro, reloj)


def anadido(expediente: Expediente, reloj: RelojDePrueba) -> UUID:
    return expedientes.incorporar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        flujo=admitir(io.BytesIO(un_pdf(str(uuid4()))), nombre="informe.pdf"),
        nombre="informe.pdf",
        titulo="Informe",
        tipo_documental="TD13",
        visible_interesado=True,
        reloj=reloj,
    ).documento_id


def llevar(documento_id: UUID, expediente: Expediente, otro: Expediente, reloj: RelojDePrueba) -> None:
    expedientes.llevar_documento(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        documento_id=documento_id,
        otro_id=otro.id,
        motivo="Es de la otra obra.",
        reloj=reloj,
    )


def test_it_is_awaited_three_months_and_then_the_case_goes_on(expediente: Expediente, reloj: RelojDePrueba) -> None:
    consulta = pedida(expediente, reloj)
    reloj.poner(datetime(2026, 12, 1, 10, 0, tzinfo=UTC))
    with pytest.raises(FaseIncompatible) as error:
        seguir(consulta, reloj)
    assert "01/12/2026" in error.value.que_hacer
    reloj.avanzar(days=1)
    manos.barrer(reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"
    seguir(consulta, reloj)
    assert Tarea.objects.get(id=consulta.tarea_id).estado == "cancelada"
    como_dicen_los_hechos(expediente)


def test_a_court_is_awaited_without_limit(expediente: Expediente, reloj: RelojDePrueba) -> None:
    consulta = pedida(expediente, reloj, clase="pronunciamiento")
    suspension = Plazo.objects.get(expediente=expediente).suspensiones.get()
    assert (suspension.causa, suspension.tope) == ("22.1.g", None)
    reloj.avanzar(days=300)
    with pytest.raises(FaseIncompatible) as error:
        seguir(consulta, reloj)
    assert "22.1.g" in error.value.que_hacer


def test_any_other_question_stops_nothing(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        escribir(expediente, reloj, clase="otra", suspende=True)
    assert [p.campo for p in error.value.problemas] == ["suspende"]
    consulta = pedida(expediente, reloj, clase="otra", suspende=False)
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"
    assert not Notificacion.objects.filter(referencia__startswith="consulta_").exists()
    reloj.poner(datetime(2026, 9, 16, 10, 0, tzinfo=UTC))
    seguir(consulta, reloj)


def test_what_is_wrong_is_said_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        escribir(expediente, reloj, clase="", nif="S4711001X", asunto=" ", precepto="", texto=[], dias=0, canal="sede")
    assert [p.campo for p in error.value.problemas] == ["nif", "clase", "asunto", "precepto", "texto", "dias", "canal"]
    with pytest.raises(DatosIncorrectos) as error:
        escribir(expediente, reloj, nombre=" ")
    assert [p.campo for p in error.value.problemas] == ["nombre"]
    with pytest.raises(DatosIncorrectos) as error:
        escribir(expediente, reloj, nif="12345678Z")
    assert [p.campo for p in error.value.problemas] == ["nif"]
    with pytest.raises((NoPermitido, NoEncontrado)):
        motor.consultar(
            actor=escenario.empleado("raul", reloj),
            expediente_id=expediente.id,
            clase="otra",
            nif=JUNTA,
            nombre="Junta",
            asunto="x",
            precepto="x",
            texto=["x"],
            dias=10,
            canal="sir",
            reloj=reloj,
        )
    with pytest.raises(NoEncontrado):
        motor.seguir_sin_respuesta(actor=escenario.empleado("marta", reloj), consulta_id=UUID(int=1), reloj=reloj)
