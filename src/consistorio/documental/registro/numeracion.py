"""The number and the official time, under the book's lock: the last thing of the transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.documental.registro.models import Asiento, Libro, ReservaNumeros
from consistorio.documental.registro.reglas import hora_oficial, numero_completo
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.calendario.reglas import fecha_efectiva
from consistorio.plataforma.calendario.tipos import Calendario, CalendarioIncompleto


def bloquear(libro: str) -> Libro:
    """Lock a book until the end of the transaction. Raises DatosIncorrectos when there is no such book."""
    fila = Libro.objects.select_for_update().filter(codigo=libro).first()
    if fila is None:
        raise DatosIncorrectos(_("No existe el libro de registro «%(libro)s».") % {"libro": libro})
    return fila


def numerar(
    asiento: Asiento,
    *,
    prefijo: str,
    presentado: datetime | None,
    calendario: Calendario | None,
    reloj: Reloj,
    reservado: tuple[int, int] | None,
    busqueda: str,
) -> None:
    """Give the entry its number, its official time and its effective date, and write it.

    The lock is held from here to the commit. The year is that of the official time in Europe/Madrid, so that the first entry
    after midnight of 31 December opens the new year's numbers. PostgreSQL refuses a gap or a time out of order.
    """
    libro = bloquear(asiento.libro_id)
    ahora = hora_oficial(reloj.ahora(), libro.ultima_hora)
    if reservado is None:
        anio = en_madrid(ahora).year
        numero = libro.ultimo + 1 if libro.anio == anio else 1
        asiento.registrado_el = ahora
    else:
        anio, numero = reservado
        asiento.registrado_el = _reserva(libro, anio, numero).reservado_el
    asiento.anio, asiento.numero = anio, numero
    asiento.numero_completo = numero_completo(prefijo=prefijo, libro=libro.codigo, anio=anio, numero=numero)
    asiento.practicado_el = ahora
    asiento.presentado_el = presentado or ahora
    asiento.efectivo_el, asiento.calendario = _efectiva(asiento.presentado_el, calendario)
    asiento.busqueda = f"{asiento.numero_completo.casefold()} {busqueda}"
    asiento.save(force_insert=True)
    if reservado is None:
        Libro.objects.filter(codigo=libro.codigo).update(anio=anio, ultimo=numero, ultima_hora=ahora)


def problema_de_reserva(libro: str, anio: int, numero: int) -> str:
    """Why a number may not be used as reserved; "" when it may."""
    nombre = {"numero": numero, "anio": anio}
    if not _reservas(libro, anio, numero).exists():
        return _("El número %(numero)s de %(anio)s no está reservado.") % nombre
    if Asiento.objects.filter(libro=libro, anio=anio, numero=numero).exists():
        return _("El número reservado %(numero)s de %(anio)s ya se ha usado.") % nombre
    return ""


def _reservas(libro: str, anio: int, numero: int) -> QuerySet[ReservaNumeros]:
    return ReservaNumeros.objects.filter(libro=libro, anio=anio, primero__lte=numero, ultimo__gte=numero)


def _reserva(libro: Libro, anio: int, numero: int) -> ReservaNumeros:
    reserva = _reservas(libro.codigo, anio, numero).first()
    if reserva is None:
        raise DatosIncorrectos(
            _("El número %(numero)s de %(anio)s no está reservado.") % {"numero": numero, "anio": anio}
        )
    if Asiento.objects.filter(libro=libro, anio=anio, numero=numero).exists():
        raise Conflicto(
            _("El número reservado %(numero)s de %(anio)s ya se ha usado.") % {"numero": numero, "anio": anio}
        )
    return reserva


def _efectiva(presentado: datetime, calendario: Calendario | None) -> tuple[datetime, str]:
    if calendario is None:
        return presentado, ""
    try:
        return fecha_efectiva(presentado, calendario), calendario.version[:300]
    except CalendarioIncompleto:
        supuesto = Calendario("sin publicar", calendario.dias)
        return fecha_efectiva(presentado, supuesto), _("sin calendario publicado: sábados, domingos y días conocidos")


def reservar(codigo: str, cuantos: int, *, motivo: str, quien: UUID, reloj: Reloj) -> ReservaNumeros:
    """Take a run of numbers under the book's lock. Their official time is now."""
    libro = bloquear(codigo)
    ahora = hora_oficial(reloj.ahora(), libro.ultima_hora)
    anio = en_madrid(ahora).year
    ultimo = libro.ultimo if libro.anio == anio else 0
    reserva = ReservaNumeros.objects.create(
        libro=libro,
        anio=anio,
        primero=ultimo + 1,
        ultimo=ultimo + cuantos,
        motivo=motivo,
        reservado_el=ahora,
        reservado_por=quien,
    )
    Libro.objects.filter(codigo=codigo).update(anio=anio, ultimo=ultimo + cuantos, ultima_hora=ahora)
    return reserva
