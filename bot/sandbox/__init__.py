"""A pretend world that speaks HTTP only: Telegram, Stripe and a phone in the browser."""
