"""Leaves, nodes, heads and their time stamps are append-only (ENS op.exp.8)."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("sellado", "0001_initial")]
    operations = [
        hacer_inmutable("sellado_hoja"),
        hacer_inmutable("sellado_nodo"),
        hacer_inmutable("sellado_cabecera"),
        hacer_inmutable("sellado_sellocabecera"),
    ]
