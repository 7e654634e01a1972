"""The daily digest through the real jobs and a real SMTP server: counts and addresses alone, one a day, of who asked for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy

import pytest
from django.db import connection
from pytest_django import Settings

from consistorio.integraciones.correo.tests.buzon import Buzon
from consistorio.nucleo.errores import DatosIncorrectos, NoPermitido, ServicioNoDisponible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.tipos import CalendarioIncompleto
from consistorio.plataforma.cola.models import SalidaEnMano
from consistorio.plataforma.organizacion.models import Ausencia, Empleado
from consistorio.plataforma.puertos.correo import EntregaDudosa
from consistorio.servicios.comunicaciones import acciones, trabajos
from consistorio.servicios.comunicaciones.models import ResumenPedido
from consistorio.servicios.comunicaciones.reglas import Resumen
from consistorio.servicios.comunicaciones.resumen import resumen_de
from consistorio.servicios.comunicaciones.tests.factories import LICENCIAS, VIA_PUBLICA, enviada, mensaje
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import anotar_nota
from consistorio.tramitacion.motor.models import Tarea

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
CORREO = "nuria@villa.example"
MARTES = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)  # eight in the morning of Madrid


@pytest.fixture
def buzon(settings: Settings) -> Iterator[Buzon]:
    with Buzon() as servidor:
        threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        ajustes = servidor.ajustes
        settings.CONSISTORIO_SMTP = {
            "servidor": ajustes.servidor,
            "puerto": ajustes.puerto,
            "seguridad": "ninguna",
            "remitente": "Ayuntamiento <avisos@villa.example>",
            "segundos": 5,
        }
        yield servidor
        servidor.shutdown()


@pytest.fixture
def pedido(reloj: RelojDePrueba) -> ResumenPedido:
    """Nuria asked for it on Monday, and her unit has a communication to acknowledge and a new case."""
    reloj.poner(MARTES - timedelta(days=1))
    nuria = escenario.empleado("nuria", reloj)
    suyo = acciones.pedir_resumen(actor=nuria, correo=f" {CORREO} ", reloj=reloj)
    reloj.avanzar(hours=4)
    escenario.caso(reloj)
    enviada(escenario.empleado("raul", reloj), mensaje(VIA_PUBLICA, reloj), (LICENCIAS,), reloj)
    reloj.poner(MARTES)
    return suyo


def encargados() -> list[dict[str, str]]:
    """The digests that were ordered, whether they were sent or not, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'comunicaciones.enviar_resumen' ORDER BY id"
        )
        return [json.loads(args) for (args,) in cursor.fetchall()]


def enviar_el_ultimo() -> None:
    trabajos.enviar_resumen(**encargados()[-1])


def texto(buzon: Buzon) -> str:
    correo = message_from_string(buzon.mensajes[-1], policy=policy.default)
    return f"{correo['To']}\n{correo['Subject']}\n{correo.get_content()}".replace("\r\n", "\n")


def test_it_says_how_many_and_where_and_nothing_of_anybody(
    pedido: ResumenPedido, buzon: Buzon, settings: Settings, reloj: RelojDePrueba
) -> None:
    trabajos.repartir_resumenes()
    enviar_el_ultimo()
    dicho = texto(buzon)
    assert dicho.startswith(f"{CORREO}\n")
    assert "Comunicaciones internas sin acuse de recibo: 1\n" in dicho
    assert f"{settings.CONSISTORIO_SEDE_URL}/escritorio/comunicaciones/" in dicho
    assert "Tareas nuevas, suyas o sin asignar en su unidad: " in dicho
    expediente = Tarea.objects.select_related("expediente").order_by("-id")[0].expediente
    parte = expediente.interesados.get().persona
    secretos = [
        *(expediente.numero, expediente.titulo, parte.nombre, parte.apellido1, parte.nif),
        *("Corte de la calle", "CI-2026", "Nuria", "Raúl", "cocina"),
    ]
    assert [s for s in secretos if s.lower() in dicho.lower().replace(CORREO, "")] == []


def test_it_counts_what_the_pages_of_the_desk_count(pedido: ResumenPedido, reloj: RelojDePrueba) -> None:
    nuria, desde = Empleado.objects.get(id=pedido.empleado_id), pedido.pedido_el
    actor = escenario.empleado("nuria", reloj)
    resumen = resumen_de(nuria, actor=actor, en=hoy(reloj), desde=desde)
    abiertas = Tarea.objects.filter(cerrada_el=None, unidad__dir3=LICENCIAS, asignada_a=None)
    libres = abiertas.exclude(estado="en_espera")
    assert resumen == Resumen(nuevas=libres.count(), por_acusar=1)
    tarea = libres.order_by("id")[0]
    Tarea.objects.filter(id=tarea.id).update(asignada_a=nuria, vence=hoy(reloj))
    marta = escenario.empleado("marta", reloj)
    anotar_nota(actor=marta, expediente_id=tarea.expediente_id, texto="Mira esto, @nuria.", reloj=reloj)
    resumen = resumen_de(nuria, actor=actor, en=hoy(reloj), desde=desde)
    assert (resumen.vencen_hoy, resumen.menciones) == (1, 1)
    assert resumen_de(nuria, actor=actor, en=hoy(reloj), desde=reloj.ahora()).nuevas == 0


