"""The VAT of an invoice that an activity of the town deducts, apart from what is expense."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.facturas.models import Factura, ImpuestoFactura
from consistorio.economia.facturas.reglas import numero_limpio
from consistorio.economia.tributacion.models import ApunteIva, Prorrata
from consistorio.economia.tributacion.reglas import iva

IVA = "01"  # as Facturae names it
CERO = Decimal("0.00")
COMUN = ApunteIva.Destino.COMUN.value


def en_el_registro(persona_id: UUID, numero: str, expedida: date) -> str:
    """In words, that an invoice that somebody types is in the register, where what it owes is recognised from it; "" when it is not. A number names one of who issues it and of its
    year (RD 1619/2012 art. 6.1.a); without its series, one of its day."""
    limpio = numero_limpio(numero)
    vivas = Factura.objects.filter(emisor__persona=persona_id, fecha__year=expedida.year).exclude(
        estado__in=[Factura.Estado.RECHAZADA, Factura.Estado.ANULADA]
    )
    for una in vivas.order_by("anotada_el", "id"):
        entero, suelto = numero_limpio(una.serie + una.numero_factura), numero_limpio(una.numero_factura)
        if limpio and (limpio == entero or (limpio == suelto and una.fecha == expedida)):
            dicho = {"c": una.codigo, "e": una.get_estado_display()}
            return _("Está en el registro de facturas: es %(c)s (%(e)s). Su obligación se reconoce desde ella.") % dicho
    return ""


def de_factura(factura: Factura) -> list[ImpuestoFactura]:
    """Its rates, in order."""
    return list(factura.impuestos.filter(codigo=IVA, retenido=False).order_by("orden"))


def deducciones(anio: int) -> list[tuple[str, str]]:
    """What may be said of the VAT of an invoice in a year, as `activity:use`, and in words: of an activity with a prorrata especial, also what it is used for."""
    dichas = []
    for una in Prorrata.objects.filter(anio=anio, sector__en_uso=True).select_related("sector").order_by("sector_id"):
        usos = ApunteIva.Destino.choices if una.clase == Prorrata.Clase.ESPECIAL else [(COMUN, "")]
        dichas += [(f"{una.sector_id}:{uso}", f"{una.sector.nombre}. {texto}".rstrip(". ")) for uso, texto in usos]
    return dichas


def problemas_de(factura: Factura, actividad: str, *, anio: int) -> list[str]:
    """What keeps its VAT from being set apart, in words."""
    motivos = []
    if sum((uno.base + uno.cuota for uno in de_factura(factura)), CERO) != factura.obligado:
        motivos.append(_("Sus bases y sus cuotas de IVA no suman lo que se debe: su IVA no se puede separar."))
    if not Prorrata.objects.filter(sector=actividad, anio=anio).exists():
        dicho = {"c": actividad, "anio": anio}
        motivos.append(_("La actividad %(c)s no tiene prorrata de %(anio)d: fíjela antes.") % dicho)
    return motivos


def gasto_de(factura: Factura, actividad: str, destino: str, *, anio: int) -> Decimal:
    """What of it is expense, in euros: all that is owed but what that activity deducts of its VAT that year."""
    prorrata = Prorrata.objects.get(sector=actividad, anio=anio)
    tanto = prorrata.provisional if prorrata.definitiva is None else prorrata.definitiva
    deducidas = (
        iva.deducible(uno.cuota, clase=prorrata.clase, destino=destino, por_ciento=tanto) for uno in de_factura(factura)
    )
    return factura.obligado - sum(deducidas, CERO)
