# E-mails: subject, greeting, button and footer. The rest is what is read in the chat.
mail-subject-short = Mailbox { $mailbox } expires on { $day }: { $missing } is missing
mail-subject-covered = Mailbox { $mailbox } expires on { $day }: your credit is enough
mail-subject-ending = Mailbox { $mailbox } expires on { $day }: it isn't set to be renewed
mail-subject-leaving = Mailbox { $mailbox } expires on { $day }: some add-ons end
mail-subject-unpaid = Mailbox { $mailbox }: add-ons unpaid until { $day }
mail-subject-renewed = Mailbox { $mailbox }: add-ons renewed until { $day }
mail-subject-ended =
    Mailbox { $mailbox }: { $count ->
        [one] 1 add-on switched off
       *[other] { $count } add-ons switched off
    }
mail-subject-expired = Mailbox { $mailbox } expired on { $day }
mail-subject-space = Mailbox { $mailbox } is { $percent }% full

mail-subject-new-login = New login to { $mailbox }: was it you?
mail-subject-login-failures = Someone is trying to log in to { $mailbox }

mail-greeting = Hello { $name },
mail-top-up = Top up { $amount }
mail-open = Open the mailbox
mail-revoke = It wasn't me: disconnect that chat
mail-accesses = See the latest logins
mail-in-chat = The button opens the client area's chat on Telegram. There you log in with your mailbox and its password: we never ask for passwords or card details by e-mail.
mail-why = You receive this e-mail because this is the reference address of { $mailbox }.
mail-always = Expiries and renewals are always announced: these notices can't be turned off.
mail-always-security = Security notices are always sent: they can't be turned off.
mail-unsubscribe = No more space alerts? Turn them off here
mail-no-answer = This is an automatic message: please don't answer, replies aren't read.
