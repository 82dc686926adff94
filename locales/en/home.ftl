home =
    Hello, <b>{ $name }</b>.

    Your credit is <b>{ $credit }</b>.
home-waiting = ⏳ <b>An order is waiting for payment:</b> { $service }, { $gb } GB for { $mailbox }. Total <b>{ $total }</b>.
home-soon =
    📅 { $mailbox } expires { $days ->
        [0] <b>today</b>
        [1] <b>tomorrow</b>
       *[other] on <b>{ $day }</b>, in { $days } days
    }.

key-open-order = ⏳ { $service }, { $gb } GB
