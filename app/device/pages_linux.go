package device

import (
	"bufio"
	"os"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// ShedPages lets the system have the pages of the program's own file back: its start needed many that nothing needs later, and they count as
// this process's memory. Those that are needed again are read again, most often from the system's cache. It says how many bytes they cover.
// Only pages that are on the disk as they are here go: what was changed since, by the linker for example, stays.
func ShedPages() (bytes int) {
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return 0
	}
	defer f.Close()
	own := reflect.ValueOf(ShedPages).Pointer()
	var file string // whose code this is: the program, or on Android its library
	var all []mapping
	for s := bufio.NewScanner(f); s.Scan(); {
		line := strings.Fields(s.Text())
		if m, ok := mapped(line); ok {
			if m.from <= own && own < m.to {
				file = m.file
			}
			all = append(all, m)
		} else if len(line) == 3 && len(all) > 0 && line[0] == "Anonymous:" {
			all[len(all)-1].clean = line[1] == "0"
		}
	}
	for _, m := range all {
		if m.file == "" || m.file != file || !m.fixed || !m.clean {
			continue
		}
		if _, _, err := unix.Syscall(unix.SYS_MADVISE, m.from, m.to-m.from, unix.MADV_DONTNEED); err == 0 {
			bytes += int(m.to - m.from)
		}
	}
	return bytes
}

// mapping is a piece of the process's memory.
type mapping struct {
	from, to uintptr
	file     string
	fixed    bool // nobody may write to it
	clean    bool // nobody has
}

// mapped reads the first of the lines that smaps has for a piece: "from-to rights offset device inode file", the last only if there is one.
func mapped(line []string) (m mapping, ok bool) {
	if len(line) < 5 || len(line[1]) != 4 {
		return m, false
	}
	low, high, ok := strings.Cut(line[0], "-")
	from, err1 := strconv.ParseUint(low, 16, 64)
	to, err2 := strconv.ParseUint(high, 16, 64)
	rights := line[1]
	return mapping{
		from: uintptr(from), to: uintptr(to), file: strings.Join(line[5:], " "), fixed: rights[0] == 'r' && rights[1] == '-' && rights[3] == 'p',
	}, ok && err1 == nil && err2 == nil
}
