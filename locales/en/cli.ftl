# The command line. Variables are plain text.
cli-about = The client area of a certified mail provider, as a Telegram bot.
cli-command = COMMAND
cli-json-about = print one JSON document on standard output, and nothing else
cli-dry-run-about = only count what would change
cli-run-about = run the bot
cli-demo-about = the bot in a pretend world, in the browser: no key, no set-up
cli-demo-keep-about = keep the database in this folder (default: a temporary one)
cli-demo-port-about = the port of the page (default: a free one)
cli-migrate-about = bring the database to the version of this code
cli-import-about = take over the body's register of members
cli-import-file-about = the register, one row a mailbox
cli-quote-about = price a purchase
cli-quote-on-about = the day of the purchase (default: today in Rome)
cli-on-about = as if it were this day (default: today in Rome)
cli-renew-about = renew or end what is due, as a running bot does by itself every day
cli-remind-about = write the reminders that are owed, as a running bot does by itself every day
cli-simulate-about = tell what will happen to a mailbox, day by day, and change nothing
cli-simulate-mailbox-about = its full name
cli-simulate-until-about = the last day to tell of, at most 10 years ahead
cli-audit-about = check the books; while they are wrong nothing is charged
cli-acts-about = lists what administrators did, the newest first
cli-acts-limit-about = how many acts at the most (otherwise: 50)
cli-backup-about = copy the SQLite database while the bot runs
cli-backup-path-about = the file to make
cli-digest-about = Tells a day in numbers, with the renewals of the next thirty days
cli-digest-on-about = the day (without: yesterday, in Rome)
cli-digest-to-come = { $day } is still to come: name a day up to { $today }.
cli-digest-chart-about = draws the chart into a new file too, as PNG
cli-digest-chart-exists = { $path } is there already: the chart wants a new file.
cli-digest-chart-not-written = { $path } cannot be written: { $reason }.
cli-maintenance-about = Closes the bot to holders for maintenance, opens it again, or says how it stands
cli-maintenance-until-about = the hour at which you expect to be done, in Rome: holders read it
cli-maintenance-until-what = --until belongs to `maintenance on`: type `maintenance { $switch }` without it.
cli-not-an-hour = "{ $typed }" is no hour: write it as 18:30
cli-maintenance-begun = The bot is closed for maintenance.
cli-maintenance-begun-before = The bot was closed for maintenance already.
cli-maintenance-announced = Holders are told that it ends on { $until }.
cli-maintenance-ended =
    { $told ->
        [0] Maintenance is over. Nobody wrote meanwhile.
        [one] Maintenance is over. Whoever wrote meanwhile is told: 1 person.
       *[other] Maintenance is over. Whoever wrote meanwhile is told: { $told } people.
    }
cli-maintenance-ended-before = The bot is open: there was no maintenance.
cli-maintenance-off = The bot is open: there is no maintenance.
cli-maintenance-on = The bot is closed for maintenance since { $since }. { $waiting ->
        [0] Nobody waits.
        [one] 1 chat waits.
       *[other] { $waiting } chats wait.
    }
cli-transfer-about = move the SQLite database to an empty PostgreSQL one; stop the bot first
cli-transfer-to-about = the empty database: postgresql+psycopg://user:password@host/name
cli-doctor-about = check settings, database, Telegram, Stripe and mail, and say what to do

cli-not-a-day = { $typed } is not a date: write it as 2027-03-01
cli-not-a-near-day = { $typed } is too far away: write a date from { $earliest } to { $latest }
cli-not-a-service = { $typed } is not a service: write inbox or archive
cli-not-gb = { $typed } is not a whole number of GB: write it in digits, such as 2
cli-not-a-limit = { $typed } is no number of acts: type a number from 1 to 999999
cli-not-a-port = { $typed } is not a port: write a number up to 65535

cli-quote-what = { $service }, { $gb } GB, bought on { $on } for a mailbox that expires on { $until }
cli-quote-free = Free: the mailbox expires within three months.
cli-quote-price =
    { $years ->
        [one] 1 year
       *[other] { $years } years
    }: net { $net } + VAT { $vat } = { $gross }
cli-quote-cheaper = Waiting is cheaper: from { $day } it costs { $gross }.
cli-quote-cheaper-free = Waiting is cheaper: from { $day } it is free.
cli-quote-expired = The mailbox expired on { $expired_on }: nothing can be bought for it.
cli-quote-gb-out-of-range = From { $least } to { $most } GB can be bought at once.
cli-quote-too-far = That date is too far away: a mailbox expires at most { $years } years after the purchase.

