"""The outside world in a box: a Telegram Bot API and a payment gateway on loopback."""
