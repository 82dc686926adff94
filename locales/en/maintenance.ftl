# Maintenance: what is seen by whoever writes meanwhile, and the switch of administrators.
maintenance-closed =
    🛠 <b>We are doing maintenance.</b>

    Your data and your credit are safe.
maintenance-until = We expect to be done on <b>{ $until }</b>.
maintenance-until-today = We expect to be done at <b>{ TIME($until) }</b>.
maintenance-promise = There is nothing you need to do: I will write to you when it is over.
maintenance-over =
    ✅ <b>Maintenance is over.</b>

    You can go on where you left off, or go back to the menu.
maintenance-line = 🛠 <b>Maintenance is on</b>: for everybody but administrators the bot is closed.
maintenance-line-until = 🛠 <b>Maintenance is on</b> until { $until }: for everybody but administrators the bot is closed.
maintenance-line-until-today = 🛠 <b>Maintenance is on</b> until { TIME($until) }: for everybody but administrators the bot is closed.
ask-maintenance =
    <b>Do you want to close the bot for maintenance?</b>

    Whoever writes or taps a key is told that there is maintenance, and nothing else happens: only /logout and /privacy stay possible. When you end it, I tell those who wrote meanwhile.

    Payments, renewals, reminders and broadcasts go on.
maintenance-begun = 🛠 <b>The bot is closed for maintenance.</b>
maintenance-begun-before = 🛠 <b>The bot was closed for maintenance already.</b>
maintenance-announced = Holders are told that it ends on <b>{ $until }</b>.
maintenance-announced-today = Holders are told that it ends at <b>{ TIME($until) }</b>.
maintenance-on =
    🛠 <b>The bot is closed for maintenance</b> since { $since }.

    { $waiting ->
        [0] Nobody has written so far.
        [one] <b>1 person</b> has written so far, and is told when you end it.
       *[other] <b>{ $waiting } people</b> have written so far, and are told when you end it.
    }
maintenance-ended =
    ✅ <b>Maintenance is over.</b> { $told ->
        [0] Nobody wrote meanwhile.
        [one] I tell the one person who wrote meanwhile.
       *[other] I tell the { $told } people who wrote meanwhile.
    }
maintenance-ended-before = ✅ <b>The bot is open</b>: there is no maintenance.

key-maintenance = 🛠 Maintenance
key-maintenance-for =
    { $minutes ->
        [60] Yes, close for an hour
        [120] Yes, close for two hours
       *[other] Yes, close for { $minutes } minutes
    }
key-maintenance-open-end = Yes, close, without saying until when
key-maintenance-end = End maintenance
