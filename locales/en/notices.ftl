notice-order-completed-card =
    ✅ <b>Order completed</b>
    Payment of <b>{ $amount }</b> received, thank you.
notice-order-completed-office =
    ✅ <b>Order completed</b>
    with the { $amount } that your professional body added to your credit.
notice-order-completed-back =
    ✅ <b>Order completed</b>
    with the { $amount } that came back into your credit.
notice-still-pending = ⏳ We've received <b>{ $amount }</b>. Your credit is now { $credit }.
notice-still-pending-after = ⏳ <b>An order of yours is still waiting</b>, even after { $amount } came in.
notice-still-missing = To complete the order, <b>{ $missing }</b> is still missing.
notice-payment-late =
    💶 We've received <b>{ $amount }</b>. It's in your credit, which is now <b>{ $credit }</b>.

    The order could no longer be completed, though. If you still need the add-on, you can buy it at today's price.
notice-payment-suspended =
    💶 We have received <b>{ $amount }</b>: it's in your credit, which is now <b>{ $credit }</b>.

    ⏸ But the order was not completed: the mailbox { $mailbox } is <b>suspended</b>. To have it reopened, please contact your professional body.
notice-credit-received = 💶 Your top-up of <b>{ $amount }</b> has arrived. Your credit is now <b>{ $credit }</b>.
notice-covered = Of this, <b>{ $covered }</b> { ONE($covered, "has", "has") } covered what you owed.
notice-covered-all = ✅ You owe nothing any more: you can buy again.
notice-payment-failed =
    ⚠️ The payment of <b>{ $amount }</b> didn't go through. Your credit hasn't changed.

    You can top up again, with another card if you like. Top-up number: <code>{ $reference }</code>.
notice-login-failures =
    ⚠️ Someone has tried several times to log in to <b>{ $mailbox }</b> with a wrong password.

    If it was you, all is well. If not, change the password of the mailbox. Your own access is not blocked.
notice-admin-payment =
    🔎 <b>A payment to look into</b>

    <b>{ $amount }</b>
    <code>{ $intent }</code>
notice-admin-not-ours = It comes from another mode or another Stripe account. It has not been credited.
notice-admin-currency = It is not in euro. It has not been credited.
notice-admin-no-amount = The amount received is not above zero. It has not been credited.
notice-admin-no-top-up = It belongs to no top-up. It is waiting to be assigned.
notice-admin-holder-erased = The data of whoever paid has been erased. The payment is waiting to be given back.
notice-admin-amount-differs = The amount is not the one asked for. What was received has been credited.
notice-admin-other = The reason is in the payments' register.

key-show-order = See the order
key-buy-again = Buy at today's price