cli-migrated = The database is now at version { $revision }.
cli-migrated-already = The database was at version { $revision } already.

cli-import-done = { $created } created, { $updated } updated, { $unchanged } unchanged.
cli-import-would = Nothing changed (--dry-run). Would be: { $created } created, { $updated } updated, { $unchanged } unchanged.
cli-import-refused =
    { $problems ->
        [one] 1 problem
       *[other] { $problems } problems
    } in { $path }: nothing was imported.
cli-import-not-utf8 = { $path } is not UTF-8 text: nothing was imported. Save it as "CSV UTF-8".
cli-import-refused-whole = { $path }: { $reason }. Nothing was imported.
cli-import-unreadable = { $path } cannot be read: { $reason }

cli-row-not-an-address = "{ $found }" is not a full mailbox name
cli-row-empty = it is empty
cli-row-not-a-date = "{ $found }" is not a date: write it as 2027-03-01
cli-row-not-true-or-false = "{ $found }" is neither true nor false
cli-row-not-a-number-in-range = "{ $found }" is not a whole number in the range allowed
cli-row-not-one-of = "{ $found }" is not one of { $choices }
cli-row-not-an-argon2id-hash = it is not a hash that begins with $argon2id$
cli-row-not-a-fiscal-code = "{ $found }" is not a fiscal code
cli-row-not-an-email = "{ $found }" is not an e-mail address
cli-row-wrong-number-of-cells = it has { $found } cells, and the header another number
cli-row-column-missing = the column is missing
cli-row-column-unknown-or-doubled = the column is unknown, or there twice
cli-row-mailbox-doubled = { $found } is in the file twice
cli-row-two-names-for-one-holder = { $found } has two different names
cli-row-argon2id-too-costly = checking this hash would cost too much: at most m={ $kib } (KiB), t={ $rounds } and p={ $lanes }
cli-row-too-long = it is longer than { $most } characters
cli-row-not-printable = it holds characters that cannot be seen
cli-row-not-csv = from here on the file is no CSV
cli-row-not-text = it is no text: save it as "CSV UTF-8"
cli-row-file-empty = the file is empty
cli-row-no-rows = it has the names of the columns, but no rows
cli-row-not-separated-by-commas = the columns must be separated by commas
cli-row-mailbox-of-another-holder = the mailbox belongs to another fiscal code than { $found }, and cannot change hands

cli-renew-done =
    { $renewed ->
        [one] 1 add-on renewed
       *[other] { $renewed } add-ons renewed
    }, { $deactivated } deactivated, { $expired ->
        [one] 1 mailbox expired
       *[other] { $expired } mailboxes expired
    }; { $charged } taken from the credit.
cli-renew-would =
    Nothing changed (--dry-run). Would be: { $renewed ->
        [one] 1 add-on renewed
       *[other] { $renewed } add-ons renewed
    }, { $deactivated } deactivated, { $expired ->
        [one] 1 mailbox expired
       *[other] { $expired } mailboxes expired
    }; { $charged } taken from the credit.
cli-renew-ahead = Mind: { $on } has not come yet. What was taken was taken ahead of its day; try with --dry-run first.
cli-renew-failed =
    { $failed ->
        [one] 1 mailbox
       *[other] { $failed } mailboxes
    } could not be dealt with: the log above says why, and the admins are told. The next run tries again.
cli-charging-stopped = Nothing was renewed or ended: the books were found wrong, and until they are right nothing is charged. Run `audit`.

cli-remind-done =
    { $owed ->
        [one] 1 reminder written
       *[other] { $owed } reminders written
    }, { $skipped ->
        [one] 1 earlier one skipped.
       *[other] { $skipped } earlier ones skipped.
    }
cli-remind-would =
    Nothing changed (--dry-run). Would be: { $owed ->
        [one] 1 reminder written
       *[other] { $owed } reminders written
    }, { $skipped ->
        [one] 1 earlier one skipped.
       *[other] { $skipped } earlier ones skipped.
    }

cli-simulate-begins = { $mailbox }, from { $first } to { $last }, with a credit of { $credit } that nobody tops up. Told on a copy: nothing changes.
cli-simulate-nothing = Nothing will happen.
cli-simulate-reminder =
    { $day }: reminder, { $left ->
        [0] on the day itself
        [one] the day before
       *[other] { $left } days before
    } ({ $on }).
