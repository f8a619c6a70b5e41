"""What the surroundings tell the program: read once, every fault listed at once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class BadEnvironment(Exception):
    """The environment cannot be used; the message lists every fault and how to mend it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings of one installation, which serves one municipality."""

    data: Path
    secret_key: str
    database_url: str
    hosts: tuple[str, ...]
    https: bool
    demo: bool
    proxies: int
    model: Path | None = None
    names: Path | None = None

    @property
    def database(self) -> dict[str, object]:
        """Django's description of the database: PostgreSQL by address, else SQLite in the data folder."""
        if not self.database_url:
            return _sqlite(str(self.data / "kanalkoll.sqlite3"))
        parts = urlsplit(self.database_url)
        if parts.scheme == "sqlite":
            return _sqlite(parts.path)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }


def read(variables: Mapping[str, str]) -> Environment:
    """The environment's settings. Raises BadEnvironment with all faults together."""
    faults: list[str] = []
    demo = _flag(variables, "KANALKOLL_DEMO", default=False, faults=faults)
    found = Environment(
        data=Path(variables.get("KANALKOLL_DATA") or "var").resolve(),
        secret_key=_secret(variables, faults),
        database_url=_database_url(variables, faults),
        hosts=_hosts(variables, demo=demo, faults=faults),
        https=_flag(variables, "KANALKOLL_HTTPS", default=not demo, faults=faults),
        demo=demo,
        proxies=_proxies(variables, faults),
        model=_folder(variables, "KANALKOLL_MODEL", faults),
        names=_folder(variables, "KANALKOLL_NAMES", faults),
    )
    if faults:
        raise BadEnvironment("Inställningarna går inte att använda:\n" + "\n".join(f"- {f}" for f in faults))
    return found


def demo_environment(words: Sequence[str], variables: Mapping[str, str]) -> dict[str, str]:
    """What the demonstration sets for itself: a folder for each town, and a key that stays in it."""
    named = next((word for word in words if not word.startswith("-") and not word.isdecimal()), "")
    town = named or variables.get("KOMMUN") or "aneby"
    data = Path(variables.get("KANALKOLL_DATA") or Path("var") / f"demo-{town}").resolve()
    key = data / "secret.key"
    if not key.exists():
        data.mkdir(parents=True, exist_ok=True)
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(48), "utf-8")
    return {"KANALKOLL_DEMO": "1", "KANALKOLL_DATA": str(data), "SECRET_KEY": key.read_text("utf-8")}


def _sqlite(path: str) -> dict[str, object]:
    # Kept open: the last one to close copies the whole write-ahead log into the database, at every request.
    return {"ENGINE": "kanalkoll.ledger.engine.sqlite", "NAME": path, "CONN_MAX_AGE": None}


def _secret(variables: Mapping[str, str], faults: list[str]) -> str:
    key = variables.get("SECRET_KEY", "")
    if len(key) < 32:
        faults.append("SECRET_KEY saknas eller är kortare än 32 tecken. Sätt en lång slumpad text.")
    return key


def _database_url(variables: Mapping[str, str], faults: list[str]) -> str:
    address = variables.get("DATABASE_URL", "")
    if address and urlsplit(address).scheme not in {"postgresql", "postgres", "sqlite"}:
        faults.append(
            "DATABASE_URL ska börja med postgresql:// eller sqlite:///. Lämna tom för SQLite i datamappen."
        )
    return address


def _hosts(variables: Mapping[str, str], *, demo: bool, faults: list[str]) -> tuple[str, ...]:
    named = tuple(host.strip() for host in variables.get("KANALKOLL_HOSTS", "").split(",") if host.strip())
    if demo and any(host not in LOOPBACK_HOSTS for host in named):
        faults.append("KANALKOLL_DEMO får bara köras på den egna datorn: ta bort KANALKOLL_HOSTS.")
    if "*" in named:
        faults.append("KANALKOLL_HOSTS får inte vara *: skriv de namn som sidan nås på.")
    return named or LOOPBACK_HOSTS


def _flag(variables: Mapping[str, str], name: str, *, default: bool, faults: list[str]) -> bool:
    value = variables.get(name, "")
    if value not in {"", "0", "1"}:
        faults.append(f"{name} ska vara 0 eller 1, inte {value!r}.")
    return default if value == "" else value == "1"


def _proxies(variables: Mapping[str, str], faults: list[str]) -> int:
    value = variables.get("KANALKOLL_PROXIES", "0")
    if not value.isdigit():
        faults.append(
            "KANALKOLL_PROXIES ska vara antalet omvända proxyservrar framför programmet, till exempel 1."
        )
        return 0
    return int(value)


def _folder(variables: Mapping[str, str], name: str, faults: list[str]) -> Path | None:
    given = variables.get(name, "")
    if not given:
        return None
    folder = Path(given).resolve()
    if not folder.is_dir():
        faults.append(f"{name}: mappen {folder} finns inte. Rätta sökvägen, eller ta bort inställningen.")
    return folder
