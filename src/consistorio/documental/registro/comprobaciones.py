"""Everything wrong with what was typed at the office, told at once, and its fingerprint. Reads; writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.consultas import por_csv
from consistorio.documental.documentos.cotejo import problemas_para_cotejar
from consistorio.documental.documentos.tipos import EstadoElaboracion
from consistorio.documental.registro.mostrador import con_prefijo, unidad_de
from consistorio.documental.registro.numeracion import problema_de_reserva
from consistorio.documental.registro.operaciones import columnas
from consistorio.documental.registro.reglas import huella_de
from consistorio.documental.registro.tipos import (
    Canal,
    DatosPersona,
    EntradaMostrador,
    Fichero,
    LibroCodigo,
    ParteEscrita,
    SalidaMostrador,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.identidad.operaciones import problemas_de_persona

_DE_SERIE = Path(__file__).parent / "datos" / "epigrafes.json"
LARGO_EPIGRAFE = 120
_COTEJO = {"estado_elaboracion": "validez", "fichero": "ficheros"}


def epigrafes() -> tuple[str, ...]:
    """The headings from which the office chooses (LPACAP 16.3): the town's (`CONSISTORIO_EPIGRAFES_FICHERO`), else those of the house."""
    return _leer(str(settings.CONSISTORIO_EPIGRAFES_FICHERO or _DE_SERIE))


@lru_cache(maxsize=4)
def _leer(ruta: str) -> tuple[str, ...]:
    leidos = json.loads(Path(ruta).read_text(encoding="utf-8"))
    if not isinstance(leidos, list) or not all(isinstance(u, str) and 0 < len(u) <= LARGO_EPIGRAFE for u in leidos):
        msg = f"{ruta}: a JSON list of texts of 1 to {LARGO_EPIGRAFE} characters was expected"
        raise ValueError(msg)
    return tuple(leidos)


def exigir(problemas: Sequence[Problema]) -> None:
    """Raises DatosIncorrectos with all of them, if there are any."""
    if problemas:
        raise DatosIncorrectos(_("Todavía no se ha registrado."), problemas=problemas)


def problemas_de_entrada(entrada: EntradaMostrador, *, actor: Actor, reloj: Reloj) -> list[Problema]:
    """Everything that stops an entry from being filed, but for its unit (a procedure may say it)."""
    problemas = [*_de_partes(entrada.partes), *_de_ficheros(entrada.ficheros, actor)]
    if entrada.presenta is not None:
        problemas += problemas_escritos(entrada.presenta, "presenta_")
    problemas += _de_presentacion(entrada, reloj)
    problemas += _de_epigrafe(entrada.complementos.epigrafe)
    problemas += _de_reserva(LibroCodigo.ENTRADA, entrada.numero_reservado)
    return problemas


def problemas_de_salida(salida: SalidaMostrador, *, actor: Actor, reloj: Reloj) -> list[Problema]:
    """Everything that stops an exit from being filed."""
    return [
        *_de_partes(salida.partes),
        *_de_codigos(salida.csv),
        *_de_ficheros(salida.ficheros, actor),
        *problemas_de_unidad(salida.unidad_id, reloj),
        *_de_epigrafe(salida.complementos.epigrafe),
        *_de_reserva(LibroCodigo.SALIDA, salida.numero_reservado),
    ]


def problemas_de_unidad(unidad_id: UUID | None, reloj: Reloj) -> list[Problema]:
    """Whether a unit was chosen, and exists today."""
    try:
        unidad_de(unidad_id, reloj)
    except DatosIncorrectos as error:
        return list(error.problemas)
    return []


def huella_de_entrada(entrada: EntradaMostrador, *, procedimiento: str = "") -> str:
    """The fingerprint of what was asked for: the same key with another one is refused."""
    return huella_de(
        {
            "presenta": _persona(entrada.presenta),
            "presentado": entrada.presentado,
            "procedimiento": procedimiento,
            **_comun(entrada),
        }
    )


def huella_de_salida(salida: SalidaMostrador) -> str:
    """The same, of an exit."""
    return huella_de({"libro": LibroCodigo.SALIDA.value, "csv": list(salida.csv), **_comun(salida)})


