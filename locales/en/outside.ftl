# What is read outside the chat: at Stripe's checkout, and in the note that answers a tap.
stripe-product = Credit top-up, PEC Client Area
stripe-inactive = This payment link is no longer active: the payment has already arrived, the order is closed or the link has expired. Go back to the Telegram chat to see your credit.
order-already-done = Order already completed: you have not paid twice.
