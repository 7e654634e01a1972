"""What began of office and was not notified in term lapses, whatever is on its way (LPACAP 25.1.b, 40.4, 43.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones import consultas
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import PREPARAR
from consistorio.servicios.notificaciones.tests.test_notificar import intento
from consistorio.servicios.resoluciones import libro_impreso, operaciones
from consistorio.servicios.resoluciones.models import Diligencia, Libro
from consistorio.servicios.tests import escenario, manos, sancion
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_audiencia_sobre_la_propuesta import ANA, dar_audiencia
from consistorio.servicios.tests.test_obstaculos import documentada, emitir, recoger
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import Plazo, Terminacion

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
TRABAJOS = Actor.sistema("notificaciones", PREPARAR)


def sancionada(reloj: RelojDePrueba, canal: str = "electronica") -> Expediente:
    """A sanction that was signed, and whose notification was ordered."""
    expediente = sancion.iniciado(reloj)
    expediente.interesados.update(canal=canal)
    manos.proponer(expediente, "estima", reloj)
    audiencia = dar_audiencia(expediente, reloj)
    manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", ANA, reloj)
    motor.cerrar_audiencia(
        actor=escenario.empleado("marta", reloj), audiencia_id=audiencia.id, causa="renuncia", reloj=reloj
    )
    recoger(documentada(expediente, reloj), reloj)
    emitir(expediente, reloj)
    return Expediente.objects.get(id=expediente.id)


def de_la_decision(expediente: Expediente) -> Notificacion:
    return Notificacion.objects.get(expediente=expediente, referencia__startswith="resolucion:")


def disponer(expediente: Expediente, reloj: RelojDePrueba) -> Notificacion:
    return manos.disponer_notificacion(expediente, de_la_decision(expediente).referencia, ANA, reloj)


def terminado(expediente: Expediente, reloj: RelojDePrueba) -> None:
    """Its term ended, and the sweep noted it."""
    reloj.poner(reloj.momento + timedelta(days=100))
    manos.barrer(reloj)


def declarar(expediente: Expediente, reloj: RelojDePrueba) -> Terminacion:
    return motor.declarar_caducidad(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)


def abrir(notificacion: Notificacion, reloj: RelojDePrueba) -> Notificacion:
    return notificaciones.acceder(
        actor=escenario.ciudadana(ANA), notificacion_id=notificacion.id, advertida_el=reloj.ahora(), reloj=reloj
    )


@pytest.mark.parametrize(
    ("como", "queda"), [("sin_sello", "retirada"), ("sin_abrir", "retirada"), ("abierta", "accedida")]
)
def test_a_sanction_on_its_way_when_its_term_ends_has_lapsed(reloj: RelojDePrueba, como: str, queda: str) -> None:
    expediente = sancionada(reloj)
    if como == "sin_abrir":
        terminado(expediente, reloj)
        disponer(expediente, reloj)  # late: it cancels nothing
    elif como == "abierta":
        reloj.poner(reloj.momento + timedelta(days=100))
        abrir(disponer(expediente, reloj), reloj)  # before the sweep noted that the term had ended
        manos.barrer(reloj)
    else:
        terminado(expediente, reloj)
    assert expediente.tareas.filter(codigo="caducidad_de_oficio", cerrada_el=None).exists()
    assert declarar(expediente, reloj).estado == "aceptada"
    notificacion = de_la_decision(expediente)
    assert (notificacion.estado, notificacion.practicada_el is None) == (queda, queda == "retirada")
    notificaciones.preparar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    assert notificaciones.disponer(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj).estado == queda
    if queda == "retirada":
        assert notificacion.retirada.motivo == "sin_efecto"
        with pytest.raises((Conflicto, NoEncontrado)):
            abrir(notificacion, reloj)
    suyas = consultas.visibles_para(escenario.ciudadana(ANA)).filter(id=notificacion.id)
    assert suyas.exists() == (como != "sin_sello")  # what was never there for her is not told as withdrawn
    assert consultas.quedo_sin_efecto(notificacion)
    diligencia = Diligencia.objects.get(clase="caducada")
    assert "quedó sin efecto: el procedimiento caducó" in diligencia.texto
    impreso = libro_impreso.componer(
        Libro.objects.get(), operaciones.del_libro(Libro.objects.get(), desde=1, limite=9)
    )["actos"]
    assert isinstance(impreso, list)
    assert [acto["estado"] for acto in impreso] == ["Firmada. Sin efecto, por caducidad"]
    assert eventos_de(expediente.cadena).filter(tipo="resolucion.sin_efecto").count() == 1
    assert trabajo.estado_segun_hechos(expediente) == trabajo.estado_actual(expediente)
    assert manos.proponer(expediente, "caducada", reloj).sentido == "caducada"
    with pytest.raises(FaseIncompatible):
        declarar(expediente, reloj)


def test_a_letter_tried_in_term_and_told_later_met_it_and_one_tried_later_did_not(reloj: RelojDePrueba) -> None:
    expediente = sancionada(reloj, canal="papel")
    carta = disponer(expediente, reloj)
    marta = escenario.empleado("marta", reloj)
    Notificacion.objects.filter(id=carta.id).update(direccion_postal="Calle Mayor, 1, 09001 Villaejemplo")
    notificaciones.imprimir(actor=marta, notificacion_id=carta.id, reloj=reloj)
    notificaciones.enviar_en_papel(actor=marta, notificacion_id=carta.id, reloj=reloj)
    a_la_puerta = reloj.ahora() + timedelta(days=1)
    terminado(expediente, reloj)
    assert expediente.tareas.filter(codigo="caducidad_de_oficio", cerrada_el=None).exists()
    intento(carta, reloj, a_la_puerta, "ausente")
    assert Plazo.objects.get(expediente=expediente).estado == "cumplido"
    assert not expediente.tareas.filter(codigo="caducidad_de_oficio", cerrada_el=None).exists()
    with pytest.raises(FaseIncompatible):
        declarar(expediente, reloj)
    assert not Diligencia.objects.filter(clase="caducada").exists()
