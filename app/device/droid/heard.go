//go:build android || jvm

package droid

/*
#cgo jvm CFLAGS: -I/usr/lib/jvm/default-java/include -I/usr/lib/jvm/default-java/include/linux
#include <jni.h>
*/
import "C"

import (
	"sync"
	"unsafe"

	"priyom/app/device/jni"
)

// JNI gives the functions their names and parameters.

// heard is where the classes' native methods lead: they are functions, so this is the one state that a package must keep. What comes
// before the phone is open waits, links alone: a result's picture is found in its file.
var heard ear

type ear struct {
	mu    sync.Mutex
	phone *Phone
	early []string
}

func (r *ear) open(p *Phone) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.phone = p
	p.unheard = append(p.unheard, r.early...)
	r.early = nil
}

// now is the open phone; nil before.
func (r *ear) now() *Phone {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.phone
}

// inside reads what Java handed over, on the thread it did that on.
func inside(env *C.JNIEnv, f func(e *jni.Env)) {
	// An exception is taken away by then; what couldn't be read wasn't heard.
	_ = jni.In(uintptr(unsafe.Pointer(env)), 0, func(e *jni.Env) error {
		f(e)
		return nil
	})
}

//export Java_org_priyom_app_MainActivity_result
func Java_org_priyom_app_MainActivity_result(env *C.JNIEnv, class C.jclass, request, result C.jint) {
	if p := heard.now(); p != nil {
		p.result(int32(request), int32(result))
	}
}

//export Java_org_priyom_app_MainActivity_answered
func Java_org_priyom_app_MainActivity_answered(env *C.JNIEnv, class C.jclass, request C.jint) {
	if p := heard.now(); p != nil {
		p.answered(int32(request))
	}
}

//export Java_org_priyom_app_MainActivity_link
func Java_org_priyom_app_MainActivity_link(env *C.JNIEnv, class C.jclass, address C.jstring) {
	inside(env, func(e *jni.Env) {
		text := e.Read(jni.Object(address))
		if p := heard.now(); p != nil {
			p.link(text)
			return
		}
		heard.mu.Lock()
		defer heard.mu.Unlock()
		heard.early = append(heard.early, text)
	})
}

//export Java_org_priyom_app_Places_place
func Java_org_priyom_app_Places_place(env *C.JNIEnv, class C.jclass, watch C.jint, location C.jobject) {
	if p := heard.now(); p != nil {
		inside(env, func(e *jni.Env) { p.place(e, int32(watch), jni.Object(location)) })
	}
}

//export Java_org_priyom_app_Places_switched
func Java_org_priyom_app_Places_switched(env *C.JNIEnv, class C.jclass, watch C.jint) {
	if p := heard.now(); p != nil {
		p.switched(int32(watch))
	}
}

//export Java_org_priyom_app_Line_available
func Java_org_priyom_app_Line_available(env *C.JNIEnv, class C.jclass, watch C.jint) {
	if p := heard.now(); p != nil {
		p.available(int32(watch))
	}
}
