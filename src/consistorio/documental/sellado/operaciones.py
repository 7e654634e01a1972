"""Growing the tree, inside an action's transaction."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy

from consistorio.documental.firma import tsa
from consistorio.documental.firma.casa import sello_de_organo
from consistorio.documental.firma.firmantes import resumen_de
from consistorio.documental.sellado import arbol, cabeceras, consultas
from consistorio.documental.sellado.eventos import CabeceraFechada, CabeceraFirmada
from consistorio.documental.sellado.models import Cabecera, SelloCabecera
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj, RelojFijo
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.accion import alias_actual, automatizadas, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

automatizadas.declarar(
    automatizadas.Actuacion(
        "sellado_actuaciones",
        gettext_lazy("Sellado del registro de actuaciones"),
        "LPACAP art. 17; RD 311/2022 anexo II op.exp.8",
        gettext_lazy(
            "Cada pocos minutos, el programa resume todas las actuaciones en una huella, la firma y la publica."
        ),
        gettext_lazy("Huellas de las actuaciones, sin datos personales."),
        firma=gettext_lazy("Sello electrónico del Ayuntamiento y sello de tiempo"),
        permisos=("sellado.sellar",),
        modulos=(__name__,),
    )
)

TANDA = 5_000
_CERROJO = 0x5E11AD0  # advisory lock: one process grows the tree at a time
# What sealing itself notes does not ask for another head: it goes into the next one
PROPIOS = ("sellado.cabecera.firmada", "sellado.cabecera.fechada")
_PENDIENTES = f"SELECT e.id, e.canonico {consultas.SIN_HOJA} AND e.id > %(tras)s ORDER BY e.id LIMIT %(tanda)s"
_ALGUNO = f"SELECT EXISTS (SELECT 1 {consultas.SIN_HOJA} AND e.tipo <> ALL(%(propios)s))"


def crecer(*, desde: UUID) -> int:
    """Make leaves of the events that are not in the tree, from the identifier `desde` on (`consultas.suelo`); returns how many. At most
    `TANDA` rows are held at a time.

    They are found by what is missing, never by "later than the last one": transactions commit late.
    """
    exigir_transaccion()
    conexion = connections[alias_actual()]
    with conexion.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CERROJO])
        borde = arbol.Borde.de(consultas.tamano(), consultas.nodo)
        total, tras = 0, UUID(int=0)
        while True:
            cursor.execute(_PENDIENTES, {"desde": desde, "tras": tras, "tanda": TANDA})
            filas = cursor.fetchall()
            _asentar(cursor, borde, filas)
            total += len(filas)
            if len(filas) < TANDA:
                return total
            tras = filas[-1][0]


def _asentar(cursor: CursorWrapper, borde: arbol.Borde, filas: Sequence[tuple[UUID, str]]) -> None:
    """Write the leaves of some events, and the nodes that they close."""
    hojas, nodos = list[str](), list[str]()
    for evento_id, canonico in filas:
        valor = arbol.hash_hoja(canonico.encode())
        hojas.append(f"{borde.tamano}\t{evento_id}\t{valor.hex()}\n")
        nodos += [f"{nivel}\t{indice}\t{h.hex()}\n" for nivel, indice, h in borde.anadir(valor)]
    for destino, lineas in (
        ("sellado_hoja (indice, evento_id, hash)", hojas),
        ("sellado_nodo (nivel, indice, hash)", nodos),
    ):
        if lineas:
            with cursor.copy(f"COPY {destino} FROM STDIN") as copia:
                copia.write("".join(lineas))


def hay_que_sellar(*, desde: UUID) -> bool:
    """Whether some event outside the tree, from `desde` on, is more than what sealing itself noted."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_ALGUNO, {"desde": desde, "propios": list(PROPIOS)})
        return bool(cursor.fetchone()[0])


def firmar_cabecera(*, actor: Actor, reloj: Reloj) -> Cabecera:
    """Sign the tree as it stands. Emits: sellado.cabecera.firmada. Raises ServicioNoDisponible without the seal."""
    exigir_transaccion()
    tamano = consultas.tamano()
    raiz = arbol.raiz(tamano, consultas.nodo).hex()
    momento, organo = reloj.ahora(), str(settings.CONSISTORIO_ENTIDAD["dir3"])
    reloj = RelojFijo(momento)  # its fact says the same instant
    contenido = cabeceras.contenido_firmado(tamano, raiz, momento, organo)
    firma = sello_de_organo().separada(hashlib.sha256(contenido).digest(), momento=momento)
    cabecera = Cabecera.objects.create(
        tamano=tamano, raiz=raiz, momento=momento, organo=organo, firma=base64.b64encode(firma).decode()
    )
    anotar("sistema", CabeceraFirmada(tamano, raiz), actor=actor, reloj=reloj)
    return cabecera


def fechar_cabecera(cabecera: Cabecera, respuesta: bytes, *, actor: Actor, reloj: Reloj) -> None:
    """Keep the time stamp of a head, once. Emits: sellado.cabecera.fechada. Raises ServicioNoDisponible when it is not about that head."""
    exigir_transaccion()
    try:
        tsa.comprobar(cabeceras.ficha_de(respuesta), resumen_de(consultas.publicada(cabecera).fichero))
    except (ValueError, TypeError, KeyError) as error:
        mensaje = _("El sello de tiempo recibido no es de esta cabecera, o su firma no es correcta.")
        raise ServicioNoDisponible(mensaje) from error
    reloj = RelojFijo(reloj.ahora())  # its fact says the same instant
    _sello, nuevo = SelloCabecera.objects.get_or_create(
        cabecera=cabecera, defaults={"respuesta": respuesta, "sellada_el": reloj.ahora()}
    )
    if nuevo:
        hecho = CabeceraFechada(cabecera.tamano, hashlib.sha256(respuesta).hexdigest())
        anotar("sistema", hecho, actor=actor, reloj=reloj)
