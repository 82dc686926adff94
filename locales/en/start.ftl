language-name = English
language-current = ✓ { $name }
language-welcome = 👋 Welcome to the client area. Which language would you like to use?
language-question = Which language would you like to use?

welcome =
    👋 <b>Client area</b>

    Welcome. This is where you look after your certified mailbox (PEC):
    • check its expiry date and space
    • buy add-ons
    • top up your credit by card

    To begin, log in with your mailbox.
