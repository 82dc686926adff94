# How days and times are written, in the letters of CLDR.
# pattern-first follows the number of the first day of a month.
pattern-day = d MMMM y
pattern-instant = d MMMM y 'at' HH:mm
pattern-time = HH:mm
pattern-first = {""}

service-inbox = Inbox space upgrade
service-archive = Legal archiving

# Keys that come back on several screens.
key-home = 🏠 Menu
key-back = ‹ Back
key-log-in = Log in
key-log-out = Log out
key-help = Help
# In Italian, so that those who don't read English find it.
key-language = 🌐 Lingua
key-my-mailbox = 📬 My mailbox
key-my-mailboxes = 📬 My mailboxes
key-mailbox = { $mailbox }
key-see-mailbox = See the mailbox
key-back-to-mailbox = ‹ Back to the mailbox
key-back-to-mailboxes = ‹ All mailboxes
key-credit = 💶 Credit
key-top-up = 💳 Top up
key-try-again = Try again
