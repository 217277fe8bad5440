//go:build android || jvm

package jni

/*
#include "glue.h"
*/
import "C"

import (
	"fmt"
	"unicode/utf16"
	"unsafe"
)

// pointer is one that came through Go as a number: it points into the machine, not into Go's memory.
func pointer(n uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&n)) }

// cgo has Java's references as numbers, not as pointers: they may look like none.
func (o Object) c() C.jobject { return C.jobject(o) }

func object(o C.jobject) Object { return Object(o) }

// as reads a value of the machine's.
func as[T any](v C.jvalue) T { return *(*T)(unsafe.Pointer(&v)) }

// set makes a value for the machine.
func set[T any](v T) (to C.jvalue) {
	*(*T)(unsafe.Pointer(&to)) = v
	return to
}

func first(args []C.jvalue) *C.jvalue {
	if len(args) == 0 {
		return nil
	}
	return &args[0]
}

// args makes values of what Go gives: Object, string, []string, []byte, bool, int32, int64, float32, float64; nil is null.
func (e *Env) args(given []any) []C.jvalue {
	all := make([]C.jvalue, 0, len(given))
	for _, g := range given {
		switch g := g.(type) {
		case nil:
			all = append(all, C.jvalue{})
		case Object:
			all = append(all, set(uintptr(g)))
		case string:
			all = append(all, set(uintptr(e.Text(g))))
		case []string:
			all = append(all, set(uintptr(e.texts(g))))
		case []byte:
			all = append(all, set(uintptr(e.bytes(g))))
		case bool:
			one := C.jboolean(0)
			if g {
				one = 1
			}
			all = append(all, set(one))
		case int32:
			all = append(all, set(g))
		case int64:
			all = append(all, set(g))
		case float32:
			all = append(all, set(g))
		case float64:
			all = append(all, set(g))
		default:
			panic(fmt.Sprintf("jni: %T can't be given to Java", g))
		}
	}
	return all
}

// Text makes a java.lang.String. It goes as UTF-16: JNI's own UTF-8 isn't Go's.
func (e *Env) Text(s string) Object {
	if e.err != nil {
		return 0
	}
	units := utf16.Encode([]rune(s))
	var at *C.jchar
	if len(units) > 0 {
		at = (*C.jchar)(unsafe.Pointer(&units[0]))
	} else {
		at = (*C.jchar)(unsafe.Pointer(&[1]uint16{}))
	}
	var thrown *C.char
	made := C.priyom_text(e.env, at, C.jsize(len(units)), &thrown)
	e.caught("a string", thrown)
	return object(C.jobject(made))
}

func (e *Env) texts(all []string) Object {
	if e.err != nil {
		return 0
	}
	var thrown *C.char
	array := C.priyom_strings(e.env, C.jsize(len(all)), &thrown)
	e.caught("an array", thrown)
	for i, s := range all {
		text := e.Text(s)
		if e.err != nil {
			return 0
		}
		C.priyom_put(e.env, array, C.jsize(i), text.c(), &thrown)
		e.caught("an array", thrown)
	}
	return object(C.jobject(array))
}

func (e *Env) bytes(b []byte) Object {
	if e.err != nil {
		return 0
	}
	var at *C.jbyte
	if len(b) > 0 {
		at = (*C.jbyte)(unsafe.Pointer(&b[0]))
	}
	var thrown *C.char
	made := C.priyom_bytes(e.env, at, C.jsize(len(b)), &thrown)
	e.caught("bytes", thrown)
	return object(C.jobject(made))
}

// Read is a java.lang.String's text; of null it is "".
func (e *Env) Read(s Object) string {
	if e.err != nil || s == 0 {
		return ""
	}
	text := C.jstring(s.c())
	units := make([]uint16, int(C.priyom_text_length(e.env, text)))
	if len(units) == 0 {
		return ""
	}
	var thrown *C.char
	C.priyom_text_units(e.env, text, C.jsize(len(units)), (*C.jchar)(unsafe.Pointer(&units[0])), &thrown)
	e.caught("a string", thrown)
	return string(utf16.Decode(units))
}

// ReadBytes is a byte[]; of null it is nil.
func (e *Env) ReadBytes(a Object) []byte {
	if e.err != nil || a == 0 {
		return nil
	}
	array := C.jbyteArray(a.c())
	b := make([]byte, int(C.priyom_length(e.env, C.jarray(array))))
	if len(b) > 0 {
		var thrown *C.char
		C.priyom_bytes_copy(e.env, array, C.jsize(len(b)), (*C.jbyte)(unsafe.Pointer(&b[0])), &thrown)
		e.caught("bytes", thrown)
	}
	return b
}

// ReadStrings is a String[].
func (e *Env) ReadStrings(a Object) (all []string) {
	if e.err != nil || a == 0 {
		return nil
	}
	array := C.jobjectArray(a.c())
	for i := range int(C.priyom_length(e.env, C.jarray(array))) {
		var thrown *C.char
		one := C.priyom_at(e.env, array, C.jsize(i), &thrown)
		e.caught("an array", thrown)
		all = append(all, e.Read(object(one)))
	}
	return all
}
