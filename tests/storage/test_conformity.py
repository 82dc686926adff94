"""The storage is what the domain's ports ask for; the type checker and these assignments say so."""

from domain.ports import UnitOfWork, Units
from storage.engine import Database
from storage.transaction import Transaction
from storage.unit_of_work import SqlUnit, SqlUnits


def test_units_conform_to_the_ports(database: Database) -> None:
    units: Units = SqlUnits(database)
    assert units is not None


async def test_a_unit_conforms_to_the_ports(database: Database) -> None:
    async with database.readers.connect() as connection:
        unit: UnitOfWork = SqlUnit(Transaction(connection))
        assert [name for name in vars(UnitOfWork) if not name.startswith("_") and not hasattr(unit, name)] == []
