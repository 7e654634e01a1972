"""What was asked, signed and returned is not deleted; the identity of a certificate and of a step never changes."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("firma", "0001_initial"), ("auditoria", "0002_inmutable")]
    operations = [
        hacer_inmutable("firma_circuito", "documento_id", "referencia", "orden", "pedido_por", "pedido_el"),
        hacer_inmutable("firma_pasofirma", "circuito_id", "numero", "puesto_id", "organo", "campo", "papel"),
        hacer_inmutable("firma_certificadoempleado", "empleado_id", "huella", "titular", "emisor", "serie", "desde", "hasta", "pem"),
        hacer_inmutable("firma_sellopedido", "lote", "documento_id", "campo", "referencia", "pedido_el"),
    ]
