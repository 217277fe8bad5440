//go:build android || jvm

package jni

/*
#cgo jvm CFLAGS: -I/usr/lib/jvm/default-java/include -I/usr/lib/jvm/default-java/include/linux
#include <stdlib.h>
#include "glue.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"strings"
	"unsafe"
)

// Run runs f on a thread that the Java machine knows, with pointers to the machine, the thread's environment and the app's
// android.content.Context. Fyne's driver.RunNative is one.
type Run func(f func(vm, env, ctx uintptr) error) error

// Object refers to a Java object; zero is null.
type Object uintptr

// ErrThrown is wrapped by every error that was an exception.
var ErrThrown = errors.New("jni: thrown")

// Thrown is an exception.
type Thrown struct {
	Call string // what threw it
	Text string // its class and words
}

func (t *Thrown) Error() string { return fmt.Sprintf("jni: %s: %s", t.Call, t.Text) }

// Unwrap makes it ErrThrown.
func (t *Thrown) Unwrap() error { return ErrThrown }

// Is says whether an error is an exception of a class: its full name, or how it ends.
func Is(err error, class string) bool {
	var t *Thrown
	if !errors.As(err, &t) {
		return false
	}
	name, _, _ := strings.Cut(t.Text, ":")
	return strings.HasSuffix(name, class)
}

// Env is one thread's way into Java, good until the function that got it returns; so are the objects that it gives, but those of Keep.
type Env struct {
	env    *C.JNIEnv
	ctx    Object
	loader Object
	err    error
}

// Do runs f with an Env, in a frame of its own.
func Do(run Run, f func(e *Env) error) error {
	return run(func(_, env, ctx uintptr) error { return In(env, ctx, f) })
}

// In is Do on a thread that is the machine's already: where a native method was called. ctx may be 0 there.
func In(env, ctx uintptr, f func(e *Env) error) error {
	e := &Env{env: (*C.JNIEnv)(pointer(env)), ctx: Object(ctx)}
	var thrown *C.char
	if C.priyom_push(e.env, &thrown) != 0 {
		e.caught("a frame", thrown)
		return errors.Join(e.err, errors.New("jni: no room for objects"))
	}
	defer C.priyom_pop(e.env)
	return errors.Join(f(e), e.err)
}

// Err is the first error of this Env's calls.
func (e *Env) Err() error { return e.err }

// Recover takes the error away: what was asked for could be done without.
func (e *Env) Recover() error {
	err := e.err
	e.err = nil
	return err
}

// Context is the app's android.content.Context, an Activity.
func (e *Env) Context() Object { return e.ctx }

// Class finds a class, named with slashes: the app's own through the Context's loader.
func (e *Env) Class(name string) Object {
	if e.err != nil {
		return 0
	}
	var thrown *C.char
	var c C.jclass
	if strings.HasPrefix(name, "org/priyom/") && e.ctx != 0 {
		if e.loader == 0 {
			e.loader = e.Object(e.ctx, "getClassLoader", "()Ljava/lang/ClassLoader;")
		}
		if e.err != nil {
			return 0
		}
		dotted := C.CString(strings.ReplaceAll(name, "/", "."))
		defer C.free(unsafe.Pointer(dotted))
		c = C.priyom_class_of(e.env, e.loader.c(), dotted, &thrown)
	} else {
		slashed := C.CString(name)
		defer C.free(unsafe.Pointer(slashed))
		c = C.priyom_class(e.env, slashed, &thrown)
	}
	e.caught(name, thrown)
	return object(C.jobject(c))
}

// New makes an object.
func (e *Env) New(class, sig string, args ...any) Object {
	of := e.Class(class)
	given := e.args(args)
	if e.err != nil {
		return 0
	}
	s := C.CString(sig)
	defer C.free(unsafe.Pointer(s))
	var thrown *C.char
	o := C.priyom_new(e.env, C.jclass(of.c()), s, first(given), &thrown)
	e.caught("new "+class, thrown)
	return object(o)
}

// Number is a class's static int field.
func (e *Env) Number(class, field string) int32 {
	in := e.Class(class)
	if e.err != nil {
		return 0
	}
	name := C.CString(field)
	defer C.free(unsafe.Pointer(name))
	var thrown *C.char
	n := C.priyom_number(e.env, C.jclass(in.c()), name, &thrown)
	e.caught(class+"."+field, thrown)
	return int32(n)
}

// Label is a class's static String field.
func (e *Env) Label(class, field string) string {
	in := e.Class(class)
	if e.err != nil {
		return ""
	}
	name, sig := C.CString(field), C.CString("Ljava/lang/String;")
	defer C.free(unsafe.Pointer(name))
	defer C.free(unsafe.Pointer(sig))
	var thrown *C.char
	o := C.priyom_field(e.env, C.jclass(in.c()), name, sig, &thrown)
	e.caught(class+"."+field, thrown)
	return e.Read(object(o))
}

// Keep makes a reference that stays good, on any thread, until Drop.
func (e *Env) Keep(o Object) Object { return object(C.priyom_keep(e.env, o.c())) }

// Drop ends what Keep made.
func (e *Env) Drop(o Object) { C.priyom_drop(e.env, o.c()) }

// call is a method's call: of an object, or of the class of that name.
func (e *Env) call(on Object, class, name, sig string, args []any) C.jvalue {
	var none C.jvalue
	if class != "" {
		on = e.Class(class)
	}
	given := e.args(args)
	if e.err != nil {
		return none
	}
	n, s := C.CString(name), C.CString(sig)
	defer C.free(unsafe.Pointer(n))
	defer C.free(unsafe.Pointer(s))
	var thrown *C.char
	var v C.jvalue
	if class != "" {
		v = C.priyom_static(e.env, C.jclass(on.c()), n, s, first(given), &thrown)
	} else {
		v = C.priyom_call(e.env, on.c(), n, s, first(given), &thrown)
	}
	e.caught(name, thrown)
	return v
}

// caught makes an error of what was thrown.
func (e *Env) caught(call string, thrown *C.char) {
	if thrown == nil {
		return
	}
	if e.err == nil {
		e.err = &Thrown{Call: call, Text: C.GoString(thrown)}
	}
	C.free(unsafe.Pointer(thrown))
}
