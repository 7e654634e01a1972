"""Reads of the councillors' requests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.documental.firma.consultas import circuito_de
from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.organizacion.consultas import APELLIDOS, quienes_pueden, vigente
from consistorio.plataforma.organizacion.mando import unidades_a_cargo
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion
from consistorio.servicios.concejales.models import AmbitoDeUnidad, EscritoDePeticion, PeticionDeInformacion
from consistorio.servicios.concejales.permisos import DELEGACION, PEDIR, VER
from consistorio.servicios.concejales.reglas import en_plazo

MAXIMO_EN_LISTA = 200
LEIDO = "concejal"  # what each look of a councillor is in the access log
_P, _E, _C = PeticionDeInformacion.Estado, EscritoDePeticion.Estado, EscritoDePeticion.Clase


def visibles_para(actor: Actor) -> QuerySet[PeticionDeInformacion]:
    """All, for who sees to them; one's own, for a member of the Corporación; none for who is one no more, whatever other post they hold."""
    todas = PeticionDeInformacion.objects.select_related("asiento", "concejal__persona", "unidad", "expediente")
    if actor.puede(VER):
        return todas
    return todas.filter(concejal_id=actor.id) if actor.puede(PEDIR) else todas.none()


def peticiones(
    actor: Actor, *, pendientes: bool, antes_de: UUID | None = None, limite: int
) -> list[PeticionDeInformacion]:
    """A page of the visible ones, the newest first (keyset), or those that wait, the first to end first."""
    filas = visibles_para(actor)
    if pendientes:
        return list(filas.filter(estado=_P.PENDIENTE).order_by("vence_el", "id")[: min(limite, MAXIMO_EN_LISTA)])
    filas = filas.filter(id__lt=antes_de) if antes_de else filas
    return list(filas.order_by("-id")[: min(limite, MAXIMO_EN_LISTA)])


def propias(actor: Actor, *, antes_de: UUID | None = None, limite: int) -> list[PeticionDeInformacion]:
    """A page of one's own, the newest first (keyset)."""
    filas = PeticionDeInformacion.objects.select_related("asiento", "unidad", "expediente").filter(concejal_id=actor.id)
    filas = filas.filter(id__lt=antes_de) if antes_de else filas
    return list(filas.order_by("-id")[: min(limite, MAXIMO_EN_LISTA)])


def cuantas_por_resolver(tope: int) -> int:
    """How many wait for a decision, `tope` at most."""
    return PeticionDeInformacion.objects.filter(estado=_P.PENDIENTE)[:tope].count()


def cuantas_por_silencio(tope: int) -> int:
    """How many silence granted of which the organ has not said that it knows, `tope` at most."""
    return PeticionDeInformacion.objects.filter(estado=_P.SILENCIO, enterado_organo_el=None)[:tope].count()


def cuantas_sin_ver(actor: Actor, tope: int) -> int:
    """How many of one's own were settled, of which one has not said that one knows, `tope` at most."""
    suyas = PeticionDeInformacion.objects.filter(concejal_id=actor.id, enterado_concejal_el=None)
    return suyas.exclude(estado=_P.PENDIENTE)[:tope].count()


def vencidas(*, en: date) -> list[UUID]:
    """Those that wait and whose term has passed on a day."""
    filas = PeticionDeInformacion.objects.filter(estado=_P.PENDIENTE, vence_el__lt=en).order_by("vence_el", "id")
    return list(filas.values_list("id", flat=True))


def por_recoger(peticion_id: UUID) -> EscritoDePeticion | None:
    """The decision that everybody signed and no job has collected yet."""
    suyos = EscritoDePeticion.objects.filter(peticion_id=peticion_id, estado=_E.EN_FIRMA)
    escrito = suyos.exclude(clase=_C.CERTIFICADO).first()
    if escrito is None:
        return None
    circuito = circuito_de(escrito.documento_id)
    return escrito if circuito is not None and circuito.estado == Circuito.Estado.COMPLETADO else None


def hubo_silencio(peticion: PeticionDeInformacion) -> bool:
    """Whether it was granted by silence, also when an act widened it later: nothing with effect was signed within its term."""
    if peticion.estado != _P.CONCEDIDA:
        return peticion.estado == _P.SILENCIO
    firmadas = peticion.escritos.filter(estado=_E.FIRMADO).exclude(clase=_C.CERTIFICADO).values("documento_id")
    dias = Circuito.objects.filter(documento_id__in=firmadas).values_list("terminado_el", flat=True)
    return not any(en_plazo(en_madrid(uno).date(), peticion.vence_el) for uno in dias if uno is not None)


def ambitos_de(actor: Actor, *, en: date) -> list[AmbitoDeUnidad]:
    """The parts of the budget that somebody sees without asking on a day: those of the units of their delegation (ROF 15.a)."""
    suyas = unidades_a_cargo(actor.id, permiso=DELEGACION, en=en)
    return _ambitos(AmbitoDeUnidad.objects.filter(vigente(en), unidad_id__in=suyas))


def ambitos(*, en: date) -> list[AmbitoDeUnidad]:
    """Those of every unit on a day."""
    return _ambitos(AmbitoDeUnidad.objects.filter(vigente(en)))


def _ambitos(filas: QuerySet[AmbitoDeUnidad]) -> list[AmbitoDeUnidad]:
    return list(filas.select_related("unidad").order_by("unidad__nombre", "codigo")[:MAXIMO_EN_LISTA])


def concejales(*, en: date) -> list[Empleado]:
    """The members of the Corporación who may ask, on a day."""
    return list(quienes_pueden(PEDIR, en=en))


def antiguos(*, en: date) -> list[Empleado]:
    """Those who were members of the Corporación and are not on a day, or who asked and may ask no more; by surname, at most two hundred."""
    puestos = Ocupacion.objects.filter(desde__lte=en, puesto__roles__permisos__contains=[PEDIR])
    hoy_lo_son = [uno.id for uno in concejales(en=en)]
    fueron = Q(id__in=puestos.values("empleado_id")) | Q(id__in=PeticionDeInformacion.objects.values("concejal_id"))
    filas = Empleado.objects.select_related("persona").filter(fueron).exclude(id__in=hoy_lo_son)
    return list(filas.order_by(*APELLIDOS, "id")[:MAXIMO_EN_LISTA])


def consultado_por(empleado_id: UUID, *, antes_de: UUID | None = None, limite: int) -> list[Acceso]:
    """A page of what a councillor looked at as such, the newest first; also what was refused."""
    filas = Acceso.objects.filter(actor_id=empleado_id, que=LEIDO).order_by("-momento", "-id")
    ultimo = Acceso.objects.filter(id=antes_de).first() if antes_de else None
    if ultimo is not None:
        filas = filas.filter(Q(momento__lt=ultimo.momento) | Q(momento=ultimo.momento, id__lt=ultimo.id))
    return list(filas[: min(limite, MAXIMO_EN_LISTA)])


def numeros_de(ids: Collection[UUID]) -> dict[str, str]:
    """The registry number of some requests, by their identifier as the access log has it."""
    filas = PeticionDeInformacion.objects.select_related("asiento").filter(id__in=ids)
    return {str(una.id): una.asiento.numero_completo for una in filas}
