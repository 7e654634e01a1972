"""What was noted of a rectificativa may be undone, and noted again: when it was is the only thing of its row that changes, once. One that had ended because nothing was owed waits again.
One may lower what was not paid by what had not come back before."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable

_TABLA = "facturas_rectificaciondefactura"
_ANTES = hacer_inmutable(_TABLA)
_EMISOR = "(OLD.emisor_id IS NOT NULL AND NEW.emisor_id IS DISTINCT FROM OLD.emisor_id)"
_VUELVE = (
    "coalesce(OLD.estado = 'anulada' AND OLD.anulacion <> 'aceptada' AND OLD.total + coalesce(OLD.retenido, 0) < 0 "
    "AND NEW.estado = 'conformada' AND NEW.terminada_el IS NULL AND NEW.unidad_id IS NOT DISTINCT FROM OLD.unidad_id "
    "AND NEW.emisor_id IS NOT DISTINCT FROM OLD.emisor_id AND NEW.conformada_el IS NOT DISTINCT FROM OLD.conformada_el, false)"
)
_TERMINADA = cerrar_filas("facturas_factura", f"OLD.terminada_el IS NOT NULL OR {_EMISOR}", "terminada")


class Migration(migrations.Migration):

    dependencies = [("facturas", "0005_rectificaciones")]

    operations = [
        migrations.RunSQL(sql=_ANTES.reverse_sql, reverse_sql=_ANTES.sql),
        migrations.AlterField(
            model_name="rectificaciondefactura",
            name="factura",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="como_rectificativa", to="facturas.factura"),
        ),
        migrations.AddField(
            model_name="rectificaciondefactura",
            name="escritas",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, null=True, size=None),
        ),
        migrations.AddField(
            model_name="rectificaciondefactura",
            name="de_reintegros",
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name="rectificaciondefactura",
            name="deshecha_el",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="rectificaciondefactura",
            constraint=models.UniqueConstraint(condition=models.Q(deshecha_el=None), fields=["factura"], name="rectificaciondefactura_una_en_pie"),
        ),
        migrations.AddConstraint(
            model_name="rectificaciondefactura",
            constraint=models.CheckConstraint(
                condition=models.Q(de_reintegros__gte=0, de_reintegros__lt=models.F("importe")), name="rectificaciondefactura_de_reintegros"
            ),
        ),
        hacer_inmutable(_TABLA, "id", "factura_id", "original_id", "operacion_id", "importe", "motivo", "escritas", "de_reintegros"),
        migrations.RunSQL(sql=_TERMINADA.reverse_sql, reverse_sql=_TERMINADA.sql),
        cerrar_filas("facturas_factura", f"(OLD.terminada_el IS NOT NULL AND NOT ({_VUELVE})) OR {_EMISOR}", "terminada"),
        cerrar_filas(_TABLA, "OLD.deshecha_el IS NOT NULL", "deshecha"),
        migrations.AlterField(
            model_name="pasofactura",
            name="clase",
            field=models.CharField(choices=[('remitida', 'Enviada a la unidad'), ('identificada', 'Identificada quien la expide'), ('devuelta', 'Devuelta: no es de esa unidad'), ('conformada', 'Conformada'), ('firmada', 'Firmada su conformidad'), ('retirada', 'Retirada su conformidad: se devolvió sin firmar'), ('rechazada', 'Rechazada'), ('contabilizada', 'Contabilizada la obligación'), ('descontabilizada', 'Anulada su obligación'), ('pagada', 'Pagada'), ('impagada', 'Devuelto su pago'), ('anulacion_pedida', 'Quien la presentó pidió anularla'), ('anulada', 'Anulada'), ('anulacion_negada', 'No se aceptó anularla'), ('traida', 'Traída del registro de facturas anterior'), ('adjuntada', 'Adjuntado su original'), ('rectificada', 'Anotado lo que rectifica'), ('deshecha', 'Deshecho lo que se anotó de la rectificativa')], max_length=18),
        ),
    ]
