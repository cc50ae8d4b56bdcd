"""The HTTP door: webhooks of gateways and of Telegram, and whether the shop is well."""
