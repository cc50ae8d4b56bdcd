"""Migrations: how a database gets from one version of the shop to the next. Only upwards."""
