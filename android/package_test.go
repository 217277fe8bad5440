package android

import (
	"archive/zip"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sizeBound is the most that the package may weigh, in bytes: it goes from phone to phone where the line is bad.
const sizeBound = 24 << 20

// packaged is the package under examination.
func packaged(t *testing.T) string {
	t.Helper()
	apk := os.Getenv("PRIYOM_APK")
	if apk == "" {
		t.Skip("scripts/android.sh check makes a package and examines it")
	}
	return apk
}

// told runs a tool, and returns what it says.
func told(t *testing.T, tool string, args ...string) string {
	t.Helper()
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
	return string(out)
}

// all are the first groups of a pattern's matches.
func all(pattern, in string) (found []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(in, -1) {
		found = append(found, m[1])
	}
	return found
}

func TestPackageManifest(t *testing.T) {
	badging := told(t, "aapt", "dump", "badging", packaged(t))
	for what, want := range map[string][]string{
		`package: name='([^']*)'`:             {"org.priyom.app"},
		`sdkVersion:'([^']*)'`:                {"23"},
		`targetSdkVersion:'([^']*)'`:          {"35"},
		`launchable-activity: name='([^']*)'`: {"org.priyom.app.MainActivity"},
		`application-label-ru:'([^']*)'`:      {"Приём"},
		`uses-permission: name='android.permission.([^']*)'`: {
			"INTERNET", "ACCESS_NETWORK_STATE", "ACCESS_COARSE_LOCATION", "ACCESS_FINE_LOCATION", "RECORD_AUDIO", "POST_NOTIFICATIONS",
		},
		`uses-feature: name='([^']*)'`: nil, // nothing keeps it from a phone that lacks something
		`densities: (.*)`:              {"'160' '240' '320' '480' '640' '65534'"},
	} {
		if got := all(`(?m)^\s*`+what, badging); !slices.Equal(got, want) {
			t.Errorf("%s: %q", what, got)
		}
	}
	if strings.Contains(badging, "application-debuggable") {
		t.Error("anybody with a cable may look into it")
	}
	if n := len(all(`(uses-permission)`, badging)); n != 6 {
		t.Errorf("%d permissions", n)
	}
	tree := told(t, "aapt", "dump", "xmltree", packaged(t), "AndroidManifest.xml")
	for _, host := range strings.Fields(os.Getenv("PRIYOM_PORTALS")) {
		if !strings.Contains(tree, `host(0x01010028)="`+host+`"`) || !strings.Contains(tree, `autoVerify(0x010104ee)=(type 0x12)0xffffffff`) {
			t.Errorf("links of %s don't lead here", host)
		}
	}
	for _, want := range []string{
		`(?s)E: activity .*?exported\(0x01010010\)=\(type 0x12\)0xffffffff.*?E: provider`,
		`(?s)E: provider .*?exported\(0x01010010\)=\(type 0x12\)0x0\b.*?E: receiver`,
		`(?s)E: provider .*?grantUriPermissions\(0x0101001b\)=\(type 0x12\)0xffffffff.*?E: receiver`,
		`(?s)E: receiver .*?exported\(0x01010010\)=\(type 0x12\)0x0\b`,
		`authorities\(0x01010018\)="org.priyom.app.pictures"`,
		`allowBackup\(0x01010280\)=\(type 0x12\)0x0\b`,
		`networkSecurityConfig\(0x01010527\)=@`,
		`scheme\(0x01010027\)="priyom"`,
	} {
		if !regexp.MustCompile(want).MatchString(tree) {
			t.Errorf("the manifest lacks %s\n%s", want, tree)
		}
	}
}

func TestPackageSignature(t *testing.T) {
	said := told(t, "apksigner", "verify", "--verbose", "--min-sdk-version", "23", packaged(t))
	for _, scheme := range []string{"v1 scheme (JAR signing)", "v2 scheme (APK Signature Scheme v2)", "v3 scheme (APK Signature Scheme v3)"} {
		if !strings.Contains(said, "Verified using "+scheme+": true") {
			t.Errorf("not signed by %s", scheme)
		}
	}
	if strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	told(t, "zipalign", "-c", "-p", "4", packaged(t))
}

// Our classes are those of android/smali, and what their native methods are called is exported by the library.
func TestPackageClasses(t *testing.T) {
	own := unpacked(t, "classes2.dex")
	dump := told(t, "dexdump", "-l", "plain", own)
	classes := all(`Class descriptor  : 'L([^;']*);'`, dump)
	sources, err := filepath.Glob("smali/org/priyom/app/*.smali")
	if err != nil || len(sources) != len(classes) {
		t.Errorf("%q of %q, %v", classes, sources, err)
	}
	for _, s := range sources {
		if class := "org/priyom/app/" + strings.TrimSuffix(filepath.Base(s), ".smali"); !slices.Contains(classes, class) {
			t.Errorf("no %s", class)
		}
	}
	fyne := all(`Class descriptor  : 'L([^;']*);'`, told(t, "dexdump", "-l", "plain", unpacked(t, "classes.dex")))
	for _, want := range []string{"org/golang/app/GoNativeActivity", "org/golang/app/FyneNotificationReceiver"} {
		if !slices.Contains(fyne, want) {
			t.Errorf("no %s", want)
		}
	}
	exported := dynamic(t, false)
	for class, methods := range natives(dump) {
		for _, m := range methods {
			if symbol := "Java_" + strings.ReplaceAll(class, "/", "_") + "_" + m; !slices.Contains(exported, symbol) {
				t.Errorf("the library doesn't export %s", symbol)
			}
		}
	}
}

// natives are the native methods of each class in a dump.
func natives(dump string) map[string][]string {
	found := map[string][]string{}
	class, method := "", ""
	for line := range strings.Lines(dump) {
		if got := all(`Class descriptor  : 'L([^;']*);'`, line); got != nil {
			class = got[0]
		}
		if got := all(`^      name          : '([^']*)'`, line); got != nil {
			method = got[0]
		}
		if strings.Contains(line, "access") && strings.Contains(line, "NATIVE") {
			found[class] = append(found[class], method)
		}
	}
	return found
}

// unpacked is a file of the package.
func unpacked(t *testing.T, name string) string {
	t.Helper()
	r, err := zip.OpenReader(packaged(t))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := fs.ReadFile(r, name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
