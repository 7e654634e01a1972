"""The paper of a challenge that cannot be passed on, and who may not decide what is done with it (LRJSP 24)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_imparcialidad import (
    abstencion,
    como_dicen_los_hechos,
    contestar,
    decidir,
    en_curso,
    quien,
    recusar,
)
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, Plazo, Tarea
from consistorio.tramitacion.motor.registro_tipos import tipo_de
from consistorio.tramitacion.motor.reglas import nombra
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
PORQUE = "Se decidió antes, a la vista de su abstención."


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso_por_proponer(reloj)


def no_dar_curso(
    escrito: Tarea, reloj: RelojDePrueba, porque: str = "nadie", apartada: str = "", motivo: str = PORQUE
) -> ActoTramite:
    return motor.no_dar_curso_a_recusacion(
        actor=escenario.empleado("marta", reloj),
        tarea_id=escrito.id,
        porque=porque,
        apartado_id=quien(apartada) if apartada else None,
        motivo=motivo,
        reloj=reloj,
    )


def dar_curso(escrito: Tarea, reloj: RelojDePrueba, a: str, por: str = "marta") -> object:
    return motor.dar_curso_a_recusacion(
        actor=escenario.empleado(por, reloj), tarea_id=escrito.id, empleado_id=quien(a), causas=["c"], reloj=reloj
    )


def ofrecidas(escrito: Tarea, reloj: RelojDePrueba) -> list[str]:
    tarea = Tarea.objects.select_related("expediente", "unidad").get(id=escrito.id)
    return [a.codigo for a in tipo_de(tarea.tipo).acciones(tarea, escenario.empleado("marta", reloj))]


NOMBRES = [
    ("Recuso a Nuria Vidal.", "Nuria", "Vidal", True),
    ("recuso a doña VIDAL CASTRO, núria", "Nuria María", "Vidal", True),
    ("Recuso a Nuria.", "Nuria", "Vidal", False),
    ("Recuso a Nuria Vidales.", "Nuria", "Vidal", False),
    ("Recuso a Juan de la Fuente", "Juan", "De la Fuente", True),
    ("", "Nuria", "Vidal", False),
    ("Recuso a alguien", "", "", False),
]


@pytest.mark.parametrize(("texto", "nombre", "apellido", "si"), NOMBRES)
def test_whom_a_text_names(texto: str, nombre: str, apellido: str, si: bool) -> None:
    assert nombra(texto, nombre, apellido) is si


def test_who_keeps_away_already_is_challenged_and_the_case_goes_on(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    firmado(decidir(abstencion(expediente, reloj), reloj), reloj)
    escrito = recusar(expediente, reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
    with pytest.raises(DatosIncorrectos) as mal:
        dar_curso(escrito, reloj, "nuria")
    assert "ciérrelo con esa decisión" in mal.value.problemas[0].mensaje
    assert ofrecidas(escrito, reloj) == ["dar_curso_a_recusacion", "no_dar_curso_a_recusacion"]
    reloj.avanzar(days=3)
    acto = no_dar_curso(escrito, reloj, "apartada", "nuria")
    assert ofrecidas(escrito, reloj) == ["no_dar_curso_a_recusacion", "retirar_acto"]
    with pytest.raises(FaseIncompatible):  # it waits for its signature
        no_dar_curso(escrito, reloj)
    with pytest.raises(FaseIncompatible):
        dar_curso(escrito, reloj, "sergio")
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
    firmado(acto, reloj)
    for palabras in (
        "que se presentó el 1 de septiembre de 2026",
        "Nuria Vidal Castro ya no interviene",
        "por abstención aceptada el",
        PORQUE,
        "no cabe recurso",
    ):
        assert palabras in texto_de(acto)
    escrito.refresh_from_db()
    assert (escrito.estado, escrito.resultado["codigo"]) == ("hecha", "sin_curso")
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.suspensiones.get().dias) == ("corriendo", 3)
    aviso = Notificacion.objects.get(referencia=f"sin_curso:{acto.id}")
    assert (aviso.clase, aviso.asunto) == ("notificacion", "No damos curso a una recusación")
    como_dicen_los_hechos(expediente)
    manos.proponer(expediente, "estima", reloj)
    manos.elevar(expediente, reloj)


def test_a_second_challenge_waits_for_the_first_and_then_follows_it(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cuestion = en_curso(expediente, reloj)
    segundo = recusar(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as mal:
        dar_curso(segundo, reloj, "nuria")
    assert "Espere" in mal.value.problemas[0].mensaje
    with pytest.raises(DatosIncorrectos) as mal:
        no_dar_curso(segundo, reloj, "apartada", "nuria")
    assert "Espere" in mal.value.problemas[0].mensaje
    firmado(contestar(cuestion, reloj), reloj)
    firmado(decidir(cuestion, reloj), reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"  # by the second
    firmado(no_dar_curso(segundo, reloj, "apartada", "nuria"), reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"


def test_nobody_is_named_and_an_act_that_comes_back_is_written_again(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    escrito = recusar(expediente, reloj, "Recuso a todo el mundo.")
    with pytest.raises(DatosIncorrectos) as mal:
        no_dar_curso(escrito, reloj, "porque sí", motivo="No")
    assert [p.campo for p in mal.value.problemas] == ["porque", "motivo"]
    with pytest.raises(DatosIncorrectos) as mal:
        no_dar_curso(escrito, reloj, "apartada", "nuria")
    assert [p.campo for p in mal.value.problemas] == ["apartado"]
    no_dar_curso(escrito, reloj)
    marta = escenario.empleado("marta", reloj)
    motor.retirar_acto(actor=marta, tarea_id=escrito.id, motivo="Falta una letra", reloj=reloj)
    assert ofrecidas(escrito, reloj) == ["no_dar_curso_a_recusacion", "dar_curso_a_recusacion"]
    acto = no_dar_curso(escrito, reloj)
    firmado(acto, reloj)
    assert "no permite saber a quién" in texto_de(acto)
    with pytest.raises(FaseIncompatible):
        dar_curso(escrito, reloj, "nuria")


def test_who_comes_back_meanwhile_is_challenged_after_all(expediente: Expediente, reloj: RelojDePrueba) -> None:
    """The decision that closes it ceased to hold before it was signed: the act has no effect, and says why."""
    firmado(decidir(abstencion(expediente, reloj), reloj), reloj)
    escrito = recusar(expediente, reloj)
    acto = no_dar_curso(escrito, reloj, "apartada", "nuria")
    expediente.apartamientos.update(hasta=reloj.ahora())
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    escrito.refresh_from_db()
    assert (acto.estado, escrito.abierta) == ("sin_efecto", True)
    assert "vuelve a intervenir" in acto.motivo
    dar_curso(escrito, reloj, "nuria")


def test_who_is_challenged_does_not_decide_what_is_done_with_it(expediente: Expediente, reloj: RelojDePrueba) -> None:
    nombrada = recusar(expediente, reloj)
    for a in ("nuria", "sergio"):
        with pytest.raises(NoPermitido) as error:
            dar_curso(nombrada, reloj, a, por="nuria")
        assert "le nombra a usted" in error.value.mensaje
    with pytest.raises(NoPermitido):
        motor.no_dar_curso_a_recusacion(
            actor=escenario.empleado("nuria", reloj), tarea_id=nombrada.id, porque="nadie", motivo=PORQUE, reloj=reloj
        )
    sin_nombrar = recusar(expediente, reloj, "Recuso a quien me atendió.")
    with pytest.raises(DatosIncorrectos) as mal:
        dar_curso(sin_nombrar, reloj, "nuria", por="nuria")
    assert "otra persona" in mal.value.problemas[0].mensaje
    with pytest.raises(DatosIncorrectos):
        motor.dar_curso_a_recusacion(
            actor=escenario.empleado("marta", reloj),
            tarea_id=sin_nombrar.id,
            empleado_id=uuid4(),
            causas=["c"],
            reloj=reloj,
        )
