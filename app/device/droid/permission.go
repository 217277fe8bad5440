//go:build android || jvm

package droid

import (
	"context"
	"errors"

	"priyom/app/device/jni"
)

// Need is what the system lets nobody do without its owner's leave.
type Need string

// The needs; each has its words in docs/android.md and at the moment of need.
const (
	NeedPosition Need = "position"
	NeedSound    Need = "sound"
	NeedNotices  Need = "notices"
)

// errRefused says that a need isn't granted.
var errRefused = errors.New("droid: refused")

// permissions are what the system calls a need. One of them is enough: of positions people may grant the rough ones alone.
func (n Need) permissions(sdk int32) []string {
	switch n {
	case NeedPosition:
		return []string{"android.permission.ACCESS_FINE_LOCATION", "android.permission.ACCESS_COARSE_LOCATION"}
	case NeedSound:
		return []string{"android.permission.RECORD_AUDIO"}
	case NeedNotices:
		if sdk >= 33 { // before, nobody is asked
			return []string{"android.permission.POST_NOTIFICATIONS"}
		}
	}
	return nil
}

// Telling makes say a way to show notifications. Nobody can be asked while the app isn't in front: what couldn't be told is the reason to ask when
// it comes back, where it is seen anyway.
func (p *Phone) Telling(say func(title, words string)) func(title, words string) {
	return func(title, words string) {
		if ok, err := p.granted(NeedNotices); ok && err == nil {
			say(title, words)
			return
		}
		p.mu.Lock()
		p.untold = true
		p.mu.Unlock()
	}
}

// askToTell asks whether this app may show notifications, if there was something to tell.
func (p *Phone) askToTell() {
	p.mu.Lock()
	untold := p.untold
	p.untold = false
	p.mu.Unlock()
	if untold {
		_ = p.allowed(context.Background(), NeedNotices) // whoever refuses reads the news in the app
	}
}

// granted says whether a need is allowed now.
func (p *Phone) granted(n Need) (ok bool, err error) {
	wanted := n.permissions(p.sdk)
	ok = len(wanted) == 0
	err = p.do(func(e *jni.Env) error {
		for _, permission := range wanted {
			ok = ok || e.Int(e.Context(), "checkSelfPermission", "(Ljava/lang/String;)I", permission) == 0
		}
		return e.Err()
	})
	return ok && err == nil, err
}

// allowed returns nil when a need is granted. It says what for, lets the system ask, and waits for the answer. Who says "not now" isn't asked
// again before the app has been away and comes back; who refuses the system isn't before the next start: its question may be all that
// the app was away for. What is granted in the settings is noticed at once. The error may wrap errRefused.
func (p *Phone) allowed(ctx context.Context, n Need) error {
	ok, err := p.granted(n)
	if ok || err != nil {
		return err
	}
	p.mu.Lock()
	no := p.later[n] || p.refused[n]
	p.mu.Unlock()
	if no {
		return errRefused
	}
	agreed, err := p.explained(ctx, n)
	if err == nil && agreed {
		ok, err = p.asked(ctx, n)
	}
	if err == nil && !ok {
		p.mu.Lock()
		p.later[n], p.refused[n] = !agreed, agreed
		p.mu.Unlock()
		err = errRefused
	}
	return err
}

// explained shows the reason, and waits for what the person makes of it.
func (p *Phone) explained(ctx context.Context, n Need) (agreed bool, err error) {
	if p.opt.Explain == nil {
		return true, nil
	}
	said := make(chan bool, 1)
	p.opt.Explain(n, func(goOn bool) {
		select {
		case said <- goOn:
		default:
		}
	})
	select {
	case agreed = <-said:
		return agreed, nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// asked lets the system ask.
func (p *Phone) asked(ctx context.Context, n Need) (ok bool, err error) {
	answer := make(chan struct{}, 1)
	request := p.number(func(request int32) { p.answers[request] = answer })
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.answers, request)
	}()
	err = p.do(func(e *jni.Env) error {
		e.Void(e.Context(), "requestPermissions", "([Ljava/lang/String;I)V", n.permissions(p.sdk), request)
		return e.Err()
	})
	if err != nil {
		return false, err
	}
	came, end := p.returns() // the system's question is a window of its own: it may be answered in the settings too
	defer end()
	for {
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-answer:
			return p.granted(n)
		case <-came:
			if ok, err := p.granted(n); ok || err != nil {
				return ok, err
			}
		}
	}
}

// answered hears that the system has asked.
func (p *Phone) answered(request int32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.answers[request]; c != nil {
		wake(c)
	}
}

// number hands out a number for a request or a watch, and has it written down before anybody can answer.
func (p *Phone) number(write func(number int32)) int32 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	write(p.last)
	return p.last
}
