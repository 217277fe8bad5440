//go:build jvm

package jvmtest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
)

// child is set in the process that has the machine.
const child = "PRIYOM_JVM_CHILD"

// trouble is how -Xcheck:jni says that a call was wrong.
var trouble = regexp.MustCompile(`(?m)^(WARNING in native method|WARNING: JNI|FATAL ERROR in native method|Warning: ).*$`)

// Checked runs the tests of a package in a process of its own, and looks at what the machine says of its calls: it says it on the standard
// output, for which no test is to blame. The signals of Go and Java are chained by Java's own library for that.
func Checked(run func() int) int {
	if os.Getenv(child) != "" {
		return run()
	}
	if os.Getenv("JAVA_HOME") == "" {
		fmt.Fprintln(os.Stderr, "run these by scripts/android.sh glue: JAVA_HOME isn't set")
		return 1
	}
	cmd := exec.Command(os.Args[0], os.Args[1:]...)
	cmd.Env = append(os.Environ(), child+"=1", "LD_PRELOAD="+filepath.Join(os.Getenv("JAVA_HOME"), "lib", "libjsig.so"))
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	_, _ = os.Stdout.Write(said.Bytes())
	if found := trouble.FindAll(said.Bytes(), -1); len(found) > 0 {
		fmt.Fprintf(os.Stderr, "FAIL: -Xcheck:jni complains %d times\n", len(found))
		return 1
	}
	if err != nil {
		return 1
	}
	return 0
}
