"""Who signs in a case when its holder was set apart from it (LRJSP 13.1). Implements the port `intervencion`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.organizacion.consultas import Firmante, disponibles, en_lugar_de, titular_de
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.plataforma.puertos.intervencion import Apartado, Firma
from consistorio.tramitacion.expedientes.models import Apartamiento, DocumentoExpediente, Expediente, Rectificacion


@dato
class OrigenDeFirmas:
    """What a kind of circuit is about: rows of `modelo` whose `clave` is what its reference says after the colon, each of one case.

    `propios`: those by which somebody speaks of their own impartiality, which they sign although they are set apart. `vivos`: those that
    may still wait for signatures.
    """

    modelo: type[Model]
    clave: str = "id"
    propios: Q = Q(pk__in=[])
    vivos: Q = Q()


_ORIGENES: dict[str, OrigenDeFirmas] = {
    "rectificacion": OrigenDeFirmas(Rectificacion),
    "diligencia": OrigenDeFirmas(DocumentoExpediente, clave="documento_id", vivos=Q(origen="diligencia")),
}


def registrar_origen(clase: str, origen: OrigenDeFirmas) -> None:
    """Say of which cases the circuits of a kind are: `clase` is how their references begin. Raises ValueError when it is taken."""
    if _ORIGENES.setdefault(clase, origen) != origen:
        msg = f"circuits of {clase} are registered twice"
        raise ValueError(msg)


class IntervencionEnExpedientes:
    """The rule of who signs in cases."""

    def apartados(self, firmas: Collection[Firma], *, en: date) -> Mapping[Firma, Apartado]:
        """One query when none of them is set apart from anything, which is nearly always."""
        de_quien = {empleado_id for _referencia, empleado_id in firmas}
        casos = Apartamiento.objects.filter(empleado_id__in=de_quien, hasta=None).values_list(
            "expediente_id", flat=True
        )
        todos = set(casos)
        if not todos:
            return {}
        de_cada_caso = _apartados_de(todos, en=en)
        expediente_de = _expedientes_de({referencia for referencia, _empleado in firmas})
        return {
            (referencia, empleado_id): apartado
            for referencia, empleado_id in firmas
            if (apartado := de_cada_caso.get((expediente_de.get(referencia), empleado_id))) is not None
        }

    def en_lugar_de_otros(self, empleado_id: UUID) -> Collection[str]:
        """One query when they stand in for nobody."""
        casos = list(
            Apartamiento.objects.filter(sustituto_id=empleado_id, hasta=None).values_list("expediente_id", flat=True)
        )
        if not casos:
            return ()
        return [
            f"{clase}:{clave}"
            for clase, origen in _ORIGENES.items()
            for clave in origen.modelo._default_manager.filter(origen.vivos, expediente_id__in=casos).values_list(
                origen.clave, flat=True
            )
        ]


def firmante_en(expediente: Expediente, puesto: Puesto, *, en: date) -> Firmante:
    """Who signs for a post in a case on a day: its holder or, if they were set apart from it, who stands in for them there.

    While that is being decided, the holder: they will sign if it is not upheld. Raises NoEncontrado (also when who stands in for them no
    longer works here, or is away), Conflicto: see `titular_de`.
    """
    firmante = titular_de(puesto, en=en)
    apartado = _apartados_de({expediente.id}, en=en).get((expediente.id, firmante.empleado.id))
    if apartado is None or not apartado.norma:
        return firmante
    if apartado.sustituto_id is None:
        raise NoEncontrado(
            _(
                "Hoy nadie sustituye a %(q)s en este expediente: quien lo hacía ya no trabaja aquí, está ausente o no puede intervenir."
            )
            % {"q": firmante.empleado.nombre},
            que_hacer=_(
                "Quien decide si alguien deja de intervenir tiene que cambiar en el expediente a quien le sustituye."
            ),
        )
    sustituto = Empleado.objects.select_related("persona", "cuenta").get(id=apartado.sustituto_id)
    return en_lugar_de(firmante, sustituto, apartado.norma)


def _apartados_de(expedientes: Collection[UUID], *, en: date) -> dict[tuple[UUID | None, UUID], Apartado]:
    """Who is set apart from those cases; a substitute who was set apart too is followed to theirs, and one who is not here that day is nobody."""
    filas = Apartamiento.objects.filter(expediente_id__in=expedientes, hasta=None)
    directos: dict[tuple[UUID | None, UUID], Apartado] = {
        (fila.expediente_id, fila.empleado_id): Apartado(fila.sustituto_id, fila.norma) for fila in filas
    }
    seguidos = {clave: _hasta_el_ultimo(clave, directos) for clave in directos}
    nombrados = {uno.sustituto_id for uno in seguidos.values() if uno.sustituto_id is not None}
    aqui = disponibles(nombrados, en=en) if nombrados else frozenset()
    return {
        clave: apartado if apartado.sustituto_id in aqui else Apartado(None, apartado.norma)
        for clave, apartado in seguidos.items()
    }


def _hasta_el_ultimo(
    clave: tuple[UUID | None, UUID], directos: Mapping[tuple[UUID | None, UUID], Apartado]
) -> Apartado:
    expediente_id, apartado, vistos = clave[0], directos[clave], {clave[1]}
    while apartado.sustituto_id is not None and apartado.sustituto_id not in vistos:
        siguiente = directos.get((expediente_id, apartado.sustituto_id))
        if siguiente is None:
            return apartado
        vistos.add(apartado.sustituto_id)
        apartado = siguiente
    return Apartado(None, apartado.norma)


def casos_de_circuitos(referencias: Iterable[str]) -> dict[str, Expediente]:
    """The case that each circuit is about, for those that are of one; one query for each kind, and another for the cases."""
    de_cada_uno = _expedientes_de(referencias, con_los_propios=True)
    casos = Expediente.objects.only("numero", "titulo").in_bulk(set(de_cada_uno.values()))
    return {referencia: casos[caso] for referencia, caso in de_cada_uno.items()}


def _expedientes_de(referencias: Iterable[str], *, con_los_propios: bool = False) -> dict[str, UUID]:
    """The case of each circuit, for those that are of one; one query for each kind. `con_los_propios`: also where somebody speaks of themselves."""
    por_clase: dict[str, list[str]] = {}
    for referencia in referencias:
        clase, _separador, clave = referencia.partition(":")
        if clase in _ORIGENES:
            por_clase.setdefault(clase, []).append(clave)
    de_cada_una: dict[str, UUID] = {}
    for clase, claves in por_clase.items():
        origen = _ORIGENES[clase]
        filas = origen.modelo._default_manager.filter(**{f"{origen.clave}__in": claves})
        filas = filas if con_los_propios else filas.exclude(origen.propios)
        de_cada_una |= {
            f"{clase}:{clave}": caso
            for clave, caso in filas.values_list(origen.clave, "expediente_id")
            if caso is not None  # some kinds are of a case or of none
        }
    return de_cada_una
