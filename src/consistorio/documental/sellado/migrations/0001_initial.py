"""Leaves, nodes, heads and their time stamps are append-only (ENS op.exp.8)."""

from django.db import migrations, models
from django.db.models import Q

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auditoria", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Hoja",
                fields=[
                    ("indice", models.BigIntegerField(primary_key=True, serialize=False)),
                    ("evento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="auditoria.evento")),
                    ("hash", models.CharField(max_length=64)),
                ],
                options={
                    "verbose_name": "hoja",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("indice__gte", 0)), name="hoja_desde_0"),
                        models.CheckConstraint(condition=Q(("hash__regex", "^[0-9a-f]{64}$")), name="hoja_hash"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Nodo",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("nivel", models.SmallIntegerField()),
                    ("indice", models.BigIntegerField()),
                    ("hash", models.CharField(max_length=64)),
                ],
                options={
                    "verbose_name": "nodo",
                    "constraints": [
                        models.UniqueConstraint(fields=("nivel", "indice"), name="nodo_unico"),
                        models.CheckConstraint(condition=Q(("indice__gte", 0), ("nivel__gte", 1)), name="nodo_lugar"),
                        models.CheckConstraint(condition=Q(("hash__regex", "^[0-9a-f]{64}$")), name="nodo_hash"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Cabecera",
                fields=[
                    ("tamano", models.BigIntegerField(primary_key=True, serialize=False)),
                    ("raiz", models.CharField(max_length=64)),
                    ("momento", models.DateTimeField()),
                    ("organo", models.CharField(max_length=9)),
                    ("firma", models.TextField()),
                ],
                options={
                    "verbose_name": "cabecera del árbol",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("tamano__gte", 1)), name="cabecera_tamano"),
                        models.CheckConstraint(condition=Q(("raiz__regex", "^[0-9a-f]{64}$")), name="cabecera_raiz"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SelloCabecera",
                fields=[
                    (
                        "cabecera",
                        models.OneToOneField(
                            on_delete=models.PROTECT, primary_key=True, related_name="sello", serialize=False, to="sellado.cabecera"
                        ),
                    ),
                    ("respuesta", models.BinaryField()),
                    ("sellada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "sello de tiempo de una cabecera",
                },
            ),
            migrations.CreateModel(
                name="SuscripcionCabeceras",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("correo", models.EmailField(max_length=254, unique=True)),
                    ("alta", models.DateTimeField()),
                    ("baja", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "suscripción a las cabeceras",
                },
            ),
        ),
        hacer_inmutable("sellado_hoja"),
        hacer_inmutable("sellado_nodo"),
        hacer_inmutable("sellado_cabecera"),
        hacer_inmutable("sellado_sellocabecera"),
    ]
