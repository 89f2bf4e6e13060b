"""Where the data is stored, which ports we listen on, and which readings of the law we follow."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings from environment variables, each with the prefix MAATWERK_."""

    model_config = SettingsConfigDict(env_prefix="MAATWERK_", hide_input_in_errors=True)

    home: Path = Field(default=Path("var"), description="data folder: database, letters, keys, Prefect's own data")
    database_url: str = Field(default="", description="application's database; empty means SQLite in the data folder")
    owner_database_url: str = Field(default="", description="the tables' owner, for migrations; empty means the same")
    host: str = Field(default="127.0.0.1", description="address of the desk")
    port: int = Field(default=8400, description="port of the desk")
    prefect_host: str = Field(default="127.0.0.1", description="address of the Prefect server")
    prefect_port: int = Field(default=4300, description="port of the Prefect server")
    prefect_api_url: str = Field(default="", description="an existing Prefect server; empty means our own")
    prefect_auth: SecretStr = Field(default=SecretStr(""), description="user:password of the Prefect server")
    worker_poll_seconds: float = Field(default=10, description="how often a worker looks for work it did not hear of")
    production: bool = Field(default=False, description="refuses the demo login and insecure cookies")
    demo: bool = Field(default=True, description="sample municipality and cases, and the demo login")
    municipality: str = Field(default="veldhaven", description="name of the file in config/municipality/")
    templates: Path | None = Field(default=None, description="folder with the municipality's own letter texts")
    proofs: Path | None = Field(default=None, description="folder with proofs of destruction; empty means proofs/")
    handover: Path | None = Field(
        default=None,
        description="folder where bundles are handed to the printer; empty means handover/ in the data folder",
    )
    answers: Path | None = Field(
        default=None,
        description="folder where the printer puts its answers; empty means answers/ in the data folder",
    )
    bundle_letters: int = Field(default=500, ge=1, le=1000, description="most letters in one bundle")
    bundle_days: int = Field(
        default=28, ge=1, description="days that a bundle's PDF and list stay after the printer answered"
    )
    claim_minutes: float = Field(default=30, ge=0, description="how long a letter run may work on a letter by itself")
    keys: Path | None = Field(default=None, description="folder with the keys; empty means keys/ in the data folder")
    heads: Path | None = Field(default=None, description="folder with the signed heads; empty means heads/ in the same")

    @property
    def database(self) -> str:
        """The database URL in use."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'maatwerk.db'}"

    @property
    def owner_database(self) -> str:
        """The URL migrations run under."""
        return self.owner_database_url or self.database

    @property
    def prefect_api(self) -> str:
        """The URL of the API of the Prefect server in use."""
        return self.prefect_api_url or f"http://{self.prefect_host}:{self.prefect_port}/api"

    @property
    def handover_folder(self) -> Path:
        """The folder where the printer collects its bundles."""
        return self.handover or self.home / "handover"

    @property
    def answers_folder(self) -> Path:
        """The folder where the printer puts its answers."""
        return self.answers or self.home / "answers"

    @property
    def keys_folder(self) -> Path:
        """The folder with the keys."""
        return self.keys or self.home / "keys"

    @property
    def heads_folder(self) -> Path:
        """The folder with the signed heads."""
        return self.heads or self.home / "heads"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
