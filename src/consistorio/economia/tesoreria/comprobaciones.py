"""What `verificar` holds in the treasury of each year."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.contabilidad.comprobaciones import comprobacion_contable
from consistorio.economia.tesoreria import consultas, reglas
from consistorio.economia.tesoreria.arqueos import situacion_de
from consistorio.economia.tesoreria.models import Arqueo, Conciliacion, Extracto, LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.tipos import Importe


@comprobacion_contable(gettext_lazy("Las actas de arqueo dicen lo que dicen los libros y los bancos"))
def arqueos(anio: int) -> list[str]:
    """Each act, worked out again with what was known when it was drawn up."""
    hallados = []
    for arqueo in Arqueo.objects.filter(ejercicio=anio).exclude(estado=Arqueo.Estado.DEVUELTO).order_by("hasta"):
        for linea in arqueo.lineas.select_related("ordinal").order_by("ordinal"):
            ahora = situacion_de(linea.ordinal, desde=arqueo.desde, hasta=arqueo.hasta, sabido=arqueo.hecho_el).estado
            if ahora != linea.como_estado or linea.existencias != ahora.existencias:
                mensaje = _(
                    "el acta de arqueo del %(dia)s dice del ordinal %(cual)s lo que no es: %(hay)s de existencias"
                )
                datos = {"dia": f"{arqueo.hasta:%d/%m/%Y}", "cual": linea.ordinal_id, "hay": Importe(ahora.existencias)}
                hallados.append(mensaje % datos)
    return hallados


@comprobacion_contable(gettext_lazy("Cada conciliación suma lo mismo en los dos lados"))
def conciliaciones(anio: int) -> list[str]:
    """Both sides of each pair, added up again."""
    hallados = []
    vivas = Conciliacion.objects.filter(deshecha_el=None, movimientos__movimiento__fecha__year=anio).distinct()
    for conciliacion in vivas.select_related("ordinal").order_by("id"):
        del_banco = conciliacion.movimientos.aggregate(suma=Sum("movimiento__importe"))["suma"] or CERO
        ids = list(conciliacion.apuntes.values_list("apunte_id", flat=True))
        apuntes = consultas.apuntes_de(conciliacion.ordinal, ids).values()
        de_libros = sum((a.importe for a in apuntes), CERO)
        if not conciliacion.importe == del_banco == de_libros:
            mensaje = _("una conciliación del ordinal %(cual)s no suma lo mismo en los dos lados")
            hallados.append(mensaje % {"cual": conciliacion.ordinal_id})
    return hallados


@comprobacion_contable(gettext_lazy("Los extractos llevan de un saldo al siguiente"))
def extractos(anio: int) -> list[str]:
    """The movements that are known until the end of each statement are its balance."""
    hallados = []
    for extracto in Extracto.objects.filter(hasta__year=anio).select_related("ordinal").order_by("ordinal", "hasta"):
        if consultas.saldo_del_banco(extracto.ordinal, hasta=extracto.hasta) != extracto.saldo_final:
            mensaje = _("el ordinal %(cual)s no tiene el %(dia)s el saldo que dice su extracto")
            hallados.append(mensaje % {"cual": extracto.ordinal_id, "dia": f"{extracto.hasta:%d/%m/%Y}"})
    return hallados


@comprobacion_contable(gettext_lazy("Las relaciones de pagos son las que se firmaron"))
def relaciones(anio: int) -> list[str]:
    """The fingerprint of each list and its sums, from its lines; and each payment is what was noted."""
    hallados = []
    for relacion in RelacionDePagos.objects.filter(ejercicio=anio).order_by("numero"):
        lineas = list(relacion.lineas.select_related("pago").order_by("orden"))
        huella = reglas.huella_de_lineas((x.referencia, x.nombre, x.iban, x.liquido) for x in lineas)
        sumas = (sum((x.importe for x in lineas), CERO), sum((x.liquido for x in lineas), CERO))
        if huella != relacion.huella or sumas != (relacion.importe, relacion.liquido):
            hallados.append(_("los pagos de la relación %(cual)s no son los que se firmaron") % {"cual": relacion})
        hallados += [
            _("el pago %(cual)s no se contabilizó por su importe") % {"cual": linea.referencia}
            for linea in lineas
            if linea.estado in (LineaDePago.Estado.PAGADA, LineaDePago.Estado.DEVUELTA)
            and (linea.pago is None or linea.pago.importe != linea.importe)
        ]
    return hallados
