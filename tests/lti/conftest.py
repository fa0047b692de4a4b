"""Fixtures of the launch tests: a Hallway on both databases and an LMS that it knows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lrs import Lrs, Store
from lrs.database import Database, metadata
from lrs.settings import Settings
from tests.conftest import settings_of
from tests.lti.fake_platform import TOOL, FakePlatform, running_platform


@pytest.fixture
def settings(kind: str, tmp_path: Path, empty_databases: Callable[[str, Path], str]) -> Settings:
    return settings_of(
        tmp_path,
        HALLWAY_DATABASE_URL=empty_databases(kind, tmp_path),
        HALLWAY_BASE_URL=TOOL,
        HALLWAY_SECRET="a secret that only these tests know",
        HALLWAY_ALLOW_PRIVATE_ADDRESSES="1",
    )


@pytest.fixture
def lms() -> Iterator[FakePlatform]:
    """An LMS that nobody has registered."""
    with running_platform() as platform:
        yield platform


@pytest.fixture
def platform(lms: FakePlatform, lrs: Lrs, store: Store) -> FakePlatform:
    """An LMS that the store knows."""
    lms.register(lrs, store)
    return lms


@pytest.fixture
def rows(database: Database) -> Callable[[], dict[str, int]]:
    """Count the rows of every table, but not the login that the launch would consume, nor the doctor's notes."""
    aside = {"login_states", "refused_launches", "pending_deployments", "unknown_platforms"}

    def count() -> dict[str, int]:
        with database.reading() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
                if table.name not in aside
            }

    return count
