"""The days of a story: the staff never works on an inhábil day, terms are never shorter than planned, and nothing is in the future."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from consistorio.cli.recorrido.agenda import Agenda
from consistorio.cli.recorrido.siembra import DIAS_ATRAS, ultimos_dias
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.plataforma.calendario.ficheros import leer_calendario
from consistorio.plataforma.calendario.tipos import Calendario

DOMINGO = datetime(2026, 10, 4, tzinfo=MADRID)
VILLAEJEMPLO = Calendario(
    "Villaejemplo",
    {
        dia: motivo
        for nombre, texto in ficheros_del_ejemplo()
        for dia, motivo in leer_calendario(texto.splitlines(), nombre=nombre).dias.items()
    },
)


def test_the_staff_waits_for_a_working_day_and_all_that_follows_with_it() -> None:
    agenda = Agenda(DOMINGO, VILLAEJEMPLO)
    presentar = agenda.momento(0, "23:58", cualquier_dia=True)
    admitir = agenda.momento(8, "09:00", cualquier_dia=False)
    leer = agenda.momento(10, "19:30", cualquier_dia=True)
    assert presentar == datetime(2026, 10, 4, 23, 58, tzinfo=MADRID)
    assert admitir == datetime(2026, 10, 13, 9, 0, tzinfo=MADRID)  # the 12th is Fiesta Nacional
    assert leer.date() == date(2026, 10, 15)
    assert agenda.momento(13, "09:00", cualquier_dia=False).date() == date(2026, 10, 19)  # 18, a Sunday
    assert Agenda(DOMINGO, VILLAEJEMPLO).habil_hasta(8) == 5


def test_whichever_day_the_demo_starts_its_story_goes_forward_on_working_days() -> None:
    """Also around Easter and Christmas: the days of the staff, as `siembra` plays them."""
    hoy = datetime(2025, 3, 1, tzinfo=MADRID)
    while hoy.year < 2028:
        comienzo = Agenda(hoy - timedelta(days=DIAS_ATRAS), VILLAEJEMPLO)
        dias = [comienzo.momento(dia, "09:00", cualquier_dia=False).date() for dia in (2, 7, 9, 10, 11)]
        pedir, avisar = ultimos_dias(Agenda(hoy, VILLAEJEMPLO))
        dias += [(hoy + timedelta(days=dia)).date() for dia in (pedir, avisar)]
        assert dias == sorted(set(dias)), hoy
        assert all(VILLAEJEMPLO.es_habil(dia) for dia in dias), hoy
        assert dias[-2] - dias[-3] > timedelta(days=1), hoy  # the filing that is corrected comes between
        assert dias[-1] - dias[-2] > timedelta(days=1), hoy  # and so does the party who reads it
        assert dias[-1] < hoy.date()
        hoy += timedelta(days=1)
