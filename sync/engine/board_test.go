package engine

import (
	"testing"
	"testing/synctest"
	"time"

	"priyom/store/journal"
)

func TestBoardPhases(t *testing.T) {
	later := time.Now().Add(time.Minute)
	file := &Moving{SHA256: journal.Hash{1}, Size: 10}
	for name, c := range map[string]struct {
		do   func(*board)
		want Phase
		next bool
	}{
		"nothing":                 {func(*board) {}, PhaseIdle, false},
		"text":                    {func(b *board) { b.phase(PhaseText) }, PhaseText, false},
		"text before files":       {func(b *board) { b.carry(0, file); b.phase(PhaseConnecting) }, PhaseConnecting, false},
		"files":                   {func(b *board) { b.carry(1, file) }, PhaseFiles, false},
		"files though text waits": {func(b *board) { b.carry(1, file); b.phase(PhaseWaiting) }, PhaseFiles, false},
		"files ended":             {func(b *board) { b.carry(1, file); b.carry(1, nil) }, PhaseIdle, false},
		"waiting":                 {func(b *board) { b.phase(PhaseWaiting) }, PhaseWaiting, true},
	} {
		t.Run(name, func(t *testing.T) {
			var b board
			b.state.NextAttempt = later
			c.do(&b)
			if s := b.look(); s.Phase != c.want || s.NextAttempt.IsZero() == c.next {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestBoardTellsOfFiles(t *testing.T) {
	var b board
	b.carry(0, &Moving{SHA256: journal.Hash{1}, Size: 10})
	b.carry(1, &Moving{SHA256: journal.Hash{2}, Size: 20})
	before := b.look()
	b.sent(1, 15)
	b.sent(0, 3)
	s := b.look()
	if len(s.Files) != 2 || s.Files[0].Sent != 3 || s.Files[1].Sent != 15 {
		t.Errorf("%+v", s.Files)
	}
	if before.Files[1].Sent != 0 {
		t.Error("what was looked at changed afterwards")
	}
}

func TestBoardLinkAndCause(t *testing.T) {
	at := time.Now()
	for name, c := range map[string]struct {
		do    func(*board)
		link  Link
		cause Cause
	}{
		"fast":                    {func(b *board) { b.heard(at, time.Second, 500) }, LinkGood, ""},
		"slow":                    {func(b *board) { b.heard(at, 3*time.Second, 500) }, LinkWeak, ""},
		"much, not slow":          {func(b *board) { b.heard(at, 5*time.Second, 200<<10) }, LinkGood, ""},
		"a file broke":            {func(b *board) { b.filesFailed(CauseBroken); b.heard(at, time.Second, 500) }, LinkWeak, CauseBroken},
		"that was long ago":       {func(b *board) { b.filesFailed(CauseBroken); b.heard(at, 0, 0); b.heard(at, 0, 0) }, LinkGood, CauseBroken},
		"and another got through": {func(b *board) { b.filesFailed(CausePortalFull); b.filesWell() }, LinkUnknown, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := board{state: State{Link: LinkUnknown}}
			c.do(&b)
			if s := b.look(); s.Link != c.link || s.Cause != c.cause {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestBoardWakesViewersOnceUntilTheyLook(t *testing.T) {
	var b board
	seen, cancel := b.subscribe()
	for range 100 {
		b.phase(PhaseText)
	}
	<-seen
	select {
	case <-seen:
		t.Error("woken twice")
	default:
	}
	b.phase(PhaseIdle)
	<-seen
	cancel()
	cancel()
	b.phase(PhaseText)
	select {
	case <-seen:
		t.Error("woken after the end")
	default:
	}
}

func TestMeterForgetsWhatIsLongAgo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMeter()
		m.add(500)
		if m.speed() != 500 {
			t.Errorf("in the first second %d", m.speed())
		}
		for range 10 {
			time.Sleep(time.Second)
			m.add(1000)
		}
		if m.speed() != 1000 {
			t.Errorf("steadily %d", m.speed())
		}
		time.Sleep(time.Minute)
		if m.speed() != 0 || m.bytes() != 10500 {
			t.Errorf("%d, of %d", m.speed(), m.bytes())
		}
	})
}

func TestRestFollowsWhatAPollCosts(t *testing.T) {
	l := Limits{}.filled()
	for _, c := range []struct {
		bytes int64
		idle  bool
		want  time.Duration
	}{
		{400, true, 30 * time.Minute},
		{1000, true, 30 * time.Minute},
		{2000, true, time.Hour},
		{6000, true, 3 * time.Hour},
		{600_000, false, 30 * time.Minute},
	} {
		if got := l.rest(c.bytes, c.idle); got != c.want {
			t.Errorf("%d bytes: %v, want %v", c.bytes, got, c.want)
		}
	}
}