def _comun(escrito: EntradaMostrador | SalidaMostrador) -> dict[str, object]:
    return {
        "asunto": escrito.asunto,
        "unidad": escrito.unidad_id,
        "canal": escrito.canal.value,
        "partes": [_parte(parte) for parte in escrito.partes],
        "ficheros": [[f.nombre, f.contenido.sha256, f.validez, f.tipo_documental] for f in escrito.ficheros],
        "numero_reservado": list(escrito.numero_reservado or ()),
        "complementos": columnas(escrito.complementos),
    }


def _parte(parte: ParteEscrita) -> list[object]:
    canal = parte.canal.value if parte.canal else ""
    return [_persona(parte.persona), _persona(parte.representante), canal, dict(parte.domicilio)]


def _persona(datos: DatosPersona | None) -> list[str]:
    if datos is None:
        return []
    return [
        *(datos.tipo_documento, datos.pais_documento, datos.nif),
        *(datos.nombre, datos.apellido1, datos.apellido2),
    ]


def _de_partes(partes: Iterable[ParteEscrita]) -> Iterator[Problema]:
    vistas: set[tuple[str, str, str]] = set()
    for parte in partes:
        yield from problemas_escritos(parte.persona, parte.prefijo)
        clave = _clave(parte.persona)
        if clave in vistas:
            yield Problema(f"{parte.prefijo}nif", _("Ya ha escrito a esta persona: quite una de las dos."))
        vistas.add(clave)
        if parte.representante is None:
            continue
        yield from problemas_escritos(parte.representante, f"{parte.prefijo}representante_")
        if _clave(parte.representante) == clave:
            mensaje = _("Nadie se representa a sí mismo: déjelo en blanco si actúa en su propio nombre.")
            yield Problema(f"{parte.prefijo}representante_nif", mensaje)


def _clave(datos: DatosPersona) -> tuple[str, str, str]:
    return datos.tipo_documento, datos.pais_documento, "".join(c for c in datos.nif.upper() if c.isalnum())


def problemas_escritos(datos: DatosPersona, prefijo: str) -> list[Problema]:
    """What is wrong with a person typed, beside their boxes."""
    hallados = problemas_de_persona(datos.tipo_documento, datos.pais_documento, datos.nif, nombre=datos.nombre)
    return con_prefijo(hallados, prefijo)


def _de_ficheros(ficheros: Iterable[Fichero], actor: Actor) -> list[Problema]:
    """Each reason once: that the person may not is said of all the files together."""
    hallados = [
        Problema(_COTEJO.get(problema.campo, problema.campo), problema.mensaje)
        for fichero in ficheros
        if fichero.validez == EstadoElaboracion.COPIA_DE_PAPEL
        for problema in problemas_para_cotejar(fichero.contenido, nombre=fichero.nombre, actor=actor)
    ]
    return list(dict.fromkeys(hallados))


def _de_codigos(codigos: Iterable[str]) -> Iterator[Problema]:
    for codigo in codigos:
        try:
            por_csv(codigo)
        except NoEncontrado as error:
            yield Problema("csv", f"{codigo}: {error.mensaje}")


def _de_presentacion(entrada: EntradaMostrador, reloj: Reloj) -> Iterator[Problema]:
    if entrada.presentado is not None and entrada.presentado > reloj.ahora():
        yield Problema("presentado", _("La fecha y la hora de presentación no pueden ser futuras."))
    if entrada.presentado is None and entrada.numero_reservado is not None:
        yield Problema("presentado", _("Escriba cuándo se presentó el papel con el número reservado."))
    if entrada.canal is not Canal.OTRO_REGISTRO:
        return
    if entrada.presentado is None:
        yield Problema("presentado", _("Escriba cuándo se presentó en el otro registro (artículo 16.4)."))
    if not entrada.complementos.origen.nombre.strip():
        yield Problema("origen_nombre", _("Escriba en qué registro se presentó."))


def _de_epigrafe(epigrafe: str) -> Iterator[Problema]:
    if epigrafe and epigrafe not in epigrafes():
        yield Problema("epigrafe", _("Elija un epígrafe de la lista."))


def _de_reserva(libro: LibroCodigo, reservado: tuple[int, int] | None) -> Iterator[Problema]:
    if reservado is not None:
        mensaje = problema_de_reserva(libro, *reservado)
        if mensaje:
            yield Problema("numero_reservado", mensaje)
