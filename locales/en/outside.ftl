# What is read outside the chat: at Stripe's checkout, and in the note that answers a tap.
stripe-product = Credit top-up, PEC Client Area
stripe-inactive = This payment link is no longer active. Go back to the Telegram chat: you can ask for a new one there.
order-already-done = Order already completed: you have not paid twice.
