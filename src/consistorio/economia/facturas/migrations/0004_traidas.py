"""What the register of another program noted first comes without its file, with its number there and with the operation that committed it."""

import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('facturas', '0003_conformidad_firmada'),
        ('registro', '0002_justificantes_por_hacer'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='entrega',
            name='entrega_una_vez',
        ),
        migrations.AddField(
            model_name='entrega',
            name='numero_anterior',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='factura',
            name='compromiso_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='entrega',
            name='canal',
            field=models.CharField(choices=[('face', 'Punto general de entrada'), ('registro', 'Registro'), ('archivo', 'Archivo que trajo la oficina contable'), ('papel', 'En papel'), ('anterior', 'Registro de facturas anterior')], max_length=10),
        ),
        migrations.AlterField(
            model_name='entrega',
            name='documento',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AlterField(
            model_name='pasofactura',
            name='clase',
            field=models.CharField(choices=[('remitida', 'Enviada a la unidad'), ('identificada', 'Identificada quien la expide'), ('devuelta', 'Devuelta: no es de esa unidad'), ('conformada', 'Conformada'), ('firmada', 'Firmada su conformidad'), ('retirada', 'Retirada su conformidad: se devolvió sin firmar'), ('rechazada', 'Rechazada'), ('contabilizada', 'Contabilizada la obligación'), ('descontabilizada', 'Anulada su obligación'), ('pagada', 'Pagada'), ('impagada', 'Devuelto su pago'), ('anulacion_pedida', 'Quien la presentó pidió anularla'), ('anulada', 'Anulada'), ('anulacion_negada', 'No se aceptó anularla'), ('traida', 'Traída del registro de facturas anterior'), ('adjuntada', 'Adjuntado su original')], max_length=18),
        ),
        migrations.AddConstraint(
            model_name='entrega',
            constraint=models.UniqueConstraint(condition=models.Q(('canal__in', ['papel', 'face', 'anterior']), _negated=True), fields=('huella',), name='entrega_una_vez'),
        ),
        migrations.AddConstraint(
            model_name='entrega',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('canal', 'anterior'), ('documento', None), models.Q(('numero_anterior', ''), _negated=True)), models.Q(models.Q(('canal', 'anterior'), _negated=True), ('documento__isnull', False), ('numero_anterior', '')), _connector='OR'), name='entrega_con_documento'),
        ),
        cerrar_filas("facturas_factura", "NEW.compromiso_id IS DISTINCT FROM OLD.compromiso_id", "comprometida"),
    ]
