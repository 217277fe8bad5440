//go:build jvm

package jvmtest

/*
#cgo CFLAGS: -I/usr/lib/jvm/default-java/include -I/usr/lib/jvm/default-java/include/linux
#cgo LDFLAGS: -ldl
#include <jni.h>
#include <stdlib.h>

JavaVM *priyom_start(const char *library, char **options, int n);
JNIEnv *priyom_attach(JavaVM *vm);
void priyom_detach(JavaVM *vm);
int priyom_bind(JNIEnv *env, jclass in, char *name, char *sig, const char *symbol);
*/
import "C"

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"

	"priyom/app/device/jni"
)

// Machine is a Java machine. There is one in a process, and it ends with it.
type Machine struct {
	vm      *C.JavaVM
	Context jni.Object // given to what runs; set when there is one
}

// Start makes the machine, with classes from those folders and archives.
func Start(classes ...string) (*Machine, error) {
	library := C.CString(filepath.Join(os.Getenv("JAVA_HOME"), "lib", "server", "libjvm.so"))
	defer C.free(unsafe.Pointer(library))
	var options []*C.char
	for _, o := range []string{"-Xcheck:jni", "-Xmx128m", "-Djava.class.path=" + strings.Join(classes, ":")} {
		options = append(options, C.CString(o))
	}
	made := make(chan *C.JavaVM)
	go func() {
		runtime.LockOSThread() // the machine's first thread stays as long as it
		made <- C.priyom_start(library, &options[0], C.int(len(options)))
		select {}
	}()
	vm := <-made
	if vm == nil {
		return nil, errors.New("jvmtest: no Java machine")
	}
	return &Machine{vm: vm}, nil
}

// Run implements jni.Run, as Fyne does on Android: on a thread of its own that is attached for as long.
func (m *Machine) Run(f func(vm, env, ctx uintptr) error) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		env := C.priyom_attach(m.vm)
		if env == nil {
			done <- errors.New("jvmtest: not attached")
			return
		}
		err := f(uintptr(unsafe.Pointer(m.vm)), uintptr(unsafe.Pointer(env)), uintptr(m.Context))
		C.priyom_detach(m.vm)
		done <- err
	}()
	return <-done
}

// Bind ties the native methods of a class to the functions that Android's loader would find for them.
func (m *Machine) Bind(class string) error {
	return m.Run(func(_, env, ctx uintptr) error {
		return jni.In(env, ctx, func(e *jni.Env) error {
			of := e.Class(class)
			names := e.ReadStrings(e.StaticObject("world/World", "natives", "(Ljava/lang/Class;)[Ljava/lang/String;", of))
			for i := 0; i+1 < len(names); i += 2 {
				symbol := "Java_" + strings.ReplaceAll(class, "/", "_") + "_" + names[i]
				if !bind(env, of, names[i], names[i+1], symbol) {
					return fmt.Errorf("jvmtest: nothing exported is called %s", symbol)
				}
			}
			if len(names) == 0 && e.Err() == nil {
				return fmt.Errorf("jvmtest: no native method in %s", class)
			}
			return e.Err()
		})
	})
}

func bind(env uintptr, of jni.Object, name, sig, symbol string) bool {
	n, s, y := C.CString(name), C.CString(sig), C.CString(symbol)
	defer C.free(unsafe.Pointer(n))
	defer C.free(unsafe.Pointer(s))
	defer C.free(unsafe.Pointer(y))
	return C.priyom_bind((*C.JNIEnv)(*(*unsafe.Pointer)(unsafe.Pointer(&env))), C.jclass(of), n, s, y) != 0
}

// Compile compiles the sources below a folder into another.
func Compile(sources, classes string) error {
	var all []string
	err := filepath.WalkDir(sources, func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".java" {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	out, err := exec.Command(filepath.Join(os.Getenv("JAVA_HOME"), "bin", "javac"), append([]string{"-nowarn", "-encoding", "UTF-8", "-d", classes}, all...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("javac: %w\n%s", err, out)
	}
	return nil
}
