"""The process that is killed: it goes on from the first command that the database has not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad import permisos as de_contabilidad
from consistorio.economia.presupuesto import acciones, permisos
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    ControlPedido,
    Descuento,
    LineaDeModificacion,
    LineaPedida,
    PasosDeModificacion,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.permisos import FISCALIZAR

from .control import FAVORABLE, GESTOR, INTERVENTORA
from .oraculo import GENERA
from .ordenes import Exencion, Orden
from .sorteo import ordenes

ANIO = 2026
DIA = date(ANIO, 3, 2)
RELOJ = RelojFijo(datetime(ANIO, 6, 30, 10, tzinfo=UTC))
HACE_DE_TODO = (
    permisos.PREPARAR,
    permisos.GASTO,
    permisos.INGRESO,
    permisos.MODIFICAR,
    permisos.PAGAR,
    permisos.NO_PRESUPUESTARIO,
    de_contabilidad.ABRIR,
)
ACTORES = {
    INTERVENTORA: Actor.sistema(INTERVENTORA, *HACE_DE_TODO, FISCALIZAR),
    GESTOR: Actor.sistema(GESTOR, *HACE_DE_TODO),
}
BANCO, COMPENSA = "571", "557"
MARCA = "orden "
A_LA_LUZ = 25  # commands between lines of the log


class Hecha(NamedTuple):
    """What a command left: its operation, its first line and its number in its book."""

    operacion: UUID
    linea: UUID
    numero: int


class Divergencia(Exception):
    """The product did what it must not, or did not do what it has to."""


def trabajar(semilla: int, cuantas: int) -> int:
    """Do the commands that are not done; how many were done now. Raises Divergencia."""
    numeros, ids = hechas()
    estan, ultima, ahora = set(numeros), max(numeros, default=0), 0
    for orden, acepta, _oraculo in ordenes(semilla, cuantas):
        if orden.numero <= ultima:  # what was refused then is not asked again: there may be more now
            if (orden.numero in estan) != acepta:
                raise Divergencia(f"{orden}: {'it had' if acepta else 'it had not'} to be in the accounts")
            continue
        try:
            operacion = mandar(orden, ids)
        except ErrorDominio as error:
            if acepta:
                motivos = "; ".join([error.mensaje, *(p.mensaje for p in error.problemas)])
                raise Divergencia(f"{orden}: refused ({motivos})") from error
            continue
        if not acepta:
            raise Divergencia(f"{orden}: accepted, and it had to be refused")
        ahora += 1
        if orden.corrige is None and operacion is not None:
            linea_id = operacion.lineas.order_by("orden").values_list("id", flat=True)[0]
            ids[orden.numero] = Hecha(operacion.id, linea_id, operacion.numero)
        if ahora % A_LA_LUZ == 0:
            print(orden.numero, flush=True)
    return ahora


def mandar(orden: Orden, ids: dict[int, Hecha]) -> Operacion | None:
    """The use case of a command. None when it is of no operation."""
    if orden.clase == "IP":
        _dar_resultado(orden, ids)
        return None
    importe, actor = euros(orden.importe), ACTORES[orden.quien]
    texto = f"{MARCA}{orden.numero}"
    if orden.clase in ("TR", "GE"):
        return _modificar(orden, ids)
    control = _control_pedido(orden.exencion, ids) if orden.exencion is not None else ControlPedido()
    comun: dict[str, Any] = {"actor": actor, "cabecera": Cabecera(DIA, texto, varios=True, control=control)}
    comun["reloj"] = RELOJ
    if orden.corrige is not None:
        corregida = ids[orden.corrige]
        corrige: Callable[..., Operacion] = (
            acciones.corregir_pago if orden.clase in ("P", "R") else acciones.corregir_gasto
        )
        pedida = LineaPedida(importe, origen=corregida.linea)
        return corrige(**comun, operacion_id=corregida.operacion, lineas=[pedida])
    origen = ids[orden.sobre].linea if orden.sobre is not None else None
    aplica = ids[orden.aplica].linea if orden.aplica is not None else None
    linea = LineaPedida(importe, codigo="" if origen else orden.codigo, origen=origen, aplica=aplica)
    return _HACER[orden.clase](comun | {"lineas": [linea]}, orden)


def _modificar(orden: Orden, ids: dict[int, Hecha]) -> Operacion:
    importe = euros(orden.importe)
    lineas = [LineaDeModificacion("alta", orden.codigo, importe)]
    if orden.sobre is None:
        lineas.append(LineaDeModificacion("baja", orden.de, importe))
    else:
        derecho = ids[orden.sobre]
        prueba = LineaDeModificacion("financiacion", GENERA, importe, prueba="derecho", prueba_id=derecho.linea)
        lineas.append(prueba)
    return acciones.anotar_modificacion_ya_tramitada(
        actor=ACTORES[orden.quien],
        anio=ANIO,
        tipo="transferencia" if orden.sobre is None else "generacion",
        texto=f"{MARCA}{orden.numero}",
        lineas=lineas,
        pasos=PasosDeModificacion(DIA, "pleno", DIA, DIA),
        reloj=RELOJ,
    )


def _control_pedido(exencion: Exencion, ids: dict[int, Hecha]) -> ControlPedido:
    sin_iva = euros(exencion.sin_iva) if exencion.sin_iva is not None else None
    return ControlPedido(exencion.clase, por_que_esta_exenta(exencion, ids), sin_iva=sin_iva)


def por_que_esta_exenta(exencion: Exencion, ids: dict[int, Hecha]) -> str:
    """What proves an exemption, as it is written."""
    return f"Operación {ANIO}/{ids[exencion.primera].numero}" if exencion.primera is not None else exencion.por


def _dar_resultado(orden: Orden, ids: dict[int, Hecha]) -> None:
    """What the signed result of Intervención on a payment leaves, or one that was sent back; who signs it is tested in its room."""
    assert orden.sobre is not None
    firmado = orden.resultado == FAVORABLE
    Fiscalizacion.objects.create(
        clase=Fiscalizacion.Clase.PAGO,
        objeto=f"operacion:{ids[orden.sobre].operacion}",
        asunto=f"{MARCA}{orden.numero}",
        unidad=Unidad.objects.get(),
        importe=euros(orden.importe),
        pedida_el=RELOJ.ahora(),
        vence=DIA,
        estado=orden.resultado,
        hecha_el=RELOJ.ahora() if firmado else None,
        documento=Documento.objects.get() if firmado else None,
    )


_HACER: dict[str, Callable[[dict[str, Any], Orden], Operacion]] = {
    "RC": lambda comun, _o: acciones.retener(**comun, clase="RC"),
    **dict.fromkeys(("A", "A_RC"), lambda comun, _o: acciones.gastar(**comun, clase="A")),
    "D": lambda comun, _o: acciones.gastar(**comun, clase="D"),
    **dict.fromkeys(("O", "O_DV"), lambda comun, _o: acciones.gastar(**comun, clase="O")),
    "P": lambda comun, _o: acciones.ordenar_pago(**comun),
    "R": lambda comun, o: acciones.pagar(
        **comun,
        clase="R",
        ordinal=_ordinal(o),
        descuentos=[Descuento("IRPF", euros(o.descuento))] if o.descuento else [],
    ),
    "DV": lambda comun, _o: acciones.devengar(**comun),
    "DR": lambda comun, _o: acciones.reconocer(**comun, clase="DR"),
    "I": lambda comun, o: acciones.ingresar(**comun, ordinal=_ordinal(o)),
    "AN": lambda comun, _o: acciones.dar_de_baja(**comun, clase="AN"),
    "DEV": lambda comun, _o: acciones.acordar_devolucion(**comun),
    "PDEV": lambda comun, _o: acciones.pagar_devolucion(**comun, ordinal=BANCO),
    **{
        clase: lambda comun, _o, clase=clase: acciones.anotar_no_presupuestario(**comun, clase=clase, ordinal=BANCO)  # type: ignore[misc]
        for clase in ("INP", "PNP")
    },
}


def _ordinal(orden: Orden) -> str:
    return COMPENSA if orden.compensa else BANCO


def hechas() -> tuple[list[int], dict[int, Hecha]]:
    """Numbers of the commands that the database has, in order, and what each that is of an operation and no correction left there."""
    filas = LineaOperacion.objects.filter(operacion__texto__startswith=MARCA, orden=0).values_list(
        "operacion__texto", "operacion__signo", "operacion_id", "id", "operacion__numero"
    )
    numeros, ids = list[int](), dict[int, Hecha]()
    for texto, signo, operacion_id, linea_id, numero_de_libro in filas:
        numero = int(texto.removeprefix(MARCA))
        numeros.append(numero)
        if signo > 0:
            ids[numero] = Hecha(operacion_id, linea_id, numero_de_libro)
    resultados = Fiscalizacion.objects.filter(asunto__startswith=MARCA).values_list("asunto", flat=True)
    return sorted([*numeros, *(int(asunto.removeprefix(MARCA)) for asunto in resultados)]), ids


def euros(centimos: int) -> Decimal:
    return Decimal(centimos).scaleb(-2)
