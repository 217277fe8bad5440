package present

import (
	"time"

	"priyom/lang"
	"priyom/sync/engine"
)

func (o *Outbox) certain() Said {
	v, now := o.p.Voice(), o.p.env.Clock()
	last := o.totals.LastReceipt
	switch {
	case o.totals.Clear() && last.IsZero():
		return Said{Icon: "inbox", Tone: ToneCalm, Title: v.Say("outbox.certain.nothing"), Under: v.Say("outbox.certain.nothing-under")}
	case o.totals.Clear():
		return Said{
			Icon: "shield-check", Tone: ToneGood, Title: v.Say("outbox.certain.all"),
			Under: v.With("outbox.certain.receipt", lang.Args{"Time": v.Since(last, now)}),
		}
	case last.IsZero() && o.totals.Reports == 0 && o.totals.Signatures > 0:
		return Said{Icon: "hourglass", Tone: ToneAccent, Title: v.Count("outbox.certain.safe-signatures", o.totals.Signatures, nil), Under: v.Say("outbox.certain.safe-under")}
	case last.IsZero():
		return Said{Icon: "hourglass", Tone: ToneAccent, Title: v.Count("outbox.certain.safe", o.totals.Reports, nil), Under: v.Say("outbox.certain.safe-under")}
	case !o.totals.Oldest.IsZero():
		return Said{
			Icon: "shield-check", Tone: ToneGood, Title: v.With("outbox.certain.until", lang.Args{"Time": v.Since(o.totals.Oldest, now)}),
			Under: v.With("outbox.certain.receipt", lang.Args{"Time": v.Since(last, now)}),
		}
	}
	return Said{Icon: "shield-check", Tone: ToneGood, Title: v.Say("outbox.certain.texts"), Under: v.With("outbox.certain.receipt", lang.Args{"Time": v.Since(last, now)})}
}

// link is the line to the portal in words.
func (o *Outbox) link() Said {
	v := o.p.Voice()
	if !o.p.enrolled {
		return Said{Icon: "cloud-off", Tone: ToneCalm, Title: v.Say("link.state.none")}
	}
	s := Said{Icon: "cloud", Tone: ToneCalm, Title: v.Say("link.state." + string(o.line.Link)), Under: causeWords(v, string(o.line.Cause))}
	switch o.line.Link {
	case engine.LinkGood:
		s.Icon, s.Tone = "wifi", ToneGood
	case engine.LinkWeak:
		s.Icon, s.Tone = "wifi", ToneWarn
	case engine.LinkOffline, engine.LinkCaptive:
		s.Icon, s.Tone = "wifi-off", ToneWarn
	case engine.LinkRefused:
		s.Icon, s.Tone = "shield-alert", ToneAlarm
	case engine.LinkUnknown:
	}
	switch {
	case o.moving() && o.line.Speed > 0:
		s.Aside = v.Speed(o.line.Speed)
	case !o.line.NextAttempt.IsZero():
		s.Aside = v.With("link.next", lang.Args{"Time": o.at(o.line.NextAttempt)})
	}
	return s
}

// at is when something will be tried: the clock, to the second while it is near.
func (o *Outbox) at(t time.Time) string {
	if t.Sub(o.p.env.Clock()) < 10*time.Minute {
		return t.Local().Format(time.TimeOnly)
	}
	return o.p.Voice().Since(t, o.p.env.Clock())
}
