"""No test reaches a network: Sixpoint needs none, and a test that does is not repeatable."""

import socket

import pytest
from pytest_socket import SocketBlockedError


def test_a_test_cannot_open_a_socket() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_a_test_cannot_look_up_a_name() -> None:
    with pytest.raises(SocketBlockedError):
        socket.getaddrinfo("sixpoint.invalid", 443)
