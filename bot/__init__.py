"""The face: Telegram, the web and the clockwork."""
