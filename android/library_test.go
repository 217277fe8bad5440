package android

import (
	"bufio"
	"debug/elf"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// oldest is the API level that the app must run on.
const oldest = 23

// library is the package's only shared library, opened.
func library(t *testing.T) *elf.File {
	t.Helper()
	names := all(`(lib/[a-z0-9_-]+/libpriyom\.so)`, told(t, "unzip", "-l", packaged(t)))
	if len(names) != 1 {
		t.Fatalf("libraries: %q", names)
	}
	f, err := elf.Open(unpacked(t, names[0]))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// dynamic are the library's dynamic symbols that are undefined, or that aren't.
func dynamic(t *testing.T, undefined bool) (names []string) {
	t.Helper()
	symbols, err := library(t).DynamicSymbols()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range symbols {
		if (s.Section == elf.SHN_UNDEF) == undefined {
			names = append(names, s.Name)
		}
	}
	return names
}

func TestPackageLibrary(t *testing.T) {
	if info, err := os.Stat(packaged(t)); err != nil || info.Size() > sizeBound {
		t.Errorf("%d bytes, %v", info.Size(), err)
	}
	f := library(t)
	for _, p := range f.Progs {
		if p.Type == elf.PT_LOAD && p.Align%(16<<10) != 0 {
			t.Errorf("a segment is aligned to %d: phones with pages of 16 kB can't load it", p.Align)
		}
	}
	if f.Section(".debug_info") != nil || f.Section(".symtab") != nil {
		t.Error("not stripped")
	}
	exported := dynamic(t, false)
	for _, want := range []string{"main.main", "ANativeActivity_onCreate", "JNI_OnLoad"} { // Fyne looks the first up by its name
		if !slices.Contains(exported, want) {
			t.Errorf("%s isn't exported", want)
		}
	}
	needed, err := f.ImportedLibraries()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range needed {
		if !slices.Contains([]string{"libc.so", "libm.so", "libdl.so", "liblog.so", "libandroid.so", "libEGL.so", "libGLESv2.so"}, l) {
			t.Errorf("it needs %s", l)
		}
	}
}

// Whatever the library asks of the system was there in the oldest Android that it must run on.
func TestPackageSymbols(t *testing.T) {
	maps, err := filepath.Glob(filepath.Join(os.Getenv("PRIYOM_ANDROID_SYMBOLS"), "*.map.txt"))
	apk := packaged(t)
	if err != nil || len(maps) == 0 {
		t.Skip("no lists of the system's symbols in ../shared/android-kit for ", apk)
	}
	machine := map[elf.Machine]string{elf.EM_AARCH64: "arm64", elf.EM_X86_64: "x86_64"}[library(t).Machine]
	there := map[string]bool{}
	for _, m := range maps {
		read(t, m, machine, there)
	}
	asked := dynamic(t, true)
	for _, name := range asked {
		if !there[name] {
			t.Errorf("%s isn't in Android of API level %d", name, oldest)
		}
	}
	if len(asked) < 50 || len(there) < 500 {
		t.Errorf("%d symbols of %d", len(asked), len(there))
	}
}

// The tags of a list that say since when a symbol is there, and on which machines.
var (
	introduced = regexp.MustCompile(`introduced(-\w+)?=(\d+)`)
	machines   = regexp.MustCompile(`\b(?:arm|arm64|x86|x86_64|mips|mips64|riscv64)\b`)
)

// read notes the symbols that a library of the system's had then on such a machine. Its lines: "name; # tags".
func read(t *testing.T, path, machine string, there map[string]bool) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lacking := func(tags string) (is bool) {
		for _, m := range introduced.FindAllStringSubmatch(tags, -1) {
			level, err := strconv.Atoi(m[2])
			is = is || (m[1] == "" || m[1] == "-"+machine) && (err != nil || level > oldest)
		}
		on := machines.FindAllString(introduced.ReplaceAllString(tags, ""), -1) // none stands for all
		return is || len(on) > 0 && !slices.Contains(on, machine)
	}
	whole := false // the version's own tags make all of it too new
	for lines := bufio.NewScanner(f); lines.Scan(); {
		said, tags, _ := strings.Cut(lines.Text(), "#")
		said = strings.TrimSpace(said)
		if strings.HasSuffix(said, "{") {
			whole = lacking(tags) || strings.Contains(said, "PRIVATE") || strings.Contains(said, "PLATFORM")
		}
		if name, is := strings.CutSuffix(said, ";"); is && !whole && !lacking(tags) {
			there[strings.TrimSpace(name)] = true
		}
	}
}
