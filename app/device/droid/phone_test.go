//go:build jvm

package droid

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/app/device/jni"
	"priyom/app/present"
	"priyom/civic"
)

func moved(t *testing.T, lat float64, accuracy, bearing float32, mock bool, age time.Duration) {
	t.Helper()
	java(t, func(e *jni.Env) {
		e.StaticVoid("world/World", "moved", "(Ljava/lang/String;DDFFZJ)V", "gps", lat, 42.5, accuracy, bearing, mock, int64(age/time.Millisecond))
	})
}

// watching starts a watch and waits until the receivers are asked.
func watching(t *testing.T, ctx context.Context, p *Phone) (fixes <-chan present.Fix, ended <-chan error) {
	t.Helper()
	c, e := make(chan present.Fix, 100), make(chan error, 1)
	go func() { e <- p.Watch(ctx, func(f present.Fix) { c <- f }) }()
	for range 5000 {
		var n int32
		java(t, func(e *jni.Env) { n = e.StaticInt("world/World", "watchers", "()I") })
		if n > 0 {
			return c, e
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("nobody watches: ", errors.Join(<-e))
	return nil, nil
}

func TestWatch(t *testing.T) {
	p := start(t, started{})
	java(t, func(e *jni.Env) { grant(e, "ACCESS_COARSE_LOCATION") })
	ctx, cancel := context.WithCancel(t.Context())
	fixes, ended := watching(t, ctx, p)
	moved(t, 52.25, 7, 90, false, 3*time.Second)
	f := soon(t, fixes)
	if f.Position != (civic.Position{Lat: 52.25, Lon: 42.5, Accuracy: 7}) || f.Source != civic.SourceGPS || !f.Bore || f.Bearing != 90 {
		t.Errorf("%+v", f)
	}
	if age := time.Since(f.At); age < 3*time.Second || age > time.Minute {
		t.Errorf("%v old", age)
	}
	moved(t, 52.5, 0, -1, true, 0)
	if f := soon(t, fixes); f.Source != civic.SourceMock || f.Bore || f.Position.Accuracy != 0 {
		t.Errorf("made up: %+v", f)
	}
	cancel()
	if err := soon(t, ended); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	java(t, func(e *jni.Env) {
		if n := e.StaticInt("world/World", "watchers", "()I"); n != 0 {
			t.Errorf("%d still listen", n)
		}
	})
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	fixes, _ = watching(t, ctx, p)
	if f := soon(t, fixes); f.Position.Lat != 52.5 { // known a moment ago
		t.Errorf("the last known: %+v", f)
	}
	cancel()
}

func TestReceiversSwitchedOff(t *testing.T) {
	p := start(t, started{})
	java(t, func(e *jni.Env) { grant(e, "ACCESS_FINE_LOCATION") })
	_, ended := watching(t, t.Context(), p)
	off := func(name string) {
		java(t, func(e *jni.Env) { e.StaticVoid("world/World", "switched", "(Ljava/lang/String;Z)V", name, false) })
	}
	off("gps")
	select {
	case err := <-ended:
		t.Fatal("one of two: ", err)
	case <-time.After(50 * time.Millisecond):
	}
	off("network")
	if err := soon(t, ended); !errors.Is(err, present.ErrPositionOff) {
		t.Error(err)
	}
	if err := p.Watch(t.Context(), func(present.Fix) {}); !errors.Is(err, present.ErrPositionOff) {
		t.Error(err)
	}
}

func TestPermission(t *testing.T) {
	for name, c := range map[string]struct {
		agrees, grants bool
		asked          bool
		err            error
	}{
		"granted":    {true, true, true, context.Canceled},
		"refused":    {true, false, true, present.ErrPositionDenied},
		"not wanted": {false, true, false, present.ErrPositionDenied},
	} {
		t.Run(name, func(t *testing.T) {
			var why []Need
			p := start(t, started{opt: Options{Explain: func(n Need, answer func(bool)) {
				why = append(why, n)
				answer(c.agrees)
			}}})
			if c.grants {
				java(t, func(e *jni.Env) { mayGrant(e, "ACCESS_COARSE_LOCATION") })
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var ended <-chan error
			if c.err == context.Canceled {
				_, ended = watching(t, ctx, p)
				cancel()
			} else {
				e := make(chan error, 1)
				e <- p.Watch(ctx, func(present.Fix) {})
				ended = e
			}
			if err := soon(t, ended); !errors.Is(err, c.err) {
				t.Fatal(err)
			}
			asked := slices.Contains(noted(t), "asked [android.permission.ACCESS_FINE_LOCATION, android.permission.ACCESS_COARSE_LOCATION]")
			if asked != c.asked || !slices.Equal(why, []Need{NeedPosition}) {
				t.Errorf("asked %v, because of %v", asked, why)
			}
			if c.err == context.Canceled {
				return
			}
			if err := p.Watch(ctx, func(present.Fix) {}); !errors.Is(err, present.ErrPositionDenied) || len(why) != 1 {
				t.Errorf("asked again: %v, %v", why, err)
			}
			p.Foreground()
			if err := p.Watch(ctx, func(present.Fix) {}); !c.agrees != (len(why) == 2) || c.agrees && !errors.Is(err, present.ErrPositionDenied) {
				t.Errorf("back in front: %v, %v", why, err)
			}
			java(t, func(e *jni.Env) { grant(e, "ACCESS_FINE_LOCATION") }) // in the settings
			_, ended = watching(t, ctx, p)
			java(t, func(e *jni.Env) { e.StaticVoid("world/World", "refuseAll", "()V") })
			p.Foreground()
			if err := soon(t, ended); !errors.Is(err, present.ErrPositionDenied) {
				t.Error("taken back: ", err)
			}
		})
	}
}

func TestNames(t *testing.T) {
	if p := start(t, started{}); p.Name() != "Zarya A1 Про" || len(p.Lang()) != 2 || p.Home() != filepath.Join(p.home, "home") {
		t.Errorf("%q, %q, %q", p.Name(), p.Lang(), p.Home())
	}
}

// Nobody is asked before there was something to tell, nor while the app is away; whoever allows it is told from then on.
func TestTelling(t *testing.T) {
	asked := make(chan Need, 10)
	p := start(t, started{opt: Options{Explain: func(why Need, answer func(bool)) {
		asked <- why
		answer(true)
	}}})
	java(t, func(e *jni.Env) { mayGrant(e, "POST_NOTIFICATIONS") })
	var told []string
	tell := p.Telling(func(title, words string) { told = append(told, title+": "+words) })
	p.Foreground()
	tell("one", "lost")
	if len(asked) > 0 || len(told) > 0 {
		t.Errorf("asked %d, told %q", len(asked), told)
	}
	p.Foreground()
	if why := soon(t, asked); why != NeedNotices {
		t.Error(why)
	}
	for range 5000 {
		if ok, err := p.granted(NeedNotices); ok || err != nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	tell("two", "shown")
	if !slices.Equal(told, []string{"two: shown"}) {
		t.Errorf("%q", told)
	}
	p.sdk = 28
	java(t, func(e *jni.Env) { e.StaticVoid("world/World", "refuseAll", "()V") })
	if tell("three", "as ever"); len(told) != 2 {
		t.Error("an old system asks nobody: ", told)
	}
}

func TestLinks(t *testing.T) {
	open := func(t *testing.T, address any) {
		java(t, func(e *jni.Env) { e.StaticVoid("world/World", "open", "(Ljava/lang/String;)V", address) })
	}
	for name, c := range map[string]struct {
		s    started
		want []string
	}{
		"from the launcher":   {started{}, nil},
		"from a link":         {started{link: "priyom://join/#ABCD"}, []string{"priyom://join/#ABCD"}},
		"the window is back":  {started{link: "priyom://join/#ABCD", again: true}, nil},
		"from recent ones":    {started{link: "priyom://join/#ABCD", flags: fromHistory}, nil},
		"before Go was ready": {started{link: "a:1", before: func(t *testing.T) { open(t, "b:2") }}, []string{"a:1", "b:2"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, c.s)
			told := make(chan string, 10)
			p.Links(func(address string) { told <- address })
			for _, want := range c.want {
				if got := soon(t, told); got != want {
					t.Errorf("%q", got)
				}
			}
			open(t, nil) // the launcher's icon again
			open(t, "https://портал.example/#КОД-😀")
			if got := soon(t, told); got != "https://портал.example/#КОД-😀" {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestNetworks(t *testing.T) {
	p := start(t, started{})
	heard := func() (n int32) {
		java(t, func(e *jni.Env) { n = e.StaticInt("world/World", "lines", "()I") })
		return n
	}
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan struct{}, 2), make(chan error, 1)
	go func() { ended <- p.Networks(ctx, func() { told <- struct{}{} }) }()
	for range 5000 {
		if heard() > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	for range 2 {
		for _, on := range []bool{false, true} {
			java(t, func(e *jni.Env) { e.StaticVoid("world/World", "network", "(Z)V", on) })
		}
		soon(t, told)
	}
	cancel()
	if err := soon(t, ended); !errors.Is(err, context.Canceled) || errors.Is(err, jni.ErrThrown) || heard() != 0 || len(told) > 0 {
		t.Errorf("%v, %d hear still", err, heard())
	}
}

func TestOpenAndShare(t *testing.T) {
	p := start(t, started{})
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte("paper"), 0o600); err != nil {
		t.Fatal(err)
	}
	noted(t)
	if err := errors.Join(p.OpenURL("geo:52.3,42.9?q=52.3,42.9"), p.Show(path), p.Share(path)); err != nil {
		t.Fatal(err)
	}
	const lent = "content://org.priyom.app.pictures/lent-a.pdf"
	want := []string{
		"started android.intent.action.VIEW geo:52.3,42.9?q=52.3,42.9 null {} 10000000",
		"started android.intent.action.VIEW " + lent + " application/pdf {} 10000001 granting " + lent,
		"started android.intent.action.CHOOSER null null {android.intent.extra.INTENT=android.intent.action.SEND null application/pdf {android.intent.extra.STREAM=" + lent + "} 1 granting " + lent + "} 10000001 granting " + lent,
	}
	if got := noted(t); !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	java(t, func(e *jni.Env) {
		if got := e.Read(e.StaticObject("world/World", "read", "(Ljava/lang/String;)Ljava/lang/String;", lent)); got != "paper" {
			t.Errorf("%q", got)
		}
		camera(e, "none", nil)
	})
	if err := p.Print(t.Context(), []byte("another paper"), "", "A4", filepath.Join(t.TempDir(), "print")); !errors.Is(err, ErrNobody) {
		t.Error(err)
	}
	if lent, err := os.ReadFile(filepath.Join(p.handout, "lent-priyom.pdf")); err != nil || string(lent) != "another paper" {
		t.Error(err)
	}
	if err := p.OpenURL("geo:1,1"); !errors.Is(err, ErrNobody) {
		t.Error(err)
	}
}

func TestKeys(t *testing.T) {
	p := start(t, started{})
	if _, err := p.Get("one"); !errors.Is(err, os.ErrNotExist) {
		t.Error("nothing there yet: ", err)
	}
	for i := range 3 {
		if err := p.Set(fmt.Sprint(i), fmt.Sprintf("тайна %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	q := start(t, started{home: p.home})
	if got, err := q.Get("1"); err != nil || got != "тайна 1" {
		t.Errorf("%q, %v", got, err)
	}
	raw, err := os.ReadFile(q.keyFile("1"))
	if err != nil || strings.Contains(string(raw), "тайна") {
		t.Error("in the open ", err)
	}
	raw[len(raw)-1] ^= 1
	if err := os.WriteFile(q.keyFile("1"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Get("1"); !jni.Is(err, "AEADBadTagException") {
		t.Error("changed: ", err)
	}
	java(t, func(e *jni.Env) { e.StaticVoid("world/Keys", "lose", "()V") })
	if _, err := q.Get("2"); !errors.Is(err, jni.ErrThrown) {
		t.Error("without the key: ", err)
	}
}

func TestRecord(t *testing.T) {
	for name, c := range map[string]struct {
		how           string
		granted       bool
		starts, stops bool
	}{
		"spoken": {"take", true, true, true}, "too short": {"short", true, true, false}, "busy": {"busy", true, false, false}, "refused": {"take", false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, started{})
			java(t, func(e *jni.Env) {
				camera(e, c.how, nil)
				if c.granted {
					mayGrant(e, "RECORD_AUDIO")
				}
			})
			path := filepath.Join(t.TempDir(), "note.m4a")
			stop, err := p.Record(path, nil)
			if (err == nil) != c.starts || !c.starts && !errors.Is(err, present.ErrNoRecorder) {
				t.Fatal(err)
			}
			if c.starts {
				if err := stop(); (err == nil) != c.stops {
					t.Error(err)
				}
				if what := noted(t); !slices.Contains(what, "recording mic mp4 aac 16000Hz ") || !slices.Contains(what, "released") {
					t.Error(what)
				}
			}
			if got, err := os.ReadFile(path); (err == nil) != c.stops || c.stops && string(got) != "sound" {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// A note that is forgotten ends by itself, and is there; who stops it afterwards hears that it is.
func TestRecordTooLong(t *testing.T) {
	p := start(t, started{})
	java(t, func(e *jni.Env) { mayGrant(e, "RECORD_AUDIO") })
	p.longest = time.Millisecond
	path := filepath.Join(t.TempDir(), "note.m4a")
	stop, err := p.Record(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 5000 {
		if got, _ := os.ReadFile(path); string(got) == "sound" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "sound" {
		t.Errorf("%q, %v", got, err)
	}
	if err := errors.Join(stop(), stop()); err != nil {
		t.Error(err)
	}
}
