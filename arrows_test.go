package main

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// arrows is who may import whom: the only table of it. A package takes the longest row that matches its path; "..." ends
// a row that stands for a folder. Test packages (storetest) may be imported by tests alone, which this doesn't see.
var arrows = []struct {
	pkg    string
	may    []string
	reason string
}{
	{"civic", nil, "the domain: standard library only, no I/O"},
	{"assets/...", []string{"civic"}, "embedded data and its loaders"},
	{"lang", []string{"assets/...", "civic"}, "words for people, without a window"},
	{"paper", []string{"assets/...", "civic", "lang"}, "what is printed, without a window and without files"},
	{"paper/handout", []string{"assets", "civic", "lang", "paper"}, "the papers that a reception point gives out"},
	{"photo", []string{"civic"}, "pictures in, pictures out"},
	{"store/journal", []string{"civic"}, "the format both sides share: no I/O"},
	{"durable", nil, "files that survive a power cut"},
	{"retry", nil, "when to ask a server again"},
	{"store/vault", []string{"durable"}, "secrets at rest"},
	{"store/storetest", []string{"civic", "store", "store/journal", "store/vault"}, "memories for tests"},
	{"store", []string{"civic", "durable", "photo", "receipt", "store/journal", "store/vault"}, "the device's memory"},
	{"doctor", []string{"civic", "durable", "lang", "store", "store/vault", "sync/engine", "tiles/pack"}, "whether a computer has all it needs: changes nothing"},
	{"receipt", []string{"civic", "store/journal"}, "the QR code of a citizen's paper: no I/O"},
	{"sync/wire", []string{"civic", "store/journal"}, "messages, the same for both sides"},
	{"sync/engine", []string{"civic", "durable", "retry", "store", "store/journal", "sync/wire"}, "the device's side of the line"},
	{"tiles", []string{"civic"}, "the map's common ground"},
	{"tiles/...", []string{"assets/...", "civic", "durable", "retry", "tiles", "tiles/..."}, "maps without a network, and without a window"},
	{"register", []string{"civic", "durable", "lang", "paper", "store", "tiles/..."}, "the journal as a table, out and in"},
	{"app/present", []string{"civic", "doctor", "durable", "lang", "paper", "paper/handout", "photo", "receipt", "register", "store", "store/journal", "store/vault", "sync/engine", "tiles", "tiles/..."}, "state and decisions of screens: no Fyne"},
	{"app/present/presenttest", []string{"app/present", "assets", "civic", "lang", "store/vault", "sync/engine"}, "reception points for tests"},
	{"app/device", nil, "what differs from machine to machine"},
	{"app/device/sound", []string{"durable"}, "what is said, recorded and played"},
	{"app/device/webcam", nil, "what a camera sees"},
	{"app/device/jni", nil, "Java's side, called from Go"},
	{"app/device/jni/jvmtest", []string{"app/device/jni"}, "a Java machine for tests"},
	{"app/device/droid", []string{"app/device/jni", "app/present", "civic", "durable"}, "an Android phone"},
	{"android", nil, "the package's examination"},
	{"android/...", nil, "makes the package's pictures"},
	{"app/theme", []string{"assets/icons"}, "the look"},
	{"app/widgets", []string{"app/theme", "assets/icons"}, "the kit: knows nothing of the domain"},
	{"app/widgets/mapview", []string{"app/theme", "app/widgets", "assets/icons", "civic", "tiles"}, "the map to look at and to move"},
	{"app/ui/...", []string{"app/present", "app/theme", "app/ui/...", "app/widgets", "app/widgets/mapview", "assets/...", "civic", "lang", "paper", "tiles"}, "draws what present decides"},
	{"app/ui/uitest", []string{"app/present", "app/present/presenttest", "app/theme", "app/ui/look", "app/widgets", "assets/district", "civic", "photo", "store", "store/journal", "store/storetest", "store/vault"}, "screens with reports on them, for tests"},
	{"app/ui/uitest/district", []string{"app/present", "assets/district", "civic", "portal/portaltest"}, "a practice district, for tests"},
	{"portal/portaltest", []string{"civic", "portal", "portal/accounts", "portal/blobs/shelf", "portal/blobs/shelf/shelftest", "portal/db", "portal/db/dbtest", "portal/notify", "portal/guard", "store/journal", "sync/wire"}, "a portal and a device for tests"},
	{"portal/...", []string{"civic", "durable", "photo", "portal/...", "store/journal", "sync/wire", "assets", "tiles", "tiles/..."}, "the other side: no Fyne, no app, no device's memory"},
	{"portal/demo", []string{"assets", "assets/district", "civic", "portal/...", "portal", "store/journal", "sync/wire", "tiles", "tiles/..."}, "a made-up year for a new portal"},
	{"cmd/portal", []string{"civic", "portal/...", "store/journal"}, "the server"},
	{"cmd/priyomctl", []string{"assets", "civic", "doctor", "lang", "paper", "paper/...", "receipt", "register", "store", "store/journal", "store/vault", "sync/engine", "tiles", "tiles/..."}, "the client without a window"},
	{"torture/plug", nil, "a disk that loses power, for tests"},
	{"tour", []string{"assets", "civic", "lang"}, "plays a whole round with the programs as people use them"},
	{"torture", []string{"civic", "portal", "store", "store/vault", "sync/engine"}, "kills, on both sides of the line"},
	{"", []string{"app/...", "assets/...", "civic", "lang", "portal", "store", "store/vault", "sync/engine"}, "puts the app together; the portal is in it for the demo district"},
}

