# The names of the commands: small letters only, as Telegram takes them.
command-menu = menu
command-menu-about = Back to the start
command-help = help
command-help-about = How it works
command-cancel = cancel
command-cancel-about = Drop what you're doing
command-privacy = privacy
command-privacy-about = What data we keep
command-log-out = logout
command-log-out-about = End your session
# In the chats of admins only.
command-find = find
command-find-about = Find a holder or a mailbox
command-broadcast = broadcast
command-broadcast-about = Write to the holders
command-broadcasts = broadcasts
command-broadcasts-about = The broadcasts that were sent
command-register = register
command-register-about = Import the register of holders
command-deliveries = deliveries
command-deliveries-about = What did not arrive
command-audit = audit
command-audit-about = What administrators have done
command-digest = digest
command-digest-about = The numbers of yesterday and today
command-maintenance = maintenance
command-maintenance-about = Close or open the bot

profile-name = Area Clienti
profile-description =
    Look after your certified mailbox (PEC) from here: expiry date and space, add-ons, credit.

    Press Start and log in with the full name of your mailbox and its password.
profile-short-description = Your certified mailbox (PEC): expiry date, space, add-ons and credit.
