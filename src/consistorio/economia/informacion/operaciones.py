"""What changes the quarterly information inside somebody's open transaction."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.informacion.consultas import FINES, cuadros, del_trimestre
from consistorio.economia.informacion.eventos import AjusteAnotado, InformacionRemitida, TasaAnotada, cadena
from consistorio.economia.informacion.models import AjusteSec, Remision, TasaDeReferencia
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

CENTIMO = Decimal("0.01")
NORMA = "Ley Orgánica 2/2012 arts. 6, 11 y 12; Orden HAP/2105/2012 art. 16"


def ajustar(
    anio: int, trimestre: int, clase: str, concepto: str, importe: Decimal, *, actor: Actor, reloj: Reloj
) -> AjusteSec:
    """Type an adjustment, in euros and signed. Writes: AjusteSec. Emits: informacion.ajuste. Raises DatosIncorrectos with every problem."""
    exigir_transaccion()
    problemas = _del_periodo(anio, trimestre)
    if clase not in AjusteSec.Clase.values:
        problemas.append(Problema("clase", _("Diga a qué cuenta se suma el ajuste.")))
    if not concepto.strip() or len(concepto) > 200:
        problemas.append(Problema("concepto", _("Escriba de qué es el ajuste, en 200 letras como mucho.")))
    if not importe.is_finite() or not importe or importe != importe.quantize(CENTIMO):
        problemas.append(Problema("importe", _("El ajuste son euros y céntimos, y no puede ser cero.")))
    if problemas:
        raise DatosIncorrectos(_("El ajuste no se ha anotado."), problemas=problemas)
    ajuste = AjusteSec.objects.create(
        anio=anio,
        trimestre=trimestre,
        clase=clase,
        concepto=concepto.strip(),
        importe=importe.quantize(CENTIMO),
        anotado_el=reloj.ahora(),
        autor_id=actor.id,
    )
    hecho = AjusteAnotado(ajuste.id, anio, trimestre, clase, f"{importe:.2f}")
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[ajuste])
    return ajuste


def poner_tasa(anio: int, por_ciento: Decimal, norma: str, *, actor: Actor, reloj: Reloj) -> TasaDeReferencia:
    """The rate of reference of a year, in percent. Writes: TasaDeReferencia. Emits: informacion.tasa. Raises DatosIncorrectos with every problem."""
    exigir_transaccion()
    problemas = _del_periodo(anio, 1)
    if not por_ciento.is_finite() or abs(por_ciento) >= 100 or por_ciento != por_ciento.quantize(CENTIMO):
        problemas.append(Problema("por_ciento", _("La tasa es un tanto por ciento con dos decimales como mucho.")))
    if not norma.strip() or len(norma) > 200:
        problemas.append(Problema("norma", _("Diga qué acuerdo la fijó, en 200 letras como mucho.")))
    if problemas:
        raise DatosIncorrectos(_("La tasa no se ha anotado."), problemas=problemas)
    tasa, _nueva = TasaDeReferencia.objects.update_or_create(
        anio=anio, defaults={"por_ciento": por_ciento.quantize(CENTIMO), "norma": norma.strip()}
    )
    anotar(cadena(anio), TasaAnotada(anio, f"{por_ciento:.2f}"), actor=actor, reloj=reloj, filas=[tasa])
    return tasa


def remitir(anio: int, trimestre: int, fecha: date, *, actor: Actor, reloj: Reloj) -> Remision:
    """Keep what is sent of a quarter that has ended, with its document. Writes: Documento, Remision. Emits: informacion.remitida. Raises DatosIncorrectos with every problem."""
    exigir_transaccion()
    problemas = _del_periodo(anio, trimestre)
    if trimestre in FINES and date(anio, *FINES[trimestre]) >= hoy(reloj):
        problemas.append(Problema("trimestre", _("El trimestre todavía no ha acabado.")))
    elif trimestre in FINES and not date(anio, *FINES[trimestre]) < fecha <= hoy(reloj):
        problemas.append(Problema("fecha", _("Se remite después de que acabe el trimestre, y no más tarde de hoy.")))
    if problemas:
        raise DatosIncorrectos(_("La información no se ha dado por remitida."), problemas=problemas)
    uno = del_trimestre(anio, trimestre)
    titulo = _("Información del trimestre %(t)d de %(anio)d") % {"t": trimestre, "anio": anio}
    documento = crear_desde_plantilla(
        "cuentas",
        {
            "titulo": titulo,
            "periodo": _("Hasta el %(dia)s. Importes en euros.") % {"dia": f"{uno.hasta:%d/%m/%Y}"},
            "cuadros": [cuadro.para_plantilla() for cuadro in cuadros(uno)],
            "norma": NORMA,
        },
        titulo=titulo,
        tipo_documental="TD99",
        organo=str(settings.CONSISTORIO_ENTIDAD["dir3"]),
        nombre=f"informacion-{anio}-{trimestre}T.pdf",
        firmas=[],
        actor=actor,
        reloj=reloj,
    )
    anteriores = Remision.objects.filter(anio=anio, trimestre=trimestre).count()
    remision = Remision.objects.create(
        anio=anio,
        trimestre=trimestre,
        orden=anteriores + 1,
        cifras=[asdict(cuadro) for cuadro in cuadros(uno)],
        documento=documento,
        remitida_el=fecha,
        autor_id=actor.id,
    )
    remision.refresh_from_db()
    hecho = InformacionRemitida(remision.id, anio, trimestre, documento.id, f"{uno.estabilidad.capacidad:.2f}")
    anotar(cadena(anio), hecho, actor=actor, reloj=reloj, filas=[remision])
    return remision


def _del_periodo(anio: int, trimestre: int) -> list[Problema]:
    problemas = []
    if not Ejercicio.objects.filter(anio=anio).exists():
        problemas.append(Problema("anio", _("El ejercicio %(anio)d no está en la contabilidad.") % {"anio": anio}))
    if trimestre not in FINES:
        problemas.append(Problema("trimestre", _("El trimestre es del 1 al 4.")))
    return problemas