// fyneless are the folders that must build without a window system, and quickly.
var fyneless = []string{"app/present", "assets", "civic", "cmd", "doctor", "durable", "lang", "paper", "photo", "portal", "receipt", "register", "retry", "store", "sync", "tiles", "torture"}

func TestArrows(t *testing.T) {
	if testing.Short() {
		t.Skip("asks the go command for every package")
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg := strings.TrimPrefix(strings.TrimPrefix(fields[0], "priyom"), "/")
		if dir := path.Dir(pkg); path.Base(dir) == "sync" && dir != "sync" || pkg == "sync" || pkg == "app" {
			t.Errorf("%s: no package sits directly in sync or app", pkg)
		}
		row := rowFor(pkg)
		if row < 0 {
			t.Errorf("%s is in no row of the table", pkg)
			continue
		}
		for _, imported := range fields[1:] {
			if own, ok := strings.CutPrefix(imported, "priyom/"); ok && !matchesAny(arrows[row].may, own) {
				t.Errorf("%s imports %s (%s)", pkg, own, arrows[row].reason)
			}
			if imported == "fyne.io/fyne/v2/app" && pkg != "" {
				t.Errorf("%s imports fyne/v2/app: only main.go opens the window", pkg)
			}
			if strings.HasPrefix(imported, "fyne.io/") && matchesFolder(fyneless, pkg) {
				t.Errorf("%s imports %s", pkg, imported)
			}
			if first, _, _ := strings.Cut(imported, "/"); pkg == "civic" && strings.Contains(first, ".") {
				t.Errorf("civic imports %s", imported)
			}
		}
	}
}

// rowFor finds the most specific row.
func rowFor(pkg string) int {
	best := -1
	for i, row := range arrows {
		if matches(row.pkg, pkg) && (best < 0 || len(row.pkg) > len(arrows[best].pkg)) {
			best = i
		}
	}
	return best
}

func matches(pattern, pkg string) bool {
	if folder, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == folder || strings.HasPrefix(pkg, folder+"/")
	}
	return pattern == pkg
}

func matchesAny(patterns []string, pkg string) bool {
	for _, p := range patterns {
		if matches(p, pkg) {
			return true
		}
	}
	return false
}

func matchesFolder(folders []string, pkg string) bool {
	for _, f := range folders {
		if matches(f+"/...", pkg) {
			return true
		}
	}
	return false
}
