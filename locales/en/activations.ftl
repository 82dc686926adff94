# Lo spazio che si è comprato, e che il server della posta non ha ancora dato.
order-activating = ⏳ <b>The space is being activated.</b> There's nothing for you to do: I'll tell you when it's ready.
card-activating =
    ⏳ { $gb ->
        [one] <b>1 GB</b> is still being activated. There's nothing for you to do: I'll tell you when it's ready.
       *[other] <b>{ $gb } GB</b> are still being activated. There's nothing for you to do: I'll tell you when they're ready.
    }
paper-activating = ⏳ Space being activated
paper-refunded = ↩️ Cancelled and refunded
paper-undone = ↩️ Cancelled

notice-order-activated =
    ✅ <b>The space is active</b>
    { $mailbox }

    { $gb ->
        [one] The GB you added is ready.
       *[other] The { $gb } GB you added are ready.
    } The mailbox now has <b>{ $total } GB</b> in all.
notice-order-refunded =
    ↩️ <b>Order cancelled and refunded</b>
    { $service }, { $gb } GB
    for { $mailbox }

    The mail server couldn't activate the space. We've given everything back: <b>{ $amount }</b>. Your credit is now <b>{ $credit }</b>.

    We're sorry about the wait. If you still need the space, you can buy it again.
notice-order-undone =
    ↩️ <b>Order cancelled</b>
    { $service }, { $gb } GB
    for { $mailbox }

    The mail server couldn't activate the space. The order was free: nothing was taken from your credit.

    We're sorry about the wait. If you still need the space, you can order it again.
notice-admin-order-refunded =
    🚨 <b>Some space was not activated</b>
    { $mailbox }, { $gb } GB
    Order <code>{ $order }</code>

    The mail server has not given it within { $hours ->
        [one] an hour
       *[other] { $hours } hours
    }. The order is cancelled, and its holder has <b>{ $amount }</b> back. Please look at the mailbox on the server.
notice-admin-order-undone =
    🚨 <b>Some space was not activated</b>
    { $mailbox }, { $gb } GB
    Order <code>{ $order }</code>

    The mail server has not given it within { $hours ->
        [one] an hour
       *[other] { $hours } hours
    }. The order is cancelled: it was free, and there was nothing to give back. Please look at the mailbox on the server.

mail-subject-order-refunded = Mailbox { $mailbox }: order cancelled and refunded
mail-subject-order-undone = Mailbox { $mailbox }: order cancelled
mail-always-order = The outcome of an order is always told: these notices can't be switched off.

refused-order-refunded = This order is cancelled: the mail server couldn't activate the space, and what you had paid is back in your credit. If you still need it, get a new quote.

receipt-refunded-on = Cancelled
receipt-note-refunded = Order cancelled: the space was not activated, and { $amount } went back into the credit.
receipt-note-undone = Order cancelled: the space was not activated. It was free.
receipt-note-activating = The space is being activated.
