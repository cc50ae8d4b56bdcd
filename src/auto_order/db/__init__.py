"""The database: engines, the visible transaction, column types, migrations. No table of the trade."""
