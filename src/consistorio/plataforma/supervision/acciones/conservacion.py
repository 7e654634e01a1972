"""Retention of the traces of use: what has served its time is deleted, and how long that is can be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connections
from django.db.models import DateTimeField, Model
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.conservacion import Caduca
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.models import Acceso, PlazoConservacion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.cola import limpieza
from consistorio.plataforma.supervision.eventos import ConservacionAplicada, ConservacionFijada

NORMA = "Reglamento (UE) 2016/679 art. 5.1.e; RD 311/2022 anexo II op.exp.8"
CONSERVAR = "conservacion.aplicar"
TRABAJOS = "trabajos"
LOTE = 5000
Borrar = Callable[[datetime, int], int]
# No norm says how long the access log lasts (RD 311/2022 op.exp.8 wants it documented): the house keeps it as long as a very serious
# infringement may be pursued, three years (LO 3/2018 art. 72.1), which the database itself holds; more is the town's decision
MINIMOS = {"accesos": 1096}
MAXIMO_DIAS = 36_525


@accion("conservacion.aplicada", permiso=CONSERVAR, norma=NORMA)
def aplicar(*, actor: Actor, maquina: Reloj) -> dict[str, int]:
    """Delete what has served its time, 5000 rows of each kind at most; returns how many of each model. The clock is the machine's.

    Who: the nightly sweep. Emits: conservacion.aplicada for each kind of which something went. Raises LookupError when a model names a
    code that has no term: nothing is deleted by guess.
    """
    hechos: dict[str, int] = {}
    for nombre, codigo, borrar in _clases():
        dias = plazo_de(codigo, en=hoy(maquina))
        limite = maquina.ahora() - timedelta(days=dias)
        filas = borrar(limite, dias)
        hechos[nombre] = filas
        if filas:
            anotar("sistema", ConservacionAplicada(codigo, nombre, filas, limite), actor=actor, reloj=maquina)
    Session.objects.filter(expire_date__lt=maquina.ahora()).delete()
    return hechos


@accion("conservacion.fijada", permiso="sistema.administrar", norma=NORMA)
def fijar(*, actor: Actor, codigo: str, dias: int, desde: date, norma: str, reloj: Reloj) -> PlazoConservacion:
    """Keep something for that many days from a day on, today or later; what was in force until then stays written.

    Who: technical administrators. Writes: PlazoConservacion. Emits: conservacion.fijada. Raises DatosIncorrectos with every problem.
    """
    problemas: list[Problema] = []
    conocidos = set(PlazoConservacion.objects.values_list("codigo", flat=True))
    if codigo not in conocidos:
        problemas.append(
            Problema("codigo", _("Elija uno de estos: %(lista)s.") % {"lista": ", ".join(sorted(conocidos))})
        )
    minimo = MINIMOS.get(codigo, 1)
    if not minimo <= dias <= MAXIMO_DIAS:
        mensaje = _("Escriba un número de días entre %(minimo)d y %(maximo)d.")
        problemas.append(Problema("dias", mensaje % {"minimo": minimo, "maximo": MAXIMO_DIAS}))
    if desde < hoy(reloj):
        problemas.append(Problema("desde", _("Un plazo no cambia hacia atrás: ponga hoy o un día posterior.")))
    elif PlazoConservacion.objects.filter(codigo=codigo, desde=desde).exists():
        problemas.append(Problema("desde", _("Ese plazo ya cambia ese día. Ponga otro día.")))
    if not norma.strip() or len(norma) > 300:
        problemas.append(Problema("norma", _("Diga qué norma o acuerdo lo fija (300 letras como mucho).")))
    if problemas:
        raise DatosIncorrectos(_("El plazo de conservación no es correcto."), problemas=problemas)
    plazo = PlazoConservacion.objects.create(codigo=codigo, dias=dias, desde=desde, norma=norma.strip())
    anotar("sistema", ConservacionFijada(codigo, dias, desde), actor=actor, reloj=reloj)
    return plazo


def plazo_de(codigo: str, *, en: date) -> int:
    """Days in force that day. Raises LookupError when there are none."""
    fila = PlazoConservacion.objects.filter(codigo=codigo, desde__lte=en).order_by("-desde").first()
    if fila is None:
        msg = f"no retention is written for {codigo}"
        raise LookupError(msg)
    return fila.dias


def caducables() -> list[tuple[type[Model], Caduca]]:
    """Every model that says when its rows go."""
    return [
        (modelo, caduca)
        for modelo in apps.get_models()
        if isinstance(caduca := getattr(modelo, "caduca", None), Caduca)
    ]


def _clases() -> Iterator[tuple[str, str, Borrar]]:
    """Name, code and how to delete: given the instant before which rows go, and the days, how many went."""
    for modelo, caduca in caducables():
        if modelo is Acceso:  # nobody deletes there but the database's own function
            yield modelo._meta.label, caduca.codigo, lambda _limite, _dias: _purgar_accesos()
        else:
            yield modelo._meta.label, caduca.codigo, _borrador_de(modelo, caduca)
    yield "cola.Trabajo", TRABAJOS, lambda _limite, dias: limpieza.purgar(dias)


def _borrador_de(modelo: type[Model], caduca: Caduca) -> Borrar:
    def borrar(limite: datetime, _dias: int) -> int:
        con_hora = isinstance(modelo._meta.get_field(caduca.desde), DateTimeField)
        desde = limite if con_hora else en_madrid(limite).date()
        viejas = modelo._default_manager.filter(**{f"{caduca.desde}__lt": desde}).order_by(caduca.desde)
        claves = list(viejas.values_list("pk", flat=True)[:LOTE])
        return modelo._default_manager.filter(pk__in=claves).delete()[0] if claves else 0

    return borrar


def _purgar_accesos() -> int:
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT consistorio_purgar_accesos(%s)", [LOTE])
        return int(cursor.fetchone()[0])
