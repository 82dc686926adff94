# What is wrong with the bot, told to administrators once, and once when it is over.

alarm-since = Since: <b>{ $since }</b>
alarm-in-the-log = In the log: <code>{ $reference }</code>

alarm-webhooks-failed =
    🚨 <b>Stripe's webhooks are failing</b>
    { $times ->
        [one] 1 has failed in the last hour.
       *[other] { $times } have failed in the last hour.
    }
alarm-webhooks-failed-do = No payment is lost: Stripe repeats the webhook, and the bot looks for payments every 3 minutes. Check that the database answers, and what the log says.
alarm-webhooks-refused =
    🔏 <b>Stripe's webhooks carry a wrong signature</b>
    { $times ->
        [one] 1 was refused in the last hour.
       *[other] { $times } were refused in the last hour.
    }
alarm-webhooks-refused-do = Compare STRIPE_WEBHOOK_SECRET with the webhook's secret at Stripe, and check the server's clock. If they are right, somebody pretends to be Stripe: it gets them nothing.
alarm-repairs =
    🔧 <b>Payments booked without Stripe's webhook</b>
    { $times ->
        [one] The bot found 1 by itself: <code>{ $top_ups }</code>
       *[other] The bot found { $times } by itself: <code>{ $top_ups }</code>
    }
alarm-repairs-do = The money is where it belongs. Check at Stripe that the webhook is enabled, and what the bot answers to it.
alarm-mails =
    📭 <b>Many e-mails are refused</b>
    { $times ->
        [one] 1 was refused in the last hour.
       *[other] { $times } were refused in the last hour.
    }
alarm-mails-holders = Holders, for example: <code>{ $holders }</code>
alarm-mails-do = If they are for many different holders, the mail server refuses us: check the sender, SPF and DKIM. Otherwise have the addresses corrected.
alarm-backlog =
    🐌 <b>Notices are late</b>
    { $waiting ->
        [one] 1 is waiting
       *[other] { $waiting } are waiting
    }, { $stuck ->
        [0] none was tried again and again.
        [one] 1 was tried again and again.
       *[other] { $stuck } were tried again and again.
    }
alarm-backlog-refunds =
    💳 { $refunds ->
        [one] Stripe has not carried out <b>1 refund</b> yet: the money has left the credit already.
       *[other] Stripe has not carried out <b>{ $refunds } refunds</b> yet: the money has left the credit already.
    } The bot tries until it succeeds.
alarm-backlog-do = They go out by themselves as soon as they can. Check that Telegram, the mail server and Stripe answer: the log says so.
alarm-tick =
    ⏱ <b>A job of the bot no longer ends well</b>
    <code>{ $tick }</code>
alarm-tick-do = Look for this name in the log: the reason is beside it. If nothing is there, restart the bot: it goes on where it was.

alarm-over =
    ✅ { $alarm ->
        [webhooks-failed] <b>Stripe's webhooks are booked again.</b>
        [webhooks-refused] <b>No webhook with a wrong signature for an hour.</b>
        [mails] <b>No e-mail was refused for an hour.</b>
       *[backlog] <b>Notices are no longer late.</b>
    }
alarm-tick-over = ✅ <b>The job <code>{ $tick }</code> ends well again.</b>
alarm-repairs-over =
    ✅ <b>Stripe's webhooks arrive again.</b>
    { $times ->
        [one] 1 payment was booked without one.
       *[other] { $times } payments were booked without one.
    }
alarm-had-begun = Reported: { $since }
