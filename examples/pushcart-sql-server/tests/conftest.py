import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

_SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of the tests' own, started for them: Debian's package postgresql."""
    binaries = next((folder for folder in _SERVERS if (folder / "initdb").exists()), None)
    if binaries is None:
        pytest.skip("there is no PostgreSQL server here (Debian: apt install postgresql)")
    as_other = ["runuser", "--user", "postgres", "--"] if os.geteuid() == 0 else []
    if as_other and not shutil.which("runuser"):
        pytest.skip("PostgreSQL refuses to run as root, and there is no runuser")
    # Its socket's path may not be long, and another user must be able to reach it.
    folder = Path("/tmp") / f"pushcart-sql-server-{os.getpid()}"  # noqa: S108 - removed below
    folder.mkdir()
    if as_other:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    run = [*as_other, str(binaries / "pg_ctl"), "--pgdata", str(data), "--silent"]
    try:
        subprocess.run(
            [*run, "initdb", "--options=--auth=trust --username=tests"],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
        )
        server = f"-c listen_addresses= -k {folder}"
        subprocess.run(
            [*run, "start", "--wait", "--log", str(folder / "log"), "--options", server], check=True, cwd="/"
        )
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            subprocess.run([*run, "stop", "--mode=immediate"], check=True, cwd="/")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rows.db'}"
    server: str = request.getfixturevalue("postgresql")
    engine = sa.create_engine(server)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS orders"))
    engine.dispose()
    return server