cli-simulate-tone-short = The renewal takes { $needed }, the credit is { $credit }: { $missing } missing.
cli-simulate-tone-covered = The renewal takes { $needed }, and the credit of { $credit } covers it.
cli-simulate-tone-ending = Nobody renews the mailbox: its add-ons end with it.
cli-simulate-tone-expiring = Nobody renews the mailbox.
cli-simulate-tone-leaving = What ends was not to be renewed.
cli-simulate-renewed = { $day }: renewal. The mailbox runs until { $until }; { $charged } taken, credit then { $credit }.
cli-simulate-expired = { $day }: the mailbox has expired, and nobody renews it. Credit { $credit }.
cli-simulate-line-renewed = - { $service }, { $gb } GB: renewed until { $until } for { $price }
cli-simulate-line-short = - { $service }, { $gb } GB: ends on { $until }, the credit does not cover { $price }
cli-simulate-line-declined = - { $service }, { $gb } GB: ends on { $until }, as its holder wishes
cli-simulate-line-unrenewed = - { $service }, { $gb } GB: ends on { $until }, with the mailbox
cli-simulate-line-grace = - { $service }, { $gb } GB: runs on unpaid until { $until }, since no reminder could be delivered
cli-simulate-line-awaited = - { $service }, { $gb } GB: runs on unpaid until { $until }, since a payment may be on its way
cli-simulate-no-mailbox = There is no mailbox { $mailbox }.
cli-simulate-not-then = Days can be told from { $first } on, and at most { $years } years ahead.
cli-simulate-broken = On { $day } the renewal of the mailbox breaks: the log above says why.

cli-audit-ok =
    The books are right: { $balances ->
        [one] 1 balance checked.
       *[other] { $balances } balances checked.
    } Charging goes on.
cli-audit-wrong =
    The books are wrong: { $problems ->
        [one] 1 problem
       *[other] { $problems } problems
    }, { $balances } balances checked. Nothing is charged from now on, until an audit finds them right. Keep a copy of the database.

cli-backup-made = The copy is { $path }.
cli-backup-not-a-file = The database is not a file: copy PostgreSQL with pg_dump.
cli-backup-exists = There is a file { $path } already: name another.
cli-backup-no-folder = There is no folder { $path }: make it first, or correct the path.
cli-backup-damaged = The copy did not pass SQLite's checks and was thrown away. Check the disk, and the database with `audit`.

cli-transfer-done =
    { $rows } rows of { $tables } tables are in PostgreSQL now. They were read back and compared, and the books of both databases agree: { $balances ->
        [one] 1 balance
       *[other] { $balances } balances
    } checked. It took { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }.
cli-transfer-next =
    Now write this line into .env, with the password in place of ***, and start the bot:
    DATABASE_URL={ $url }
    Keep { $file } as a copy, and start no bot on it again: the two databases would go their own ways.
cli-transfer-copying = { $table }: { $rows } of { $total } copied
cli-transfer-comparing = { $table }: { $rows } of { $total } compared
cli-transfer-not-from-sqlite = DATABASE_URL is PostgreSQL already: only an SQLite database can be transferred.
cli-transfer-not-to-postgresql = An SQLite database can only be transferred to PostgreSQL: write --to postgresql+psycopg://user:password@host/name.
cli-transfer-target-not-one = --to names no PostgreSQL database: write --to postgresql+psycopg://user:password@host/name.
cli-transfer-source-in-use = The SQLite database is open elsewhere: stop the bot and everything else that uses it, then try again. Nothing was transferred.
cli-transfer-tables-unknown = The SQLite database has tables that the bot does not know: { $tables }. Nothing was transferred. Take them out first.
cli-transfer-books-wrong =
    The books are wrong: { $problems ->
        [one] 1 problem
       *[other] { $problems } problems
    }. Nothing was transferred. Put them right first, and check them with `audit`.
cli-transfer-target-not-empty = The PostgreSQL database is not empty: there are rows in { $tables }. Nothing was transferred. Name an empty one.
cli-transfer-target-newer = The PostgreSQL database was made by a newer version of the bot. Nothing was transferred. Name an empty one.
cli-transfer-target-unavailable = The PostgreSQL database is out of reach: { $reason }. Check the address, the user, the password, the name of the database and the server. Nothing was transferred.
cli-transfer-target-silent = no answer in time, or a server that only reads
cli-transfer-target-unwilling = PostgreSQL refuses: { $reason }. The user has to own the database, and it has to be empty. Nothing was transferred.
cli-transfer-target-refused = PostgreSQL does not take a row of { $table } ({ $reason }). Nothing was transferred.
cli-transfer-copy-differs = What PostgreSQL has of { $table } is not what SQLite has. Nothing was transferred. Please report it.

