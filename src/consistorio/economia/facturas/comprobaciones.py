"""What is wrong with an invoice that arrives, held against the town: who it is for, its centres, whether it came before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.documental.firma.validacion import Veredicto
from consistorio.economia.facturas.estructura.tipos import Centro, Defecto, Parte
from consistorio.economia.facturas.firma import Juicio
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.reglas import nif_sin_prefijo
from consistorio.economia.terceros import consultas as terceros
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.models import Unidad

PAPELES = {
    "01": gettext_noop("la oficina contable"),
    "02": gettext_noop("el órgano gestor"),
    "03": gettext_noop("la unidad tramitadora"),
}
SOLO_UNIDAD = {"03": PAPELES["03"]}
# What makes an invoice the same as another one
IDENTIDAD = ("emisor_nif", "serie", "numero_factura", "fecha", "total")
_CLASES = {"lectura": "formato", "estructura": "formato", "suma": "importes"}


@dato
class Hallazgo:
    """Something wrong. `codigo`: a reason of rejection (`reglas.motivos`), or `aviso` of what is only worth knowing."""

    codigo: str
    donde: str
    mensaje: str

    def como_datos(self) -> dict[str, str]:
        """As the row keeps it."""
        return {"codigo": self.codigo, "donde": self.donde, "mensaje": self.mensaje}


def de_defectos(defectos: Sequence[Defecto]) -> list[Hallazgo]:
    """What the file itself says wrong."""
    return [
        Hallazgo(_CLASES[d.clase], f"{d.donde} (línea {d.linea})" if d.linea else d.donde, d.mensaje) for d in defectos
    ]


def de_firma(juicio: Juicio, *, expiden: Collection[str]) -> list[Hallazgo]:
    """What its signature is worth. `expiden`: the numbers of who may sign it: its issuer, or the third party that issues it in their name."""
    if not juicio.lleva:
        return [Hallazgo("firma", _("la firma"), _("La factura no lleva firma electrónica."))]
    if juicio.veredicto == Veredicto.NO_VALIDA:
        return [Hallazgo("firma", _("la firma"), juicio.dice)]
    if juicio.veredicto == Veredicto.INDETERMINADA:
        return [Hallazgo("aviso", _("la firma"), juicio.dice)]
    if not {nif_sin_prefijo(n) for n in juicio.firmantes} & {nif_sin_prefijo(n) for n in expiden}:
        mensaje = _("La firma alguien que no es quien la expide: %(quien)s.") % {"quien": juicio.dice}
        return [Hallazgo("aviso", _("la firma"), mensaje)]
    return []


def del_receptor(receptor_nif: str) -> Iterator[Hallazgo]:
    """For whom it is."""
    propio = str(settings.CONSISTORIO_ENTIDAD["nif"])
    if nif_sin_prefijo(receptor_nif) != propio:
        mensaje = _("El NIF del receptor es «%(n)s» y el de este Ayuntamiento es %(p)s.")
        yield Hallazgo("destinatario", _("el receptor"), mensaje % {"n": receptor_nif[:30], "p": propio})


def del_emisor(emisor: Parte) -> Iterator[Hallazgo]:
    """Who sends it."""
    if not emisor.nombre_completo:
        yield Hallazgo("emisor", _("el emisor"), _("No dice cómo se llama quien la expide."))
    if emisor.residencia in ("", "R") and not nif_valido(emisor.nif):
        mensaje = _("«%(n)s» no es un NIF.") % {"n": emisor.nif[:30]}
        yield Hallazgo("emisor", _("el emisor"), mensaje)


def nif_valido(nif: str) -> bool:
    """Whether it is a Spanish number."""
    try:
        Nif.de(nif_sin_prefijo(nif))
    except DatosIncorrectos:
        return False
    return True


def unidad_vigente(dir3: str, *, en: date) -> Unidad | None:
    """The unit of this town with that code on a day."""
    return Unidad.objects.filter(vigente(en), dir3=dir3).first() if dir3 else None


def de_los_centros(centros: Sequence[Centro], *, papeles: Mapping[str, str], en: date) -> Iterator[Hallazgo]:
    """The three DIR3 codes that a public invoice carries, each of a unit of the town."""
    dichos = {c.papel: c.codigo for c in centros}
    for papel, nombre in papeles.items():
        codigo = dichos.get(papel, "")
        if not codigo:
            yield Hallazgo("centros", _(nombre), _("No dice su código DIR3."))
        elif unidad_vigente(codigo, en=en) is None:
            yield Hallazgo("centros", _(nombre), _("«%(c)s» no es de este Ayuntamiento.") % {"c": codigo})


def del_contenido(
    *, numero: str, fecha: date | None, moneda: str, total: Decimal | None, hoy: date
) -> Iterator[Hallazgo]:
    """What an invoice cannot do without."""
    if not numero:
        yield Hallazgo("contenido", _("el número de factura"), _("No lo dice."))
    if fecha is None:
        yield Hallazgo("contenido", _("la fecha de expedición"), _("No la dice."))
    elif fecha > hoy:
        yield Hallazgo("contenido", _("la fecha de expedición"), _("Es posterior al día en que se presentó."))
    if total is None:
        yield Hallazgo("contenido", _("el total de la factura"), _("No lo dice, o no cabe en una factura."))
    if moneda != "EUR":
        yield Hallazgo("contenido", _("la moneda"), _("No está en euros."))


def duplicada(nueva: Factura) -> Factura | None:
    """The one that came before with the same issuer, series, number, date and amount, and was neither rejected nor cancelled."""
    if not (nueva.emisor_nif and nueva.numero_factura):
        return None
    iguales = Factura.objects.filter(**{campo: getattr(nueva, campo) for campo in IDENTIDAD}).exclude(
        estado__in=[Factura.Estado.RECHAZADA, Factura.Estado.ANULADA]
    )
    return iguales.exclude(id=nueva.id).order_by("anotada_el", "id").first()


def lineas_que_no_caben(cuantas: int, caben: int) -> str:
    """What to say of an invoice with more lines than rows are kept of."""
    return _("Tiene %(n)s líneas. Aquí se guardan las %(m)s primeras; las demás se ven en su archivo.") % {
        "n": cuantas,
        "m": caben,
    }


def ya_vino(anterior: Factura) -> str:
    """What to say of an invoice that came before."""
    return _("Es la misma que %(codigo)s: mismo emisor, serie, número, fecha e importe.") % {"codigo": anterior.codigo}


def de_lo_que_pide(factura: Factura, *, en: date) -> Iterator[Hallazgo]:
    """What is worth knowing before it is paid: its case, its account, who bought it."""
    if factura.expediente_dicho and factura.expediente_id is None:
        mensaje = _("Nombra «%(e)s», que no es el número de ningún expediente.") % {"e": factura.expediente_dicho}
        yield Hallazgo("aviso", _("el expediente"), mensaje)
    if factura.cesionario_nif:
        yield Hallazgo(
            "aviso", _("la cesión del crédito"), _("Pide que se pague a otra persona, que compró el crédito.")
        )
    if factura.emisor is not None and factura.iban:
        cuenta = terceros.cuenta_en_vigor(factura.emisor.persona_id, en=en)
        if cuenta is None or cuenta.iban != factura.iban:
            mensaje = _("La cuenta que pide no es la que está confirmada: no se paga en ella.")
            yield Hallazgo("aviso", _("la cuenta en que se cobra"), mensaje)