def test_one_a_day_however_often_the_jobs_run(pedido: ResumenPedido, buzon: Buzon, reloj: RelojDePrueba) -> None:
    trabajos.repartir_resumenes()
    reloj.avanzar(hours=1)
    trabajos.repartir_resumenes()
    assert len(encargados()) == 1
    enviar_el_ultimo()
    enviar_el_ultimo()
    assert len(buzon.mensajes) == 1
    reloj.avanzar(days=1)
    enviar_el_ultimo()  # yesterday's, late: it is not news any more
    trabajos.repartir_resumenes()
    enviar_el_ultimo()
    assert (len(encargados()), len(buzon.mensajes)) == (2, 2)
    assert "Tareas nuevas" not in texto(buzon)  # they were told of them yesterday


def test_whoever_dies_handing_it_over_does_not_send_it_twice(pedido: ResumenPedido, buzon: Buzon) -> None:
    trabajos.repartir_resumenes()
    SalidaEnMano.objects.create(clave=f"resumen:{pedido.empleado_id}:2026-09-01")
    with pytest.raises(EntregaDudosa):
        enviar_el_ultimo()
    trabajos.repartir_resumenes()
    assert (buzon.mensajes, len(encargados())) == ([], 1)


def test_while_the_mail_is_down_it_waits(pedido: ResumenPedido, buzon: Buzon) -> None:
    trabajos.repartir_resumenes()
    buzon.rechazo = "451 mas tarde"
    with pytest.raises(ServicioNoDisponible):
        enviar_el_ultimo()
    buzon.rechazo = ""
    enviar_el_ultimo()
    assert len(buzon.mensajes) == 1


@pytest.mark.parametrize(
    ("momento", "toca"),
    [
        (MARTES, True),
        (MARTES.replace(hour=4), False),  # six in the morning
        (MARTES.replace(hour=10), False),  # noon
        (datetime(2026, 9, 5, 6, 0, tzinfo=UTC), False),  # Saturday
        (datetime(2026, 10, 12, 6, 0, tzinfo=UTC), False),  # national holiday, a Monday
    ],
)
def test_on_the_mornings_of_habil_days(
    pedido: ResumenPedido, reloj: RelojDePrueba, momento: datetime, toca: bool
) -> None:
    reloj.poner(momento)
    trabajos.repartir_resumenes()
    assert bool(encargados()) is toca


def test_without_the_calendar_of_the_year_it_says_so(pedido: ResumenPedido, reloj: RelojDePrueba) -> None:
    reloj.poner(MARTES.replace(year=2031))
    with pytest.raises(CalendarioIncompleto):
        trabajos.repartir_resumenes()


def test_nothing_is_sent_when_there_is_nothing_to_say(reloj: RelojDePrueba, buzon: Buzon) -> None:
    reloj.poner(MARTES)
    acciones.pedir_resumen(actor=escenario.empleado("olga", reloj), correo="olga@villa.example", reloj=reloj)
    trabajos.repartir_resumenes()
    enviar_el_ultimo()
    assert (buzon.mensajes, SalidaEnMano.objects.count()) == ([], 0)


def test_not_to_who_is_away_left_it_or_does_not_work_here_any_more(
    pedido: ResumenPedido, buzon: Buzon, reloj: RelojDePrueba
) -> None:
    trabajos.repartir_resumenes()
    dia, nuria = hoy(reloj), escenario.empleado("nuria", reloj)
    ausencia = Ausencia.objects.create(empleado_id=nuria.id, desde=dia, hasta=dia, motivo="vacaciones")
    enviar_el_ultimo()
    ausencia.delete()
    Empleado.objects.filter(id=nuria.id).update(hasta=dia - timedelta(days=1))
    enviar_el_ultimo()
    Empleado.objects.filter(id=nuria.id).update(hasta=None)
    acciones.dejar_resumen(actor=nuria, reloj=reloj)
    acciones.dejar_resumen(actor=nuria, reloj=reloj)  # twice is nothing more
    enviar_el_ultimo()
    assert (buzon.mensajes, ResumenPedido.objects.count()) == ([], 0)
    assert Evento.objects.filter(tipo="resumen.dejado").count() == 1


def test_the_address_of_who_left_is_forgotten(pedido: ResumenPedido, reloj: RelojDePrueba) -> None:
    Empleado.objects.filter(id=pedido.empleado_id).update(hasta=hoy(reloj) - timedelta(days=1))
    trabajos.repartir_resumenes()
    assert (ResumenPedido.objects.count(), encargados()) == (0, [])


def test_one_asks_for_oneself_and_changes_the_address(pedido: ResumenPedido, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    acciones.pedir_resumen(actor=nuria, correo="otra@villa.example", reloj=reloj)
    suyo = ResumenPedido.objects.get()
    assert (suyo.correo, suyo.pedido_el) == ("otra@villa.example", pedido.pedido_el)
    for mala in ("", "nuria", f"{'n' * 250}@villa.example"):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.pedir_resumen(actor=nuria, correo=mala, reloj=reloj)
        assert [p.campo for p in error.value.problemas] == ["correo"]
    vecina = escenario.ciudadana("12345678Z")
    with pytest.raises(NoPermitido):
        acciones.pedir_resumen(
            actor=replace(vecina, permisos=vecina.permisos | {"personal.cuenta"}), correo=CORREO, reloj=reloj
        )
    assert "villa.example" not in str(list(Evento.objects.filter(tipo="resumen.pedido").values_list("datos")))
