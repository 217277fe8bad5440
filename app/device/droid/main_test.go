//go:build jvm

package droid

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"priyom/app/device/jni"
	"priyom/app/device/jni/jvmtest"
)

// The machine that has our real classes, turned from Android's code into Java's, and stand-ins for Android's own.
var machine *jvmtest.Machine

func TestMain(m *testing.M) {
	os.Exit(jvmtest.Checked(func() int {
		classes, err := os.MkdirTemp("", "classes")
		if err == nil {
			defer os.RemoveAll(classes)
			err = jvmtest.Compile("testdata/java", classes)
		}
		if err == nil {
			machine, err = jvmtest.Start(classes, os.Getenv("PRIYOM_CLASSES"))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}))
}

// started is how the system started the app.
type started struct {
	home   string
	link   any // nil, or the address
	flags  int32
	again  bool
	opt    Options
	before func(t *testing.T) // what happens before Go listens
}

var bound atomic.Bool

// start starts the app as the system does: the activity, then Go's main.
func start(t *testing.T, s started) *Phone {
	t.Helper()
	if s.home == "" {
		s.home = t.TempDir()
	}
	heard.phone = nil
	machine.Context = 0
	java(t, func(e *jni.Env) {
		e.StaticObject("world/World", "noted", "()Ljava/lang/String;")
		a := e.StaticObject("world/World", "start", "(Ljava/lang/String;Ljava/lang/String;IZ)Landroid/app/Activity;", s.home, s.link, s.flags, s.again)
		machine.Context = e.Keep(a)
		camera(e, "take", []byte("not a JPEG"))
		if bound.CompareAndSwap(false, true) {
			e.StaticVoid("world/Keys", "install", "()V")
		}
		e.StaticVoid("world/World", "refuseAll", "()V")
		receiver(e, "gps", true)
		receiver(e, "network", true)
	})
	for _, class := range []string{"MainActivity", "Places", "Line"} {
		if err := machine.Bind("org/priyom/app/" + class); err != nil {
			t.Fatal(err)
		}
	}
	if s.before != nil {
		s.before(t)
	}
	s.opt.Run = machine.Run
	if s.opt.Clock == nil {
		s.opt.Clock = time.Now
	}
	p, err := Open(s.opt)
	if err != nil {
		t.Fatal(err)
	}
	p.slow = time.Minute
	return p
}

// java does something in the world of the stand-ins.
func java(t *testing.T, f func(e *jni.Env)) {
	t.Helper()
	err := jni.Do(machine.Run, func(e *jni.Env) error {
		f(e)
		return e.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func camera(e *jni.Env, how string, picture []byte) {
	e.StaticVoid("world/World", "camera", "(Ljava/lang/String;[B)V", how, picture)
}

func receiver(e *jni.Env, name string, on bool) {
	e.StaticVoid("world/World", "receiver", "(Ljava/lang/String;Z)V", name, on)
}

func mayGrant(e *jni.Env, permission string) {
	e.StaticVoid("world/World", "mayGrant", "(Ljava/lang/String;)V", "android.permission."+permission)
}

func grant(e *jni.Env, permission string) {
	e.StaticVoid("world/World", "grant", "(Ljava/lang/String;)V", "android.permission."+permission)
}

// noted is what happened in the world since the last time.
func noted(t *testing.T) (what []string) {
	t.Helper()
	java(t, func(e *jni.Env) {
		if all := e.Read(e.StaticObject("world/World", "noted", "()Ljava/lang/String;")); all != "" {
			what = strings.Split(all, "\n")
		}
	})
	return what
}

// soon waits for what another thread does.
func soon[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(2 * time.Minute):
		t.Fatal("nothing came")
		return *new(T)
	}
}
