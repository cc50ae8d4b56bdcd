### Words of the menu 📣 Broadcasts.

admin-broadcasts = 📣 Broadcasts

button-write = ➕ Write a Broadcast
button-discard = 🗑 Discard
button-start-broadcast = 📣 Send Now
button-pause = ⏸ Pause
button-resume = ▶️ Go On
button-cancel-broadcast = ⏹ Stop
broadcasts-admin =
    📣 <b>Broadcasts</b>

    One message to many. Paid orders still go out first.
broadcast-ask-message =
    📣 Send the message that is to go out: text, a photo, or anything else. Buyers get it just as you send it.

    You will see it first; nothing goes out yet.
broadcast-draft =
    👆 This is how it reaches a buyer.

    Whom should it go to? Please keep your own message until the broadcast is over.
audience-all = 👥 everybody
audience-buyers = 🛒 who has bought something
audience-inactive = 💤 who has not ordered for 30 days
audience-all-count = 👥 Everybody ({ $count })
audience-buyers-count = 🛒 Have Bought ({ $count })
audience-inactive-count = 💤 No Order for 30 Days ({ $count })
broadcast-sure-to-start =
    📣 Send it to <b>{ $count }</b> people?

    To: { $audience }. What is sent cannot be taken back.
broadcast-progress =
    📣 <b>Broadcast</b> · { $state }

    👥 To: { $audience }
    📊 { $done } of { $total } ({ $percent }%)
    ✅ Reached: <b>{ $reached }</b>
    🚫 Unreachable: { $unreachable }
    ❔ Perhaps reached, not sent again: { $unknown }
broadcast-state-draft = 📝 draft
broadcast-state-running = 🟢 being sent
broadcast-state-paused = ⏸ paused
broadcast-state-canceled = ⏹ stopped
broadcast-state-done = ✅ done
broadcast-problem-letter-gone = ⚠️ The message itself is gone, so this cannot go on. Stop it and write a new one.
broadcast-problem-failed = ⚠️ Sending failed again and again, so it is paused. Tap ▶️ Go On to try once more.
broadcast-sure-to-cancel = ⏹ Stop this broadcast? { $waiting } people will not get it.
broadcast-started = 📣 It is going out.
broadcast-held = ⏸ Paused.
broadcast-ended = ⏹ Stopped.

refusal-broadcast-moved = This broadcast cannot be changed like that any more. Open it again in 📣 Broadcasts.
