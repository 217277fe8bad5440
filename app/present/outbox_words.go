package present

import (
	"priyom/lang"
	"priyom/store"
	"priyom/sync/engine"
)

// item says of a queued thing what it is, why it is here and what can be done.
func (o *Outbox) item(i store.Item) Item {
	v := o.p.Voice()
	out := Item{Report: i.Report, Progress: -1, Icon: "cloud-upload", Tone: ToneAccent, Act: ActSend, Title: v.With("outbox.item."+string(i.Kind), lang.Args{"Number": i.Number})}
	switch i.Kind {
	case store.ItemPhoto, store.ItemPreview:
		out.Icon = "image"
	case store.ItemSignature:
		out.Icon, out.Signed = "signature", true
	case store.ItemMessage:
		out.Icon = "message"
	case store.ItemInspection:
		out.Icon = "clipboard-check"
	case store.ItemVoice:
		out.Icon = "message"
	case store.ItemReport, store.ItemEntry:
	}
	if i.BytesTotal > 0 && i.BytesSent > 0 {
		out.Progress = float32(float64(i.BytesSent) / float64(i.BytesTotal))
	}
	switch i.State {
	case store.ItemUnenrolled:
		out.Tone, out.Cause, out.Next, out.Act = ToneCalm, v.Say("outbox.cause.unenrolled"), v.Say("outbox.next.connect"), ActConnect
	case store.ItemPreparing:
		out.Tone, out.Cause, out.Next, out.Act = ToneCalm, v.Say("outbox.cause.preparing"), v.Say("outbox.next.soon"), ActNone
	case store.ItemWaiting:
		out.Cause, out.Next = v.Say("outbox.cause.waiting"), v.Say("outbox.next.exchange")
		if i.Attempts > 0 {
			out.Cause = v.Say("outbox.cause.receipt")
		}
	case store.ItemRetrying:
		out.Tone = ToneWarn
		out.Cause = v.With("outbox.cause.tried", lang.Args{"Cause": causeWords(v, i.Cause), "Tries": v.Count("count.tries", i.Attempts, nil)})
		out.Next = v.Say("outbox.next.exchange")
		if !i.NextAttempt.IsZero() {
			out.Next = v.With("outbox.next.at", lang.Args{"Time": o.at(i.NextAttempt)})
		}
	case store.ItemRefused, store.ItemDamaged:
		out.Tone, out.Cause, out.Next, out.Act = ToneAlarm, causeWords(v, i.Cause), v.Say("outbox.next.person"), ActOpen
		if i.Kind == store.ItemEntry {
			out.Act = ActSend // there is nothing to open
		}
	}
	o.moves(i, &out)
	if out.Act != ActNone {
		out.ActWords = v.Say("outbox.act." + string(out.Act))
	}
	return out
}

// moves says that a thing is on its way at the moment.
func (o *Outbox) moves(i store.Item, out *Item) {
	v := o.p.Voice()
	if (i.Kind == store.ItemReport || i.Kind == store.ItemSignature || i.Kind == store.ItemMessage || i.Kind == store.ItemInspection) && o.line.Phase == engine.PhaseText && !i.State.NeedsPerson() && i.State != store.ItemUnenrolled {
		out.Tone, out.Cause, out.Next, out.Act = ToneAccent, v.Say("outbox.cause.going"), v.Say("outbox.next.going"), ActOpen
		return
	}
	for _, m := range o.line.Files {
		if m.SHA256.String() != i.ID {
			continue
		}
		out.Tone, out.Next, out.Act = ToneAccent, v.Say("outbox.next.going"), ActOpen
		out.Cause = v.With("outbox.cause.bytes", lang.Args{"Sent": v.Bytes(m.Sent), "Size": v.Bytes(m.Size)})
		if m.Size > 0 {
			out.Progress = float32(float64(m.Sent) / float64(m.Size))
		}
	}
}

// strip is the outbox in one sentence. It must be true without its icon's colour.
func (o *Outbox) strip() Strip {
	v := o.p.Voice()
	t := o.totals
	s := Strip{Icon: "cloud", Tone: ToneCalm}
	if !t.LastReceipt.IsZero() {
		s.Aside = v.With("strip.last", lang.Args{"Time": v.Since(t.LastReceipt, o.p.env.Clock())})
	}
	waits := o.waits()
	switch {
	case t.Clear() && !o.p.enrolled:
		s.Icon, s.Sentence = "cloud-off", v.Say("strip.loose.clear")
	case t.Clear() && t.LastReceipt.IsZero():
		s.Sentence = v.Say("outbox.certain.nothing")
	case t.Clear():
		s.Icon, s.Tone, s.Sentence = "cloud-check", ToneGood, v.Say("strip.clear")
	case t.NeedPerson > 0 && t.Entries+t.Files == 0:
		s.Icon, s.Tone, s.Sentence = "triangle-alert", ToneAlarm, v.Count("strip.person", t.NeedPerson, nil)
	case !o.p.enrolled:
		s.Icon, s.Sentence = "cloud-off", v.With("strip.loose.waits", lang.Args{"Waits": waits})
	case o.moving() && o.line.Phase == engine.PhaseFiles && o.photos > 0:
		s.Icon, s.Tone = "cloud-upload", ToneAccent
		s.Sentence = v.With("strip.files", lang.Args{
			"Photos": v.Number(int64(o.photos - t.Photos)), "All": v.Count("count.photos", o.photos, nil),
			"Sent": v.Bytes(o.sent()), "Size": v.Bytes(o.bytes),
		})
	case o.moving():
		s.Icon, s.Tone, s.Sentence = "cloud-upload", ToneAccent, v.With("strip.text", lang.Args{"Waits": waits})
	case o.line.Link == engine.LinkOffline || o.line.Link == engine.LinkCaptive || o.line.Link == engine.LinkRefused:
		s.Icon, s.Sentence = "cloud-off", v.With("strip."+string(o.line.Link), lang.Args{"Waits": waits})
	default:
		s.Icon, s.Sentence = "cloud-upload", v.With("strip.waiting", lang.Args{"Waits": waits})
	}
	return s
}

// waits is what waits, such as "5 reports and 8 photos, 3.4 MB".
func (o *Outbox) waits() string {
	v, t := o.p.Voice(), o.totals
	told := v.Count("count.reports", t.Reports, nil)
	if signed := v.Count("count.signatures", t.Signatures, nil); t.Signatures > 0 && t.Reports > 0 {
		told = v.With("strip.waits.told", lang.Args{"Reports": told, "Signatures": signed})
	} else if t.Signatures > 0 {
		told = signed
	}
	t.Reports += t.Signatures
	args := lang.Args{"Reports": told, "Photos": v.Count("count.photos", t.Photos, nil), "Size": v.Bytes(t.Bytes - t.BytesSent)}
	switch {
	case t.Reports > 0 && t.Photos > 0:
		return v.With("strip.waits.both", args)
	case t.Photos > 0:
		return v.With("strip.waits.photos", args)
	case t.Reports > 0:
		return v.With("strip.waits.reports", args)
	case t.Files == 0 && t.Entries > 0:
		return v.With("strip.waits.entries", lang.Args{"Entries": v.Count("count.entries", t.Entries, nil)})
	}
	return v.With("strip.waits.previews", args)
}
