"""The desk serves this machine unless it is told otherwise, and then only over TLS."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.desk.app import Place
from bot.errors import BotError

CERT, KEY = Path("cert.pem"), Path("key.pem")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.5.5.5"])
def test_this_machine_needs_no_certificate(host: str) -> None:
    """What does not leave the machine may travel readable."""
    Place(host).check()


@pytest.mark.parametrize("host", ["192.168.1.5", "desk.example", "0.0.0.0", "::", ""])
def test_another_address_needs_a_certificate(host: str) -> None:
    """Without TLS reports could be read on the network."""
    with pytest.raises(BotError, match="give --tls-cert and --tls-key"):
        Place(host).check()


@pytest.mark.parametrize("place", [Place(certificate=CERT), Place(certificate_key=KEY)])
def test_half_a_certificate_is_refused(place: Place) -> None:
    """Certificate and key belong together."""
    with pytest.raises(BotError, match="together"):
        place.check()


def test_all_addresses_at_once_are_refused() -> None:
    """The Host header can only be checked against one name."""
    with pytest.raises(BotError, match="the one address or name"):
        Place("0.0.0.0", certificate=CERT, certificate_key=KEY).check()


def test_the_address_of_an_office() -> None:
    """With a certificate the desk goes by its own name only."""
    place = Place("Desk.example", 443, CERT, KEY)

    place.check()

    assert "https://Desk.example:443/" == place.address
    assert {"desk.example:443", "desk.example"} == place.hosts


def test_the_command_says_it_in_one_sentence(tmp_path: Path) -> None:
    """`congvu desk` on an open address ends with one line that says what to do."""
    result = CliRunner().invoke(
        cli, ["desk", "--host", "0.0.0.0"], env={"CONGVU_HOME": str(tmp_path)}
    )

    assert 1 == result.exit_code
    assert 1 == len(result.output.strip().splitlines())
    assert "could be read on the network: give --tls-cert" in result.output


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """The command ends with one line that names the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(
            cli, ["desk", "--port", port, "--no-browser"], env={"CONGVU_HOME": str(tmp_path)}
        )

    assert 1 == result.exit_code
    assert "choose another --port" in result.output.splitlines()[-1]


def test_the_deadlines_of_the_office_are_used(tmp_path: Path) -> None:
    """What CONGVU_DEADLINES names holds for the desk too: a file that is none is refused."""
    own = tmp_path / "deadlines.toml"
    own.write_text("nothing = true", encoding="utf-8")
    environment = {"CONGVU_HOME": str(tmp_path), "CONGVU_DEADLINES": str(own)}

    result = CliRunner().invoke(cli, ["desk", "--no-browser"], env=environment)

    assert 1 == result.exit_code
    assert str(own) in result.output.splitlines()[-1]
