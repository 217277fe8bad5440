//go:build jvm

package jni_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"priyom/app/device/jni"
	"priyom/app/device/jni/jvmtest"
)

var machine *jvmtest.Machine

func TestMain(m *testing.M) {
	os.Exit(jvmtest.Checked(func() int {
		classes, err := os.MkdirTemp("", "classes")
		if err == nil {
			defer os.RemoveAll(classes)
			err = jvmtest.Compile("../droid/testdata/java", classes)
		}
		if err == nil {
			machine, err = jvmtest.Start(classes)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return m.Run()
	}))
}

func TestValues(t *testing.T) {
	err := jni.Do(machine.Run, func(e *jni.Env) error {
		const sig = "(Ljava/lang/String;[Ljava/lang/String;[BZIJFD)Ljava/lang/String;"
		got := e.Read(e.StaticObject("world/World", "echo", sig,
			"Щ😀\x00 end", []string{"один", ""}, []byte{0, 255}, true, int32(-7), int64(1)<<40, float32(0.5), 0.1))
		if want := "Щ😀\x00 end|[один, ]|[0, -1]|true|-7|1099511627776|0.5|0.1"; got != want {
			t.Errorf("%q", got)
		}
		if got := e.Read(e.StaticObject("world/World", "echo", sig, nil, []string(nil), []byte(nil), false, int32(0), int64(0), float32(0), 0.0)); got != "null|[]|[]|false|0|0|0.0|0.0" {
			t.Errorf("%q", got)
		}
		if got := e.Read(e.StaticObject("world/World", "nothing", "()Ljava/lang/String;")); got != "" {
			t.Errorf("%q", got)
		}
		if got := e.Number("android/os/Build$VERSION", "SDK_INT"); got != 34 {
			t.Error(got)
		}
		if got := e.Label("android/os/Build", "MODEL"); got != "A1 Про" {
			t.Error(got)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// After whatever is thrown the environment does nothing more, says the first thing, and works again once that is taken away.
func TestThrown(t *testing.T) {
	for name, c := range map[string]struct {
		call func(e *jni.Env)
		want string
	}{
		"exception":        {func(e *jni.Env) { e.StaticVoid("world/World", "fail", "(Ljava/lang/String;)V", "why") }, "java.lang.IllegalStateException: why"},
		"one that throws":  {func(e *jni.Env) { e.StaticVoid("world/World", "failOddly", "()V") }, "an exception without words"},
		"an object's":      {func(e *jni.Env) { e.Object(e.Text("s"), "substring", "(I)Ljava/lang/String;", int32(9)) }, "StringIndexOutOfBoundsException"},
		"a constructor's":  {func(e *jni.Env) { e.New("java/util/ArrayList", "(I)V", int32(-1)) }, "java.lang.IllegalArgumentException"},
		"no class":         {func(e *jni.Env) { e.New("world/Nowhere", "()V") }, "java.lang.NoClassDefFoundError: world/Nowhere"},
		"no method":        {func(e *jni.Env) { e.StaticVoid("world/World", "missing", "()V") }, "java.lang.NoSuchMethodError: missing"},
		"no such own":      {func(e *jni.Env) { e.Void(e.Text("s"), "missing", "()V") }, "java.lang.NoSuchMethodError: missing"},
		"no constructor":   {func(e *jni.Env) { e.New("android/app/Activity", "(I)V", int32(1)) }, "java.lang.NoSuchMethodError: Landroid/app/Activity;.<init>(I)V"},
		"no label":         {func(e *jni.Env) { e.Label("world/World", "missing") }, "java.lang.NoSuchFieldError: missing"},
		"no field":         {func(e *jni.Env) { e.Number("world/World", "missing") }, "java.lang.NoSuchFieldError: missing"},
		"on nothing":       {func(e *jni.Env) { e.Void(0, "finish", "()V") }, "a call on nothing"},
		"on one not given": {func(e *jni.Env) { e.Void(e.New("world/Nowhere", "()V"), "finish", "()V") }, "java.lang.NoClassDefFoundError: world/Nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			err := jni.Do(machine.Run, func(e *jni.Env) error {
				c.call(e)
				first := e.Err()
				e.StaticVoid("world/World", "fail", "(Ljava/lang/String;)V", "never called")
				if e.Text("s") != 0 || e.StaticInt("world/World", "watchers", "()I") != 0 || e.Err() != first {
					t.Error("it went on")
				}
				if taken := e.Recover(); taken != first || e.Err() != nil {
					t.Error("not taken away")
				}
				if e.Read(e.Text("again")) != "again" {
					t.Error("it doesn't work again")
				}
				return first
			})
			if !errors.Is(err, jni.ErrThrown) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestIs(t *testing.T) {
	err := fmt.Errorf("op: %w", &jni.Thrown{Text: "android.content.ActivityNotFoundException: SecurityException"})
	if !jni.Is(err, "ActivityNotFoundException") || jni.Is(err, "SecurityException") || jni.Is(nil, "x") || jni.Is(errors.New("x"), "x") {
		t.Error("told wrongly")
	}
}

// More objects than a frame has room for, on many threads.
func TestManyCalls(t *testing.T) {
	done := make(chan error)
	for range 8 {
		go func() {
			done <- jni.Do(machine.Run, func(e *jni.Env) error {
				for range 20 {
					kept := e.Keep(e.Text("kept"))
					if e.Read(kept) != "kept" {
						return errors.New("lost")
					}
					e.Drop(kept)
				}
				return e.Err()
			})
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
