# The report of every morning to the administrators: the numbers of the day before, and the renewals of the next thirty days.
digest-title = 📊 <b>Report of { $day }</b>
digest-title-today = 📊 <b>Today, { $day }</b>, up to this moment
digest-quiet = A quiet day: no payments, no purchases, no renewals.
digest-top-ups =
    💳 { $count ->
        [one] 1 top-up
       *[other] { $count } top-ups
    }: <b>{ $amount }</b>
digest-orders =
    🛒 { $count ->
        [one] 1 order
       *[other] { $count } orders
    }: <b>{ $gross }</b> ({ $net } + VAT { $vat })
digest-orders-free =
    🛒 { $count ->
        [one] 1 free order
       *[other] { $count } free orders
    }
digest-sold = · { $service }: { $count }, { $gross }
digest-sold-some-free = · { $service }: { $count }, { $free } of them free, { $gross }
digest-sold-free = · { $service }: { $count }, free
digest-renewals =
    🔁 { $count ->
        [one] 1 renewal
       *[other] { $count } renewals
    }: <b>{ $amount }</b>
digest-deactivated =
    ⏹ { $count ->
        [one] 1 service ended
       *[other] { $count } services ended
    }
digest-expired =
    📪 { $count ->
        [one] 1 mailbox expired
       *[other] { $count } mailboxes expired
    }
digest-side =
    ↩️ { $kind ->
        [refund] { $count ->
            [0] Failed refunds
            [one] 1 card refund
           *[other] { $count } card refunds
        }
        [undone] { $count ->
            [one] 1 order refunded to credit
           *[other] { $count } orders refunded to credit
        }
        [dispute] { $count ->
            [0] Disputes won
            [one] 1 dispute
           *[other] { $count } disputes
        }
        [adjustment] { $count ->
            [one] 1 adjustment
           *[other] { $count } adjustments
        }
        [receivable] { $count ->
            [one] 1 debt covered by credit
           *[other] { $count } debts covered by credit
        }
       *[other] { $count ->
            [one] 1 other movement
           *[other] { $count } other movements
        }
    }: { $money }
digest-side-came = { $amount } in
digest-side-went = { $amount } out
digest-side-both = { $came } in, { $went } out
digest-side-covered = { $amount }
digest-side-none = no amount
digest-logins =
    🔐 { $count ->
        [one] 1 log-in
       *[other] { $count } log-ins
    }

digest-failures = ⚠️ <b>To be looked at</b>
digest-charging-stopped = · The books do not add up: nothing is charged.
digest-unassigned =
    · { $count ->
        [one] 1 payment waits to be assigned
       *[other] { $count } payments wait to be assigned
    }
digest-failed-payments =
    · { $count ->
        [one] 1 payment failed
       *[other] { $count } payments failed
    }
digest-alarms =
    · { $count ->
        [one] 1 alarm: its message is in this chat
       *[other] { $count } alarms: their messages are in this chat
    }
digest-debts =
    · { $count ->
        [one] 1 holder owes
       *[other] { $count } holders owe
    } { $owed }
digest-failed-refunds =
    · { $count ->
        [one] 1 refund failed
       *[other] { $count } refunds failed
    }
digest-lost-disputes =
    · { $count ->
        [one] 1 dispute lost
       *[other] { $count } disputes lost
    }
digest-failed-email =
    · { $count ->
        [one] 1 e-mail refused
       *[other] { $count } e-mails refused
    }
digest-failed-chat =
    · { $count ->
        [one] 1 message not delivered
       *[other] { $count } messages not delivered
    }
digest-failed-servers =
    · { $count ->
        [one] 1 request to a server failed
       *[other] { $count } requests to servers failed
    }
digest-dead =
    · { $count ->
        [one] 1 undelivered notice is in the list
       *[other] { $count } undelivered notices are in the list
    }
digest-all-well = ✅ No problems.

digest-outlook =
    📅 <b>Next { $days } days</b>
    { $count ->
        [one] 1 renewal
       *[other] { $count } renewals
    }: <b>{ $needed }</b>
digest-outlook-covered = Today's credit covers them all.
digest-outlook-short =
    Covered { $covered }, not covered <b>{ $short }</b>
    { $holders ->
        [one] <b>1 holder</b> lacks credit.
       *[other] <b>{ $holders } holders</b> lack credit.
    }
digest-outlook-none =
    📅 <b>Next { $days } days</b>
    No renewals are due.
digest-outlook-peak = The fullest day: <b>{ $day }</b>, { $needed }.

digest-chart-title = Report of { $day }
digest-chart-income = Last { $days } days
digest-chart-outlook = Next { $days } days
digest-chart-top-ups = Top-ups
digest-chart-orders = Orders
digest-chart-renewals = Renewals
digest-chart-covered = Covered by credit
digest-chart-short = Not covered
digest-chart-amount = { $amount }
digest-chart-no-income = No income
digest-chart-no-outlook = No renewals are due

key-digest = 📊 Report
key-digest-today = Today so far
key-digest-yesterday = Yesterday