cli-database-missing = There is no database yet: run `migrate` first, or correct DATABASE_URL.
cli-database-older = The database has to be migrated first: stop the bot and run `migrate`.
cli-database-newer = The database was made by a newer version of the bot, and this one would damage it: install the newer version.
cli-database-unavailable = The database does not answer: check DATABASE_URL, the server, the disk, and the rights on the folder.
cli-database-not-durable = The database is set to forget commits when the power fails: set synchronous_commit to on.
cli-database-not-one = DATABASE_URL names neither an SQLite file nor a PostgreSQL database.
cli-database-unwilling = PostgreSQL refuses: { $reason }. The user in DATABASE_URL has to own the database and the tables in it: ALTER DATABASE … OWNER TO …
cli-database-driver-missing = PostgreSQL's driver is not installed: install requirements/postgres.txt.
cli-system = The system refused: { $reason }.
cli-cannot-listen = { $host } cannot be listened to on port { $port }: stop what uses it, or change HTTP_HOST and HTTP_PORT.
cli-token-revoked = Telegram does not know BOT_TOKEN: ask @BotFather for the token of the bot.

cli-setting-missing = { $name } is missing: write { $hint }.
cli-setting-malformed = { $name } is malformed: write { $hint }.
cli-setting-placeholder = { $name } is still a placeholder: write { $hint }.
cli-setting-not-https = { $name } has to begin with https://: write { $hint }.
cli-setting-given-twice = { $name } and { $name }_FILE are both set: keep one of them.
cli-setting-unreadable = { $name } names a file that cannot be read: it has to hold { $hint }.
cli-setting-others = Also wrong: { $names }.

cli-hint-bot-token = the token that @BotFather gave, such as 123456789:AAE… (or name its file in BOT_TOKEN_FILE)
cli-hint-bot-api-url = an address without a path, such as https://api.telegram.org
cli-hint-bot-mode = polling or webhook
cli-hint-public-url = the address that Telegram calls, without a path, such as https://bot.example.org
cli-hint-http-host = the address to listen on, such as 127.0.0.1
cli-hint-http-port = a number from 0 to 65535, such as 8080
cli-hint-webhook-secret = 8 to 256 letters, digits, - and _ of your own invention
cli-hint-database-url = sqlite+aiosqlite:///data/area-clienti.db or postgresql+psycopg://user:password@host/name
cli-hint-stripe-secret-key = Stripe's secret key, which begins with sk_test_, sk_live_, rk_test_ or rk_live_
cli-hint-stripe-webhook-secret = the signing secret of Stripe's webhook, which begins with whsec_
cli-hint-stripe-api-url = an address without a path, such as https://api.stripe.com
cli-hint-smtp-url = an address such as smtps://user:password@mail.example.org:465
cli-hint-mail-from = the sender of e-mails, such as Area Clienti <noreply@example.org>
cli-hint-mail-server = local
cli-hint-support-contact = an e-mail address or a phone number, 100 characters at most
cli-hint-digest-hour = an hour in Rome from 0 to 23, or off
cli-hint-clock-file = nothing, unless this is a demo or a test: no clock is moved with a live Stripe key
cli-hint-admin-ids = Telegram ids of the administrators with commas between them, such as 1003,1004
cli-hint-inbox-price = an amount in euro with a point, such as 3.00
cli-hint-archive-price = an amount in euro with a point, such as 4.00
cli-hint-vat-rate = a percentage, such as 22
cli-hint-gb-offered = up to six whole numbers with commas between them, such as 1,2,3,5,10
cli-hint-gb-most = a whole number from 1 to 1000, such as 100
cli-hint-inbox-caps = GB by mailbox type, such as standard=2, or none
cli-hint-session-idle-minutes = whole minutes from 1 to 1440, such as 30
cli-hint-session-hours = whole hours from 1 to 720, such as 12
cli-hint-orders-per-day = a whole number from 1 to 1000, such as 30
cli-hint-links-per-day = a whole number from 1 to 1000, such as 20
cli-hint-activation-hours = whole hours from 1 to 720, such as 48
cli-hint-adjustment-limit = euro from 0 to 9999.99, such as 50.00
cli-hint-broadcast-rate = messages a second, from 0.01 to 30 (up to 1000 with BROADCAST_PAID=true), for instance 25
cli-hint-broadcast-paid = true or false
cli-hint-log-level = DEBUG, INFO, WARNING or ERROR
cli-hint-log-format = text or json

