# Quello che si legge fuori dalla chat: alla cassa di Stripe, e nell'avviso che risponde a un tocco.
stripe-product = Ricarica del credito, Area Clienti PEC
stripe-inactive = Questo link di pagamento non è più attivo: il pagamento è già arrivato, l'ordine è chiuso o il link è scaduto. Torna nella chat di Telegram: lì vedi il tuo credito.
order-already-done = Ordine già completato: non hai pagato due volte.