cli-doctor-well = [ok]
cli-doctor-wrong = [!!]
cli-doctor-settings = Settings: complete and well-formed.
cli-doctor-folder = Folder: { $path } is writable.
cli-doctor-folder-not-writable = Folder: { $path } cannot be written. Give the bot's user the right to, or change DATABASE_URL.
cli-doctor-database = Database: it answers, and is of this version.
cli-doctor-telegram = Telegram: the bot is @{ $username }.
cli-doctor-telegram-token = Telegram: BOT_TOKEN is not known there. Ask @BotFather for the token of the bot.
cli-doctor-telegram-unreachable = Telegram: { $url } does not answer ({ $reason }). Check the network, the firewall and BOT_API_URL.
cli-doctor-polling = Updates: by polling, { $waiting } waiting.
cli-doctor-webhook = Updates: by webhook, { $waiting } waiting.
cli-doctor-webhook-set = Updates: a webhook is set. `run` removes it and polls; set BOT_MODE=webhook to keep it.
cli-doctor-webhook-elsewhere = Updates: Telegram does not call PUBLIC_URL yet. `run` sets it; no other copy of the bot may run.
cli-doctor-webhook-failing = Updates: Telegram cannot deliver ({ $reason }), { $waiting } waiting. Check the TLS proxy and WEBHOOK_SECRET.
cli-doctor-stripe-test = Stripe: it answers, in test mode. No real money moves.
cli-doctor-stripe-live = Stripe: it answers, in live mode. Real money moves.
cli-doctor-stripe-mode = Stripe: the key is of one mode and the account answers in the other. Copy the key again from Stripe's dashboard.
cli-doctor-stripe-refused = Stripe: { $url } does not answer or refuses the key. Check STRIPE_SECRET_KEY and the network.
cli-doctor-mail = Mail: { $server } answers.
cli-doctor-mail-none = Mail: SMTP_URL is not set. Nothing is sent by e-mail.
cli-doctor-mail-unreachable = Mail: { $server } sends nothing ({ $reason }). Check SMTP_URL, the user and the password in it, and the network.

cli-demo-ready = Open { $url } in a browser. Ctrl-C stops the demo.
cli-demo-mailbox = Mailbox
cli-demo-password = Password
cli-demo-port-taken = Port { $port } cannot be had ({ $reason }): choose another with --port, or none.
cli-demo-bot-ended = The bot ended by itself (exit code { $code }): the demo is over.
cli-demo-too-slow = The bot was not ready after { $seconds } seconds: the demo is over.

cli-export-about = writes everything that is kept about a holder, as a JSON document
cli-export-file-about = the file to create (otherwise: standard output)
cli-erase-about = erases the personal data of a holder whose account is closed, for good; the books stay
cli-holder-mailbox-about = the full name of a mailbox of theirs
cli-personal-data-no-mailbox = There is no mailbox { $mailbox }.
cli-export-made = The data is in { $path }. It holds personal information: hand it to the holder only.
cli-export-exists = The file { $path } exists already: choose another name.
cli-export-not-written = { $path } cannot be written: { $reason }
cli-erase-done =
    The personal data is erased. In the books { $pseudonym } stands in its place: { $mailboxes ->
        [one] 1 mailbox
       *[other] { $mailboxes } mailboxes
    }, { $chats ->
        [one] 1 chat
       *[other] { $chats } chats
    }, { $notices ->
        [one] 1 notice
       *[other] { $notices } notices
    }. Take the holder out of the register of members too: an import would create them again.
cli-erase-would =
    Nothing has changed (--dry-run). In place of the personal data there would be { $pseudonym }: { $mailboxes ->
        [one] 1 mailbox
       *[other] { $mailboxes } mailboxes
    }, { $chats ->
        [one] 1 chat
       *[other] { $chats } chats
    }, { $notices ->
        [one] 1 notice
       *[other] { $notices } notices
    }. It cannot be undone: run `export` first.
cli-erase-not-closed = Nothing was erased: the account is not closed.
cli-obstacle-active = { $mailbox } is active until { $until }: close it in the register of members.
cli-obstacle-suspended = { $mailbox } is suspended, not closed: close it in the register of members.
cli-obstacle-being-renewed = { $mailbox } has reached its expiry date: run `renew`, or wait for the bot to do so.
cli-obstacle-addon = An add-on of { $mailbox } is active until { $until }: it ends with the mailbox, or if the holder does not renew it.
cli-obstacle-order = An order for { $mailbox } is waiting to be paid: it runs out by itself after 24 hours.
cli-obstacle-top-up = A top-up can still be paid: its link runs out after 24 hours.
cli-obstacle-credit = The credit is { $amount }: it has to be zero. Give it back, or have it used.
cli-obstacle-owed = After a disputed payment { $amount } is still to be paid.
cli-obstacle-message = A message is being delivered at this moment: try again in a few minutes.

cli-acts-none = No acts.
cli-acts-line = { $at }, { $who }: { $what }
